/** What can be done on the page, carried out by the stand-in as a member's hand would. */
import { z } from 'zod';
import { addDays, after, atLocal, HOUR, localDate } from '../etiquette/calendar.ts';
import { type Message, NotDelivered, type User, type View } from '../standin/index.ts';
import type { Sandbox } from './server.ts';

/** `errors` stand under the fields of a form, by name. */
export type Result = { error?: string; errors?: Record<string, string> };

const as = z.string();
const value = z.union([z.string(), z.array(z.string()), z.null()]);
const target = { on: z.string(), actionId: z.string(), blockId: z.string() };

const action = z.discriminatedUnion('do', [
  z.object({ do: z.literal('say'), as, text: z.string().max(12_000) }),
  z.object({ do: z.literal('press'), as, ...target }),
  z.object({ do: z.literal('choose'), as, ...target, value }),
  z.object({ do: z.literal('submit'), as, view: z.string(), values: z.record(z.string(), value) }),
  z.object({ do: z.literal('close'), as, view: z.string() }),
  z.object({ do: z.literal('wind'), as, to: z.enum(['hour', 'morning', 'next']) }),
]);
type Action = z.infer<typeof action>;

const COMMAND = '/interview';
const MORNING = 9 * 60;

export async function act(sandbox: Sandbox, body: unknown): Promise<Result> {
  const asked = action.parse(body);
  const user = sandbox.slack.users().find(({ id }) => id === asked.as);
  if (!user) return { error: 'There is no such member.' };
  try {
    return await carryOut(sandbox, user, asked);
  } catch (error) {
    if (error instanceof NotDelivered) return { error: `The bot did not answer (${error.reason}).` };
    throw error;
  }
}

async function carryOut(sandbox: Sandbox, user: User, asked: Action): Promise<Result> {
  const { slack } = sandbox;
  switch (asked.do) {
    case 'say':
      return say(sandbox, user, asked.text.trim());
    case 'press':
      await slack.click(user, onScreen(sandbox, user, asked.on), asked.actionId, { blockId: asked.blockId });
      return {};
    case 'choose': {
      const on = onScreen(sandbox, user, asked.on);
      await slack.choose(user, on, asked.actionId, asked.value, { blockId: asked.blockId });
      return {};
    }
    case 'submit':
      return submit(sandbox, user, asked.view, asked.values);
    case 'close': {
      const view = slack.modal(user);
      if (view?.id === asked.view) await slack.closeView(user, view);
      return {};
    }
    case 'wind':
      return wind(sandbox, user, asked.to);
  }
}

async function say({ slack }: Sandbox, user: User, text: string): Promise<Result> {
  const words = /^\/interview(?:\s+|$)(.*)$/s.exec(text);
  if (words) await slack.slash(user, COMMAND, words[1] ?? '');
  else if (text.startsWith('/'))
    return { error: `${text.split(' ')[0]} is not a command here. There is one: ${COMMAND}` };
  else if (text) await slack.sendDm(user, text);
  return {};
}

function onScreen({ slack }: Sandbox, user: User, id: string): Message | View {
  const found =
    slack.messages(user).find(({ ts }) => ts === id) ?? [slack.modal(user)].find((view) => view?.id === id);
  if (!found) throw new Error('That is not on the screen any more');
  return found;
}

async function submit(
  sandbox: Sandbox,
  user: User,
  viewId: string,
  values: Record<string, z.infer<typeof value>>,
): Promise<Result> {
  const view = sandbox.slack.modal(user);
  if (view?.id !== viewId) return { error: 'That form is not open any more.' };
  const filling = Object.fromEntries(
    Object.entries(values).map(([field, given]) => [field, instantIn(view, field, given, user)]),
  );
  const { errors } = await sandbox.slack.submit(user, view, filling);
  return errors ? { errors } : {};
}

/** A date and time are typed by the member's clock; Slack sends an instant. */
function instantIn(
  view: View,
  field: string,
  given: z.infer<typeof value>,
  { tz }: User,
): z.infer<typeof value> | Date {
  const block = view.blocks.find(({ block_id }) => block_id === field);
  const element = z.object({ type: z.string() }).safeParse(block?.element);
  if (element.data?.type !== 'datetimepicker' || typeof given !== 'string') return given;
  const [date = '', time = ''] = given.split('T');
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return atLocal(date, hour * 60 + minute, tz);
}

async function wind({ bot, clock }: Sandbox, { tz }: User, to: 'hour' | 'morning' | 'next'): Promise<Result> {
  const target = {
    hour: async () => after(clock.now(), HOUR),
    morning: async () => atLocal(addDays(localDate(clock.now(), tz), 1), MORNING, tz),
    next: () => bot.nextDue(),
  };
  const instant = await target[to]();
  if (!instant) return { error: 'Nothing is planned for anybody: record an interview first.' };
  await clock.windTo(instant, bot);
  return {};
}
