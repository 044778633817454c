/** The scheduler's side of the journal: which members are due, and what became of what was sent to them. */
import { type Advice, advise, type OpenNudge } from '../etiquette/advice.ts';
import { after } from '../etiquette/calendar.ts';
import type { Facts } from '../etiquette/facts.ts';
import { asksForQuiet } from '../etiquette/quiet.ts';
import { type Claim, keepLease, LEASE_SECONDS, RELEASED, release } from './claims.ts';
import { type Journal, type Transaction, wakeInTime } from './journal.ts';
import { CHANNEL_RESTS_MS, type Limits, SLACKS_LIMITS, takeTurn } from './limits.ts';
import { readFacts } from './stored.ts';

/** A nudge that is about to be sent, with the delivery that was written before. */
export type Outgoing = OpenNudge & {
  deliveryId: string;
  /** This one is counted; one that came before has an unknown outcome. */
  attempts: number;
  /** When the first of them began. */
  since: Date;
  /** Nothing was tried before, not even what Slack is known not to have taken. */
  isNew: boolean;
};

export type Batch = {
  facts: Facts;
  outgoing: Outgoing[];
  /** The message asks whether to go quiet. */
  asksForQuiet: boolean;
  /** Some of it may have reached the member before. */
  again: boolean;
  /** Written down as well, and sent after these by the same claim. */
  rest?: readonly Outgoing[];
};

/**
 * Decides what to send to a claimed member, as much of it as `forOneMessage` takes, and writes it down before it is sent. Undefined when
 * nothing is due after all, the workspace may not be sent to now, or the claim is lost: then the member is released and will be
 * woken in time.
 */
export async function beginSending(
  journal: Journal,
  claim: Claim,
  forOneMessage: (facts: Facts, due: readonly OpenNudge[]) => readonly OpenNudge[] = (_facts, due) => due,
  limits: Limits = SLACKS_LIMITS,
): Promise<Batch | undefined> {
  // Before the transaction, which would keep the workspace's row from everybody else's turn.
  if (!(await takeTurn(journal, claim.workspaceId, limits))) {
    await release(journal, [claim]);
    return undefined;
  }
  return withClaim(journal, claim, async (tx) => {
    const facts = await readFacts(tx, journal.sealer, claim.memberId);
    const { send }: Advice = advise(facts, journal.now());
    const outgoing: Outgoing[] = [];
    for (const nudge of forOneMessage(facts, send)) {
      outgoing.push({ ...nudge, ...(await beginDelivery(tx, journal, claim, nudge)) });
    }
    const again = outgoing.some(({ attempts }) => attempts > 1);
    if (outgoing.length > 0) return { facts, outgoing, asksForQuiet: asksForQuiet(facts), again };
    await wakeInTime(tx, journal, claim.memberId, RELEASED);
    return undefined;
  });
}

async function beginDelivery(
  tx: Transaction,
  journal: Journal,
  { memberId }: Claim,
  nudge: OpenNudge,
): Promise<Pick<Outgoing, 'deliveryId' | 'attempts' | 'since' | 'isNew'>> {
  const { id: nudgeId, repeat, rule, applicationId, interviewId } = nudge;
  const startedAt = journal.now();
  const { id, attempts, ...before } = await tx.delivery.upsert({
    where: { memberId_nudgeId_repeat: { memberId, nudgeId, repeat } },
    create: {
      ...{ memberId, nudgeId, repeat, rule, applicationId, startedAt },
      interviewId: interviewId ?? null,
      status: 'sending',
      attempts: 1,
    },
    update: { attempts: { increment: 1 } },
    select: { id: true, attempts: true, startedAt: true },
  });
  const isNew = attempts === 1 && before.startedAt >= startedAt;
  if (attempts > 1 || isNew) return { deliveryId: id, attempts, since: before.startedAt, isNew };
  // What was tried before is known not to have arrived.
  await tx.delivery.update({ where: { id }, data: { startedAt } });
  return { deliveryId: id, attempts, since: startedAt, isNew };
}

/** Where Slack put a message; `at` when it was not just now. */
export type SentMessage = { channel: string; ts: string; at?: Date };

