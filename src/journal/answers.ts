import type { Answer, Application, Facts, LocalDate, Outcome } from '../etiquette/facts.ts';
import { answersInOrder, isAboutOneInterview, roundMeant } from '../etiquette/rounds.ts';
import { change, type Journal } from './journal.ts';
import { fromLocalDate } from './stored.ts';

/** What a member heard, or decided. */
export type Heard = {
  outcome: Outcome;
  replyBy?: LocalDate | undefined;
  answerBy?: LocalDate | undefined;
};

/** `answerId` is that of the answer that stands now, for taking it back. */
export type RecordedAnswer = { status: 'recorded' | 'known'; answerId: string; facts: Facts };

/** Records an answer. Hearing the same again changes nothing. Undefined: the application is not this member's. */
export async function recordAnswer(
  journal: Journal,
  memberId: string,
  applicationId: string,
  heard: Heard,
): Promise<RecordedAnswer | undefined> {
  const { result, facts } = await change(journal, memberId, async (tx, { applications }) => {
    const application = applications.find(({ id }) => id === applicationId);
    if (!application) return undefined;
    const last = answersInOrder(application).at(-1);
    if (last && isKnown(application, last, heard, journal.now()))
      return { status: 'known' as const, answerId: last.id };
    const { outcome, replyBy, answerBy } = heard;
    const { id } = await tx.answer.create({
      data: {
        applicationId,
        outcome,
        heardAt: journal.now(),
        interviewId: isAboutOneInterview(outcome)
          ? (roundMeant(application, outcome, journal.now())?.id ?? null)
          : null,
        replyBy: fromLocalDate(replyBy) ?? null,
        answerBy: fromLocalDate(answerBy) ?? null,
      },
    });
    return { status: 'recorded' as const, answerId: id };
  });
  return result && { ...result, facts };
}

function isKnown(
  application: Application,
  last: Answer,
  { outcome, replyBy, answerBy }: Heard,
  now: Date,
): boolean {
  if (last.outcome !== outcome || isNews(application, last, now)) return false;
  return (!replyBy || replyBy === last.replyBy) && (!answerBy || answerBy === last.answerBy);
}

/** The same answer again is news when another interview was held since, or, where it is about one, agreed on. */
function isNews(application: Application, { outcome, heardAt, interviewId }: Answer, now: Date): boolean {
  const round = roundMeant(application, outcome, now);
  if (!round || round.id === interviewId) return false;
  if (!isAboutOneInterview(outcome)) return round.startsAt > heardAt && round.startsAt <= now;
  const isAgreedSince = round.recordedAt !== undefined && round.recordedAt > heardAt;
  return interviewId === undefined || (round.startsAt > heardAt && (round.startsAt <= now || isAgreedSince));
}

/** Takes an answer back: what had stopped goes on. Undefined when it was gone already. */
export async function undoAnswer(
  journal: Journal,
  memberId: string,
  answerId: string,
): Promise<{ application: Application; facts: Facts } | undefined> {
  const { result: application, facts } = await change(journal, memberId, async (tx, { applications }) => {
    const found = applications.find(({ answers }) => answers.some(({ id }) => id === answerId));
    if (found) await tx.answer.delete({ where: { id: answerId } });
    return found;
  });
  return application && { application, facts };
}
