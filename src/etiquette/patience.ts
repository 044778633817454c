/** Advice 4 and 5: when asking how things stand is overeager, and from which day it is not. */
import {
  addDays,
  after,
  atLocal,
  businessDayAfter,
  DAY,
  dayIsOver,
  isBusinessDay,
  latest,
  localDate,
  TEN_O_CLOCK,
} from './calendar.ts';
import type { Delivery, LocalDate } from './facts.ts';
import { nudgeId, type Round } from './nudge.ts';
import { answersAbout, endOf, lastAnswerSince, silentSince } from './rounds.ts';

/** With no reply-by, contact counts as too soon for 5 business days, and a check-in is due on the 7th. */
const TOO_SOON_FOR = 5;
const CHECK_IN_ON = 7;
const BETWEEN_CHECK_INS = 5;
/** Two check-ins for an interview at most, ever. */
export const CHECK_INS_AT_MOST = 2;

/**
 * The day by which they will answer, as they named it last, wherever that was told; a day that they let pass before they spoke
 * again is spent. What the debrief holds replaces what was told before it.
 */
export function replyByOf({
  application,
  interview,
}: Pick<Round, 'application' | 'interview'>): LocalDate | undefined {
  const { debriefedAt } = interview;
  let replyBy = interview.replyBy;
  for (const answer of answersAbout(application, interview)) {
    if (debriefedAt && debriefedAt > answer.heardAt) continue;
    const isSpent = replyBy !== undefined && replyBy < localDate(answer.heardAt, interview.zone);
    replyBy = answer.replyBy ?? (isSpent ? undefined : replyBy);
  }
  return replyBy;
}

/**
 * The instant before which asking is never right: the end of the hold-off, of the reply-by day, and of the day after the
 * interview (of its own day only, where they asked to be contacted next day). Days end in the member's zone and in the
 * interview's, whichever is later.
 */
export function barredUntil(round: Round): Date {
  return barredIn(round, round.settings.zone, round.interview.zone);
}

function barredIn(round: Round, ...zones: readonly string[]): Date {
  const { interview } = round;
  const quietDays = interview.nextDayInvited ? 0 : 1;
  const bans = zones.map((zone) => dayIsOver(addDays(localDate(endOf(interview), zone), quietDays), zone));
  const replyBy = replyByOf(round);
  if (replyBy) bans.push(dayIsOver(replyBy, ...zones));
  return latest(endOf(interview), interview.holdOffUntil, ...bans);
}

/** The first business day, `day` or later, at whose 10:00 nothing bars contact any more. */
function openDay(day: LocalDate, round: Round): LocalDate {
  const barred = barredUntil(round);
  const tenOn = (date: LocalDate) => atLocal(date, TEN_O_CLOCK, round.settings.zone);
  let open = isBusinessDay(day, round.settings) ? day : businessDayAfter(day, 1, round.settings);
  while (tenOn(open) < barred) open = businessDayAfter(open, 1, round.settings);
  return open;
}

/** The check-ins about this interview that reached the member, or that the member made unasked. */
export function checkInsOf({ interview, history }: Round): Delivery[] {
  const at = ({ sentAt, doneAt }: Delivery) => Number(sentAt ?? doneAt);
  return history
    .filter(({ rule, interviewId }) => rule === 'check-in' && interviewId === interview.id)
    .filter(({ sentAt, doneAt }) => sentAt || doneAt)
    .sort((a, b) => at(a) - at(b));
}

/** When the member last marked a check-in as sent. */
export function lastCheckedIn(round: Round): Date | undefined {
  const times = checkInsOf(round).flatMap(({ doneAt }) => (doneAt ? [doneAt.getTime()] : []));
  return times.length > 0 ? new Date(Math.max(...times)) : undefined;
}

/** Whether they asked to be contacted on the next day, and have not spoken since. */
export function isInvitedToAsk({
  application,
  interview,
}: Pick<Round, 'application' | 'interview'>): boolean {
  return interview.nextDayInvited && !lastAnswerSince(application, interview);
}

