/** What is due to members who are claimed: decided, and written down before it is sent. */
import { v7 as uuidv7 } from 'uuid';
import { advise, nextWake, type OpenNudge } from '../etiquette/advice.ts';
import type { Facts } from '../etiquette/facts.ts';
import type { Nudge } from '../etiquette/nudge.ts';
import { asksForQuiet } from '../etiquette/quiet.ts';
import { type Claim, LEASE, leaseEnd, nameOf, untouched } from './claims.ts';
import type { Journal, Transaction } from './journal.ts';
import { type Limits, SLACKS_LIMITS, takeTurns } from './limits.ts';
import { moveOn } from './onward.ts';
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

/** As long as it takes at most, where nothing is wrong, until what was decided is written down. */
const HOLDS_FOR_MS = 5000;

/** What a claimed member is to be sent as one message, by the facts and the clock as they were when it was decided. */
export type Decided = {
  claim: Claim;
  at: Date;
  facts: Facts;
  nudges: readonly OpenNudge[];
  missed: readonly Nudge[];
};

/**
 * Decides what to send to claimed members, of each as much as `forOneMessage` takes.
 * @returns `letGo`, to whom nothing is due after all; `changed`, of these, whom somebody changed meanwhile; and faults of members whose
 * facts could not be read or judged, who stay claimed until the lease runs out
 */
export async function decide(
  journal: Journal,
  claims: readonly Claim[],
  forOneMessage: (facts: Facts, due: readonly OpenNudge[]) => readonly OpenNudge[] = (_facts, due) => due,
): Promise<{ decided: Decided[]; letGo: Batch[]; changed: Claim[]; faults: unknown[] }> {
  const now = journal.now();
  const { sound, faults } = await judge(journal.prisma, journal, claims, (facts) => {
    const { send, missed } = advise(facts, now);
    const nudges = forOneMessage(facts, send);
    return { at: now, facts, missed, nudges, wake: nudges.length === 0 ? nextWake(facts, now) : {} };
  });
  const idle = sound.filter(({ nudges }) => nudges.length === 0);
  const moved = await moveOn(
    journal,
    idle.map(({ claim, wake }) => ({ claim, wake, fates: [] })),
    now,
  );
  return {
    decided: sound.filter(({ nudges }) => nudges.length > 0),
    letGo: idle.filter(({ claim }) => moved.has(nameOf(claim))).map(withNothing),
    changed: idle.map(({ claim }) => claim).filter((claim) => !moved.has(nameOf(claim))),
    faults,
  };
}

function withNothing({ claim, facts, missed }: Decided): Batch {
  return { claim, facts, missed, outgoing: [], asksForQuiet: false };
}

/**
 * Writes down what was decided, before it is sent.
 * @returns `left`, to be given back and decided anew: whose workspace may not be sent to now, whose facts somebody changed meanwhile or is
 * just changing, and for whom it may be another hour by now, as after an outage
 */
export async function beginSending(
  journal: Journal,
  decided: readonly Decided[],
  limits: Limits = SLACKS_LIMITS,
): Promise<{ batches: Batch[]; left: Claim[] }> {
  const now = journal.now();
  const inTime = decided.filter((one) => stillHolds(one, now));
  const turns = await takeTurns(
    journal,
    inTime.map(({ claim }) => claim),
    limits,
  );
  const batches = await writeDown(
    journal,
    inTime.filter(({ claim }) => turns.includes(claim)),
    now,
  );
  const begun = new Set(batches.map(({ claim }) => nameOf(claim)));
  return { batches, left: decided.map(({ claim }) => claim).filter((claim) => !begun.has(nameOf(claim))) };
}

function stillHolds({ at, nudges }: Decided, now: Date): boolean {
  const isFresh = Math.abs(now.getTime() - at.getTime()) <= HOLDS_FOR_MS;
  return isFresh && nudges.every(({ until }) => !until || now < until);
}

/** What `judgement` says of each of these members by their facts; who cannot be judged keeps no other waiting. */
export async function judge<T>(
  tx: Transaction,
  { sealer }: Journal,
  claims: readonly Claim[],
  judgement: (facts: Facts) => T,
): Promise<{ sound: (T & { claim: Claim })[]; faults: unknown[] }> {
  const ids = claims.map(({ memberId }) => memberId);
  const read = await readFactsOf(tx, sealer, ids);
  const faults: unknown[] = [];
  const sound = claims.flatMap((claim) => {
    try {
      const facts = read.get(claim.memberId)?.();
      return facts ? [{ ...judgement(facts), claim }] : [];
    } catch (error) {
      faults.push(error);
      return [];
    }
  });
  return { sound, faults };
}

