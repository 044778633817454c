/** Who is due, and which replica works on whom. Due times are the journal's, leases the database's own: replicas' clocks may differ. */
import { randomUUID } from 'node:crypto';
import { Prisma } from './client/client.ts';
import type { Journal, Transaction } from './journal.ts';
import { type Limits, SLACKS_LIMITS, secondsOf } from './limits.ts';

/** A member on whom one replica works, until it settles or the lease runs out. */
export type Claim = {
  memberId: string;
  workspaceId: string;
  userId: string;
  token: string;
  /** Since when the member is due. */
  wakeAt: Date;
  /**
   * The member's row as the claim left it. Whoever changes any of their facts leaves another, so that what was read since is what holds.
   * A replica that lost its claim does not, when it still writes down what it sent: who is planned without that is woken too early, never
   * too late.
   */
  version: string;
  /** Until when nobody else can have the member, by this process's own `performance.now()`, in milliseconds. */
  heldUntil?: number;
};

/** A call to Slack that brings a nudge is given up then. */
export const LONGEST_CALL_MS = 10_000;
/** Longer than that, so that nobody else sends what is under way. */
const LEASE_SECONDS = 60;
export const LEASE = Prisma.sql`now() + make_interval(secs => ${LEASE_SECONDS}::double precision)`;
/** Who is changed for longer, as where a whole workspace is removed, comes when the lease has run out. */
const PATIENCE_MS = 1000;
export const RELEASED = { leaseUntil: null, leaseToken: null } as const;
/** More than are claimed are looked at, as another replica may be claiming the first of them. */
const CHOICE = 3;

/**
 * Claims members who are due, one of each workspace and then the next of each, so that a large one keeps no other waiting. Of one
 * workspace those come first for whom it is urgent, then the longest due, and no more than it may be sent now. With nobody due
 * it is one look at an index.
 */
export async function claimDue(
  journal: Journal,
  most: number,
  limits: Limits = SLACKS_LIMITS,
): Promise<Claim[]> {
  return journal.prisma.$queryRaw<Claim[]>(claimQuery(journal.now(), most, limits));
}

/** Exported for those who look at how the database goes about it. */
export function claimQuery(now: Date, most: number, limits: Limits): Prisma.Sql {
  const token = randomUUID();
  const { burst, each } = secondsOf(limits);
  return Prisma.sql`
    WITH open AS (
      SELECT w.id, floor((${burst}::double precision
        - greatest(0, extract(epoch FROM w.spent_until - now()))) / ${each}::double precision) AS turns
      FROM (SELECT DISTINCT workspace_id FROM member WHERE wake_at <= ${now}::timestamptz) due
      JOIN workspace w ON w.id = due.workspace_id
      WHERE w.paused_until IS NULL OR w.paused_until < now()
    ), waiting AS (
      SELECT m.id, m.urgent, m.wake_at,
        row_number() OVER (PARTITION BY open.id ORDER BY m.urgent DESC, m.wake_at) AS place
      FROM open CROSS JOIN LATERAL (
        SELECT id, wake_at, coalesce(urgent_at <= ${now}::timestamptz, false) AS urgent FROM member
        WHERE workspace_id = open.id AND wake_at <= ${now}::timestamptz AND (lease_until IS NULL OR lease_until < now())
        ORDER BY urgent DESC, wake_at LIMIT greatest(0, least(open.turns, ${most * CHOICE}::int))::int
      ) m
      ORDER BY place, m.urgent DESC, m.wake_at LIMIT ${most * CHOICE}::int
    ), free AS (
      SELECT m.id, waiting.urgent, waiting.place FROM waiting JOIN member m ON m.id = waiting.id
      WHERE m.lease_until IS NULL OR m.lease_until < now()
      ORDER BY waiting.place, waiting.urgent DESC, waiting.wake_at LIMIT ${most}::int FOR UPDATE OF m SKIP LOCKED
    ), claimed AS (
      UPDATE member SET lease_token = ${token}::uuid, lease_until = ${LEASE}
      FROM free WHERE member.id = free.id
      RETURNING member.id, workspace_id, slack_user_id, free.place, free.urgent, wake_at, member.xmin::text AS version
    )
    SELECT id AS "memberId", workspace_id AS "workspaceId", slack_user_id AS "userId", ${token} AS token, wake_at AS "wakeAt", version
    FROM claimed ORDER BY place, urgent DESC, wake_at`;
}

/** `lost`: the claims on which nothing was done. Those members are gone, or another replica took over, or a fault is told. */
export type Done<T> = { results: T[]; lost: Claim[]; faults: unknown[] };

/**
 * Runs `act` on those claims that still hold, in one transaction that has their members locked and their leases renewed. Members whom
 * somebody is just changing come after the others, each alone: whoever waits for one while holding another may wait for ever. What
 * goes wrong with one of these is a fault of theirs, and undoes nothing of the others.
 */
