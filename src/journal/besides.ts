/** What is stored about a member beside the facts: for the export, which leaves nothing out. */
import { draftsOf } from './drafts.ts';
import type { Journal } from './journal.ts';
import { toLocalDate } from './stored.ts';

const CREATED = { id: true, createdAt: true } as const;

/** Everything that `factsOf` does not say. Throws when there is no such member (any more). */
export async function storedBesides(journal: Journal, memberId: string) {
  const { applications, deliveries, digests, sharedWins, ...member } =
    await journal.prisma.member.findUniqueOrThrow({
      where: { id: memberId },
      select: {
        ...{ id: true, workspaceId: true, slackUserId: true, createdAt: true, wakeAt: true, urgentAt: true },
        ...{ slackZone: true, slackZoneAt: true, chosenZone: true, dmChannel: true },
        ...{ pictureFile: true, pictureOf: true },
        digests: true,
        sharedWins: true,
        deliveries: { select: { id: true, attempts: true, startedAt: true, channel: true, messageTs: true } },
        applications: {
          select: { interviews: { select: { ...CREATED, promises: { select: CREATED } } } },
        },
      },
    });
  const interviews = applications.flatMap((application) => application.interviews);
  return {
    account: member,
    sharedWins,
    digests: digests.map(({ lastWeek, ...digest }) => ({
      ...digest,
      lastWeek: toLocalDate(lastWeek) ?? null,
    })),
    drafts: await draftsOf(journal, memberId),
    records: {
      interviews: interviews.map(({ id, createdAt }) => ({ id, createdAt })),
      promises: interviews.flatMap(({ promises }) => promises),
      deliveries,
    },
  };
}
