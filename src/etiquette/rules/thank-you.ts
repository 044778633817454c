import { after, earlierInWakingHours, HOUR, laterInWakingHours } from '../calendar.ts';
import type { Application, Interview, Interviewer } from '../facts.ts';
import { type Nudge, nudgeId, type Round } from '../nudge.ts';
import { ending, endOf, isOff } from '../rounds.ts';

const AFTER_THE_END = 2 * HOUR;
/** Advice 3: by email, within 24 hours. */
export const WITHIN = 24 * HOUR;
const BETTER_THAN_NONE_FOR = 72 * HOUR;
/** Where nobody is awake between two hours after the end and the 24 hours, this long before they end. */
const AT_THE_LATEST = 3 * HOUR;

export function thankYouId({ interview }: Round): string {
  return nudgeId('thank-you', interview.id, interview.startsAt.getTime());
}

/** Whether nobody is left to thank: every interviewer is, or the member said so where nobody was named. */
export function everyoneIsThanked(round: Round): boolean {
  const { interviewers, id, startsAt } = round.interview;
  if (interviewers.length > 0) return interviewers.every((interviewer) => interviewer.thankedAt);
  // What was done before it began was said of another time.
  return ['thank-you', 'thank-you-last-call'].some((rule) =>
    round.history.some(
      ({ nudgeId, doneAt }) => nudgeId.startsWith(`${rule}/${id}/`) && doneAt && doneAt >= startsAt,
    ),
  );
}

/** Whether somebody's thanks go to the coordinator, in one note for all whose address is missing. */
export function isPassedOn({ agency, coordinator }: Application, person: Interviewer | undefined): boolean {
  return coordinator !== undefined && !agency && !person?.email;
}

/** A note that was sent, and whom it thanked. */
export type SentNote = { at: Date; people: readonly Interviewer[] };

/** The notes that thanked somebody by name: one for each person, and one for those whom the coordinator's thanked at one time. */
export function notesSent(application: Application, { interviewers }: Interview): SentNote[] {
  const notes = new Map<string, SentNote>();
  for (const person of interviewers) {
    const { id, thankedAt: at } = person;
    if (!at) continue;
    const note = isPassedOn(application, person) ? `coordinator/${at.getTime()}` : id;
    notes.set(note, { at, people: [...(notes.get(note)?.people ?? []), person] });
  }
  return [...notes.values()];
}

/** Advice 3: a thank-you note to everyone you met, by email, within 24 hours. Late is still better than none. */
export function thankYou(round: Round): Nudge[] {
  const { application, interview } = round;
  if (ending(application) || isOff(application, interview) || everyoneIsThanked(round)) return [];
  const end = endOf(interview);
  return [
    {
      id: thankYouId(round),
      rule: 'thank-you',
      applicationId: application.id,
      interviewId: interview.id,
      due: thankYouDue(round),
      until: after(end, BETTER_THAN_NONE_FOR),
      lateFrom: after(end, WITHIN),
      why: 'A thank-you note is remembered, most of all in the first 24 hours.',
    },
  ];
}

/** Two hours after the end, later where the member sleeps, but always inside the 24 hours. */
export function thankYouDue({ interview, settings }: Round): Date {
  const end = endOf(interview);
  const due = laterInWakingHours(after(end, AFTER_THE_END), settings);
  return due < after(end, WITHIN) ? due : earlierInWakingHours(after(end, WITHIN - AT_THE_LATEST), settings);
}
