/** Members who left their workspace, as far as Slack says so: nothing is sent to them, and one day they are forgotten. */
import { after, DAY } from '../etiquette/calendar.ts';
import { forgottenIfLeftBefore } from '../etiquette/retention.ts';
import { type Journal, wakeInTime } from './journal.ts';
import { pictureOf } from './picture.ts';
import { type Win, winsOf } from './wins.ts';

/** What Slack says about somebody; without a zone theirs stays as it was. */
export type Profile = { hasLeft: boolean; zone?: string | undefined };

/**
 * Notes what Slack says about a member, and plans everything anew by that. Who left counts from the first time that it was said;
 * who is back finds everything as it was.
 */
export async function noteProfile(
  journal: Journal,
  memberId: string,
  { hasLeft, zone }: Profile,
): Promise<void> {
  const now = journal.now();
  const where = { id: memberId };
  const said = { slackZoneAt: now, ...(zone ? { slackZone: zone } : {}) };
  await journal.prisma.$transaction(async (tx) => {
    if (hasLeft) {
      await tx.member.updateMany({ where, data: { ...said, wakeAt: null, urgentAt: null } });
      await tx.member.updateMany({ where: { ...where, leftAt: null }, data: { leftAt: now } });
      return;
    }
    const { count } = await tx.member.updateMany({ where, data: { ...said, leftAt: null } });
    if (count > 0) await wakeInTime(tx, journal, memberId);
  });
}

/** A member about whom Slack is to be asked; `askedAt` is when it was asked before. */
export type Unseen = { memberId: string; workspaceId: string; userId: string; askedAt: Date };

/** Events get lost. Whoever expects something, or is held for gone, is asked about when nothing was heard for that long, */
const LOOK_AFTER = 7 * DAY;
/** and everybody else when nothing was heard for this long. */
const LOOK_AT_LAST_AFTER = 30 * DAY;

/**
 * Members about whom Slack said nothing for a while, the longest first; they count as asked about from now on, so that no other
 * replica asks as well.
 */
export async function claimUnseen(
  journal: Journal,
  most: number,
  exceptWorkspaces: readonly string[],
): Promise<Unseen[]> {
  const now = journal.now();
  return journal.prisma.$queryRaw<Unseen[]>`
    WITH unseen AS (
      SELECT id, slack_zone_at FROM member
      WHERE slack_zone_at < ${after(now, -LOOK_AFTER)}::timestamptz
        AND (wake_at IS NOT NULL OR left_at IS NOT NULL OR slack_zone_at < ${after(now, -LOOK_AT_LAST_AFTER)}::timestamptz)
        AND workspace_id <> ALL (${[...exceptWorkspaces]}::text[])
      ORDER BY slack_zone_at LIMIT ${most}::int FOR UPDATE SKIP LOCKED)
    UPDATE member SET slack_zone_at = ${now}::timestamptz FROM unseen WHERE member.id = unseen.id
    RETURNING member.id AS "memberId", workspace_id AS "workspaceId", slack_user_id AS "userId", unseen.slack_zone_at AS "askedAt"`;
}

/** Slack gave no answer about this member: they are asked about again on another night. */
export async function giveBackUnseen({ prisma }: Journal, { memberId, askedAt }: Unseen): Promise<void> {
  await prisma.member.updateMany({ where: { id: memberId }, data: { slackZoneAt: askedAt } });
}

/** What is left at Slack of a member who was forgotten: the picture of their funnel, and the wins that they shared. */
export type Remains = { workspaceId: string; pictureFile?: string | undefined; wins: readonly Win[] };

/** Removes everything about one member who left too long ago. Undefined when there is nobody (any more). */
export async function forgetOneWhoLeft(journal: Journal): Promise<Remains | undefined> {
  const gone = { leftAt: { lt: forgottenIfLeftBefore(journal.now()) } };
  const member = await journal.prisma.member.findFirst({
    where: gone,
    select: { id: true, workspaceId: true },
  });
  if (!member) return undefined;
  const picture = await pictureOf(journal, member.id);
  const wins = await winsOf(journal, member.id);
  // Who came back this moment stays.
  await journal.prisma.member.deleteMany({ where: { id: member.id, ...gone } });
  return { workspaceId: member.workspaceId, pictureFile: picture?.fileId, wins };
}
