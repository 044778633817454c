/** What can be done on the page, carried out by the stand-in as a member's hand would. */
import { z } from 'zod';
import { addDays, after, atLocal, HOUR, localDate } from '../etiquette/calendar.ts';
import { type Message, NotDelivered, type Standin, type User, type View } from '../standin/index.ts';
import type { Community } from './community.ts';
import { befall, MISHAPS, type MishapName } from './mishaps.ts';
import { nextNudge } from './planned.ts';
import { type Sandbox, whoIs } from './sandbox.ts';
import { beginStory } from './story.ts';

/** `errors` stand under the fields of a form, by block; `as` is whom the page shall show from now on. */
export type Result = { error?: string; errors?: Record<string, string>; as?: string };

const as = z.string();
/** What a control of the page holds: text, an option's value or several, nothing. A time is `2026-11-23T14:30`. */
const held = z.union([z.string(), z.array(z.string()), z.null()]);
const target = { on: z.string(), actionId: z.string(), blockId: z.string() };

const action = z.discriminatedUnion('do', [
  z.object({ do: z.literal('say'), as, text: z.string().max(12_000) }),
  z.object({ do: z.literal('press'), as, ...target }),
  z.object({ do: z.literal('choose'), as, ...target, value: held }),
  z.object({ do: z.literal('submit'), as, view: z.string(), values: z.record(z.string(), held) }),
  z.object({ do: z.literal('close'), as, view: z.string() }),
  z.object({ do: z.literal('open-home'), as }),
  z.object({ do: z.literal('shortcut'), as, callbackId: z.string(), on: z.string().optional() }),
  z.object({ do: z.literal('drop'), as, name: z.string(), type: z.string(), content: z.base64() }),
  z.object({ do: z.literal('enter'), as, workspace: z.string() }),
  z.object({ do: z.literal('story'), as }),
  z.object({ do: z.literal('break'), as, what: z.enum(Object.keys(MISHAPS) as MishapName[]) }), // its own keys
  z.object({ do: z.literal('wind'), as, to: z.enum(['hour', 'morning', 'next']) }),
]);
/** Who does it, and where. */
type Place = { sandbox: Sandbox; community: Community; user: User };
type Action = z.infer<typeof action>;
type Held = z.infer<typeof held>;

const COMMAND = '/interview';
const MORNING = 9 * 60;
const GONE = 'That is not on the screen any more.';
const NOTHING_PLANNED = 'Nothing is planned for this member. Record an interview first.';
const NOT_SAVED = 'The bot did not answer in time. What you wrote is still here: save it again.';

/** @throws when the page asks for what the stand-in cannot do, with a message to show */
export async function act(sandbox: Sandbox, body: unknown): Promise<Result> {
  const asked = action.parse(body);
  const found = whoIs(sandbox, asked.as);
  if (!found) return { error: 'This page is of an earlier sandbox: load it again.' };
  try {
    return await carryOut({ sandbox, ...found }, asked);
  } catch (error) {
    if (!(error instanceof NotDelivered)) throw error;
    // The stand-in has recorded it, and it stands in the conversation; a form hides that.
    return asked.do === 'submit' ? { error: NOT_SAVED } : {};
  }
}

async function carryOut(place: Place, asked: Action): Promise<Result> {
  const { community, user } = place;
  switch (asked.do) {
    case 'say':
      return say(community, user, asked.text.trim());
    case 'press':
    case 'choose':
      return touch(community, user, asked);
    case 'submit':
      return submit(community, user, asked);
    case 'close':
      return close(community, user, asked.view);
    case 'open-home':
      await community.slack.openHome(user);
      return {};
    case 'shortcut':
      return shortcut(community, user, asked);
    case 'drop':
      return drop(community, user, asked);
    case 'enter':
      return enter(place.sandbox, asked.workspace);
    case 'story':
      return { as: beginStory(place.sandbox, community).id };
    case 'wind':
      return wind(place, asked.to);
    case 'break':
      return breakSomething(place, asked.what);
  }
}

async function say({ slack, notes }: Community, user: User, text: string): Promise<Result> {
  const [word] = text.split(/\s/, 1);
  if (!word?.startsWith('/')) {
    if (text) await slack.sendDm(user, text);
    return {};
  }
  if (word !== COMMAND) return { error: `${word} is not a command here. There is one: ${COMMAND}` };
  notes.command(user.id, text);
  await slack.slash(user, COMMAND, text.slice(COMMAND.length).trim());
  return {};
}

