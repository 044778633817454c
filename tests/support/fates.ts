/** What became of every nudge that was due, counted in the conversations and not by what the bot believes. */
import type { Pool } from 'pg';
import { advise } from '../../src/etiquette/advice.ts';
import { plan } from '../../src/etiquette/plan.ts';
import { closeJournal, factsOf, openJournal } from '../../src/journal/journal.ts';
import { findMember } from '../../src/journal/members.ts';
import { openSealer } from '../../src/operate/sealing.ts';
import type { Standin, User } from '../../src/standin/index.ts';
import { KEY, nudgeMessages, nudgesIn } from './story.ts';

/** `doubled`: came once more than it should; `early`: before it was due. */
export type Fates = { due: number; sent: number; lost: number; doubled: number; early: number };

type Place = { slack: Standin; pool: Pool; clock: () => Date; key?: Buffer };

/** By the rules alone: what would be due to a member to whom nothing was ever sent, against what stands in front of them. */
export async function fatesOf(
  { slack, pool, clock, key = KEY }: Place,
  users: readonly User[],
): Promise<Fates> {
  const journal = openJournal({ pool, sealer: openSealer([key]), now: clock });
  const total: Fates = { due: 0, sent: 0, lost: 0, doubled: 0, early: 0 };
  for (const user of users) {
    const member = await findMember(journal, { workspaceId: user.teamId, userId: user.id });
    if (!member) throw new Error(`${user.name} was never heard of`);
    const facts = await factsOf(journal, member.id);
    const due = new Set(advise({ ...facts, deliveries: [] }, clock()).due.map(({ id }) => id));
    const dueAt = new Map(plan(facts).map(({ id, due }) => [id, due]));
    const nameOf = new Map(facts.deliveries.map(({ id, nudgeId }) => [id, nudgeId]));
    const arrived = nudgeMessages(slack, user).flatMap((message) =>
      nudgesIn(message).map(({ id }) => ({ name: nameOf.get(id) ?? id, at: Number(message.ts) * 1000 })),
    );
    const names = new Set(arrived.map(({ name }) => name));
    total.due += due.size;
    total.sent += names.size;
    total.lost += [...due].filter((name) => !names.has(name)).length;
    total.doubled += arrived.length - names.size;
    total.early += arrived.filter(({ name, at }) => at < (dueAt.get(name)?.getTime() ?? 0)).length;
  }
  await closeJournal(journal);
  console.info(Object.entries(total).flat().join(' '));
  return total;
}

/** So many were due, and each came once, at its time. */
export const allOnce = (due: number): Fates => ({ due, sent: due, lost: 0, doubled: 0, early: 0 });

/** Leases and pauses run on the database's own clock: this is that time going by. */
export async function letHoldsEnd(pool: Pool): Promise<void> {
  await pool.query(
    `UPDATE member SET lease_until = now() - interval '1 second' WHERE lease_until IS NOT NULL`,
  );
  await pool.query(
    `UPDATE workspace SET paused_until = now() - interval '1 second' WHERE paused_until IS NOT NULL`,
  );
}
