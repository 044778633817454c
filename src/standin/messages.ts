import { withIds } from './block-kit/ids.ts';
import { type File, wireFile } from './files.ts';
import {
  type Block,
  type Channel,
  changed,
  type Fields,
  type Message,
  type State,
  violate,
  workspaceOf,
} from './state.ts';

export type Content = {
  text: string;
  blocks: readonly Block[];
  metadata?: Fields | undefined;
  files?: readonly File[] | undefined;
};

/** Adds a message to a conversation, stamped by the stand-in's clock. */
export function post(
  state: State,
  channel: Channel,
  content: Content,
  how: { by?: string; ephemeral?: boolean; interaction?: string | undefined } = {},
): Message {
  checkPlainText(state, content);
  const list = state.messages.get(channel.id) ?? [];
  const { botUserId } = workspaceOf(state, channel.teamId);
  const user = how.by ?? botUserId;
  const message: Message = {
    teamId: channel.teamId,
    channel: channel.id,
    ts: stamp(state.clock(), list.at(-1)?.ts),
    user,
    byBot: user === botUserId,
    text: content.text,
    blocks: withIds(content.blocks),
    metadata: content.metadata,
    files: content.files ?? [],
    ephemeral: how.ephemeral ?? false,
    interaction: how.interaction,
    edits: [],
  };
  state.messages.set(channel.id, [...list, message]);
  changed(state, { what: 'message', userId: channel.userId });
  return message;
}

export function findMessage(state: State, channel: string, ts: string): Message | undefined {
  return state.messages.get(channel)?.find((message) => message.ts === ts);
}

/** Puts new content in place of a message's old one, as an edit does. */
export function edit(state: State, message: Message, content: Content): Message {
  checkPlainText(state, content);
  const edited: Message = {
    ...message,
    ...content,
    blocks: withIds(content.blocks),
    edits: [...message.edits, { text: message.text, blocks: message.blocks }],
  };
  replace(state, message, [edited]);
  return edited;
}

/** Slack takes it, and somebody is left out. */
function checkPlainText(state: State, { text, blocks }: Content): void {
  if (text === '' && blocks.length > 0) violate(state, 'no-plain-text', JSON.stringify(blocks).slice(0, 200));
}

export function remove(state: State, message: Message): void {
  replace(state, message, []);
}

/** The message as Slack writes it in payloads and histories; metadata only where it was asked for. */
export function wireMessage(state: State, message: Message, withMetadata = false): Fields {
  const { botId } = workspaceOf(state, message.teamId);
  return {
    type: 'message',
    ...(message.files.length > 0 && {
      subtype: 'file_share',
      files: message.files.map((file) => wireFile(state, file)),
    }),
    team: message.teamId,
    user: message.user,
    ...(message.byBot && { bot_id: botId, app_id: state.appId }),
    text: message.text,
    ts: message.ts,
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
    ...(message.edits.length > 0 && { edited: { user: message.user, ts: message.ts } }),
    ...(withMetadata && message.metadata && { metadata: message.metadata }),
  };
}

function replace(state: State, message: Message, by: readonly Message[]): void {
  const list = state.messages.get(message.channel) ?? [];
  state.messages.set(
    message.channel,
    list.flatMap((other) => (other.ts === message.ts ? by : [other])),
  );
  changed(state, { what: 'message', userId: state.channels.get(message.channel)?.userId });
}

/** Seconds and microseconds, above the last one of the channel even if the clock was turned back. */
function stamp(now: Date, last = '0.000000'): string {
  const lastMicros = BigInt(last.replace('.', ''));
  const nowMicros = BigInt(now.getTime()) * 1000n;
  const micros = (nowMicros > lastMicros ? nowMicros : lastMicros + 1n).toString().padStart(7, '0');
  return `${micros.slice(0, -6)}.${micros.slice(-6)}`;
}
