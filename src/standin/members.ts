/** The members' hands and eyes: what they do (`slash`, `click`, `submit`), and what they see (`messages`, `home`). */
import type { Choice, Placed } from './elements.ts';
import type { Events } from './events.ts';
import { addFile, typeOf } from './files.ts';
import { type Filling, fillIn, type Values } from './forms.ts';
import type { Desk, Interaction, Which } from './interactions.ts';
import * as interactions from './interactions.ts';
import { type Content, post, wireMessage } from './messages.ts';
import {
  type Fields,
  installationOf,
  type Message,
  type User,
  userOf,
  type View,
  workspaceOf,
} from './state.ts';
import type { Submitted } from './submission.ts';
import { topModal } from './views.ts';
import { waitFor } from './waiting.ts';

type Fits = (message: Message) => boolean;
/** `mimetype` is that of the name's ending when left out. */
export type Dropped = { name: string; content: string | Uint8Array; mimetype?: string; text?: string };
type Waiting = { timeoutMs?: number; after?: Message };

/** An interaction with what came of it on the screen. */
export type Shown = Interaction & {
  /** The messages that answer it, by the acknowledgement or by its response_url, as they are now. */
  replies(): Message[];
  waitForReply(fits?: Fits, timeoutMs?: number): Promise<Message>;
};

export type Members = ReturnType<typeof createMembers>;

