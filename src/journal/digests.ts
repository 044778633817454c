/** The digest of a workspace: the channel that an organiser chose, and the weeks that it is done with. */
import { after, MINUTE } from '../etiquette/calendar.ts';
import type { LocalDate } from '../etiquette/facts.ts';
import type { Prisma } from './client/client.ts';
import type { Journal, Transaction } from './journal.ts';
import { fromLocalDate, toLocalDate } from './stored.ts';

export type Digest = {
  workspaceId: string;
  channel: string;
  /** IANA name, in which its weeks are reckoned. */
  zone: string;
  since: Date;
  /** When the channel was told; before that it is not due. */
  announcedAt?: Date | undefined;
  /** The Slack user who chose; nobody who was forgotten. */
  chosenBy?: string | undefined;
  lastWeek?: LocalDate | undefined;
  nextAt: Date;
};

/** Whoever takes a digest and dies, or may not send yet, leaves it to be looked at again after that. */
const LOOK_AGAIN = MINUTE;
/** Who has not announced a choice after that has died over it: it is longer than any call to Slack. */
const ANNOUNCED_WITHIN = MINUTE;

const WITH_CHOOSER = { chosenBy: { select: { slackUserId: true } } } satisfies Prisma.DigestInclude;
type Row = Prisma.DigestGetPayload<{ include: typeof WITH_CHOOSER }>;

export async function digestOf(journal: Journal, workspaceId: string): Promise<Digest | undefined> {
  return readDigest(journal.prisma, workspaceId);
}

/** The digest of the workspace that a member is in. */
export async function digestAround({ prisma }: Journal, memberId: string): Promise<Digest | undefined> {
  const row = await prisma.digest.findFirst({
    where: { workspace: { members: { some: { id: memberId } } } },
    include: WITH_CHOOSER,
  });
  return row ? digestIn(row) : undefined;
}

async function readDigest(db: Transaction, workspaceId: string): Promise<Digest | undefined> {
  const row = await db.digest.findUnique({ where: { workspaceId }, include: WITH_CHOOSER });
  return row ? digestIn(row) : undefined;
}

function digestIn({
  workspaceId,
  channel,
  zone,
  since,
  announcedAt,
  nextAt,
  lastWeek,
  chosenBy,
}: Row): Digest {
  return {
    ...{ workspaceId, channel, zone, since, nextAt },
    announcedAt: announcedAt ?? undefined,
    chosenBy: chosenBy?.slackUserId,
    lastWeek: toLocalDate(lastWeek),
  };
}

/** A channel that was chosen, and what was there before, to be put back where Slack will not have it. */
export type Choice = { digest: Digest; before?: Digest | undefined };

/**
 * Turns the digest on in a channel, from now on, in the place of any other; once it is announced it is first due at `nextAt`. Undefined, and
 * nothing is changed, where that is its channel already and was told, or is being told.
 */
export async function chooseChannel(
  journal: Journal,
  memberId: string,
  { workspaceId, channel, zone, nextAt }: Pick<Digest, 'workspaceId' | 'channel' | 'zone' | 'nextAt'>,
): Promise<Choice | undefined> {
  return journal.prisma.$transaction(async (tx) => {
    // One after the other, so that of two who choose at once the second sees what the first did.
    await tx.$queryRaw`SELECT id FROM workspace WHERE id = ${workspaceId} FOR UPDATE`;
    // And after a week that is being claimed: an undo would bring it back, to be told of twice.
    await tx.$queryRaw`SELECT workspace_id FROM digest WHERE workspace_id = ${workspaceId} FOR UPDATE`;
    const before = await readDigest(tx, workspaceId);
    const now = journal.now();
    if (before?.channel === channel && !isForgotten(before, now)) return undefined;
    const chosen = { channel, zone, nextAt, since: now, chosenById: memberId };
    const anew = { ...chosen, announcedAt: null, lastWeek: null };
    const row = await tx.digest.upsert({
      where: { workspaceId },
      create: { workspaceId, ...anew },
      update: anew,
      include: WITH_CHOOSER,
    });
    return { digest: digestIn(row), before };
  });
}

