/** What a member does with a nudge that reached them. Any press may come twice, or years later. */
import type { Facts } from '../etiquette/facts.ts';
import { type FoundNudge, findNudge, lastDelivery } from '../etiquette/find.ts';
import { type Nudge, subjectOf } from '../etiquette/nudge.ts';
import { isOvertaken } from '../etiquette/overtaken.ts';
import { type Snooze, snoozedUntil, usualSnooze } from '../etiquette/snooze.ts';
import { change, type Journal, type Transaction } from './journal.ts';

/** How things stand after a press. */
export type Standing =
  | { status: 'gone' }
  | (FoundNudge & { facts: Facts } & (
        | { status: 'done' | 'already-done' | 'overtaken' | 'too-late' | 'over' }
        | { status: 'snoozed'; until: Date }
      ));

/**
 * Marks a nudge done, and records what that means: people thanked, material sent, an application closed. `name` is its
 * delivery's id, or its own where the member did it before it was sent.
 */
export async function markDone(journal: Journal, memberId: string, name: string): Promise<Standing> {
  const { result, facts } = await change(journal, memberId, async (tx, before) => {
    const found = findNudge(before, name);
    if (!found) return { status: 'gone' as const };
    if (found.delivery?.doneAt) return { status: 'already-done' as const, ...found };
    const doneAt = journal.now();
    await noteArrival(tx, found, doneAt);
    if (isOvertaken(found, doneAt)) return { status: 'overtaken' as const, ...found };
    const { nudge, delivery } = found;
    if (delivery)
      await tx.delivery.updateMany({
        where: { memberId, nudgeId: delivery.nudgeId, doneAt: null },
        data: { doneAt },
      });
    else if (nudge) await recordAhead(tx, memberId, nudge, doneAt);
    const subject = delivery ? { ...delivery, id: delivery.nudgeId } : nudge;
    if (subject) await recordMeaning(tx, subject, doneAt);
    return { status: 'done' as const, ...found };
  });
  return result.status === 'gone' ? result : { ...result, facts };
}

/**
 * Puts a delivered nudge off, never past the point where it loses its sense: then it is `too-late`, or `over` where that point
 * has passed, and nothing changes.
 */
export async function snooze(
  journal: Journal,
  memberId: string,
  name: string,
  choice: Snooze | Date | 'usual',
): Promise<Standing> {
  const { result, facts } = await change(journal, memberId, async (tx, before) => {
    const found = findNudge(before, name);
    if (!found?.delivery) return { status: 'gone' as const };
    await noteArrival(tx, found, journal.now());
    if (found.delivery.doneAt) return { status: 'already-done' as const, ...found };
    if (!found.nudge) return { status: 'overtaken' as const, ...found };
    const wish = choice === 'usual' ? usualSnooze(found.nudge.rule) : choice;
    const now = journal.now();
    if (found.nudge.until && found.nudge.until <= now) return { status: 'over' as const, ...found };
    const until = snoozedUntil(found.nudge, wish, before.settings, now);
    if (!until) return { status: 'too-late' as const, ...found };
    const last = lastDelivery(before, found.delivery.nudgeId) ?? found.delivery;
    await tx.delivery.update({ where: { id: last.id }, data: { snoozedUntil: until } });
    return { status: 'snoozed' as const, until, ...found };
  });
  return result.status === 'gone' ? result : { ...result, facts };
}

/** Whoever presses it has it, even where the reply to sending it was lost: it is not sent again. */
async function noteArrival(tx: Transaction, { delivery }: FoundNudge, sentAt: Date): Promise<void> {
  if (delivery?.status !== 'sending') return;
  await tx.delivery.updateMany({
    where: { id: delivery.id, status: 'sending' },
    data: { status: 'sent', sentAt },
  });
}

async function recordAhead(tx: Transaction, memberId: string, nudge: Nudge, doneAt: Date): Promise<void> {
  const { id: nudgeId, rule, applicationId, interviewId } = nudge;
  await tx.delivery.create({
    data: {
      ...{ memberId, nudgeId, rule, applicationId, doneAt },
      interviewId: interviewId ?? null,
      status: 'ahead',
      startedAt: doneAt,
    },
  });
}

type Subject = Pick<Nudge, 'id' | 'rule' | 'applicationId' | 'interviewId'>;

async function recordMeaning(tx: Transaction, subject: Subject, at: Date): Promise<void> {
  const { id, rule, applicationId, interviewId } = subject;
  if ((rule === 'thank-you' || rule === 'thank-you-last-call') && interviewId) {
    await tx.interviewer.updateMany({ where: { interviewId, thankedAt: null }, data: { thankedAt: at } });
  }
  const promiseId = rule === 'material' ? subjectOf(id) : undefined;
  if (promiseId)
    await tx.materialPromise.updateMany({ where: { id: promiseId, sentAt: null }, data: { sentAt: at } });
  if (rule === 'moving-on') {
    await tx.answer.create({ data: { applicationId, outcome: 'no-answer', heardAt: at } });
  }
}
