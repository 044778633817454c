/** A member's job search in numbers. Counts only: nothing in here can name anybody. */
import { addDays, isBusinessDay, localDate } from './calendar.ts';
import type { Application, Facts, Interview, LocalDate, Outcome, Settings } from './facts.ts';
import { type Pursuit, pursuitsOf } from './nudge.ts';
import { answersInOrder, ending, endOf, isCalledOff, isOff } from './rounds.ts';
import { everyoneIsThanked, notesSent } from './rules/thank-you.ts';

/** What an employer says that ends the wait; "not there yet" does not. */
const ANSWERS: readonly Outcome[] = ['next-round', 'offer', 'rejection'];

export type Stats = {
  /** How far applications got. Each of these counts applications. */
  recorded: number;
  interviewed: number;
  nextRounds: number;
  /** Ever made, also those that were declined: such an application counts as withdrawn too. */
  offers: number;
  /** How they ended, by what was heard last; the open ones did not. */
  rejections: number;
  withdrawn: number;
  noAnswer: number;
  open: number;
  /** What the member did: thank-you notes (one for each person, or for all whom a coordinator's thanks), check-ins, promised items. */
  thankYouNotes: number;
  checkIns: number;
  material: { onTime: number; late: number };
  /** Rounds that were answered. */
  answers: number;
  /** Business days of the member's from an interview to its answer, the median; undefined where nobody answered. */
  daysToAnswer?: number | undefined;
};

/** The member's numbers as they are at `now`; days are counted in the member's zone. */
export function statsOf(facts: Facts, now: Date): Stats {
  const { applications, deliveries, settings } = facts;
  const those = (fits: (one: Application) => boolean) => applications.filter(fits).length;
  const ended = (outcome: Outcome) => those((one) => ending(one)?.outcome === outcome);
  const heard = (one: Application, outcome: Outcome) => one.answers.some((said) => said.outcome === outcome);
  const daysTaken = applications.flatMap((one) => daysToAnswers(one, settings, now));
  const checkIns = deliveries.filter(({ rule, doneAt }) => rule === 'check-in' && doneAt);
  return {
    recorded: applications.length,
    interviewed: those((one) => heldRounds(one, now).length > 0),
    nextRounds: those((one) => heard(one, 'next-round') || heldRounds(one, now).length > 1),
    offers: those((one) => heard(one, 'offer')),
    rejections: ended('rejection'),
    withdrawn: ended('withdrawn'),
    noAnswer: ended('no-answer'),
    open: those((one) => !ending(one)),
    thankYouNotes: sum(pursuitsOf(facts).map(thankYouNotes)),
    // A check-in that was snoozed was delivered twice.
    checkIns: new Set(checkIns.map(({ nudgeId }) => nudgeId)).size,
    material: materialSent(applications),
    answers: daysTaken.length,
    daysToAnswer: median(daysTaken),
  };
}

/** The rounds that took place, the first one first. */
function heldRounds(application: Application, now: Date): Interview[] {
  return application.interviews
    .filter((interview) => endOf(interview) <= now)
    .filter((interview) => !isOff(application, interview) && !isCalledOff(application, interview))
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
}

function thankYouNotes(pursuit: Pursuit): number {
  return sum(
    pursuit.application.interviews.map((interview) => {
      if (interview.interviewers.length > 0) return notesSent(pursuit.application, interview).length;
      return everyoneIsThanked({ ...pursuit, interview }) ? 1 : 0;
    }),
  );
}

function materialSent(applications: readonly Application[]): Stats['material'] {
  const promises = applications.flatMap(({ interviews }) => interviews.flatMap((one) => one.promises));
  const sent = promises.flatMap(({ sentAt, dueAt }) => (sentAt ? [sentAt <= dueAt] : []));
  const onTime = sent.filter((wasOnTime) => wasOnTime).length;
  return { onTime, late: sent.length - onTime };
}

/** For each round that was answered before the next one began: the business days that it took. */
function daysToAnswers(application: Application, settings: Settings, now: Date): number[] {
  const rounds = heldRounds(application, now);
  const answers = answersInOrder(application).filter(({ outcome }) => ANSWERS.includes(outcome));
  return rounds.flatMap((round, index) => {
    const next = rounds[index + 1];
    const answer = answers.find(({ heardAt }) => heardAt >= round.startsAt);
    if (!answer || (next && answer.heardAt >= next.startsAt)) return [];
    const [from, to] = [endOf(round), answer.heardAt].map((at) => localDate(at, settings.zone));
    return from && to ? [businessDaysBetween(from, to, settings)] : [];
  });
}

/** How many business days come after `from`, up to and with `to`; 0 for an answer on the same day, or on a weekend after it. */
function businessDaysBetween(from: LocalDate, to: LocalDate, settings: Settings): number {
  let days = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
    if (isBusinessDay(day, settings)) days++;
  }
  return days;
}

function median(numbers: readonly number[]): number | undefined {
  const sorted = [...numbers].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