/** Nobody told the channel, and nobody will. */
function isForgotten({ announcedAt, since }: Digest, now: Date): boolean {
  return !announcedAt && after(since, ANNOUNCED_WITHIN) <= now;
}

/** The channel was told: from now on its weeks are. */
export async function noteAnnounced({ prisma, now }: Journal, digest: Digest): Promise<void> {
  await prisma.digest.updateMany({ where: same(digest), data: { announcedAt: now() } });
}

/** Leaves everything as it was before a choice, unless somebody has chosen anew since. */
export async function undoChoice(journal: Journal, { digest, before }: Choice): Promise<void> {
  if (!before) return turnOff(journal, digest);
  const { workspaceId, chosenBy, lastWeek, announcedAt, ...columns } = before;
  const { prisma } = journal;
  const chooser = chosenBy
    ? await prisma.member.findFirst({ where: { workspaceId, slackUserId: chosenBy } })
    : null;
  await prisma.digest.updateMany({
    where: same(digest),
    data: {
      ...columns,
      announcedAt: announcedAt ?? null,
      lastWeek: fromLocalDate(lastWeek) ?? null,
      chosenById: chooser?.id ?? null,
    },
  });
}

/** Turns this digest off, and no other that was chosen in its place. */
export async function turnOff({ prisma }: Journal, digest: Digest): Promise<void> {
  await prisma.digest.deleteMany({ where: same(digest) });
}

function same({ workspaceId, channel, since }: Digest) {
  return { workspaceId, channel, since };
}

/** The earliest instant at which there is something to do for any digest. */
export async function nextDigestDue({ prisma }: Journal): Promise<Date | undefined> {
  const { _min } = await prisma.digest.aggregate({
    where: { announcedAt: { not: null } },
    _min: { nextAt: true },
  });
  return _min.nextAt ?? undefined;
}

/** A digest for which there is something to do, for one of all replicas; for a minute it is due to nobody else. */
export async function takeDue(journal: Journal): Promise<Digest | undefined> {
  const now = journal.now();
  const [taken] = await journal.prisma.$queryRaw<{ workspaceId: string }[]>`
    UPDATE digest SET next_at = ${after(now, LOOK_AGAIN)}::timestamptz
    WHERE workspace_id = (SELECT workspace_id FROM digest
      WHERE next_at <= ${now}::timestamptz AND announced_at IS NOT NULL
      ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING workspace_id AS "workspaceId"`;
  return taken && digestOf(journal, taken.workspaceId);
}

/** Nothing is to be done for this digest before `nextAt`, unless somebody else did something with it since it was read. */
export async function putOff({ prisma }: Journal, digest: Digest, nextAt: Date): Promise<void> {
  await prisma.digest.updateMany({
    where: { ...same(digest), nextAt: digest.nextAt, lastWeek: fromLocalDate(digest.lastWeek) ?? null },
    data: { nextAt },
  });
}

/**
 * Notes that a digest is done with a week, before that is sent: one replica of all is told so, once. Undefined for everybody else, and where
 * somebody chose anew since it was read.
 */
export async function claimWeek(
  { prisma }: Journal,
  digest: Digest,
  { monday, nextAt }: { monday: LocalDate; nextAt: Date },
): Promise<Digest | undefined> {
  const day = fromLocalDate(monday);
  if (!day) return undefined;
  const { count } = await prisma.digest.updateMany({
    where: {
      ...same(digest),
      nextAt: digest.nextAt,
      OR: [{ lastWeek: null }, { lastWeek: { lt: day } }],
    },
    data: { lastWeek: day, nextAt },
  });
  return count === 1 ? { ...digest, lastWeek: monday, nextAt } : undefined;
}

/** Slack is known not to have taken it: the week is to be told of again from `tryAt` on. */
export async function giveBackWeek(
  { prisma }: Journal,
  claimed: Digest,
  { lastWeek }: Digest,
  tryAt: Date,
): Promise<void> {
  await prisma.digest.updateMany({
    where: { ...same(claimed), lastWeek: fromLocalDate(claimed.lastWeek) ?? null, nextAt: claimed.nextAt },
    data: { lastWeek: fromLocalDate(lastWeek) ?? null, nextAt: tryAt },
  });
}
