import {
  addDays,
  atLocal,
  businessDayAfter,
  dayIsOver,
  earlierInWakingHours,
  localDate,
  sayDate,
  TEN_O_CLOCK,
} from '../calendar.ts';
import type { Delivery } from '../facts.ts';
import { doneAt, type Nudge, nudgeId, type Pursuit } from '../nudge.ts';
import { ending } from '../rounds.ts';

/** Advice 7: an offer ends all other nudges. Acknowledge it by the next business day, and answer it in time. */
export function offer({ application, settings, history }: Pursuit): Nudge[] {
  const made = ending(application);
  if (made?.outcome !== 'offer') return [];
  const { answerBy } = made;
  // Not by when it was heard: telling the date by which to answer must not ask for thanks once more.
  const about = nudgeId('offer', application.id);
  const tenOn = (date: string) => earlierInWakingHours(atLocal(date, TEN_O_CLOCK, settings.zone), settings);
  const common = {
    rule: 'offer',
    applicationId: application.id,
    until: answerBy ? dayIsOver(answerBy, settings.zone) : undefined,
  } as const;
  const acknowledge: Nudge = {
    ...common,
    id: `${about}/acknowledge`,
    due: tenOn(businessDayAfter(localDate(made.heardAt, settings.zone), 1, settings)),
    why: 'Thank them for the offer by the next business day, even if you need time to decide.',
  };
  const answers: Nudge[] = answerBy
    ? [
        {
          ...common,
          id: `${about}/answer/${answerBy}`,
          due: tenOn(addDays(answerBy, -1)),
          why: `They expect your answer by ${sayDate(answerBy)}.`,
        },
      ]
    : [];
  // Where the answer is due no later than thanks would be, or was asked for already, the answer is the thanks.
  const isCovered =
    answers.some(({ due }) => due <= acknowledge.due) || wasAsked(history, `${about}/answer/`);
  const nudges = isCovered ? answers : [acknowledge, ...answers];
  return nudges.filter(({ id }) => !doneAt(history, id));
}

/** Whether a nudge with an id that begins so reached the member, or was done before it did. */
function wasAsked(history: readonly Delivery[], id: string): boolean {
  return history.some((one) => one.nudgeId.startsWith(id) && (one.sentAt ?? one.doneAt));
}
