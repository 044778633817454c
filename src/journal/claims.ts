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
  /** The member's row as it was left when the claim was last held. Whoever changes any of their facts leaves another. */
  version?: string;
};

/** A claim that holds, and whether none of the member's facts can have changed since it last did. */
export type Held = Claim & { isUntouched: boolean };

/** Longer than the longest call to Slack takes, so that nobody else sends what is under way. */
const LEASE_SECONDS = 60;
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
      UPDATE member SET lease_token = ${token}::uuid,
        lease_until = now() + make_interval(secs => ${LEASE_SECONDS}::double precision)
      FROM free WHERE member.id = free.id
      RETURNING member.id, workspace_id, slack_user_id, free.place, free.urgent, wake_at
    )
    SELECT id AS "memberId", workspace_id AS "workspaceId", slack_user_id AS "userId", ${token} AS token, wake_at AS "wakeAt"
    FROM claimed ORDER BY place, urgent DESC, wake_at`;
}

/**
 * Runs `act` on those claims that still hold, in one transaction that has their members locked and their leases renewed. A member whom
 * somebody is just changing comes after the others, alone: whoever waits for one while holding another may wait for ever.
 * @returns the claims that are lost: those members are gone, or another replica took over
 */
export async function withClaims(
  journal: Journal,
  claims: readonly Claim[],
  act: (tx: Transaction, held: Held[]) => Promise<void>,
): Promise<Claim[]> {
  if (claims.length === 0) return [];
  const missing = await journal.prisma.$transaction(async (tx) => {
    const rows = await hold(tx, claims);
    const held = claims.flatMap((claim) => {
      const row = rows.get(nameOf(claim));
      return row ? [{ ...claim, version: row.after, isUntouched: claim.version === row.before }] : [];
    });
    if (held.length > 0) await act(tx, held);
    return claims.filter((claim) => !rows.has(nameOf(claim)));
  });
  if (claims.length === 1) return missing;
  const lost: Claim[] = [];
  for (const claim of missing) lost.push(...(await withClaims(journal, [claim], act)));
  return lost;
}

/** A member may be claimed anew while an earlier claim of theirs is still being settled. */
export function nameOf({ memberId, token }: Pick<Claim, 'memberId' | 'token'>): string {
  return `${memberId} ${token}`;
}

type Row = { memberId: string; token: string; before: string; after: string };

async function hold(tx: Transaction, claims: readonly Claim[]): Promise<Map<string, Row>> {
  const ids = claims.map(({ memberId }) => memberId);
  const tokens = claims.map(({ token }) => token);
  const inPassing = claims.length > 1 ? Prisma.sql`SKIP LOCKED` : Prisma.empty;
  const rows = await tx.$queryRaw<Row[]>`
    WITH held AS (
      SELECT m.id, m.xmin AS before FROM member m JOIN unnest(${ids}::uuid[], ${tokens}::uuid[]) AS claim(id, token)
        ON m.id = claim.id AND m.lease_token = claim.token
      FOR UPDATE OF m ${inPassing}
    )
    UPDATE member SET lease_until = now() + make_interval(secs => ${LEASE_SECONDS}::double precision)
    FROM held WHERE member.id = held.id
    RETURNING member.id AS "memberId", lease_token AS token, held.before::text, member.xmin::text AS after`;
  return new Map(rows.map((row) => [nameOf(row), row]));
}

/** Keeps a claim that holds for so long, and no longer. */
export async function keepFor(tx: Transaction, { memberId }: Claim, seconds: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE member SET lease_until = now() + make_interval(secs => ${seconds}::double precision)
    WHERE id = ${memberId}::uuid`;
}

/** Gives back what was claimed and not begun, so that another replica need not wait for the lease. */
export async function release(journal: Journal, claims: readonly Claim[]): Promise<void> {
  const [first] = claims;
  if (!first) return;
  await journal.prisma.member.updateMany({
    where: { id: { in: claims.map(({ memberId }) => memberId) }, leaseToken: first.token },
    data: RELEASED,
  });
}

/** Voids every lease. Only for a process that is alone on its database: whoever held them is dead. */
export async function releaseAll(journal: Journal): Promise<void> {
  await journal.prisma.member.updateMany({ where: { leaseToken: { not: null } }, data: RELEASED });
}
