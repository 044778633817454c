/** How an application stands: which round counts, what was heard since, and whether it has ended. */
import { after, latest, localDate, MINUTE } from './calendar.ts';
import type { Answer, Application, Interview, Interviewer, Outcome } from './facts.ts';

/** What of an application tells how it went, without a word of anybody's. */
export type Course = Pick<Application, 'answers'>;
/** The same of an interview. */
export type Held = Pick<Interview, 'id' | 'startsAt' | 'minutes' | 'recordedAt' | 'debriefedAt'> & {
  interviewers: readonly Pick<Interviewer, 'thankedAt'>[];
};

/** The outcomes that end an application. */
export const ENDINGS: readonly Outcome[] = ['offer', 'rejection', 'withdrawn', 'no-answer'];

export function endOf(interview: Pick<Interview, 'startsAt' | 'minutes'>): Date {
  return after(interview.startsAt, interview.minutes * MINUTE);
}

function inOrder<T extends { id: string }>(things: readonly T[], instant: (thing: T) => Date): T[] {
  return [...things].sort((a, b) => instant(a).getTime() - instant(b).getTime() || (a.id < b.id ? -1 : 1));
}

/** Answers from the first to the last. */
export function answersInOrder(application: Course): Answer[] {
  return inOrder(application.answers, (answer) => answer.heardAt);
}

/** What ended the application, if the last thing heard did. */
export function ending(application: Course): Answer | undefined {
  const last = answersInOrder(application).at(-1);
  return last && ENDINGS.includes(last.outcome) ? last : undefined;
}

/** Whether the interview was moved, or nobody showed up to it: then there is nothing to follow up. */
export function isOff(application: Course, interview: Pick<Interview, 'id'>): boolean {
  return application.answers.some(
    ({ interviewId, outcome }) => interviewId === interview.id && isAboutOneInterview(outcome),
  );
}

/**
 * Whether a no, a withdrawal or a closing was heard before the interview began, so that it never did. One that was agreed on
 * since takes place, and whoever told of it or thanked for it was there. An offer calls nothing off: they may still want to meet.
 */
export function isCalledOff(application: Course, interview: Held): boolean {
  const { startsAt, recordedAt, debriefedAt, interviewers } = interview;
  const end = ending(application);
  if (!end || end.outcome === 'offer' || end.heardAt >= startsAt) return false;
  if (recordedAt && recordedAt > end.heardAt) return false;
  return ![debriefedAt, ...interviewers.map(({ thankedAt }) => thankedAt)].some((at) => at && at >= startsAt);
}

/** The rounds that take or took place, from the first to the last. */
function roundsInOrder(application: Application): Interview[] {
  const rounds = application.interviews.filter((interview) => !isOff(application, interview));
  return inOrder(rounds, (interview) => interview.startsAt);
}

/**
 * The last round that takes or took place: the only one whose silence counts. None while a new time is to be agreed on: what
 * was said about an earlier round is spent once they had invited to another.
 */
export function currentRound(application: Application): Interview | undefined {
  const rounds = roundsInOrder(application);
  const last = answersInOrder(application).at(-1);
  if (!last?.interviewId) return rounds.at(-1);
  const since = ({ startsAt, recordedAt }: Interview) =>
    startsAt > last.heardAt || (recordedAt !== undefined && recordedAt > last.heardAt);
  return rounds.filter(since).at(-1);
}

/** Whether an outcome is about one interview and not about the application. */
export function isAboutOneInterview(outcome: Outcome): boolean {
  return outcome === 'postponed' || outcome === 'no-show';
}

/** Which interview was moved: the next one; or to which nobody came: the last that has begun. */
export function roundMeant(application: Application, outcome: Outcome, now: Date): Interview | undefined {
  const rounds = roundsInOrder(application);
  const next = rounds.find(({ startsAt }) => startsAt > now);
  const begun = rounds.filter(({ startsAt }) => startsAt <= now).at(-1);
  return outcome === 'postponed' ? (next ?? begun) : (begun ?? next);
}

/** The last thing heard since the interview began. */
export function lastAnswerSince(application: Application, interview: Interview): Answer | undefined {
  return answersInOrder(application)
    .filter((answer) => answer.heardAt >= interview.startsAt)
    .at(-1);
}

/**
 * What they said of when they will answer: all since the interview began, and of what was told before it the days that lie
 * beyond it. An earlier day was said of an earlier round.
 */
export function answersAbout(application: Application, { startsAt, zone }: Interview): Answer[] {
  const interviewDay = localDate(startsAt, zone);
  return answersInOrder(application).filter(
    ({ heardAt, replyBy }) => heardAt >= startsAt || (replyBy !== undefined && replyBy > interviewDay),
  );
}

/** From when the employer's silence counts: the end of the interview, or what they said last. */
export function silentSince(application: Application, interview: Interview): Date {
  return latest(endOf(interview), lastAnswerSince(application, interview)?.heardAt);
}

/**
 * Whether the employer owes an answer about this interview: it is the current round, the application is open, and they
 * neither invited to a next round nor ended it.
 */
export function awaitsAnswer(application: Application, interview: Interview): boolean {
  if (ending(application) || currentRound(application)?.id !== interview.id) return false;
  return lastAnswerSince(application, interview)?.outcome !== 'next-round';
}
