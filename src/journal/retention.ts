/** What was closed long ago, purged. */
import { spentApplications, spentIfBefore } from '../etiquette/retention.ts';
import { ENDINGS } from '../etiquette/rounds.ts';
import { type Journal, lockMember, wakeInTime } from './journal.ts';
import { readFacts } from './stored.ts';

/** The members of whom something may be spent; whether it is, the rule decides. */
export async function membersWithSpent(journal: Journal, months: number): Promise<string[]> {
  const before = spentIfBefore(months, journal.now());
  const rows = await journal.prisma.$queryRaw<{ memberId: string }[]>`
    SELECT member_id AS "memberId" FROM application JOIN answer ON answer.application_id = application.id
    WHERE answer.outcome = ANY (${[...ENDINGS]}::text[]) AND answer.heard_at < ${before}::timestamptz
    UNION
    SELECT member_id FROM delivery WHERE started_at < ${before}::timestamptz
      AND NOT EXISTS (SELECT FROM application WHERE application.id = delivery.application_id)`;
  return rows.map(({ memberId }) => memberId);
}

/** Removes what is spent of a member's, with all that was delivered about it. @returns of how many applications */
export async function purgeSpent(journal: Journal, memberId: string, months: number): Promise<number> {
  return journal.prisma.$transaction(async (tx) => {
    if (!(await lockMember(tx, memberId))) return 0;
    const facts = await readFacts(tx, journal.sealer, memberId);
    const spent = spentApplications(facts, months, journal.now());
    if (spent.length === 0) return 0;
    // Interviews, answers and drafts go with their application; deliveries have no foreign key to it.
    await tx.delivery.deleteMany({ where: { memberId, applicationId: { in: spent } } });
    await tx.application.deleteMany({ where: { memberId, id: { in: spent } } });
    await wakeInTime(tx, journal, memberId);
    return spent.length;
  });
}
