/** What a member does with a nudge that reached them. Any press may come twice, or years later. */
import type { Application, Delivery, Facts } from '../etiquette/facts.ts';
import { type Nudge, subjectOf } from '../etiquette/nudge.ts';
import { plan } from '../etiquette/plan.ts';
import { ending } from '../etiquette/rounds.ts';
import { type Snooze, snoozedUntil } from '../etiquette/snooze.ts';
import { change, factsOf, type Journal, type Transaction } from './journal.ts';

/** A delivered nudge with what it is about. `nudge` is what the rules say of it now: nothing, where facts overtook it. */
export type Delivered = { delivery: Delivery; application: Application; nudge?: Nudge | undefined };

/** How things stand after a press. */
export type Standing =
  | { status: 'gone' }
  | (Delivered & { facts: Facts } & (
        | { status: 'done' | 'already-done' | 'overtaken' | 'too-late' }
        | { status: 'snoozed'; until: Date }
      ));

/** Finds a nudge that was delivered to this member. Undefined when it never was, or its interview was undone. */
export async function findDelivered(
  journal: Journal,
  memberId: string,
  deliveryId: string,
): Promise<(Delivered & { facts: Facts }) | undefined> {
  const facts = await factsOf(journal, memberId);
  const delivered = deliveredIn(facts, deliveryId);
  return delivered && { ...delivered, facts };
}

/** Marks a nudge done, and records what that means: people thanked, material sent, an application closed. */
export async function markDone(journal: Journal, memberId: string, deliveryId: string): Promise<Standing> {
  const { result, facts } = await change(journal, memberId, async (tx, before) => {
    const delivered = deliveredIn(before, deliveryId);
    if (!delivered) return { status: 'gone' as const };
    if (delivered.delivery.doneAt) return { status: 'already-done' as const, ...delivered };
    if (isOvertaken(delivered)) return { status: 'overtaken' as const, ...delivered };
    const doneAt = journal.now();
    const { nudgeId } = delivered.delivery;
    await tx.delivery.updateMany({ where: { memberId, nudgeId, doneAt: null }, data: { doneAt } });
    await recordMeaning(tx, delivered, doneAt);
    return { status: 'done' as const, ...delivered };
  });
  return result.status === 'gone' ? result : { ...result, facts };
}

/** Puts a nudge off, never past the point where it loses its sense: then it is `too-late`, and nothing changes. */
export async function snooze(
  journal: Journal,
  memberId: string,
  deliveryId: string,
  choice: Snooze | Date,
): Promise<Standing> {
  const { result, facts } = await change(journal, memberId, async (tx, before) => {
    const delivered = deliveredIn(before, deliveryId);
    if (!delivered) return { status: 'gone' as const };
    if (delivered.delivery.doneAt) return { status: 'already-done' as const, ...delivered };
    if (!delivered.nudge) return { status: 'overtaken' as const, ...delivered };
    const until = snoozedUntil(delivered.nudge, choice, before.settings, journal.now());
    if (!until) return { status: 'too-late' as const, ...delivered };
    const last = lastOf(before, delivered.delivery.nudgeId);
    await tx.delivery.update({ where: { id: last?.id ?? deliveryId }, data: { snoozedUntil: until } });
    return { status: 'snoozed' as const, until, ...delivered };
  });
  return result.status === 'gone' ? result : { ...result, facts };
}

function deliveredIn(facts: Facts, deliveryId: string): Delivered | undefined {
  const delivery = facts.deliveries.find(({ id }) => id === deliveryId);
  const application = facts.applications.find(({ id }) => id === delivery?.applicationId);
  if (!delivery || !application) return undefined;
  const interviewGone =
    delivery.interviewId && !application.interviews.some(({ id }) => id === delivery.interviewId);
  if (interviewGone) return undefined;
  return { delivery, application, nudge: plan(facts).find(({ id }) => id === delivery.nudgeId) };
}

/** Done means nothing any more once the application ended; before that it is news even when the advice has changed. */
function isOvertaken({ nudge, application }: Delivered): boolean {
  return !nudge && ending(application) !== undefined;
}

function lastOf({ deliveries }: Facts, nudgeId: string): Delivery | undefined {
  return deliveries
    .filter((one) => one.nudgeId === nudgeId)
    .sort((a, b) => a.repeat - b.repeat)
    .at(-1);
}

async function recordMeaning(tx: Transaction, { delivery, application }: Delivered, at: Date): Promise<void> {
  const { rule, interviewId } = delivery;
  if ((rule === 'thank-you' || rule === 'thank-you-last-call') && interviewId) {
    await tx.interviewer.updateMany({ where: { interviewId, thankedAt: null }, data: { thankedAt: at } });
  }
  const promiseId = rule === 'material' ? subjectOf(delivery.nudgeId) : undefined;
  if (promiseId)
    await tx.materialPromise.updateMany({ where: { id: promiseId, sentAt: null }, data: { sentAt: at } });
  if (rule === 'moving-on') {
    await tx.answer.create({ data: { applicationId: application.id, outcome: 'no-answer', heardAt: at } });
  }
}
