/** What goes wrong between a bot and Slack, at a click: each befalls a member's next nudge, and the record says what came of it. */
import { after, MINUTE } from '../etiquette/calendar.ts';
import { nudgesIn } from '../nudging/metadata.ts';
import type { Standin, User } from '../standin/index.ts';
import type { Community } from './community.ts';
import { type Ledger, tally } from './ledger.ts';
import { nextNudge, readFacts } from './planned.ts';
import type { Sandbox } from './sandbox.ts';

const SEND = 'chat.postMessage';
const RETRY_AFTER_SECONDS = 30;
const OUTAGE = 5 * MINUTE;
const KILLED =
  'A process of its own would be gone; here its database connection and its sockets are cut, and another bot starts on the same database.';
const LOOK = 'conversations.history';
const LOOKED_FIRST = 'Before sending it again it looked for it here, by what messages carry as metadata.';
const WHY_TWICE =
  'Nobody could tell whether the first had arrived, and a rare double is better than a missed thank-you.';
/** Longer than whatever the bot waits for before it tries again. */
const SETTLED = 2 * MINUTE;

type Stage = { sandbox: Sandbox; community: Community; due: Date };
type Mishap = { label: string; what: string; happen: (stage: Stage) => Promise<void> };

export const MISHAPS = {
  'rate-limit': {
    label: 'Rate limit',
    what: `Slack refuses the next nudge: too many requests, try again in ${RETRY_AFTER_SECONDS} seconds.`,
    happen: async ({ community, sandbox, due }) => {
      community.slack.faults.next(SEND, { kind: 'rate-limit', retryAfter: RETRY_AFTER_SECONDS });
      await sandbox.windTo(due);
    },
  },
  'lost-reply': {
    label: 'Lost reply',
    what: 'Slack takes the next nudge, and its reply never reaches the bot, which then looks for it here before it sends it again.',
    happen: async ({ community, sandbox, due }) => {
      community.slack.faults.next(SEND, { kind: 'lose-reply' });
      await sandbox.windTo(due);
    },
  },
  outage: {
    label: 'Slack down',
    what: 'Slack is down for five minutes, just as the next nudge is due.',
    happen: async ({ community: { slack }, sandbox, due }) => {
      slack.faults.always('*', { kind: 'status', status: 503 });
      await slack.disconnectSockets('abrupt');
      await sandbox.windTo(after(due, OUTAGE));
      slack.faults.clear('*');
      await slack.socketConnected();
    },
  },
  'killed-before': {
    label: 'Kill the bot, early',
    what: `The bot is killed while it sends the next nudge, before Slack has it. ${KILLED}`,
    happen: async (stage) => {
      stage.community.slack.faults.next(SEND, { kind: 'hang' });
      await killInMidSend(stage);
    },
  },
  'killed-after': {
    label: 'Kill the bot, late',
    what: `The bot is killed while it sends the next nudge: Slack has it, the bot has not written that down. ${KILLED}`,
    happen: async (stage) => {
      stage.community.slack.faults.next(SEND, { kind: 'lose-reply' });
      await killInMidSend(stage);
    },
  },
} satisfies Record<string, Mishap>;

export type MishapName = keyof typeof MISHAPS;

/** Winds the clock to the member's next nudge, lets this happen to it, and says what came of it. @returns whether there was one */
export async function befall(
  name: MishapName,
  { sandbox, community, user }: { sandbox: Sandbox; community: Community; user: User },
): Promise<boolean> {
  const { what, happen } = MISHAPS[name];
  const { slack, notes } = community;
  const due = await nextNudge(community, user, sandbox.now());
  if (!due) return false;
  // Whatever else is due before goes through unharmed. Not to the very instant, as the clock runs on.
  await sandbox.windTo(after(due, -MINUTE));
  const before = trafficOf(slack, user);
  notes.tell(user.id, what);
  await happen({ sandbox, community, due });
  slack.faults.clear();
  await sandbox.windTo(after(sandbox.now(), SETTLED));
  const ledger = tally(slack.messages(user), await readFacts(community, user), sandbox.now());
  notes.tell(user.id, `${verdict(before, trafficOf(slack, user))} ${inWords(ledger)}`);
  return true;
}

/** At the moment at which Slack has dealt with the call, and the bot has not heard of it. */
async function killInMidSend({ community, sandbox, due }: Stage): Promise<void> {
  const { slack, kill } = community;
  let killed: Promise<void> | undefined;
  const forget = slack.onChange(({ what }) => {
    if (what === 'call' && slack.calls({ method: SEND }).at(-1)?.fault) killed ??= kill();
  });
  await sandbox.windTo(due);
  forget();
  await killed;
}

type Traffic = { tries: number; looks: number; messages: number };

function trafficOf(slack: Standin, user: User): Traffic {
  const callsOf = (method: string) =>
    slack.calls({ method }).filter(({ args }) => args.channel === user.id || args.channel === user.dm).length;
  return {
    tries: callsOf(SEND),
    looks: callsOf(LOOK),
    messages: slack.messages(user).filter((message) => nudgesIn(message).length > 0).length,
  };
}

function verdict(before: Traffic, now: Traffic): string {
  const tries = now.tries - before.tries;
  const messages = now.messages - before.messages;
  const doubled = messages > 1 ? ` ${WHY_TWICE}` : '';
  const looked = now.looks > before.looks ? ` ${LOOKED_FIRST}` : '';
  return `The bot sent it ${times(tries)}, and it stands here ${times(messages)}.${looked}${doubled}`;
}

function inWords({ due, arrived, lost }: Ledger): string {
  return `Of ${due} due so far, ${arrived} arrived and ${lost === 0 ? 'none is' : `${lost} are`} lost.`;
}

function times(count: number): string {
  return ['never', 'once', 'twice'][count] ?? `${count} times`;
}
