/** What a member does in Slack: commands, presses, choices, forms and shortcuts, and what the app's answer does to the screen. */
import { randomUUID } from 'node:crypto';
import { mustBeOffered } from './channels.ts';
import type { Acknowledgement, Delivery } from './delivery.ts';
import { type Choice, elementsIn, filled, type Placed } from './elements.ts';
import { complaints, type Values, valuesIn } from './forms.ts';
import { findMessage, wireMessage } from './messages.ts';
import { type ResponseUrls, refusalOfReply, reply, show } from './response-urls.ts';
import {
  type Channel,
  type Fields,
  installationOf,
  type Message,
  type State,
  type User,
  type View,
  violate,
  workspaceOf,
} from './state.ts';
import { type Submitted, settleSubmission } from './submission.ts';
import { isOrganisation } from './tokens.ts';
import type { Triggers } from './triggers.ts';
import { closeModals, topModal } from './views.ts';
import { wireUser } from './web-api/people.ts';

export type Desk = {
  state: State;
  delivery: Delivery;
  triggers: Triggers;
  responseUrls: ResponseUrls;
};

export type Interaction = {
  /** Names it; messages that answer it carry the same. */
  readonly id: string;
  readonly ackMs: number;
  /** The acknowledgement's body; undefined when it was empty. */
  readonly ack: unknown;
};

/** Which of several elements is meant. */
export type Which = { value?: string | undefined; blockId?: string | undefined };

/** @throws NotDelivered when the app did not acknowledge in time. */
export async function slash(desk: Desk, user: User, command: string, text: string): Promise<Interaction> {
  const { state } = desk;
  const workspace = workspaceOf(state, user.teamId);
  const origin = { channel: channelOf(state, user.dm), interaction: randomUUID() };
  const acknowledged = await desk.delivery.deliver('slash_commands', {
    token: 'unused',
    team_id: user.teamId,
    team_domain: user.teamId.toLowerCase(),
    channel_id: user.dm,
    channel_name: 'directmessage',
    user_id: user.id,
    user_name: wireUser(state, user).name,
    command,
    text,
    api_app_id: state.appId,
    ...(workspace.organisation && { enterprise_id: workspace.organisation.id }),
    is_enterprise_install: String(isOrganisation(installationOf(workspace))),
    response_url: desk.responseUrls.create(origin),
    trigger_id: desk.triggers.issue({ userId: user.id }),
  });
  const said = typeof acknowledged.body === 'string' ? { text: acknowledged.body } : acknowledged.body;
  if (!isSilence(said)) {
    const wrong = refusalOfReply(state, user.teamId, said);
    if (wrong) violate(state, 'malformed-ack', [command, wrong.error, ...wrong.messages].join(' '));
    else show(state, origin, reply.parse(said));
  }
  return interaction(origin.interaction, acknowledged);
}

/** Presses or chooses something in a message, a modal or the home tab. */
export async function act(
  desk: Desk,
  user: User,
  on: Message | View,
  { action, place, touched }: { action: Fields; place: Placed; touched: Values },
): Promise<Interaction> {
  const { state } = desk;
  const id = randomUUID();
  const isMessage = 'ts' in on;
  if (!isMessage) mustSee(state, user, on);
  const where = isMessage
    ? messageContext(desk, on, id)
    : {
        view: { ...on, state: { values: valuesIn(on.blocks, touched) } },
        container: { type: 'view', view_id: on.id },
      };
  const acknowledged = await desk.delivery.deliver('interactive', {
    type: 'block_actions',
    ...common(state, user),
    trigger_id: desk.triggers.issue({
      userId: user.id,
      viewId: isMessage || on.type === 'home' ? undefined : on.id,
    }),
    ...where,
    ...(isMessage && { state: { values: valuesIn(on.blocks, touched) } }),
    actions: [
      { ...action, block_id: place.blockId, action_id: place.element.action_id, action_ts: actionTs() },
    ],
  });
  return unheard(state, id, String(place.element.action_id), acknowledged);
}

export function pressed(element: Fields): Fields {
  const { type, text, value, url, style } = element;
  return {
    type,
    text,
    ...(value !== undefined && { value }),
    ...(url !== undefined && { url }),
    ...(style !== undefined && { style }),
  };
}

export function chosen(element: Fields, choice: Choice): Fields {
  return filled(element, choice);
}

/**
 * The one element that is meant.
 * @throws when it is not there, or cannot be told from others.
 */
export function findElement(on: Message | View, actionId: string, { value, blockId }: Which): Placed {
  const places = elementsIn(on.blocks);
  const found = places.filter(
    (place) =>
      place.element.action_id === actionId &&
      (value === undefined || place.element.value === value) &&
      (blockId === undefined || place.blockId === blockId),
  );
  const [place, another] = found;
  const known = () =>
    places.map(({ element }) => `${element.action_id} (${element.value ?? element.type})`).join(', ');
  if (!place) throw new Error(`there is no ${actionId} here${value ? ` of ${value}` : ''}, only: ${known()}`);
  if (another)
    throw new Error(`${actionId} stands here ${found.length} times: say which, by value or blockId`);
  return place;
}