type Tried = Pick<Outgoing, 'deliveryId' | 'attempts' | 'since'>;

/**
 * A delivery for each nudge, in the order given, of those members whose facts are still those that were judged; one that was begun before
 * is counted once more.
 */
async function writeDown(journal: Journal, due: readonly Decided[], now: Date): Promise<Batch[]> {
  if (due.length === 0) return [];
  const planned = due.map((one) => ({ ...one, outgoing: outgoingOf(one, now) }));
  const written = await begin(
    journal,
    planned.map(({ claim }) => claim),
    planned.flatMap(({ claim, outgoing }) => outgoing.map((nudge) => ({ ...claim, ...nudge }))),
    now,
  );
  return planned.flatMap(({ claim, facts, missed, outgoing }) => {
    const held = written.get(claim.memberId);
    if (!held) return [];
    return {
      claim: { ...claim, ...held.claim },
      ...{ facts, missed, asksForQuiet: asksForQuiet(facts, now) },
      outgoing: outgoing.map((one) => ({ ...one, ...held.again.get(one.deliveryId) })),
    };
  });
}

function outgoingOf({ facts, nudges }: Decided, now: Date): Outgoing[] {
  return nudges.map((nudge) => {
    const before = facts.deliveries.find((one) => one.nudgeId === nudge.id && one.repeat === nudge.repeat);
    return { ...nudge, deliveryId: before?.id ?? uuidv7(), attempts: 1, since: now, isNew: !before };
  });
}

type Written = { claim: Pick<Claim, 'version' | 'heldUntil'>; again: Map<string, Tried> };

/** In one statement: Prisma's createMany was a fifth of what a nudge cost (docs/decisions/0012). */
async function begin(
  { prisma }: Journal,
  claims: readonly Claim[],
  outgoing: readonly (Outgoing & Claim)[],
  now: Date,
): Promise<Map<string, Written>> {
  const heldUntil = leaseEnd();
  const created = outgoing
    .filter(({ isNew }) => isNew)
    .map(({ deliveryId, memberId, id: nudgeId, repeat, rule, applicationId, interviewId }) => ({
      ...{ id: deliveryId, memberId, nudgeId, repeat, rule, applicationId, interviewId },
    }));
  const tried = outgoing.filter(({ isNew }) => !isNew).map(({ deliveryId }) => deliveryId);
  const rows = await prisma.$queryRaw<(Partial<Tried> & { memberId: string; version: string })[]>`
    WITH held AS (${untouched(claims)}), renewed AS (
      UPDATE member SET lease_until = ${LEASE} FROM held WHERE member.id = held.id
      RETURNING member.id, member.xmin::text AS version
    ), created AS (
      INSERT INTO delivery (id, member_id, nudge_id, repeat, rule, application_id, interview_id, status, attempts, started_at)
      SELECT outgoing.id, "memberId", "nudgeId", repeat, rule, "applicationId", "interviewId", 'sending', 1, ${now}::timestamptz
      FROM jsonb_to_recordset(${JSON.stringify(created)}::jsonb) AS outgoing(
        id uuid, "memberId" uuid, "nudgeId" text, repeat int, rule text, "applicationId" uuid, "interviewId" uuid
      ) JOIN renewed ON renewed.id = "memberId"
    ), again AS (
      UPDATE delivery SET attempts = attempts + 1,
        started_at = CASE WHEN attempts = 0 THEN ${now}::timestamptz ELSE started_at END
      FROM renewed WHERE delivery.member_id = renewed.id AND delivery.id = ANY(${tried}::uuid[])
      RETURNING delivery.id, member_id, attempts, started_at
    )
    SELECT renewed.id AS "memberId", version, again.id AS "deliveryId", attempts, started_at AS since
    FROM renewed LEFT JOIN again ON again.member_id = renewed.id`;
  const written = new Map<string, Written>();
  for (const { memberId, version, deliveryId, attempts, since } of rows) {
    const one = written.get(memberId) ?? { claim: { version, heldUntil }, again: new Map() };
    if (deliveryId && attempts && since) one.again.set(deliveryId, { deliveryId, attempts, since });
    written.set(memberId, one);
  }
  return written;
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
