/** What to say to a member at one instant: what is due, what waits for a better hour, what was missed. */
import {
  addDays,
  after,
  atLocal,
  businessDayAfter,
  dayIsOver,
  HOUR,
  isBusinessDay,
  isWaking,
  laterInWakingHours,
  latest,
  localDate,
  MINUTE,
  TEN_O_CLOCK,
} from './calendar.ts';
import type { Delivery, Facts, Rule, Settings } from './facts.ts';
import { type Days, daysOf, isCounted, messagesLeft } from './full-days.ts';
import type { Nudge } from './nudge.ts';
import { plan } from './plan.ts';
import { type Silence, silenceAt } from './quiet.ts';
import { putOffUntil } from './snooze.ts';

/** What is of no use some hours later. Where not everybody can be written to at once, these come before what keeps. */
const URGENT: readonly Rule[] = ['closing', 'thank-you-last-call', 'material', 'offer'];
/** A nudge sent this soon after it was due is on time, even where the waking hours end in between. */
const ON_TIME_FOR = 5 * MINUTE;
/** A check-in found later than this waits for the next 10:00 on a business day. */
const CHECK_IN_ON_TIME_FOR = HOUR;

/** A nudge that may be sent now or will be. `releaseAt` is when: its due instant, unless something holds it. */
export type OpenNudge = Nudge & { repeat: number; releaseAt: Date };

export type Advice = {
  /** To be sent now, as one message, the most urgent first. Nothing during a pause or a silence: what is due then stands in `coming`. */
  send: OpenNudge[];
  /** Still to come, by the instant at which they may be sent. */
  coming: OpenNudge[];
  /** What the rules ask for at this moment, whether or not something keeps it from being sent. */
  due: OpenNudge[];
  /** Dropped without having reached the member: to be shown, not sent. */
  missed: Nudge[];
};

/** Sorts every nudge that is not yet with the member by what becomes of it at `now`. */
export function advise(facts: Facts, now: Date): Advice {
  const silence = silenceAt(facts, now);
  const { open, alive, released } = release(facts, now, silence);
  const isHeld = silence !== undefined && !silence.until;
  return {
    send: isHeld ? [] : urgentFirst(oneForEachTopic(released.filter(({ releaseAt }) => releaseAt <= now))),
    coming: asTheyWillCome(isHeld ? released : released.filter(({ releaseAt }) => releaseAt > now)),
    due: alive.filter(({ releaseAt }) => releaseAt <= now),
    missed: open.filter((nudge) => isOver(nudge, now)),
  };
}

/** All that is not yet with the member, what of it has its sense still, and what is to come, by the instant at which it may. */
function release(facts: Facts, now: Date, silence: Silence | undefined) {
  const deliveries = groupedBy(facts.deliveries, ({ nudgeId }) => nudgeId);
  const open = plan(facts).flatMap((nudge) => openNudge(nudge, deliveries.get(nudge.id)) ?? []);
  const alive = open.filter((nudge) => !isOver(nudge, now));
  const days = daysOf(facts, alive);
  const released = alive
    .map((nudge) => releaseOne(afterSilence(nudge, silence, facts.settings), { days, now, ...facts }))
    // What has to wait until it has lost its sense never comes; it is missed then, and no sooner.
    .filter(({ releaseAt, until }) => !until || releaseAt < until);
  const inOrder = withRoomKept(released, { days, now, ...facts }).sort(
    (a, b) => a.releaseAt.getTime() - b.releaseAt.getTime(),
  );
  return { open, alive, released: inOrder };
}

/** When something may become due; `urgentAt` when that is something that must not wait for what others are sent. */
export type Wake = { at?: Date | undefined; urgentAt?: Date | undefined };

/** The earliest instants at which something may become due, for a member who was just sent what is due at `now`. */
export function nextWake(facts: Facts, now: Date): Wake {
  const silence = silenceAt(facts, now);
  if (silence && !silence.until) return {};
  // Those too for which another speaks: it is as urgent as they are.
  const { released } = release(facts, now, silence);
  return {
    at: released[0]?.releaseAt,
    urgentAt: released.find(({ rule }) => URGENT.includes(rule))?.releaseAt,
  };
}

