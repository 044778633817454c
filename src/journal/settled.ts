/** What became of what was sent. */
import { nextWake } from '../etiquette/advice.ts';
import type { Facts } from '../etiquette/facts.ts';
import { type Claim, keepFor, nameOf, RELEASED, withClaim, withClaims } from './claims.ts';
import { type Batch, judge, type Outgoing, wakeAll } from './due.ts';
import { type Journal, type Transaction, wakeInTime } from './journal.ts';
import { pause } from './limits.ts';

/** Where Slack put a message; `at` when it was not just now. */
export type SentMessage = { channel: string; ts: string; at?: Date };

/** Slack took the message; without `sent` it never will, and it is shown as missed. */
export type Outcome = { batch: Batch; sent?: SentMessage };

/**
 * Writes down what Slack did, also where the lease ran out meanwhile; a member is let go by whoever holds them, once nothing of the
 * batch is left to be sent.
 * @returns faults of members whose facts could not be read or judged: what was sent to them is written down, and they stay claimed
 * until the lease runs out
 */
export async function settle(journal: Journal, outcomes: readonly Outcome[]): Promise<unknown[]> {
  const now = journal.now();
  const byClaim = new Map(outcomes.map((outcome) => [nameOf(outcome.batch.claim), outcome]));
  const outcomesOf = (claims: readonly Claim[]) =>
    claims.flatMap((claim) => byClaim.get(nameOf(claim)) ?? []);
  const claims = outcomes.map(({ batch }) => batch.claim);
  const done = await withClaims(journal, claims, async (tx, held) => {
    await writeAll(tx, outcomesOf(held), now);
    const untouched = outcomesOf(held.filter(({ isUntouched }) => isUntouched)).filter(isWhole);
    const known = new Map(untouched.map((one) => [one.batch.claim.memberId, factsAfter(one, now)]));
    const wakeOf = (facts: Facts) => ({ wake: nextWake(facts, now) });
    const { sound, faults } = await judge(tx, journal, held, wakeOf, known);
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

function isWhole({ batch: { rest = [] } }: Outcome): boolean {
  return rest.length === 0;
}

/** What is known of the member once this is written down, where nobody changed anything since the batch was begun. */
function factsAfter({ batch: { facts, outgoing, asksForQuiet }, sent }: Outcome, now: Date): Facts {
  const fate = sent ? { status: 'sent' as const, sentAt: sent.at ?? now } : { status: 'failed' as const };
  const begun = new Map(outgoing.map((one) => [one.deliveryId, one]));
  const before = new Map(facts.deliveries.map((one) => [one.id, one]));
  const settled = [...begun].map(([id, { id: nudgeId, repeat, rule, applicationId, interviewId }]) => ({
    ...{ ...before.get(id), id, nudgeId, repeat, rule, applicationId, interviewId },
    ...{ ...fate, unclearSince: undefined },
  }));
  const others = facts.deliveries.filter(({ id }) => !begun.has(id));
  return {
    ...facts,
    deliveries: [...others, ...settled],
    ...(sent && asksForQuiet && { quietAskedAt: now }),
  };
}

async function writeAll(db: Transaction, outcomes: readonly Outcome[], now: Date): Promise<void> {
  const fates = outcomes.flatMap(({ batch, sent }) =>
    batch.outgoing.map(({ deliveryId }) => [deliveryId, sent] as const),
  );
  await write(db, fates, now);
  const asked = outcomes.flatMap(({ batch, sent }) =>
    sent && batch.asksForQuiet ? batch.claim.memberId : [],
  );
  if (asked.length > 0)
    await db.member.updateMany({ where: { id: { in: asked } }, data: { quietAskedAt: now } });
}

/** What was sent to somebody and has lost its sense since turned up where it was looked for, beside others. */
export async function settleFound(
  journal: Journal,
  claim: Claim,
  found: readonly (readonly [deliveryId: string, sent: SentMessage])[],
): Promise<void> {
  await withClaim(journal, claim, (tx) => write(tx, found, journal.now()));
}

type Fate = readonly [deliveryId: string, sent: SentMessage | undefined];

async function write(db: Transaction, fates: readonly Fate[], now: Date): Promise<void> {
  const rows = fates.map(([id, sent]) =>
    sent
      ? { id, status: 'sent', at: sent.at ?? now, channel: sent.channel, ts: sent.ts }
      : { id, status: 'failed' },
  );
  await db.$executeRaw`
    UPDATE delivery SET status = settled.status, sent_at = coalesce(settled.at, sent_at),
      channel = coalesce(settled.channel, delivery.channel), message_ts = coalesce(settled.ts, message_ts)
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS settled(id uuid, status text, at timestamptz, channel text, ts text)
    WHERE delivery.id = settled.id`;
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
