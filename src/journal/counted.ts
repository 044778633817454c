/** How the members of a workspace fare, for the digest. Nothing sealed is read: a row that nobody can open stops no community's digest. */
import { OUTCOMES } from '../etiquette/facts.ts';
import type { Course, Held } from '../etiquette/rounds.ts';
import type { Journal } from './journal.ts';

type CountedSearch = Course & { memberId: string; interviews: Held[] };

/** So many members are held in memory at once. */
const AT_ONCE = 200;

const COLUMNS = {
  answers: { select: { id: true, outcome: true, heardAt: true, interviewId: true } },
  interviews: {
    select: {
      ...{ id: true, startsAt: true, minutes: true, createdAt: true, debriefedAt: true },
      interviewers: { select: { thankedAt: true } },
    },
  },
} as const;

/** Every application of those who are in the workspace: who left, or was forgotten, does not count. */
export async function* searchesIn({ prisma }: Journal, workspaceId: string): AsyncGenerator<CountedSearch> {
  for (let last: string | undefined; ; ) {
    const members = await prisma.member.findMany({
      where: { workspaceId, leftAt: null, ...(last ? { id: { gt: last } } : {}) },
      select: { id: true, applications: { select: COLUMNS } },
      orderBy: { id: 'asc' },
      take: AT_ONCE,
    });
    for (const { id, applications } of members)
      yield* applications.map(({ answers, interviews }) => ({
        memberId: id,
        answers: answers.flatMap(answerIn),
        interviews: interviews.map(({ createdAt, debriefedAt, interviewers, ...interview }) => ({
          ...interview,
          recordedAt: createdAt,
          debriefedAt: debriefedAt ?? undefined,
          interviewers: interviewers.map(({ thankedAt }) => ({ thankedAt: thankedAt ?? undefined })),
        })),
      }));
    if (members.length < AT_ONCE) return;
    last = members.at(-1)?.id;
  }
}

type AnswerRow = { id: string; outcome: string; heardAt: Date; interviewId: string | null };

/** A word that only a later version knows counts for nothing here. */
function answerIn({ id, outcome, heardAt, interviewId }: AnswerRow) {
  const known = OUTCOMES.find((one) => one === outcome);
  return known ? [{ id, outcome: known, heardAt, interviewId: interviewId ?? undefined }] : [];
}