/** Sends a filled-in modal off. What Slack itself refuses, the app never hears of. */
export async function submit(desk: Desk, user: User, view: View, touched: Values): Promise<Submitted> {
  const { state } = desk;
  mustSee(state, user, view);
  const values = valuesIn(view.blocks, touched);
  const errors = complaints(view.blocks, values);
  if (Object.keys(errors).length > 0) return { ackMs: 0, cleared: false, errors };
  mustBeOffered(state, user.teamId, view.blocks, values);
  const acknowledged = await desk.delivery.deliver('interactive', {
    type: 'view_submission',
    ...common(state, user),
    trigger_id: desk.triggers.issue({ userId: user.id, viewId: view.id }),
    view: { ...view, state: { values } },
    response_urls: [],
  });
  return settleSubmission(state, user, view, acknowledged);
}

/** Closes the topmost modal by its cross or Cancel. The app hears of it if it asked to. */
export async function closeView(desk: Desk, user: User, view: View): Promise<void> {
  mustSee(desk.state, user, view);
  closeModals(desk.state, user.id, view.clear_on_close ? 'all' : 'top');
  if (!view.notify_on_close) return;
  await desk.delivery.deliver('interactive', {
    type: 'view_closed',
    ...common(desk.state, user),
    view: { ...view, state: { values: valuesIn(view.blocks) } },
    is_cleared: view.clear_on_close,
  });
}

/** Uses a shortcut: a global one, or one on a message. */
export async function shortcut(
  desk: Desk,
  user: User,
  callbackId: string,
  on?: Message,
): Promise<Interaction> {
  const id = randomUUID();
  const acknowledged = await desk.delivery.deliver('interactive', {
    type: on ? 'message_action' : 'shortcut',
    ...common(desk.state, user),
    callback_id: callbackId,
    action_ts: actionTs(),
    trigger_id: desk.triggers.issue({ userId: user.id }),
    ...(on && { ...messageContext(desk, on, id), message_ts: on.ts }),
  });
  return unheard(desk.state, id, callbackId, acknowledged);
}

function messageContext(desk: Desk, on: Message, interaction: string): Fields {
  const { state } = desk;
  const channel = channelOf(state, on.channel);
  return {
    channel: { id: channel.id, name: 'directmessage' },
    container: { type: 'message', message_ts: on.ts, channel_id: channel.id, is_ephemeral: on.ephemeral },
    // Slack keeps no ephemeral message that it could enclose.
    ...(!on.ephemeral && { message: wireMessage(state, findMessage(state, on.channel, on.ts) ?? on, true) }),
    response_url: desk.responseUrls.create({ channel, interaction, messageTs: on.ts }),
  };
}

function common(state: State, user: User): Fields {
  const { name } = wireUser(state, user);
  const workspace = workspaceOf(state, user.teamId);
  return {
    token: 'unused',
    api_app_id: state.appId,
    team: {
      id: workspace.id,
      domain: workspace.name,
      ...(workspace.organisation && { enterprise_id: workspace.organisation.id }),
    },
    user: { id: user.id, username: name, name, team_id: user.teamId },
    enterprise: workspace.organisation
      ? { id: workspace.organisation.id, name: workspace.organisation.name }
      : null,
    is_enterprise_install: isOrganisation(installationOf(workspace)),
  };
}

function channelOf(state: State, id: string): Channel {
  const channel = state.channels.get(id);
  if (!channel) throw new Error(`the stand-in has no conversation ${id}`);
  return channel;
}

/** @throws when another modal is on top of it, or it is gone. */
function mustSee(state: State, user: User, { id }: View): void {
  if (topModal(state, user.id)?.id !== id && state.homes.get(user.id)?.id !== id) {
    throw new Error(`${user.name} does not see the view ${id}`);
  }
}

/** Slack takes no notice of what stands in the acknowledgement of a press or a shortcut; its author meant somebody to read it. */
function unheard(state: State, id: string, name: string, acknowledged: Acknowledgement): Interaction {
  if (!isSilence(acknowledged.body)) violate(state, 'malformed-ack', `${name}: nobody reads its body`);
  return interaction(id, acknowledged);
}

/** Bolt acknowledges with an empty object over a socket, which Slack takes for silence. */
function isSilence(body: unknown): body is undefined | null {
  return body === undefined || body === null || Object.keys(body).length === 0;
}

function interaction(id: string, { ms, body }: Acknowledgement): Interaction {
  return { id, ackMs: ms, ack: body };
}

function actionTs(): string {
  return (Date.now() / 1000).toFixed(6);
}
