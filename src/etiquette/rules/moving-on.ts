import {
  atLocal,
  businessDayAfter,
  laterInWakingHours,
  latest,
  localDate,
  TEN_O_CLOCK,
} from '../calendar.ts';
import { type Nudge, nudgeId, type Round, reachedAt } from '../nudge.ts';
import { checkInDay, checkInsOf } from '../patience.ts';
import { awaitsAnswer, lastAnswerSince, silentSince } from '../rounds.ts';
import { checkIn } from './check-in.ts';

const AFTER_THE_LAST_CHECK_IN = 5;
const AFTER_DO_NOT_CALL_US = 20;

/** Advice 5, its end: silence is an answer too. Five business days after the last check-in, offer to close it. */
export function movingOn(round: Round): Nudge[] {
  const { application, interview, settings } = round;
  if (!awaitsAnswer(application, interview)) return [];
  const day = interview.noContact ? afterDoNotCallUs(round) : afterTheLastCheckIn(round);
  if (!day) return [];
  return [
    {
      id: nudgeId('moving-on', interview.id, checkInsOf(round).length, application.answers.length),
      rule: 'moving-on',
      applicationId: application.id,
      interviewId: interview.id,
      due: laterInWakingHours(atLocal(day, TEN_O_CLOCK, settings.zone), settings),
      keepsOfficeHours: true,
      why: 'Silence is an answer too. You can close it, and it costs nothing should they still call.',
    },
  ];
}

function afterDoNotCallUs({ application, interview, settings }: Round): string {
  const silent = localDate(silentSince(application, interview), settings.zone);
  return businessDayAfter(silent, AFTER_DO_NOT_CALL_US, settings);
}

function afterTheLastCheckIn(round: Round): string | undefined {
  const { application, interview, settings, history } = round;
  const last = checkInsOf(round).at(-1);
  const asked = last?.sentAt ?? last?.doneAt;
  if (!last || !asked) return undefined;
  const stillToCome = checkIn(round).some((nudge) => !reachedAt(history, nudge.id));
  if (stillToCome) return undefined;
  const since = last.doneAt ?? latest(asked, last.snoozedUntil);
  const answered = lastAnswerSince(application, interview)?.heardAt;
  // What they said after the check-in starts their time anew, though there is no further check-in to end it.
  const isUnanswered = last.doneAt !== undefined && (!answered || answered <= since);
  const answerExpected = atLocal(checkInDay(round), TEN_O_CLOCK, settings.zone);
  const from = isUnanswered ? since : latest(since, answerExpected);
  return businessDayAfter(localDate(from, settings.zone), AFTER_THE_LAST_CHECK_IN, settings);
}
