/** What every member was promised, checked against what Slack really took and not against what the bot believes. */
import { advise } from '../../../src/etiquette/advice.ts';
import { latest } from '../../../src/etiquette/calendar.ts';
import type { Delivery, Facts } from '../../../src/etiquette/facts.ts';
import { plan } from '../../../src/etiquette/plan.ts';
import { answersInOrder } from '../../../src/etiquette/rounds.ts';
import { nudgesIn } from '../../../src/nudging/metadata.ts';
import { wall } from '../../rules/builders.ts';
import type { Post } from './slack.ts';

const HOUR = 3_600_000;
const MESSAGES_A_DAY = 4;
const EXEMPT = ['thank-you-last-call', 'material'];

/** What the model knows of a member: what they did, and what Slack took for them. */
export type Known = {
  name: string;
  zone: string;
  pause?: { until?: Date | undefined } | undefined;
  /** The bot heard that they left. */
  isGone: boolean;
  done: Set<string>;
  taken: Taken[];
};
export type Taken = { name: string; rule: string; at: Date; message: string; post: Post };

export type Scene = Pick<Known, 'pause' | 'isGone' | 'done'> & { facts: Facts };

export type Moment = {
  /** By the clock of who sends: when it arrives, and each time that they looked at it before, one of which decided. */
  now: Date;
  looked: readonly Date[];
  /** How things stand, and how they stood before somebody acted in the middle of the call: that came too late to be heeded. */
  scenes: readonly [Scene, ...Scene[]];
  /** What the last look at the history gave in this tick, and whether the bot may look. */
  reads: 'read' | 'failed' | undefined;
  mayRead: boolean;
  /** When the attempts at a delivery began. */
  startedAt: (deliveryId: string) => Date | undefined;
};

export const nameOf = ({ nudgeId, repeat }: Pick<Delivery, 'nudgeId' | 'repeat'>) => `${nudgeId}#${repeat}`;

/** Notes what Slack is about to take, and says what of the promises it breaks. */
export function take(known: Known, post: Post, moment: Moment): string[] {
  const [{ facts }] = moment.scenes;
  const deliveries = nudgesIn(post.message).flatMap(
    ({ id }) => facts.deliveries.find((one) => one.id === id) ?? [],
  );
  if (deliveries.length === 0) return ['a message brings nothing that was written down before'];
  const broken = unfit(known, deliveries, moment);
  for (const delivery of deliveries) {
    const before = known.taken.filter(({ name }) => name === nameOf(delivery));
    broken.push(...doubled(delivery, before, moment));
    known.taken.push({
      name: nameOf(delivery),
      rule: delivery.rule,
      at: new Date(Number(post.message.ts) * 1000),
      message: post.message.ts,
      post,
    });
  }
  return [...broken, ...tooMany(known)].map((what) => `${known.name}: ${what}`);
}

function unfit({ zone }: Known, deliveries: readonly Delivery[], moment: Moment): string[] {
  const found = moment.scenes.map((scene) => [
    ...deliveries.flatMap((delivery) => earlyOrLate(delivery, scene, moment)),
    ...unwelcome(zone, deliveries, scene, moment),
  ]);
  return found.every((broken) => broken.length > 0) ? found.flat() : [];
}

function earlyOrLate(delivery: Delivery, { facts }: Scene, { now, looked }: Moment): string[] {
  const nudge = plan(facts).find(({ id }) => id === delivery.nudgeId);
  if (!nudge) return [`${nameOf(delivery)} came, though the rules ask for no such thing`];
  const snoozes = facts.deliveries
    .filter(({ nudgeId, repeat }) => nudgeId === nudge.id && repeat <= delivery.repeat)
    .map(({ snoozedUntil }) => snoozedUntil);
  const due = latest(nudge.due, ...snoozes);
  if (now < due) return [`${nameOf(delivery)} came before ${due.toISOString()}`];
  const { until } = nudge;
  const hadSense = !until || [now, ...looked].some((at) => at < until);
  return hadSense ? [] : [`${nameOf(delivery)} came when it had lost its sense`];
}

