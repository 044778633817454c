/** What members are left with: what became of their deliveries, and when they are woken next. */
import type { Wake } from '../etiquette/advice.ts';
import { after } from '../etiquette/calendar.ts';
import { type Claim, nameOf, untouched } from './claims.ts';
import { Prisma } from './client/client.ts';
import type { Journal, Transaction } from './journal.ts';
import { CHANNEL_RESTS_MS } from './limits.ts';

/** Where Slack put a message; `at` when it was not just now. */
export type SentMessage = { channel: string; ts: string; at?: Date };

/** Without `sent` Slack will never take it. */
export type Fate = readonly [deliveryId: string, sent: SentMessage | undefined];

type Waking = { claim: Claim; wake: Wake; isOver: boolean };

/**
 * Leaves members so in one statement, whose claims hold and whose facts are still those that `wake` was reckoned by. Nothing is done about
 * the others.
 * @returns the names of those claims
 */
export async function moveOn(
  { prisma }: Journal,
  members: readonly { claim: Claim; wake: Wake; fates: readonly Fate[] }[],
  now: Date,
): Promise<ReadonlySet<string>> {
  if (members.length === 0) return new Set();
  const rows = await prisma.$queryRaw<Pick<Claim, 'memberId' | 'token'>[]>`
    WITH held AS (${untouched(members.map(({ claim }) => claim))}), settled AS (
      ${settling(
        members.flatMap((one) => one.fates),
        now,
      )} AND delivery.member_id IN (SELECT id FROM held)
    )
    ${waking(
      members.map(({ claim, wake }) => ({ claim, wake, isOver: true })),
      now,
    )} AND (member.id, member.lease_token) IN (SELECT id, token FROM held)
    RETURNING member.id AS "memberId", woken.token`;
  return new Set(rows.map(nameOf));
}

/** Writes down what became of deliveries. */
export async function settleFates(db: Transaction, fates: readonly Fate[], now: Date): Promise<void> {
  await db.$executeRaw(settling(fates, now));
}

/**
 * Sets when members are woken next, and lets go of those with whom it is over. Whoever has more to come at once waits until Slack takes
 * another message in the same conversation.
 */
export async function wakeAll(tx: Transaction, members: readonly Waking[], now: Date): Promise<void> {
  if (members.length > 0) await tx.$executeRaw(waking(members, now));
}

function settling(fates: readonly Fate[], now: Date): Prisma.Sql {
  const rows = fates.map(([id, sent]) =>
    sent
      ? { id, status: 'sent', at: sent.at ?? now, channel: sent.channel, ts: sent.ts }
      : { id, status: 'failed' },
  );
  return Prisma.sql`
    UPDATE delivery SET status = settled.status, sent_at = coalesce(settled.at, sent_at),
      channel = coalesce(settled.channel, delivery.channel), message_ts = coalesce(settled.ts, message_ts)
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS settled(id uuid, status text, at timestamptz, channel text, ts text)
    WHERE delivery.id = settled.id`;
}

function waking(members: readonly Waking[], now: Date): Prisma.Sql {
  const rows = members.map(({ claim, wake, isOver }) => ({
    id: claim.memberId,
    token: claim.token,
    ...wake,
    isOver,
  }));
  return Prisma.sql`
    UPDATE member SET wake_at = woken.at, urgent_at = woken."urgentAt",
      lease_token = CASE WHEN woken."isOver" THEN NULL ELSE lease_token END,
      lease_until = CASE WHEN NOT woken."isOver" THEN lease_until
        WHEN woken.at <= ${after(now, CHANNEL_RESTS_MS)}::timestamptz
        THEN now() + make_interval(secs => ${CHANNEL_RESTS_MS / 1000}::double precision) END
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS woken(id uuid, token uuid, at timestamptz, "urgentAt" timestamptz, "isOver" boolean)
    WHERE member.id = woken.id AND member.lease_token = woken.token`;
}
