import type { Answer, Application, Facts, LocalDate, Outcome } from '../etiquette/facts.ts';
import { answersInOrder, currentRound } from '../etiquette/rounds.ts';
import { change, type Journal } from './journal.ts';
import { fromLocalDate } from './stored.ts';

/** What a member heard, or decided. */
export type Heard = {
  outcome: Outcome;
  replyBy?: LocalDate | undefined;
  answerBy?: LocalDate | undefined;
};

/** Records an answer. Hearing the same again changes nothing. Undefined: the application is not this member's. */
export async function recordAnswer(
  journal: Journal,
  memberId: string,
  applicationId: string,
  heard: Heard,
): Promise<{ status: 'recorded' | 'known'; facts: Facts } | undefined> {
  const { result, facts } = await change(journal, memberId, async (tx, { applications }) => {
    const application = applications.find(({ id }) => id === applicationId);
    if (!application) return undefined;
    if (isKnown(application, heard, journal.now())) return 'known' as const;
    const { outcome, replyBy, answerBy } = heard;
    await tx.answer.create({
      data: {
        applicationId,
        outcome,
        heardAt: journal.now(),
        interviewId: isAboutOneInterview(outcome) ? (currentRound(application)?.id ?? null) : null,
        replyBy: fromLocalDate(replyBy) ?? null,
        answerBy: fromLocalDate(answerBy) ?? null,
      },
    });
    return 'recorded' as const;
  });
  return result && { status: result, facts };
}

function isAboutOneInterview(outcome: Outcome): boolean {
  return outcome === 'postponed' || outcome === 'no-show';
}

function isKnown(application: Application, { outcome, replyBy, answerBy }: Heard, now: Date): boolean {
  const last: Answer | undefined = answersInOrder(application).at(-1);
  if (!last || last.outcome !== outcome || interviewedSince(application, last, now)) return false;
  return (!replyBy || replyBy === last.replyBy) && (!answerBy || answerBy === last.answerBy);
}

/** A second "next round", or a second no-show, is news when another interview lies between the two. */
function interviewedSince(application: Application, { heardAt, interviewId }: Answer, now: Date): boolean {
  const current = currentRound(application);
  return (
    current !== undefined &&
    current.id !== interviewId &&
    current.startsAt > heardAt &&
    current.startsAt <= now
  );
}
