/** Advice 4 as an answer: may I follow up now? */
import { atLocal, businessDayAfter, dayIsOver, latest, localDate, sayDate, sayInstant } from './calendar.ts';
import type { Answer as Heard, LocalDate, Outcome } from './facts.ts';
import { doneAt, nudgeId, type Pursuit, type Round } from './nudge.ts';
import {
  barredUntil,
  CHECK_INS_AT_MOST,
  checkInsOf,
  firstContactDay,
  isInvitedToAsk,
  isPausing,
  isPutOff,
  lastCheckedIn,
  replyByOf,
  sayBuffer,
  sayNextDay,
} from './patience.ts';
import { currentRound, ending, endOf, lastAnswerSince } from './rounds.ts';

export type Answer =
  | { verdict: 'wait'; notBefore: LocalDate; why: string }
  | { verdict: 'now'; why: string }
  | { verdict: 'leave-it'; why: string };

const AFTER_AN_ENDING: Partial<Record<Outcome, Answer>> = {
  rejection: {
    verdict: 'now',
    why: 'Only to thank them, once: a gracious reply keeps the door open. Do not ask them to think again.',
  },
  withdrawn: { verdict: 'leave-it', why: 'You withdrew, so there is nothing to ask.' },
  'no-answer': {
    verdict: 'leave-it',
    why: 'You closed this one: silence was their answer. If they write, record it and we go on.',
  },
};

/** May the member ask how things stand? The thank-you note and promised material are exempt: those are always welcome. */
export function mayIWrite(pursuit: Pursuit, now: Date): Answer {
  const { application } = pursuit;
  const end = ending(application);
  if (end?.outcome === 'offer') return afterOffer(pursuit, end, now);
  const afterEnd = end && AFTER_AN_ENDING[end.outcome];
  if (afterEnd) return afterEnd;
  const interview = currentRound(application);
  if (!interview)
    return {
      verdict: 'now',
      why: 'There is no interview to wait for: agreeing on a new time is not overeager.',
    };
  return duringSilence({ ...pursuit, interview }, now);
}

/** Thanks first, then the answer by its day; what was marked done is not asked for again. */
function afterOffer({ application, settings, history }: Pursuit, offer: Heard, now: Date): Answer {
  const { answerBy, heardAt } = offer;
  const about = nudgeId('offer', application.id);
  if (answerBy && doneAt(history, `${about}/answer/${answerBy}`))
    return { verdict: 'leave-it', why: 'You answered their offer, so there is nothing left to ask.' };
  const day = answerBy && sayDate(answerBy, now);
  if (answerBy && now >= dayIsOver(answerBy, settings.zone))
    return { verdict: 'now', why: `They expected your answer by ${day}. Give it now if you have not yet.` };
  const isThanked = doneAt(history, `${about}/`) !== undefined;
  const thanksBy = businessDayAfter(localDate(heardAt, settings.zone), 1, settings);
  // Where the answer is due no later than thanks would be, it is the thanks.
  if (answerBy && answerBy <= thanksBy && !isThanked)
    return { verdict: 'now', why: `They expect your answer by ${day}. Be it yes or no, thank them with it.` };
  const thanks =
    now < dayIsOver(thanksBy, settings.zone) ? 'thank them by the next business day' : 'thank them';
  const why = isThanked
    ? 'You thanked them for their offer; ask whatever you need to know to decide.'
    : `They made you an offer: ${thanks}, even if you need time to decide.`;
  return { verdict: 'now', why: day ? `${why} They expect your answer by ${day}.` : why };
}

function duringSilence(round: Round, now: Date): Answer {
  const { application, interview, settings } = round;
  if (endOf(interview) > now) {
    const starts = sayInstant(interview.startsAt, settings.zone, now);
    const is = interview.startsAt > now ? `The interview lies ahead (${starts})` : 'The interview is now';
    return { verdict: 'leave-it', why: `${is}. Ask there when you can expect to hear back.` };
  }
  if (lastAnswerSince(application, interview)?.outcome === 'next-round') {
    return {
      verdict: 'now',
      why: 'They invited you to a next round: answering and agreeing on a time is fine.',
    };
  }
  if (interview.noContact)
    return {
      verdict: 'leave-it',
      why: 'They said that they would call you. Asking now would only cost you.',
    };
  if (checkIns(round) >= CHECK_INS_AT_MOST)
    return { verdict: 'leave-it', why: 'You have asked twice, and that is enough.' };
  return byDate(round, now);
}

function checkIns(round: Round): number {
  return new Set(checkInsOf(round).flatMap(({ doneAt, nudgeId }) => (doneAt ? [nudgeId] : []))).size;
}

function byDate(round: Round, now: Date): Answer {
  const day = firstContactDay(round);
  const open = latest(atLocal(day, 0, round.settings.zone), barredUntil(round));
  return now >= open
    ? { verdict: 'now', why: whyNow(round, now) }
    : { verdict: 'wait', notBefore: day, why: whyWait(round, now) };
}

function whyNow(round: Round, now: Date): string {
  if (lastCheckedIn(round))
    return 'Five business days have passed since you asked. Once more is fine, and then it is enough.';
  const holdOff = holdOffThatCounts(round);
  if (holdOff) return `They asked you to wait until ${sayDate(holdOff, now)}, and that day has come.`;
  const replyBy = replyByOf(round);
  if (replyBy) return `They said that they would answer by ${sayDate(replyBy, now)}, and that day is over.`;
  if (isInvitedToAsk(round)) return 'They asked you to get in touch.';
  return 'They named no date, and five business days have passed.';
}

/** The day until which they asked to wait, as their calendar has it, where nothing ends later. */
function holdOffThatCounts(round: Round): LocalDate | undefined {
  const { holdOffUntil, zone } = round.interview;
  return holdOffUntil && isPutOff(round, firstContactDay) ? localDate(holdOffUntil, zone) : undefined;
}

function whyWait(round: Round, now: Date): string {
  const holdOff = holdOffThatCounts(round);
  if (holdOff) return `They asked you to wait until ${sayDate(holdOff, now)}.`;
  if (isPausing(round, firstContactDay)) return 'You asked already; give them five business days.';
  const replyBy = replyByOf(round);
  if (replyBy) return `They said that they would answer by ${sayDate(replyBy, now)}${sayBuffer(round)}.`;
  if (isInvitedToAsk(round)) return `They asked you to get in touch on the day after${sayNextDay(round)}.`;
  return 'They named no date, and within five business days asking seems overeager.';
}
