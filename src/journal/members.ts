/** Who a member is to the bot, and what they set. */
import type { Facts, Settings } from '../etiquette/facts.ts';
import { isQuiet } from '../etiquette/quiet.ts';
import type { MemberModel } from './client/models.ts';
import { reachedWith } from './installations.ts';
import { change, type Journal, lockMember } from './journal.ts';
import { presenceOf } from './stored.ts';
import { strikeWins, type Win } from './wins.ts';

/** One Slack user in one workspace. */
export type SlackUser = { workspaceId: string; userId: string };

/** `zone` is the chosen one, or else Slack's. */
export type Member = {
  id: string;
  zone: string;
  chosenZone?: string | undefined;
  zoneAskedAt: Date;
  /** The bot had gone quiet, or holds them for gone. */
  isQuiet: boolean;
  /** Where the member was heard, as far as the bot remembers. */
  heardIn?: string | undefined;
};

/** A direct message conversation. That of a command may be one with somebody else: Slack does not say with whom. */
export type Conversation = { channel: string; isWithBot: boolean };

/** The member behind a Slack user, if they ever wrote to the bot. */
export async function findMember(journal: Journal, user: SlackUser): Promise<Member | undefined> {
  const row = await journal.prisma.member.findUnique({ where: keyOf(user) });
  return row ? memberOf(row) : undefined;
}

/** The same, where their workspace is reached by that organisation's installation. */
export async function findMemberWithin(
  journal: Journal,
  organisationId: string | undefined,
  { workspaceId, userId: slackUserId }: SlackUser,
): Promise<Member | undefined> {
  const where = { workspaceId, slackUserId, workspace: reachedWith(organisationId) };
  const row = await journal.prisma.member.findFirst({ where });
  return row ? memberOf(row) : undefined;
}

function memberOf(row: MemberModel): Member {
  const { id, chosenZone, slackZone, slackZoneAt: zoneAskedAt } = row;
  return {
    id,
    zone: chosenZone ?? slackZone,
    chosenZone: chosenZone ?? undefined,
    zoneAskedAt,
    isQuiet: row.leftAt !== null || isQuiet(presenceOf(row)),
    heardIn: row.dmChannel ?? undefined,
  };
}

/**
 * Remembers a Slack user, the zone that Slack names for them, and with `signature` how they sign; everything in local time
 * is planned again.
 */
export async function meetMember(
  journal: Journal,
  user: SlackUser,
  { zone: slackZone, signature }: { zone: string; signature?: string | undefined },
): Promise<Member> {
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
  const signed = signature ? { signature: journal.sealer.seal(signature, row.id) } : {};
  const data = { ...zone, ...signed };
  await change(journal, row.id, (tx) => tx.member.update({ where: { id: row.id }, data }));
  return memberOf({ ...row, ...zone });
}

function keyOf({ workspaceId, userId }: SlackUser) {
  return { workspaceId_slackUserId: { workspaceId, slackUserId: userId } };
}

/**
 * Notes a sign of life, and where. Whoever the bot had gone quiet for, or held for gone, is reminded again from now on.
 */
export async function markSeen(
  journal: Journal,
  { id, isQuiet, heardIn }: Member,
  conversation?: Conversation,
): Promise<void> {
  const isNews = conversation && (conversation.isWithBot || !heardIn);
  const seen = {
    lastSeenAt: journal.now(),
    ...(isNews ? { dmChannel: conversation.channel } : {}),
  };
  const where = { id };
  if (!isQuiet) await journal.prisma.member.updateMany({ where, data: seen });
  else await change(journal, id, (tx) => tx.member.updateMany({ where, data: { ...seen, leftAt: null } }));
}

/** The conversation of a member with the bot, where it is known: that of the last nudge, or where the member was heard. */
export async function conversationWith(journal: Journal, memberId: string): Promise<string | undefined> {
  const member = await journal.prisma.member.findUnique({
    where: { id: memberId },
    select: {
      dmChannel: true,
      deliveries: {
        where: { channel: { startsWith: 'D' } },
        orderBy: { sentAt: 'desc' },
        take: 1,
        select: { channel: true },
      },
    },
  });
  return member?.deliveries[0]?.channel ?? member?.dmChannel ?? undefined;
}

/** What a member can set about themselves; a zone that is left out is Slack's again. */
export type Preferences = Pick<
  Settings,
  'waking' | 'weekend' | 'country' | 'checkInBuffer' | 'discreet' | 'signature'
> & { chosenZone?: string | undefined };

export async function savePreferences(
  journal: Journal,
  memberId: string,
  { chosenZone, waking, weekend, country, checkInBuffer, discreet, signature }: Preferences,
): Promise<Facts> {
  const data = {
    chosenZone: chosenZone ?? null,
    wakingFrom: waking.from,
    wakingTo: waking.to,
    weekend: [...weekend],
    country: country ?? null,
    checkInBuffer,
    discreet,
    signature: signature ? journal.sealer.seal(signature, memberId) : null,
  };
  const { facts } = await change(journal, memberId, (tx) =>
    tx.member.update({ where: { id: memberId }, data }),
  );
  return facts;
}

/** Holds every nudge back: until an instant, or without an end. Undefined ends the pause. */
export async function setPause(journal: Journal, memberId: string, pause: Settings['pause']): Promise<Facts> {
  const data = { paused: pause !== undefined, pausedUntil: pause?.until ?? null };
  const { facts } = await change(journal, memberId, (tx) =>
    tx.member.update({ where: { id: memberId }, data }),
  );
  return facts;
}

/** Removes everything that is stored about a member, at once and for good. @returns the wins that they had not taken back */
export async function forgetMember({ prisma }: Journal, memberId: string): Promise<Win[]> {
  return prisma.$transaction(async (tx) => {
    // Nothing is shared any more from here on, and of what is being posted whoever posts it hears.
    await lockMember(tx, memberId);
    const wins = await strikeWins(tx, memberId);
    await tx.member.deleteMany({ where: { id: memberId } });
    return wins;
  });
}