async function touch(
  { slack }: Community,
  user: User,
  asked: Extract<Action, { do: 'press' | 'choose' }>,
): Promise<Result> {
  const on = onScreen(slack, user, asked.on);
  if (!on) return { error: GONE };
  const { actionId, blockId } = asked;
  if (asked.do === 'press') await slack.click(user, on, actionId, { blockId });
  else {
    const choice = asInstant(on, { blockId, actionId }, asked.value, user.tz);
    await slack.choose(user, on, actionId, choice, { blockId });
  }
  return {};
}

function onScreen(slack: Standin, user: User, id: string): Message | View | undefined {
  const views = [slack.modal(user), slack.home(user)];
  return slack.messages(user).find(({ ts }) => ts === id) ?? views.find((view) => view?.id === id);
}

async function shortcut(
  { slack }: Community,
  user: User,
  { callbackId, on: ts }: Extract<Action, { do: 'shortcut' }>,
): Promise<Result> {
  if (ts === undefined) await slack.shortcut(user, callbackId);
  else {
    const on = slack.messages(user).find((message) => message.ts === ts);
    if (!on) return { error: GONE };
    await slack.messageShortcut(user, callbackId, on);
  }
  return {};
}

async function drop(
  { slack }: Community,
  user: User,
  { name, type, content }: Extract<Action, { do: 'drop' }>,
): Promise<Result> {
  await slack.dropFile(user, {
    name,
    content: Buffer.from(content, 'base64'),
    ...(type && { mimetype: type }),
  });
  return {};
}

async function submit(
  { slack }: Community,
  user: User,
  { view: id, values }: Extract<Action, { do: 'submit' }>,
): Promise<Result> {
  const view = slack.modal(user);
  if (view?.id !== id) return { error: GONE };
  const filling = Object.entries(values).map(([blockId, value]) => [
    blockId,
    asInstant(view, { blockId }, value, user.tz),
  ]);
  const { errors } = await slack.submit(user, view, Object.fromEntries(filling));
  return errors ? { errors } : {};
}

async function close({ slack }: Community, user: User, id: string): Promise<Result> {
  const view = slack.modal(user);
  if (view?.id === id) await slack.closeView(user, view);
  return {};
}

const element = z.object({ type: z.string(), action_id: z.string() });
const holder = z.object({ element: element.optional(), elements: z.array(z.unknown()).optional() });

/** A date and time are typed by the member's clock, and Slack sends an instant. Everything else goes as it is. */
function asInstant(
  { blocks }: Message | View,
  where: { blockId: string; actionId?: string },
  value: Held,
  zone: string,
): Held | Date {
  const block = holder.safeParse(blocks.find(({ block_id }) => block_id === where.blockId)).data;
  const inside = [block?.element, ...(block?.elements ?? [])].map((one) => element.safeParse(one).data);
  const meant = inside.find((one) => one && (where.actionId ?? one.action_id) === one.action_id);
  if (meant?.type !== 'datetimepicker' || typeof value !== 'string') return value;
  const [date = '', time = ''] = value.split('T');
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return atLocal(date, hour * 60 + minute, zone);
}

async function enter(sandbox: Sandbox, workspace: string): Promise<Result> {
  const community = await sandbox.enter(workspace);
  const member = community?.slack.users()[0];
  return member ? { as: member.id } : { error: 'There is no such workspace.' };
}

async function wind({ sandbox, community, user }: Place, to: 'hour' | 'morning' | 'next'): Promise<Result> {
  const now = sandbox.now();
  const targets = {
    hour: async () => after(now, HOUR),
    morning: async () => atLocal(addDays(localDate(now, user.tz), 1), MORNING, user.tz),
    next: () => nextNudge(community, user, now),
  };
  const target = await targets[to]();
  if (!target) return { error: NOTHING_PLANNED };
  await sandbox.windTo(target);
  return {};
}

async function breakSomething(place: Place, what: MishapName): Promise<Result> {
  const { sandbox } = place;
  if (sandbox.isBreaking) return { error: 'One thing at a time: something is being broken already.' };
  sandbox.isBreaking = true;
  try {
    return (await befall(what, place)) ? {} : { error: NOTHING_PLANNED };
  } finally {
    sandbox.isBreaking = false;
  }
}