/** What falls into a silence waits for its end; one without an end holds everything, as it stands. */
function afterSilence(nudge: OpenNudge, silence: Silence | undefined, settings: Settings): OpenNudge {
  if (!silence?.until || nudge.releaseAt >= silence.until) return nudge;
  const releaseAt = nudge.keepsOfficeHours
    ? latest(nextOfficeHour(settings, silence.until), silence.until)
    : inTheMorning(nudge, silence.until, settings);
  return { ...nudge, releaseAt };
}

/** Looked up and not searched for: of whoever has thousands, every look would go through all of them. */
function groupedBy<T, Key>(things: readonly T[], keyOf: (thing: T) => Key): Map<Key, T[]> {
  const groups = new Map<Key, T[]>();
  for (const thing of things) {
    const group = groups.get(keyOf(thing));
    if (group) group.push(thing);
    else groups.set(keyOf(thing), [thing]);
  }
  return groups;
}

function openNudge(nudge: Nudge, deliveries: readonly Delivery[] = []): OpenNudge | undefined {
  const inOrder = [...deliveries].sort((a, b) => a.repeat - b.repeat);
  const [last, before] = [inOrder.at(-1), inOrder.at(-2)];
  if (!last) return { ...nudge, repeat: 0, releaseAt: nudge.due };
  if (last.status === 'failed' || last.doneAt) return undefined;
  const until = putOffUntil(last);
  // What is tried again is due when it was at the first attempt, unless it was put off anew meanwhile, by an older message's button.
  if (last.status === 'sending')
    return { ...nudge, repeat: last.repeat, releaseAt: latest(nudge.due, before?.snoozedUntil, until) };
  return until && { ...nudge, repeat: last.repeat + 1, releaseAt: latest(nudge.due, until) };
}

function isOver({ until }: Nudge, now: Date): boolean {
  return until !== undefined && now >= until;
}

type Today = { settings: Settings; days: Days; now: Date };

function releaseOne(nudge: OpenNudge, { settings, days, now }: Today): OpenNudge {
  const releaseAt = inGoodTime(nudge, settings, now);
  // What is found late is sent today: it is today that may be full, or the day of a rejection.
  const date = localDate(latest(releaseAt, now), settings.zone);
  const held =
    (isCounted(nudge) && messagesLeft(days, date) === 0) ||
    (nudge.rule !== 'gracious-reply' && days.ofRejection.has(date));
  return { ...nudge, releaseAt: held ? nextDay(nudge, date, settings) : releaseAt };
}

/**
 * A day's last messages are kept for what the next morning would lose, closing lines above all. What keeps comes along with the
 * first of these.
 */
function withRoomKept(released: readonly OpenNudge[], { settings, days, now }: Today): OpenNudge[] {
  const at = ({ releaseAt }: OpenNudge) => latest(releaseAt, now).getTime();
  const dayOf = (nudge: OpenNudge) => localDate(new Date(at(nudge)), settings.zone);
  const keeps = (nudge: OpenNudge) =>
    !nudge.until || laterInWakingHours(dayIsOver(dayOf(nudge), settings.zone), settings) < nudge.until;
  const counted = released.filter(isCounted);
  const pressing = groupedBy(
    counted.filter((nudge) => !keeps(nudge)),
    dayOf,
  );
  if (pressing.size === 0) return [...released];
  const instants = new Map(
    [...pressing].map(([date, some]) => [date, [...new Set(some.map(at))].sort((a, b) => a - b)]),
  );
  return released.map((nudge) => {
    if (!isCounted(nudge) || !keeps(nudge)) return nudge;
    const date = dayOf(nudge);
    const kept = (instants.get(date) ?? []).filter((instant) => instant >= at(nudge));
    const [first] = kept;
    if (first === undefined || first === at(nudge) || messagesLeft(days, date) > kept.length) return nudge;
    const releaseAt = nudge.keepsOfficeHours ? nextDay(nudge, date, settings) : new Date(first);
    return { ...nudge, releaseAt };
  });
}

