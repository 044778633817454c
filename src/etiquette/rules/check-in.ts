import { atLocal, laterInWakingHours, localDate, sayDate, TEN_O_CLOCK } from '../calendar.ts';
import type { Nudge, Round } from '../nudge.ts';
import {
  CHECK_INS_AT_MOST,
  checkInDay,
  checkInId,
  isInvitedToAsk,
  isPutOff,
  lastCheckedIn,
  replyByOf,
  sayBuffer,
  sayNextDay,
  usedCheckIns,
} from '../patience.ts';
import { awaitsAnswer } from '../rounds.ts';

/**
 * Advice 5: their date has passed, so ask politely where they are in the process; silence need not mean no. Advice 4: not
 * before, and twice at most.
 */
export function checkIn(round: Round): Nudge[] {
  const { application, interview, settings } = round;
  if (!awaitsAnswer(application, interview) || interview.noContact) return [];
  const due = laterInWakingHours(atLocal(checkInDay(round), TEN_O_CLOCK, settings.zone), settings);
  const used = usedCheckIns(round);
  if (used >= CHECK_INS_AT_MOST) return [];
  return [
    {
      id: checkInId(round, used + 1),
      rule: 'check-in',
      applicationId: application.id,
      interviewId: interview.id,
      due,
      keepsOfficeHours: true,
      why: reason(round),
    },
  ];
}

function reason(round: Round): string {
  const { interview } = round;
  if (interview.holdOffUntil && isPutOff(round, checkInDay))
    return `They asked you to wait until ${sayDate(localDate(interview.holdOffUntil, interview.zone))}; from then on you may ask.`;
  if (lastCheckedIn(round))
    return 'Five business days after you asked, once more is fine, and then it is enough.';
  const replyBy = replyByOf(round);
  if (replyBy)
    return `They said that they would answer by ${sayDate(replyBy)}${sayBuffer(round) || '; once that day is over you may ask'}.`;
  if (isInvitedToAsk(round)) return `They asked you to get in touch on the day after${sayNextDay(round)}.`;
  return 'They named no date, and seven business days are long enough to ask.';
}
