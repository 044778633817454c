/** Public channels: where the bot may post once somebody has invited it. */
import { z } from 'zod';
import { elementsIn } from './elements.ts';
import type { Values } from './forms.ts';
import {
  type Channel,
  type Fields,
  type Message,
  newId,
  type Room,
  type State,
  type Workspace,
} from './state.ts';
import { waitFor } from './waiting.ts';

/** What Slack answers to `chat.postMessage` with `chat:write` alone; undefined where it takes the message. */
export function refusalOfRoom({ room }: Channel): string | undefined {
  if (room?.isArchived) return 'is_archived';
  return room && !room.hasBot ? 'not_in_channel' : undefined;
}

const picked = z.object({ selected_conversation: z.string().nullable() });

/** @throws when a form holds a conversation that Slack would not have offered there: a direct message, another workspace's, an archived one. */
export function mustBeOffered(state: State, teamId: string, blocks: readonly Fields[], values: Values): void {
  for (const { blockId, element } of elementsIn(blocks)) {
    if (element.type !== 'conversations_select') continue;
    const id = picked.safeParse(values[blockId]?.[String(element.action_id)]).data?.selected_conversation;
    const channel = id ? state.channels.get(id) : undefined;
    const isOffered = channel?.teamId === teamId && channel.room && !channel.room.isArchived;
    if (id && id !== element.initial_conversation && !isOffered)
      throw new Error(`${blockId} does not offer the conversation ${id}`);
  }
}

export function createChannels(state: State, home: Workspace) {
  const messages = ({ id }: Channel): Message[] => [...(state.messages.get(id) ?? [])];

  return {
    /** A public channel, in which the bot is unless told otherwise. */
    addChannel(
      name: string,
      { workspace = home, hasBot = true }: { workspace?: Workspace; hasBot?: boolean } = {},
    ): Channel {
      const room = { name, hasBot, isArchived: false };
      const channel: Channel = { id: newId('C'), teamId: workspace.id, room };
      state.channels.set(channel.id, channel);
      return channel;
    },

    /** Invites the bot, removes it, or archives the channel. */
    changeChannel(channel: Channel, changes: Partial<Omit<Room, 'name'>>): void {
      const { room } = state.channels.get(channel.id) ?? channel;
      if (room) state.channels.set(channel.id, { ...channel, room: { ...room, ...changes } });
    },

    /** The public channels that there are. */
    publicChannels: (): Channel[] => [...state.channels.values()].filter(({ room }) => room),

    /** What everybody in the channel sees, the oldest first. */
    channelMessages: messages,

    /** Resolves with the first message in the channel that fits. */
    waitForChannelMessage: (
      channel: Channel,
      fits: (message: Message) => boolean = () => true,
    ): Promise<Message> =>
      waitFor(
        state,
        () => messages(channel).find(fits),
        () => `a message in #${channel.room?.name}`,
      ),
  };
}
