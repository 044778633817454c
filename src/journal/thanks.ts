import { change, type Journal } from './journal.ts';

/** Marks people of this member's as thanked; those who are stay so, and of others nothing is said. */
export async function markThanked(
  journal: Journal,
  memberId: string,
  interviewerIds: readonly string[],
): Promise<void> {
  await change(journal, memberId, (tx) =>
    tx.interviewer.updateMany({
      where: {
        id: { in: [...interviewerIds] },
        thankedAt: null,
        interview: { application: { memberId } },
      },
      data: { thankedAt: journal.now() },
    }),
  );
}
