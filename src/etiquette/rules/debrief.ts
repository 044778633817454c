import { after, DAY, laterInWakingHours, MINUTE } from '../calendar.ts';
import { type Nudge, nudgeId, type Round } from '../nudge.ts';
import { ending, endOf, isOff, lastAnswerSince } from '../rounds.ts';

const AFTER_THE_END = 15 * MINUTE;
const WORTH_ASKING_FOR = 3 * DAY;

/** Advice 1, the other half: what they answered decides when to follow up, so ask while it is fresh. */
export function debrief({ application, interview, settings }: Round): Nudge[] {
  if (ending(application) || isOff(application, interview) || interview.debriefedAt) return [];
  if (lastAnswerSince(application, interview)?.outcome === 'next-round') return [];
  if (application.interviews.some((other) => other.startsAt > interview.startsAt)) return [];
  const end = endOf(interview);
  return [
    {
      id: nudgeId('debrief', interview.id, interview.startsAt.getTime()),
      rule: 'debrief',
      applicationId: application.id,
      interviewId: interview.id,
      due: laterInWakingHours(after(end, AFTER_THE_END), settings),
      until: after(end, WORTH_ASKING_FOR),
      why: 'What they said about their answer decides when you may follow up.',
    },
  ];
}