export async function withClaims<T>(
  journal: Journal,
  claims: readonly Claim[],
  act: (tx: Transaction, held: Claim[]) => Promise<T>,
): Promise<Done<T>> {
  const done: Done<T> = { results: [], lost: [], faults: [] };
  if (claims.length === 0) return done;
  const { result, missing } = await attempt(journal, claims, act, 'passing over who is locked');
  done.results.push(...result);
  for (const claim of missing) {
    try {
      const alone = await attempt(journal, [claim], act, 'waiting');
      done.results.push(...alone.result);
      done.lost.push(...alone.missing);
    } catch (error) {
      done.faults.push(error);
      done.lost.push(claim);
    }
  }
  return done;
}

/** The same for one claim. @throws what went wrong; nothing happens where it does not hold */
export async function withClaim(
  journal: Journal,
  claim: Claim,
  act: (tx: Transaction) => Promise<void>,
): Promise<void> {
  const { faults } = await withClaims(journal, [claim], act);
  if (faults.length > 0) throw faults[0];
}

/** What is known of an attempt counts only once it was committed: what is sent must have been written down. */
async function attempt<T>(
  { prisma }: Journal,
  claims: readonly Claim[],
  act: (tx: Transaction, held: Claim[]) => Promise<T>,
  how: 'passing over who is locked' | 'waiting',
): Promise<{ result: T[]; missing: Claim[] }> {
  return prisma.$transaction(async (tx) => {
    const isWaiting = how === 'waiting';
    if (isWaiting) await tx.$executeRaw`SELECT set_config('lock_timeout', ${PATIENCE_MS}::text, true)`;
    const names = await hold(tx, claims, isWaiting ? Prisma.empty : Prisma.sql`SKIP LOCKED`);
    const held = claims.filter((claim) => names.has(nameOf(claim)));
    const result = held.length > 0 ? [await act(tx, held)] : [];
    return { result, missing: claims.filter((claim) => !names.has(nameOf(claim))) };
  });
}

/** Until when a claim holds that is renewed after this, by this process's own `performance.now()`. */
export function leaseEnd(): number {
  return performance.now() + LEASE_SECONDS * 1000;
}

/** Whether another replica may have the member before a call that begins now has ended: the process stood still, as a machine that is moved does. */
export function isOutlived({ heldUntil = Infinity }: Claim): boolean {
  return performance.now() + LONGEST_CALL_MS > heldUntil;
}

/** A member may be claimed anew while an earlier claim of theirs is still being settled. */
export function nameOf({ memberId, token }: Pick<Claim, 'memberId' | 'token'>): string {
  return `${memberId} ${token}`;
}

async function hold(
  tx: Transaction,
  claims: readonly Claim[],
  whoIsLocked: Prisma.Sql,
): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRaw<Pick<Claim, 'memberId' | 'token'>[]>`
    WITH held AS (
      SELECT m.id FROM member m JOIN unnest(
        ${claims.map(({ memberId }) => memberId)}::uuid[], ${claims.map(({ token }) => token)}::uuid[]
      ) AS claim(id, token) ON m.id = claim.id AND m.lease_token = claim.token
      FOR UPDATE OF m ${whoIsLocked}
    )
    UPDATE member SET lease_until = ${LEASE}
    FROM held WHERE member.id = held.id
    RETURNING member.id AS "memberId", lease_token AS token`;
  return new Set(rows.map(nameOf));
}

/**
 * Selects, and locks, the members of those claims that hold and none of whose facts changed since they were claimed. Whom somebody is
 * just changing is not among them: nobody waits.
 */
export function untouched(claims: readonly Claim[]): Prisma.Sql {
  return Prisma.sql`
    SELECT m.id, m.lease_token AS token FROM member m JOIN unnest(
      ${claims.map(({ memberId }) => memberId)}::uuid[], ${claims.map(({ token }) => token)}::uuid[],
      ${claims.map(({ version }) => version)}::text[]
    ) AS claim(id, token, version) ON m.id = claim.id AND m.lease_token = claim.token AND m.xmin::text = claim.version
    FOR UPDATE OF m SKIP LOCKED`;
}

/** Keeps a claim that holds for so long, and no longer. */
export async function keepFor(tx: Transaction, { memberId }: Claim, seconds: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE member SET lease_until = now() + make_interval(secs => ${seconds}::double precision)
    WHERE id = ${memberId}::uuid`;
}

/**
 * Gives back what was claimed and not begun, so that nobody waits for the lease. For whom somebody is just changing it waits a little.
 * @returns what went wrong; their leases run out
 */
export async function release(journal: Journal, claims: readonly Claim[]): Promise<readonly unknown[]> {
  const { faults } = await withClaims(journal, claims, async (tx, held) => {
    const ids = held.map(({ memberId }) => memberId);
    await tx.member.updateMany({ where: { id: { in: ids } }, data: RELEASED });
  });
  return faults;
}

/** Voids every lease. Only for a process that is alone on its database: whoever held them is dead. */
export async function releaseAll(journal: Journal): Promise<void> {
  await journal.prisma.member.updateMany({ where: { leaseToken: { not: null } }, data: RELEASED });
}