/** Slack took the message. */
export async function settleSent(
  journal: Journal,
  claim: Claim,
  batch: Batch,
  message: SentMessage,
): Promise<void> {
  if (batch.asksForQuiet)
    await journal.prisma.member.updateMany({
      where: { id: claim.memberId },
      data: { quietAskedAt: journal.now() },
    });
  await settle(journal, claim, batch, {
    status: 'sent',
    sentAt: message.at ?? journal.now(),
    channel: message.channel,
    messageTs: message.ts,
  });
}

/** Slack will never take the message (the member cannot be written to): it is shown as missed. */
export async function settleFailed(journal: Journal, claim: Claim, batch: Batch): Promise<void> {
  await settle(journal, claim, batch, { status: 'failed' });
}

/** The member left the workspace: nothing is sent any more, and what was begun counts as not tried, should they come back. */
export async function settleLeft(
  journal: Journal,
  claim: Claim,
  { outgoing, rest = [] }: Batch,
): Promise<void> {
  await withClaim(journal, claim, async (tx) => {
    await takeBack(tx, [...outgoing, ...rest]);
    await tx.member.update({ where: { id: claim.memberId }, data: { leftAt: journal.now() } });
    await wakeInTime(tx, journal, claim.memberId, RELEASED);
  });
}

/** Slack did not take the message, and asked for a pause or is in trouble: the whole workspace waits, by real time. */
export async function settleNotSent(
  journal: Journal,
  claim: Claim,
  { outgoing, rest = [] }: Batch,
  pauseSeconds: number,
): Promise<void> {
  await withClaim(journal, claim, async (tx) => {
    await takeBack(tx, [...outgoing, ...rest]);
    await tx.member.update({ where: { id: claim.memberId }, data: RELEASED });
  });
  await journal.prisma.$executeRaw`
    UPDATE workspace SET paused_until = greatest(paused_until, now() + make_interval(secs => ${pauseSeconds}::double precision))
    WHERE id = ${claim.workspaceId}`;
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
    await keepLease(tx, claim, waitSeconds);
  });
}

async function takeBack(tx: Transaction, notTried: readonly Outgoing[]): Promise<void> {
  await tx.delivery.updateMany({ where: idsOf(notTried), data: { attempts: { decrement: 1 } } });
}

type Settled = { status: 'sent' | 'failed'; sentAt?: Date; channel?: string; messageTs?: string };

/**
 * What Slack did is written down even where the lease ran out meanwhile; the member is released by whoever holds it, once
 * nothing of the batch is left to be sent.
 */
async function settle(
  journal: Journal,
  claim: Claim,
  { outgoing, rest = [] }: Batch,
  data: Settled,
): Promise<void> {
  await journal.prisma.delivery.updateMany({ where: idsOf(outgoing), data });
  await withClaim(journal, claim, async (tx) => {
    await wakeInTime(tx, journal, claim.memberId);
    if (rest.length === 0) await letGo(tx, journal, claim);
  });
}

/** Whoever has more to come at once waits until Slack takes another message in the same conversation. */
async function letGo(tx: Transaction, journal: Journal, { memberId }: Claim): Promise<void> {
  const soon = after(journal.now(), CHANNEL_RESTS_MS);
  await tx.$executeRaw`
    UPDATE member SET lease_token = NULL, lease_until = CASE WHEN wake_at <= ${soon}::timestamptz
      THEN now() + make_interval(secs => ${CHANNEL_RESTS_MS / 1000}::double precision) END
    WHERE id = ${memberId}::uuid`;
}

function idsOf(outgoing: readonly Outgoing[]) {
  return { id: { in: outgoing.map(({ deliveryId }) => deliveryId) } };
}

/** Runs `act` while the claim holds, and renews it. When the member is gone, or another replica took over, nothing is done. */
async function withClaim<T>(
  journal: Journal,
  claim: Claim,
  act: (tx: Transaction) => Promise<T>,
): Promise<T | undefined> {
  return journal.prisma.$transaction(async (tx) =>
    (await keepLease(tx, claim, LEASE_SECONDS)) ? act(tx) : undefined,
  );
}

/** The next instant at which anybody is due, for a clock that is wound forward. */
export async function nextDue(journal: Journal): Promise<Date | undefined> {
  const first = await journal.prisma.member.findFirst({
    where: { wakeAt: { not: null } },
    orderBy: { wakeAt: 'asc' },
    select: { wakeAt: true },
  });
  return first?.wakeAt ?? undefined;
}
