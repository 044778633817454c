/** What is due to members who are claimed: decided, and written down before it is sent. */
import { v7 as uuidv7 } from 'uuid';
import { advise, nextWake, type OpenNudge, type Wake } from '../etiquette/advice.ts';
import { after } from '../etiquette/calendar.ts';
import type { Facts } from '../etiquette/facts.ts';
import type { Nudge } from '../etiquette/nudge.ts';
import { asksForQuiet } from '../etiquette/quiet.ts';
import { type Claim, release, withClaims } from './claims.ts';
import type { Journal, Transaction } from './journal.ts';
import { CHANNEL_RESTS_MS, type Limits, SLACKS_LIMITS, takeTurns } from './limits.ts';
import { readFactsOf } from './stored.ts';

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

/** What a claimed member is sent as one message. Nothing, where nothing is due after all: they are let go then. */
export type Batch = {
  claim: Claim;
  facts: Facts;
  outgoing: readonly Outgoing[];
  /** What lost its sense before it reached the member. */
  missed: readonly Nudge[];
  /** The message asks whether to go quiet. */
  asksForQuiet: boolean;
  /** Written down as well, and sent after these by the same claim. */
  rest?: readonly Outgoing[];
};

/** `faults`: of members whose facts could not be read or judged. They stay claimed until the lease runs out. */
export type Begun = { batches: Batch[]; faults: unknown[] };

/**
 * Decides what to send to claimed members, of each as much as `forOneMessage` takes, and writes it down before it is sent. Whoever's
 * workspace may not be sent to now is released, and claimed again in time.
 */
export async function beginSending(
  journal: Journal,
  claims: readonly Claim[],
  forOneMessage: (facts: Facts, due: readonly OpenNudge[]) => readonly OpenNudge[] = (_facts, due) => due,
  limits: Limits = SLACKS_LIMITS,
): Promise<Begun> {
  // Before the transaction, which would keep the workspaces' rows from everybody else's turns.
  const allowed = await takeTurns(journal, claims, limits);
  await release(
    journal,
    claims.filter((claim) => !allowed.includes(claim)),
  );
  const { results, faults } = await withClaims(journal, allowed, async (tx, held) => {
    const now = journal.now();
    const { sound, faults } = await judge(tx, journal, held, (facts) => {
      const { send, missed } = advise(facts, now);
      const nudges = forOneMessage(facts, send);
      return { facts, nudges, missed, wake: nudges.length === 0 ? nextWake(facts, now) : {} };
    });
    const written = await writeDown(tx, sound, now);
    const batches = sound.map(({ claim, facts, missed }, index) => {
      const outgoing = written[index] ?? [];
      return {
        claim,
        facts,
        missed,
        outgoing,
        asksForQuiet: outgoing.length > 0 && asksForQuiet(facts, now),
      };
    });
    const idle = sound.filter(({ nudges }) => nudges.length === 0);
    await wakeAll(
      tx,
      idle.map(({ claim, wake }) => ({ claim, wake, isOver: true })),
      now,
    );
    return { batches, faults };
  });
  return {
    batches: results.flatMap(({ batches }) => batches),
    faults: [...faults, ...results.flatMap((one) => one.faults)],
  };
}

/** What `judgement` says of each of these members, by the facts that are read or `known`; who cannot be judged keeps no other waiting. */
export async function judge<T>(
  tx: Transaction,
  { sealer }: Journal,
  claims: readonly Claim[],
  judgement: (facts: Facts) => T,
  known: ReadonlyMap<string, Facts> = new Map(),
): Promise<{ sound: (T & { claim: Claim })[]; faults: unknown[] }> {
  const ids = claims.map(({ memberId }) => memberId);
  const read = await readFactsOf(
    tx,
    sealer,
    ids.filter((id) => !known.has(id)),
  );
  const faults: unknown[] = [];
  const sound = claims.flatMap((claim) => {
    try {
      const facts = known.get(claim.memberId) ?? read.get(claim.memberId)?.();
      return facts ? [{ ...judgement(facts), claim }] : [];
    } catch (error) {
      faults.push(error);
      return [];
    }
  });
  return { sound, faults };
}

