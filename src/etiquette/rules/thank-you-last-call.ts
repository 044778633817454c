import { after, earlierInWakingHours, HOUR } from '../calendar.ts';
import { type Nudge, nudgeId, type Round, reachedAt } from '../nudge.ts';
import { ending, endOf, isOff } from '../rounds.ts';
import { everyoneIsThanked, thankYouDue, thankYouId, WITHIN } from './thank-you.ts';

const BEFORE_IT_IS_LATE = 3 * HOUR;
const APART_FROM_THE_FIRST = 1 * HOUR;

/** Advice 3 once more, three hours before the 24 are over, unless the first reminder is that recent. */
export function thankYouLastCall(round: Round): Nudge[] {
  const { application, interview, settings, history } = round;
  if (ending(application) || isOff(application, interview) || everyoneIsThanked(round)) return [];
  const end = endOf(interview);
  const due = earlierInWakingHours(after(end, WITHIN - BEFORE_IT_IS_LATE), settings);
  const first = reachedAt(history, thankYouId(round)) ?? thankYouDue(round);
  if (due < after(first, APART_FROM_THE_FIRST)) return [];
  return [
    {
      id: nudgeId('thank-you-last-call', interview.id, interview.startsAt.getTime()),
      rule: 'thank-you-last-call',
      applicationId: application.id,
      interviewId: interview.id,
      due,
      until: after(end, WITHIN),
      why: 'The 24 hours for a thank-you note end soon.',
    },
  ];
}
