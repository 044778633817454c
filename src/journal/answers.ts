import { localDate } from '../etiquette/calendar.ts';
import type { Answer, Application, Facts, Interview, LocalDate, Outcome } from '../etiquette/facts.ts';
import { answersInOrder, isAboutOneInterview, roundMeant } from '../etiquette/rounds.ts';
import { digestAround } from './digests.ts';
import { change, type Journal, type Transaction } from './journal.ts';
import { fromLocalDate } from './stored.ts';
import { type Win, winOf } from './wins.ts';

/** What a member heard, or decided. */
export type Heard = {
  outcome: Outcome;
  /** The interview that was moved, or to which nobody came, where it is known which. */
  interviewId?: string | undefined;
  replyBy?: LocalDate | undefined;
  answerBy?: LocalDate | undefined;
};

/** `answerId` is that of the answer that stands now, for taking it back; `shareIn` a channel that can be told of it. */
export type RecordedAnswer = {
  status: 'recorded' | 'known';
  answerId: string;
  facts: Facts;
  shareIn?: string | undefined;
};

/**
 * Records an answer. Hearing the same again changes nothing. `too-early`: nobody can have stayed away from an interview that
 * lies ahead. Undefined: the application is not this member's.
 */
export async function recordAnswer(
  journal: Journal,
  memberId: string,
  applicationId: string,
  heard: Heard,
): Promise<RecordedAnswer | 'too-early' | undefined> {
  const { result, facts } = await change(journal, memberId, async (tx, { applications, settings }) => {
    const application = applications.find(({ id }) => id === applicationId);
    if (!application) return undefined;
    const now = journal.now();
    const round = roundOf(application, heard, now);
    if (heard.outcome === 'no-show' && round && round.startsAt > now) return 'too-early' as const;
    const last = answersInOrder(application).at(-1);
    if (last && isKnown(last, heard, { round, now, zone: settings.zone }))
      return { status: 'known' as const, answerId: last.id };
    const { outcome, replyBy, answerBy } = heard;
    const { id } = await tx.answer.create({
      data: {
        applicationId,
        outcome,
        heardAt: now,
        interviewId: isAboutOneInterview(outcome) ? (round?.id ?? null) : null,
        replyBy: fromLocalDate(replyBy) ?? null,
        answerBy: fromLocalDate(answerBy) ?? null,
      },
    });
    return { status: 'recorded' as const, answerId: id };
  });
  if (!result || result === 'too-early') return result;
  const digest = heard.outcome === 'offer' ? await digestAround(journal, memberId) : undefined;
  return { ...result, facts, shareIn: digest?.channel };
}

/** The interview that an answer is about: the one that is named, or else the one that is meant. */
function roundOf(application: Application, { outcome, interviewId }: Heard, now: Date) {
  const named = application.interviews.find(({ id }) => id === interviewId);
  return named ?? roundMeant(application, outcome, now);
}

type Situation = { round: Interview | undefined; now: Date; zone: string };

function isKnown(last: Answer, heard: Heard, situation: Situation): boolean {
  const { outcome, interviewId, replyBy, answerBy } = heard;
  if (last.outcome !== outcome) return false;
  if (interviewId) return interviewId === last.interviewId;
  if (isNews(last, situation)) return false;
  return (!replyBy || replyBy === last.replyBy) && (!answerBy || answerBy === last.answerBy);
}

/** The same answer again is news when another interview was held since, or, where it is about one, agreed on. */
function isNews({ outcome, heardAt, interviewId }: Answer, { round, now, zone }: Situation): boolean {
  // "Not decided yet" on another day is another answer: their silence starts anew.
  if (outcome === 'waiting' && localDate(heardAt, zone) !== localDate(now, zone)) return true;
  if (!round || round.id === interviewId) return false;
  if (!isAboutOneInterview(outcome)) return round.startsAt > heardAt && round.startsAt <= now;
  const isAgreedSince = round.recordedAt !== undefined && round.recordedAt > heardAt;
  return interviewId === undefined || (round.startsAt > heardAt && (round.startsAt <= now || isAgreedSince));
}

/** Takes an answer back: what had stopped goes on. Undefined when it was gone already. `win`: what a channel was told of it. */
export async function undoAnswer(
  journal: Journal,
  memberId: string,
  answerId: string,
): Promise<{ application: Application; facts: Facts; win?: Win | undefined } | undefined> {
  const { result: application, facts } = await change(journal, memberId, async (tx, { applications }) => {
    const found = applications.find(({ answers }) => answers.some(({ id }) => id === answerId));
    if (!found) return undefined;
    const { outcome, heardAt } = await tx.answer.delete({ where: { id: answerId } });
    if (outcome === 'no-answer') await reopen(tx, found.id, heardAt);
    return found;
  });
  if (!application) return undefined;
  const win = await winOf(journal, memberId, { applicationId: application.id });
  return { application, facts, win };
}

/** The nudge that was done by closing is to be done again. */
async function reopen(tx: Transaction, applicationId: string, closedAt: Date): Promise<void> {
  const closing = { applicationId, rule: 'moving-on', doneAt: closedAt };
  await tx.delivery.deleteMany({ where: { ...closing, status: 'ahead' } });
  await tx.delivery.updateMany({ where: closing, data: { doneAt: null } });
}

/** Whether a hello is to come three months after a rejection. Undefined: the application is not this member's. */
export async function setStayInTouch(
  journal: Journal,
  memberId: string,
  applicationId: string,
  stayInTouch: boolean,
): Promise<{ application: Application; facts: Facts } | undefined> {
  const { facts } = await change(journal, memberId, async (tx, { applications }) => {
    if (!applications.some(({ id }) => id === applicationId)) return;
    await tx.application.update({ where: { id: applicationId }, data: { stayInTouch } });
  });
  const application = facts.applications.find(({ id }) => id === applicationId);
  return application && { application, facts };
}