function nextDay(nudge: Nudge, date: string, settings: Settings): Date {
  return nudge.keepsOfficeHours
    ? tenOn(businessDayAfter(date, 1, settings), settings)
    : inTheMorning(nudge, dayIsOver(date, settings.zone), settings);
}

function tenOn(date: string, settings: Settings): Date {
  return laterInWakingHours(atLocal(date, TEN_O_CLOCK, settings.zone), settings);
}

/** When a nudge goes out by the clock alone: when it is due, or, found late, in the next waking hours. */
function inGoodTime(nudge: OpenNudge, settings: Settings, now: Date): Date {
  const { releaseAt, keepsOfficeHours } = nudge;
  const late = now.getTime() - releaseAt.getTime();
  if (late <= ON_TIME_FOR) return releaseAt;
  if (keepsOfficeHours && late > CHECK_IN_ON_TIME_FOR) return nextOfficeHour(settings, now);
  const soon = inTheMorning(nudge, now, settings);
  return soon > now ? soon : releaseAt;
}

/** Quiet hours defer, they never lose: not at night, unless it would have lost its sense by the morning. */
function inTheMorning({ until }: Nudge, instant: Date, settings: Settings): Date {
  const awake = laterInWakingHours(instant, settings);
  return until && awake >= until ? instant : awake;
}

/** Now, in the hour after 10:00 on a business day; otherwise the next such 10:00. Whoever sleeps at 10:00 has it when they wake. */
function nextOfficeHour(settings: Settings, now: Date): Date {
  const isPast = (ten: Date) =>
    ten < now && (now >= after(ten, CHECK_IN_ON_TIME_FOR) || !isWaking(now, settings));
  let date = addDays(localDate(now, settings.zone), -1);
  while (!isBusinessDay(date, settings) || isPast(tenOn(date, settings))) date = addDays(date, 1);
  return tenOn(date, settings);
}

/** Without those for which another will speak at the same instant. By instant, as they are given. */
function asTheyWillCome(coming: readonly OpenNudge[]): OpenNudge[] {
  const together = groupedBy(coming, ({ releaseAt }) => releaseAt.getTime());
  return [...together.values()].flatMap((some) => oneForEachTopic(some));
}

/** Of several nudges about one thing, the one that stays true longest speaks for all; between equals, the later one. */
export function oneForEachTopic<T extends Nudge>(due: readonly T[]): T[] {
  const speakers = new Map<string, T>();
  for (const nudge of due) {
    const other = speakers.get(topic(nudge));
    if (!other || lastsAtLeastAsLong(nudge, other)) speakers.set(topic(nudge), nudge);
  }
  return due.filter((nudge) => speakers.get(topic(nudge)) === nudge);
}

/** What is of no use later is read first; the rest stays as it came due. */
function urgentFirst(send: readonly OpenNudge[]): OpenNudge[] {
  const isUrgent = ({ rule }: OpenNudge) => URGENT.includes(rule);
  const over = ({ until }: OpenNudge) => until?.getTime() ?? Number.MAX_SAFE_INTEGER;
  const urgent = send.filter(isUrgent).sort((a, b) => over(a) - over(b));
  return [...urgent, ...send.filter((nudge) => !isUrgent(nudge))];
}

function topic({ id, rule, promiseId, interviewId, applicationId }: Nudge): string {
  if (promiseId) return promiseId;
  if (rule === 'thank-you' || rule === 'thank-you-last-call') return `thanks/${interviewId}`;
  return rule === 'gracious-reply' || rule === 'offer' ? `${rule}/${applicationId}` : id;
}

function lastsAtLeastAsLong(one: Nudge, other: Nudge): boolean {
  return (one.until?.getTime() ?? Infinity) >= (other.until?.getTime() ?? Infinity);
}