type Judged = { claim: Claim; facts: Facts; nudges: readonly OpenNudge[] };

/** A delivery for each nudge, in the order given; one that was begun before is counted once more. */
async function writeDown(tx: Transaction, judged: readonly Judged[], now: Date): Promise<Outgoing[][]> {
  const outgoing = judged.map(({ facts, nudges }) =>
    nudges.map((nudge) => {
      const before = facts.deliveries.find((one) => one.nudgeId === nudge.id && one.repeat === nudge.repeat);
      return { ...nudge, deliveryId: before?.id ?? uuidv7(), attempts: 1, since: now, isNew: !before };
    }),
  );
  await create(
    tx,
    judged.flatMap(({ claim }, index) =>
      (outgoing[index] ?? []).filter(({ isNew }) => isNew).map((one) => ({ ...one, ...claim })),
    ),
    now,
  );
  const before = outgoing.flat().filter(({ isNew }) => !isNew);
  const again = await repeat(
    tx,
    before.map(({ deliveryId }) => deliveryId),
    now,
  );
  return outgoing.map((some) => some.map((one) => ({ ...one, ...again.get(one.deliveryId) })));
}

async function create(
  tx: Transaction,
  outgoing: readonly (Outgoing & Pick<Claim, 'memberId'>)[],
  startedAt: Date,
): Promise<void> {
  if (outgoing.length === 0) return;
  const rows = outgoing.map(
    ({ deliveryId, memberId, id: nudgeId, repeat, rule, applicationId, interviewId }) => ({
      ...{ id: deliveryId, memberId, nudgeId, repeat, rule, applicationId, interviewId },
    }),
  );
  // In one statement: Prisma's createMany was a fifth of what a nudge cost (docs/decisions/0012).
  await tx.$executeRaw`
    INSERT INTO delivery (id, member_id, nudge_id, repeat, rule, application_id, interview_id, status, attempts, started_at)
    SELECT id, "memberId", "nudgeId", repeat, rule, "applicationId", "interviewId", 'sending', 1, ${startedAt}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS outgoing(
      id uuid, "memberId" uuid, "nudgeId" text, repeat int, rule text, "applicationId" uuid, "interviewId" uuid
    )`;
}

type Tried = Pick<Outgoing, 'deliveryId' | 'attempts' | 'since'>;

/** What was tried before and is known not to have arrived begins anew. */
async function repeat(tx: Transaction, ids: readonly string[], now: Date): Promise<Map<string, Tried>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<Tried[]>`
    UPDATE delivery SET attempts = attempts + 1,
      started_at = CASE WHEN attempts = 0 THEN ${now}::timestamptz ELSE started_at END
    WHERE id = ANY(${[...ids]}::uuid[])
    RETURNING id AS "deliveryId", attempts, started_at AS since`;
  return new Map(rows.map((row) => [row.deliveryId, row]));
}

/**
 * Sets when members are woken next, and lets go of those with whom it is over. Whoever has more to come at once waits until Slack takes
 * another message in the same conversation.
 */
export async function wakeAll(
  tx: Transaction,
  members: readonly { claim: Claim; wake: Wake; isOver: boolean }[],
  now: Date,
): Promise<void> {
  if (members.length === 0) return;
  const rows = members.map(({ claim, wake, isOver }) => ({ id: claim.memberId, ...wake, isOver }));
  await tx.$executeRaw`
    UPDATE member SET wake_at = woken.at, urgent_at = woken."urgentAt",
      lease_token = CASE WHEN woken."isOver" THEN NULL ELSE lease_token END,
      lease_until = CASE WHEN NOT woken."isOver" THEN lease_until
        WHEN woken.at <= ${after(now, CHANNEL_RESTS_MS)}::timestamptz
        THEN now() + make_interval(secs => ${CHANNEL_RESTS_MS / 1000}::double precision) END
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS woken(id uuid, at timestamptz, "urgentAt" timestamptz, "isOver" boolean)
    WHERE member.id = woken.id`;
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
