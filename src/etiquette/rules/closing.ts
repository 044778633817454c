import { after, earlierInWakingHours, HOUR } from '../calendar.ts';
import { type Nudge, nudgeId, type Round } from '../nudge.ts';
import { ending, isOff } from '../rounds.ts';

const BEFORE_THE_START = 1 * HOUR;

/** Advice 1: say that you want the job, thank the interviewer, and ask when you can expect to hear back. */
export function closing({ application, interview, settings }: Round): Nudge[] {
  if (ending(application) || isOff(application, interview)) return [];
  return [
    {
      id: nudgeId('closing', interview.id, interview.startsAt.getTime()),
      rule: 'closing',
      applicationId: application.id,
      interviewId: interview.id,
      due: earlierInWakingHours(after(interview.startsAt, -BEFORE_THE_START), settings),
      until: interview.startsAt,
      why: 'It shows that you want the job, and their answer decides when you may follow up.',
    },
  ];
}