/** Once; without a look into the history twice, where nobody could tell. */
function doubled(delivery: Delivery, before: readonly Taken[], moment: Moment): string[] {
  if (before.length === 0) return [];
  const name = nameOf(delivery);
  if (before.some(({ post }) => post.isClear))
    return [`${name} came again, though it was known to have come`];
  if (before.length > 1) return [`${name} came a third time`];
  if (moment.reads === 'read') return [`${name} came again, though the history showed it`];
  const waited = moment.now.getTime() - (moment.startedAt(delivery.id)?.getTime() ?? 0);
  if (moment.mayRead && moment.reads === undefined)
    return [`${name} came again without a look into the history`];
  if (moment.mayRead && waited < HOUR)
    return [`${name} came again while the history failed for less than an hour`];
  return [];
}

function unwelcome(
  zone: string,
  deliveries: readonly Delivery[],
  { facts, pause, isGone, done }: Scene,
  { now, looked }: Moment,
): string[] {
  const asked = new Set(
    [now, ...looked].flatMap((at) =>
      advise(facts, at).send.map((one) => nameOf({ ...one, nudgeId: one.id })),
    ),
  );
  const unasked = deliveries.filter((one) => !asked.has(nameOf(one)));
  const day = wall(now, zone).date;
  const isRejected = facts.applications.some((application) => {
    const last = answersInOrder(application).at(-1);
    return last?.outcome === 'rejection' && wall(last.heardAt, zone).date === day;
  });
  return [
    ...(pause && (!pause.until || pause.until > now) ? ['a nudge came during a pause'] : []),
    ...(isGone ? ['a nudge came after the bot had heard that they left'] : []),
    ...(isRejected && deliveries.some(({ rule }) => rule !== 'gracious-reply')
      ? ['more than a gracious reply on the day of a rejection']
      : []),
    ...unasked.map((one) => `${nameOf(one)} came, though it was not to come now`),
    ...deliveries
      .filter(({ nudgeId }) => done.has(nudgeId))
      .map((one) => `${nameOf(one)} came after it was marked done`),
  ];
}

/** What brings again what came before, as nobody could tell, is no message of its own: the bot knows of one. */
function tooMany({ taken, zone }: Known): string[] {
  const counted = taken.filter(({ rule }) => !EXEMPT.includes(rule));
  const firsts = new Map(counted.toReversed().map(({ name, message }) => [name, message]));
  const again = new Set(
    counted.filter(({ name, message }) => firsts.get(name) !== message).map(({ message }) => message),
  );
  const own = counted.filter(({ message }) => !again.has(message));
  const messages = [...new Map(own.map(({ message, at }) => [message, at])).values()];
  const newest = latest(new Date(0), ...messages);
  const today = messages.filter((at) => wall(at, zone).date === wall(newest, zone).date);
  return today.length > MESSAGES_A_DAY ? [`message ${today.length} of one day`] : [];
}

/** So often Slack is tried where nobody can tell. */
const ATTEMPTS = 2;

/**
 * What is wrong with a member's deliveries whenever nothing is under way. `doubts`: how many attempts at one may have had an outcome that
 * nobody knows; this Slack refuses no message for what it is.
 */
export function contradictions(
  { name, taken, done }: Known,
  deliveries: readonly Delivery[],
  doubts: (one: Delivery) => number,
): string[] {
  const arrived = new Set(taken.map((one) => one.name));
  const untrue = deliveries.filter((one) => one.status === 'sent' && !arrived.has(nameOf(one)));
  const undone = deliveries.filter((one) => one.doneAt && !done.has(one.nudgeId));
  const givenUp = deliveries.filter((one) => one.status === 'failed' && doubts(one) < ATTEMPTS);
  return [
    ...untrue.map((one) => `${name}: ${nameOf(one)} is lost: it counts as sent, and Slack never had it`),
    ...undone.map((one) => `${name}: ${nameOf(one)} counts as done, and nobody did it`),
    ...givenUp.map((one) => `${name}: ${nameOf(one)} is given up, though Slack could have been asked again`),
  ];
}

/** After a tick that nothing kept from its work: what is to be sent by every clock. */
export function leftUnsent({ name }: Known, facts: Facts, clocks: readonly Date[]): string[] {
  const asked = clocks.map((now) =>
    advise(facts, now).send.map((one) => nameOf({ ...one, nudgeId: one.id })),
  );
  const [first = [], ...others] = asked;
  const left = first.filter((one) => others.every((other) => other.includes(one)));
  return left.map((one) => `${name}: ${one} is due and does not come`);
}
