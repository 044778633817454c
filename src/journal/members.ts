import { change, type Journal } from './journal.ts';

/** One Slack user in one workspace. */
export type SlackUser = { workspaceId: string; userId: string };

export type Member = { id: string; zone: string; zoneAskedAt: Date };

/** The member behind a Slack user, if they ever wrote to the bot. */
export async function findMember(journal: Journal, user: SlackUser): Promise<Member | undefined> {
  const row = await journal.prisma.member.findUnique({ where: keyOf(user) });
  return row
    ? { id: row.id, zone: row.chosenZone ?? row.slackZone, zoneAskedAt: row.slackZoneAt }
    : undefined;
}

/** Remembers a Slack user, and the zone that Slack names for them; everything in local time is planned again. */
export async function meetMember(journal: Journal, user: SlackUser, slackZone: string): Promise<Member> {
  const zone = { slackZone, slackZoneAt: journal.now() };
  await journal.prisma.workspace.upsert({
    where: { id: user.workspaceId },
    create: { id: user.workspaceId },
    update: {},
  });
  const row = await journal.prisma.member.upsert({
    where: keyOf(user),
    create: { workspaceId: user.workspaceId, slackUserId: user.userId, ...zone },
    update: {},
  });
  await change(journal, row.id, (tx) => tx.member.update({ where: { id: row.id }, data: zone }));
  return { id: row.id, zone: row.chosenZone ?? slackZone, zoneAskedAt: zone.slackZoneAt };
}

function keyOf({ workspaceId, userId }: SlackUser) {
  return { workspaceId_slackUserId: { workspaceId, slackUserId: userId } };
}