export function createMembers(desk: Desk, events: Events) {
  const { state } = desk;
  /** What members picked without sending it off yet, by message or view. */
  const touched = new Map<string, Values>();

  const messages = (user: User): Message[] => [...(state.messages.get(user.dm) ?? [])];
  const keyOf = (user: User, on: Message | View) => `${user.id} ${'ts' in on ? on.ts : on.id}`;

  async function write(user: User, content: Content): Promise<Message> {
    const channel = { id: user.dm, teamId: user.teamId, userId: user.id };
    const message = post(state, channel, content, { by: user.id });
    const event = {
      ...wireMessage(state, message),
      channel: user.dm,
      channel_type: 'im',
      event_ts: message.ts,
    };
    const workspace = workspaceOf(state, user.teamId);
    if (installationOf(workspace).scopes.includes('im:history')) await events.send(workspace, event);
    return message;
  }

  function show(user: User, interaction: Interaction): Shown {
    const replies = () => messages(user).filter((message) => message.interaction === interaction.id);
    return {
      ...interaction,
      replies,
      waitForReply: (fits = () => true, timeoutMs) =>
        waitFor(
          state,
          () => replies().find(fits),
          () => `a reply; ${user.name} sees ${describe(messages(user))}`,
          timeoutMs,
        ),
    };
  }

  async function act(user: User, on: Message | View, place: Placed, action: Fields): Promise<Shown> {
    if (place.block.type === 'input' && place.block.dispatch_action !== true) {
      throw new Error(
        `Slack sends no action for an input without dispatch_action: ${place.element.action_id}`,
      );
    }
    const values = touched.get(keyOf(user, on)) ?? {};
    return show(user, await interactions.act(desk, user, on, { action, place, touched: values }));
  }

  return {
    /** Types a slash command in the conversation with the bot. Rejects with NotDelivered if it is not acknowledged in time. */
    slash: async (user: User, command: string, text = ''): Promise<Shown> =>
      show(user, await interactions.slash(desk, user, command, text)),

    /** Presses a button of what the member sees: a copy from before an edit still has its old buttons, as a slow client has. */
    async click(user: User, on: Message | View, actionId: string, which: Which = {}): Promise<Shown> {
      const place = interactions.findElement(on, actionId, which);
      if (place.element.type !== 'button')
        throw new Error(`${actionId} is a ${place.element.type}: choose, not click`);
      return act(user, on, place, interactions.pressed(place.element));
    },

    /** Picks something in a select, a menu, radio buttons, checkboxes or a date picker; an option by its value. */
    async choose(
      user: User,
      on: Message | View,
      actionId: string,
      choice: Choice,
      which: Which = {},
    ): Promise<Shown> {
      const place = interactions.findElement(on, actionId, which);
      const action = interactions.chosen(place.element, choice);
      if (place.element.type !== 'overflow') {
        const values = touched.get(keyOf(user, on)) ?? {};
        const inBlock = { ...values[place.blockId], [actionId]: action };
        touched.set(keyOf(user, on), { ...values, [place.blockId]: inBlock });
      }
      return act(user, on, place, action);
    },

    /** Fills in the modal's fields, by `block_id`, and sends it off. What is not named stays as it is, also from a try before. */
    async submit(user: User, view: View, filling: Filling = {}): Promise<Submitted> {
      const values = fillIn(view.blocks, filling, touched.get(keyOf(user, view)) ?? {});
      touched.set(keyOf(user, view), values);
      return interactions.submit(desk, user, view, values);
    },

    /** Closes the modal without sending it off. */
    closeView: (user: User, view: View): Promise<void> => interactions.closeView(desk, user, view),

    shortcut: async (user: User, callbackId: string): Promise<Shown> =>
      show(user, await interactions.shortcut(desk, user, callbackId)),

    messageShortcut: async (user: User, callbackId: string, message: Message): Promise<Shown> =>
      show(user, await interactions.shortcut(desk, user, callbackId, message)),

    /** Sends any event in the user's workspace. @returns whether it was acknowledged at the first try. */
    event: (user: User, event: Fields): Promise<boolean> =>
      events.send(workspaceOf(state, user.teamId), event),

    /** Opens the app's home tab, of which the app is told. */
    openHome: (user: User): Promise<boolean> => {
      const view = state.homes.get(user.id);
      const event = {
        type: 'app_home_opened',
        user: user.id,
        channel: user.dm,
        tab: 'home',
        ...(view && { view }),
      };
      return events.send(workspaceOf(state, user.teamId), event);
    },

    /** Drops a file on the conversation with the bot, which is told if it may read along. */
    async dropFile(
      user: User,
      { name, content, mimetype = typeOf(name), text = '' }: Dropped,
    ): Promise<Message> {
      const added = addFile(state, {
        ...{ teamId: user.teamId, name, title: name, altText: '', user: user.id },
        ...{ mimetype, content: Buffer.from(content) },
      });
      return write(user, { text, blocks: [], files: [added] });
    },

    /** Writes to the bot, which is told if it may read along (`im:history`). Resolves when that was acknowledged, or missed for the first time. */
    sendDm: (user: User, text: string): Promise<Message> => write(user, { text, blocks: [] }),

    /** The conversation with the bot, the oldest first: both sides, and what only the member sees. */
    messages,

    /** Resolves with the bot's first message that fits, past ones included unless `after` is given. */
    waitForMessage: (
      user: User,
      fits: Fits = () => true,
      { timeoutMs, after }: Waiting = {},
    ): Promise<Message> =>
      waitFor(
        state,
        () => messages(user).find((message) => message.byBot && isAfter(message, after) && fits(message)),
        () => `a message; ${user.name} sees ${describe(messages(user))}`,
        timeoutMs,
      ),

    /** The open modals, the topmost last. */
    modals: (user: User): View[] =>
      (state.modals.get(user.id) ?? []).flatMap((id) => state.views.get(id) ?? []),

    /** The modal on top, if one is open. */
    modal: (user: User): View | undefined => topModal(state, user.id),

    waitForView: (
      user: User,
      fits: (view: View) => boolean = () => true,
      timeoutMs?: number,
    ): Promise<View> =>
      waitFor(
        state,
        () => [topModal(state, user.id)].find((view) => view !== undefined && fits(view)),
        () => `a modal of ${user.name}`,
        timeoutMs,
      ),

    /** The home tab as last published. */
    home: (user: User): View | undefined => state.homes.get(userOf(state, user.id).id),

    waitForHome: (
      user: User,
      fits: (view: View) => boolean = () => true,
      timeoutMs?: number,
    ): Promise<View> =>
      waitFor(
        state,
        () => [state.homes.get(user.id)].find((view) => view !== undefined && fits(view)),
        () => `a home tab of ${user.name}`,
        timeoutMs,
      ),
  };
}

function isAfter(message: Message, after: Message | undefined): boolean {
  return after === undefined || Number(message.ts) > Number(after.ts);
}

function describe(messages: readonly Message[]): string {
  return messages.length === 0 ? 'nothing' : messages.map(({ text }) => JSON.stringify(text)).join(', ');
}
