/** What to say to a member at one instant: what is due, what waits for a better hour, what was missed. */
import {
  addDays,
  after,
  atLocal,
  businessDayAfter,
  HOUR,
  isBusinessDay,
  isWaking,
  laterInWakingHours,
  latest,
  localDate,
  MINUTE,
  startOfWaking,
  TEN_O_CLOCK,
} from './calendar.ts';
import type { Delivery, Facts, Rule, Settings } from './facts.ts';
import type { Nudge } from './nudge.ts';
import { plan } from './plan.ts';
import { type Silence, silenceAt } from './quiet.ts';
import { answersInOrder } from './rounds.ts';

/** The bot keeps its own advice about being overeager: messages a day to one member. */
const MESSAGES_A_DAY = 4;
const EXEMPT: readonly Rule[] = ['thank-you-last-call', 'material'];
/** A nudge sent this soon after it was due is on time, even where the waking hours end in between. */
const ON_TIME_FOR = 5 * MINUTE;
/** A check-in found later than this waits for the next 10:00 on a business day. */
const CHECK_IN_ON_TIME_FOR = HOUR;

/** A nudge that may be sent now or will be. `releaseAt` is when: its due instant, unless something holds it. */
export type OpenNudge = Nudge & { repeat: number; releaseAt: Date };

export type Advice = {
  /** To be sent now, as one message. Nothing during a pause or a silence: what is due then stands in `coming`. */
  send: OpenNudge[];
  /** Still to come, by the instant at which they may be sent. */
  coming: OpenNudge[];
  /** Dropped without having reached the member: to be shown, not sent. */
  missed: Nudge[];
};

/** Sorts every nudge that is not yet with the member by what becomes of it at `now`. */
export function advise(facts: Facts, now: Date): Advice {
  const silence = silenceAt(facts, now);
  const open = plan(facts)
    .flatMap((nudge) => openNudge(nudge, facts.deliveries) ?? [])
    .map((nudge) => afterSilence(nudge, silence, facts.settings));
  const missed = open.filter((nudge) => isOver(nudge, now));
  const alive = open
    .filter((nudge) => !isOver(nudge, now))
    .map((nudge) => release(nudge, facts, now))
    .sort((a, b) => a.releaseAt.getTime() - b.releaseAt.getTime());
  if (silence && !silence.until) return { send: [], coming: alive, missed };
  const due = alive.filter(({ releaseAt }) => releaseAt <= now);
  const coming = alive.filter(({ releaseAt }) => releaseAt > now);
  return { send: oneForEachTopic(due), coming, missed };
}

/** The earliest instant after `now` at which something may become due, for a member who was just sent what is due now. */
export function nextWake(facts: Facts, now: Date): Date | undefined {
  const silence = silenceAt(facts, now);
  if (silence && !silence.until) return undefined;
  const { send, coming } = advise(facts, now);
  return send[0]?.releaseAt ?? coming[0]?.releaseAt;
}

/** What falls into a silence waits for its end; one without an end holds everything, as it stands. */
function afterSilence(nudge: OpenNudge, silence: Silence | undefined, settings: Settings): OpenNudge {
  if (!silence?.until || nudge.releaseAt >= silence.until) return nudge;
  return { ...nudge, releaseAt: laterInWakingHours(silence.until, settings) };
}

function openNudge(nudge: Nudge, deliveries: readonly Delivery[]): OpenNudge | undefined {
  const last = deliveries
    .filter((delivery) => delivery.nudgeId === nudge.id)
    .sort((a, b) => a.repeat - b.repeat)
    .at(-1);
  if (!last || last.status === 'sending')
    return { ...nudge, repeat: last?.repeat ?? 0, releaseAt: nudge.due };
  if (last.status === 'failed' || last.doneAt || !last.snoozedUntil) return undefined;
  return { ...nudge, repeat: last.repeat + 1, releaseAt: latest(nudge.due, last.snoozedUntil) };
}

function isOver({ until, releaseAt }: OpenNudge, now: Date): boolean {
  return until !== undefined && (now >= until || releaseAt >= until);
}

function release(nudge: OpenNudge, facts: Facts, now: Date): OpenNudge {
  const { settings } = facts;
  const releaseAt = inGoodTime(nudge, settings, now);
  // What is found late is sent today: it is today that may be full, or the day of a rejection.
  const date = localDate(latest(releaseAt, now), settings.zone);
  const held =
    (!EXEMPT.includes(nudge.rule) && isFull(date, facts)) ||
    (nudge.rule !== 'gracious-reply' && isDayOfRejection(date, facts));
  return { ...nudge, releaseAt: held ? nextDay(nudge, date, settings) : releaseAt };
}

function nextDay({ keepsOfficeHours }: Nudge, date: string, settings: Settings): Date {
  return keepsOfficeHours
    ? tenOn(businessDayAfter(date, 1, settings), settings)
    : startOfWaking(date, settings);
}

function tenOn(date: string, settings: Settings): Date {
  return laterInWakingHours(atLocal(date, TEN_O_CLOCK, settings.zone), settings);
}

/** When a nudge goes out by the clock alone: when it is due, or, found late, in the next waking hours. */
function inGoodTime({ releaseAt, keepsOfficeHours }: OpenNudge, settings: Settings, now: Date): Date {
  const late = now.getTime() - releaseAt.getTime();
  if (late <= ON_TIME_FOR) return releaseAt;
  if (keepsOfficeHours && late > CHECK_IN_ON_TIME_FOR) return nextOfficeHour(settings, now);
  return isWaking(now, settings) ? releaseAt : laterInWakingHours(now, settings);
}

/** Now, in the hour after 10:00 on a business day; otherwise the next such 10:00. Whoever sleeps at 10:00 has it when they wake. */
function nextOfficeHour(settings: Settings, now: Date): Date {
  const isPast = (ten: Date) =>
    ten < now && (now >= after(ten, CHECK_IN_ON_TIME_FOR) || !isWaking(now, settings));
  let date = addDays(localDate(now, settings.zone), -1);
  while (!isBusinessDay(date, settings) || isPast(tenOn(date, settings))) date = addDays(date, 1);
  return tenOn(date, settings);
}

/** Whether the member got as many messages on that day as they can bear. */
function isFull(date: string, { settings, deliveries }: Facts): boolean {
  const messages = deliveries.flatMap(({ sentAt, rule }) =>
    sentAt && !EXEMPT.includes(rule) && localDate(sentAt, settings.zone) === date ? [sentAt.getTime()] : [],
  );
  return new Set(messages).size >= MESSAGES_A_DAY;
}

/** On the day of a rejection nothing but the gracious reply. */
function isDayOfRejection(date: string, { settings, applications }: Facts): boolean {
  return applications.some((application) => {
    const last = answersInOrder(application).at(-1);
    return last?.outcome === 'rejection' && localDate(last.heardAt, settings.zone) === date;
  });
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

function topic({ id, rule, promiseId, interviewId, applicationId }: Nudge): string {
  if (promiseId) return promiseId;
  if (rule === 'thank-you' || rule === 'thank-you-last-call') return `thanks/${interviewId}`;
  return rule === 'gracious-reply' ? `reply/${applicationId}` : id;
}

function lastsAtLeastAsLong(one: Nudge, other: Nudge): boolean {
  return (one.until?.getTime() ?? Infinity) >= (other.until?.getTime() ?? Infinity);
}
