/** What became of what was sent. */
import { nextWake } from '../etiquette/advice.ts';
import type { Facts } from '../etiquette/facts.ts';
import { type Claim, keepFor, nameOf, RELEASED, withClaim, withClaims } from './claims.ts';
import { type Batch, judge, type Outgoing } from './due.ts';
import { type Journal, type Transaction, wakeInTime } from './journal.ts';
import { pause } from './limits.ts';
import { type Fate, moveOn, type SentMessage, settleFates, wakeAll } from './onward.ts';

/** Slack took the message; without `sent` it never will, and it is shown as missed. */
export type Outcome = { batch: Batch; sent?: SentMessage | undefined };

/**
 * Writes down what Slack did, also where the lease ran out meanwhile; a member is let go by whoever holds them, once nothing of the
 * batch is left to be sent.
 * @returns faults of members whose facts could not be read or judged: what was sent to them is written down, and they stay claimed
 * until the lease runs out
 */
export async function settle(journal: Journal, outcomes: readonly Outcome[]): Promise<unknown[]> {
  const now = journal.now();
  const moved = await settleForeseen(journal, outcomes, now);
  const others = outcomes.filter(({ batch }) => !moved.has(nameOf(batch.claim)));
  const byClaim = new Map(others.map((outcome) => [nameOf(outcome.batch.claim), outcome]));
  const outcomesOf = (claims: readonly Claim[]) =>
    claims.flatMap((claim) => byClaim.get(nameOf(claim)) ?? []);
  const claims = others.map(({ batch }) => batch.claim);
  const done = await withClaims(journal, claims, async (tx, held) => {
    await writeAll(tx, outcomesOf(held), now);
    const { sound, faults } = await judge(tx, journal, held, (facts) => ({ wake: nextWake(facts, now) }));
    await wakeAll(
      tx,
      sound.map(({ claim, wake }) => ({ claim, wake, isOver: outcomesOf([claim]).every(isWhole) })),
      now,
    );
    return faults;
  });
  if (done.lost.length > 0) await writeAll(journal.prisma, outcomesOf(done.lost), now);
  return [...done.faults, ...done.results.flat()];
}

/**
 * Those whose facts nobody changed since the batch was begun, whose next wake-up is known without looking. That a member was asked
 * whether to go quiet is a fact too, and seldom enough for the long way.
 */
function settleForeseen(
  journal: Journal,
  outcomes: readonly Outcome[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const foreseen = outcomes.filter(isWhole).filter(({ batch }) => !batch.asksForQuiet);
  return moveOn(
    journal,
    foreseen.map((one) => ({
      claim: one.batch.claim,
      wake: nextWake(factsAfter(one, now), now),
      fates: fatesOf(one),
    })),
    now,
  );
}

function isWhole({ batch: { rest = [] } }: Outcome): boolean {
  return rest.length === 0;
}

/** What is known of the member once this is written down. */
function factsAfter({ batch: { facts, outgoing }, sent }: Outcome, now: Date): Facts {
  const fate = sent ? { status: 'sent' as const, sentAt: sent.at ?? now } : { status: 'failed' as const };
  const begun = new Map(outgoing.map((one) => [one.deliveryId, one]));
  const before = new Map(facts.deliveries.map((one) => [one.id, one]));
  const settled = [...begun].map(([id, { id: nudgeId, repeat, rule, applicationId, interviewId }]) => ({
    ...{ ...before.get(id), id, nudgeId, repeat, rule, applicationId, interviewId },
    ...{ ...fate, unclearSince: undefined },
  }));
  const others = facts.deliveries.filter(({ id }) => !begun.has(id));
  return { ...facts, deliveries: [...others, ...settled] };
}

function fatesOf({ batch, sent }: Outcome): Fate[] {
  return batch.outgoing.map(({ deliveryId }) => [deliveryId, sent]);
}

async function writeAll(db: Transaction, outcomes: readonly Outcome[], now: Date): Promise<void> {
  await settleFates(db, outcomes.flatMap(fatesOf), now);
  const asked = outcomes.flatMap(({ batch, sent }) =>
    sent && batch.asksForQuiet ? batch.claim.memberId : [],
  );
  if (asked.length > 0)
    await db.member.updateMany({ where: { id: { in: asked } }, data: { quietAskedAt: now } });
}

/** What was sent to somebody and has lost its sense since turned up where it was looked for, beside others. */
export async function settleFound(journal: Journal, claim: Claim, found: readonly Fate[]): Promise<void> {
  await withClaim(journal, claim, (tx) => settleFates(tx, found, journal.now()));
}

/** The member left the workspace: nothing is sent any more, and what was begun counts as not tried, should they come back. */
export async function settleLeft(journal: Journal, batch: Batch): Promise<void> {
  await withClaim(journal, batch.claim, async (tx) => {
    const { memberId } = batch.claim;
    await takeBack(tx, allOf(batch));
    await tx.member.update({ where: { id: memberId }, data: { leftAt: journal.now() } });
    await wakeInTime(tx, journal, memberId, RELEASED);
  });
}

/** Slack did not take the message, and asked for a pause or is in trouble: the whole workspace waits, by real time. */
export async function settleNotSent(journal: Journal, batch: Batch, pauseSeconds: number): Promise<void> {
  const { memberId, workspaceId } = batch.claim;
  // First, as it spares Slack the others whatever becomes of this one.
  await pause(journal, [workspaceId], pauseSeconds);
  await withClaim(journal, batch.claim, async (tx) => {
    await takeBack(tx, allOf(batch));
    await tx.member.update({ where: { id: memberId }, data: RELEASED });
  });
}

/** This member alone waits, as the claim is kept for so long. What was not tried does not count as an attempt. */
export async function holdBack(
  journal: Journal,
  claim: Claim,
  notTried: readonly Outgoing[],
  waitSeconds: number,
): Promise<void> {
  await withClaim(journal, claim, async (tx) => {
    await takeBack(tx, notTried);
    await keepFor(tx, claim, waitSeconds);
  });
}

function allOf({ outgoing, rest = [] }: Batch): Outgoing[] {
  return [...outgoing, ...rest];
}

async function takeBack(tx: Transaction, notTried: readonly Outgoing[]): Promise<void> {
  const ids = notTried.map(({ deliveryId }) => deliveryId);
  await tx.delivery.updateMany({ where: { id: { in: ids } }, data: { attempts: { decrement: 1 } } });
}
