import { addDays, after, atLocal, DAY, laterInWakingHours, localDate, TEN_O_CLOCK } from '../calendar.ts';
import { doneAt, type Nudge, nudgeId, type Round } from '../nudge.ts';
import { ending, endOf, isOff } from '../rounds.ts';

const DAYS_AFTER = 2;
const WELCOME_FOR = 7 * DAY;

/** Advice 3, for a company with traditional values: a note by hand as well, a few days later. */
export function handwrittenNote({ application, interview, settings, history }: Round): Nudge[] {
  if (ending(application) || isOff(application, interview) || !application.traditional) return [];
  const id = nudgeId('handwritten-note', interview.id, interview.startsAt.getTime());
  if (doneAt(history, id)) return [];
  const end = endOf(interview);
  const day = addDays(localDate(end, settings.zone), DAYS_AFTER);
  return [
    {
      id,
      rule: 'handwritten-note',
      applicationId: application.id,
      interviewId: interview.id,
      due: laterInWakingHours(atLocal(day, TEN_O_CLOCK, settings.zone), settings),
      until: after(end, WELCOME_FOR),
      why: 'A company with traditional values appreciates a note by hand, a few days after the email.',
    },
  ];
}