function daysOfSilence(round: Round, withoutReplyBy: number): LocalDate {
  const { interview, settings } = round;
  const interviewDay = localDate(endOf(interview), settings.zone);
  const replyBy = replyByOf(round);
  if (replyBy)
    return businessDayAfter(
      replyBy > interviewDay ? replyBy : interviewDay,
      settings.checkInBuffer,
      settings,
    );
  if (isInvitedToAsk(round)) return businessDayAfter(interviewDay, 1, settings);
  const silent = localDate(silentSince(round.application, interview), settings.zone);
  return businessDayAfter(silent, withoutReplyBy, settings);
}

function withPause(day: LocalDate, round: Round): LocalDate {
  const checkedIn = lastCheckedIn(round);
  if (!checkedIn) return openDay(day, round);
  const again = businessDayAfter(
    localDate(checkedIn, round.settings.zone),
    BETWEEN_CHECK_INS,
    round.settings,
  );
  return openDay(again > day ? again : day, round);
}

/** The day for a check-in: after the reply-by day, or else on the 7th business day of silence; 5 after the one before. */
export function checkInDay(round: Round): LocalDate {
  return withPause(daysOfSilence(round, CHECK_IN_ON), round);
}

/** The first day on which asking is not too soon, when the member asks before the bot does. */
export function firstContactDay(round: Round): LocalDate {
  return withPause(daysOfSilence(round, TOO_SOON_FOR + 1), round);
}

/** Reckons the day for asking: `checkInDay` or `firstContactDay`. */
type Reckoning = (round: Round) => LocalDate;

/** Whether it is the hold-off that asking waits for, and nothing that ends later. */
export function isPutOff(round: Round, dayOf: Reckoning): boolean {
  const interview = { ...round.interview, holdOffUntil: undefined };
  return dayOf({ ...round, interview }) < dayOf(round);
}

/** Whether it is the pause after a check-in that asking waits for, and nothing that ends later. */
export function isPausing(round: Round, dayOf: Reckoning): boolean {
  return dayOf({ ...round, history: [] }) < dayOf(round);
}

/** That the member's own setting adds days to theirs, as the end of a sentence; nothing where it is the very next business day. */
export function sayBuffer({ settings: { checkInBuffer } }: Round): string {
  return checkInBuffer > 1 ? `; your settings give them ${checkInBuffer} business days from there` : '';
}

/** That the day after is none on which to ask, as the end of a sentence; nothing where it is. */
export function sayNextDay({ interview, settings }: Round): string {
  const day = addDays(localDate(endOf(interview), settings.zone), 1);
  return isBusinessDay(day, settings) ? '' : '; offices are closed then, so on the next business day';
}

/**
 * How many check-ins are used up: those marked sent, those that were delivered for an earlier state of things, and whatever
 * came before them. Settings have no say in it: they move the day of a check-in, and must not make another one of it.
 */
export function usedCheckIns(round: Round): number {
  const since = askedAnewFrom(round);
  const known = checkInsOf(round);
  const last = known.findLastIndex(({ doneAt, sentAt }) => doneAt || (sentAt && sentAt < since));
  return new Set(known.slice(0, last + 1).map(({ nudgeId }) => nudgeId)).size;
}

/**
 * What was delivered before that was about an earlier state of things: they spoke again since, or a date was corrected. One that was
 * on its way while they spoke arrives after that, and is no answer to it.
 */
function askedAnewFrom(round: Round): Date {
  const { application, interview } = round;
  const barred = barredIn(round, interview.zone);
  const spoke = lastAnswerSince(application, interview)?.heardAt;
  return replyByOf(round) || !spoke ? barred : latest(barred, after(spoke, TOO_SOON_FOR * DAY));
}

export function checkInId({ interview }: Round, occurrence: number): string {
  return nudgeId('check-in', interview.id, occurrence);
}

/** Whether this is the second time of asking, by the nudge's id. */
export function isSecondCheckIn(id: string): boolean {
  return id.startsWith('check-in/') && id.endsWith('/2');
}
