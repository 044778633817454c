import { PrismaPg } from '@prisma/adapter-pg';
import type { Pool } from 'pg';
import { nextWake } from '../etiquette/advice.ts';
import type { Facts } from '../etiquette/facts.ts';
import { checkRoom } from '../etiquette/room.ts';
import type { Clock } from '../operate/clock.ts';
import type { Sealer } from '../operate/sealing.ts';
import { type Prisma, PrismaClient } from './client/client.ts';
import { readFacts } from './stored.ts';

/** The members' facts in the database, and the one way to them. */
export type Journal = { prisma: PrismaClient; sealer: Sealer; now: Clock };

export type Transaction = Prisma.TransactionClient;

/** Opens the journal over a migrated database; the caller keeps the pool and closes it after `closeJournal`. */
export function openJournal({ pool, sealer, now }: { pool: Pool; sealer: Sealer; now: Clock }): Journal {
  const adapter = new PrismaPg(pool, { disposeExternalPool: false });
  // The embedded database has one connection: a transaction may have to wait for the others.
  const transactionOptions = { maxWait: 10_000, timeout: 15_000 };
  return { prisma: new PrismaClient({ adapter, transactionOptions }), sealer, now };
}

export async function closeJournal(journal: Journal): Promise<void> {
  await journal.prisma.$disconnect();
}

/** Whether the keys are those with which this database was sealed. Any row can tell; an empty database fits any key. */
export async function keysFit({ prisma, sealer }: Journal): Promise<boolean> {
  const application = await prisma.application.findFirst({
    select: { company: true, memberId: true },
    orderBy: { id: 'desc' },
  });
  const installation = await prisma.installation.findFirst({ select: { botToken: true, id: true } });
  try {
    if (application) sealer.open(application.company, application.memberId);
    if (installation) sealer.open(installation.botToken, installation.id);
    return true;
  } catch {
    // Opening throws for nothing but a key that is missing or another.
    return false;
  }
}

/** Everything that is known about a member, as it is now. */
export function factsOf(journal: Journal, memberId: string): Promise<Facts> {
  return readFacts(journal.prisma, journal.sealer, memberId);
}

/**
 * Changes a member's facts in one transaction and leaves `wake_at` right. The member's row is locked, so that what
 * `act` sees is what it changes, whoever else works on this member.
 * @throws NoRoom where that is more than is kept of anything; nothing is changed then
 */
export async function change<T>(
  journal: Journal,
  memberId: string,
  act: (tx: Transaction, facts: Facts) => Promise<T>,
): Promise<{ result: T; facts: Facts }> {
  return journal.prisma.$transaction(async (tx) => {
    await lockMember(tx, memberId);
    const before = await readFacts(tx, journal.sealer, memberId);
    const result = await act(tx, before);
    const facts = await wakeInTime(tx, journal, memberId);
    checkRoom(before, facts);
    return { result, facts };
  });
}

/** Keeps everybody else from changing this member's facts until the transaction ends. False when there is no such member. */
export async function lockMember(tx: Transaction, memberId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM member WHERE id = ${memberId}::uuid FOR UPDATE`;
  return rows.length > 0;
}

/** Sets the member's `wake_at` and `urgent_at` by the facts as they are now in `tx`, and returns these. */
export async function wakeInTime(
  tx: Transaction,
  journal: Journal,
  memberId: string,
  release: { leaseUntil?: null; leaseToken?: null } = {},
): Promise<Facts> {
  const facts = await readFacts(tx, journal.sealer, memberId);
  const { at: wakeAt = null, urgentAt = null } = nextWake(facts, journal.now());
  await tx.member.update({ where: { id: memberId }, data: { wakeAt, urgentAt, ...release } });
  return facts;
}
