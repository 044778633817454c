/** The offers of which members told a channel themselves. Each is written down before it is posted, and none is posted twice. */
import { OUTCOMES } from '../etiquette/facts.ts';
import { ending } from '../etiquette/rounds.ts';
import { type Journal, lockMember, type Transaction } from './journal.ts';

export type Win = {
  id: string;
  applicationId: string;
  channel: string;
  sharedAt: Date;
  /** Slack's name for the message; where there is none, nobody knows whether it was posted. */
  messageTs?: string | undefined;
};

/** How it stands with telling of an application: may be, was, or cannot be. */
export type Sharing =
  | { status: 'open'; channel: string }
  | { status: 'shared'; win: Win }
  | { status: 'off' }
  | { status: 'no-offer' };

const COLUMNS = { id: true, applicationId: true, channel: true, sharedAt: true, messageTs: true } as const;

export async function sharingOf(journal: Journal, memberId: string, applicationId: string): Promise<Sharing> {
  return readSharing(journal.prisma, memberId, applicationId);
}

async function readSharing(db: Transaction, memberId: string, applicationId: string): Promise<Sharing> {
  const win = await findWin(db, { memberId, applicationId });
  if (win) return { status: 'shared', win };
  const application = await db.application.findFirst({
    where: { id: applicationId, memberId },
    select: {
      answers: { select: { id: true, outcome: true, heardAt: true } },
      member: { select: { workspace: { select: { digest: { select: { channel: true } } } } } },
    },
  });
  const answers = application?.answers.flatMap(({ id, outcome, heardAt }) => {
    const known = OUTCOMES.find((one) => one === outcome);
    return known ? [{ id, outcome: known, heardAt }] : [];
  });
  if (!application || ending({ answers: answers ?? [] })?.outcome !== 'offer') return { status: 'no-offer' };
  const { digest } = application.member.workspace;
  return digest ? { status: 'open', channel: digest.channel } : { status: 'off' };
}

/**
 * Writes down that an offer is about to be told of in a channel, once of all times that it is asked for. Everything else says why it is not
 * to be posted; `open` names the channel that was chosen meanwhile.
 */
export async function beginSharing(
  journal: Journal,
  memberId: string,
  { applicationId, channel }: Pick<Win, 'applicationId' | 'channel'>,
): Promise<Sharing | { status: 'begun'; win: Win }> {
  return journal.prisma.$transaction(async (tx) => {
    await lockMember(tx, memberId);
    const sharing = await readSharing(tx, memberId, applicationId);
    if (sharing.status !== 'open' || sharing.channel !== channel) return sharing;
    const data = { memberId, applicationId, channel, sharedAt: journal.now() };
    return { status: 'begun', win: winIn(await tx.sharedWin.create({ data, select: COLUMNS })) };
  });
}

/** Where Slack put it. False where the member was forgotten, or took it for not posted, meanwhile: nothing may be left of it. */
export async function settleShared({ prisma }: Journal, { id }: Win, messageTs: string): Promise<boolean> {
  const { count } = await prisma.sharedWin.updateMany({ where: { id }, data: { messageTs } });
  return count === 1;
}

/** It is not there, or not any more. False where it is not known as it was read: gone, or Slack has told where it put it since. */
export async function dropShared({ prisma }: Journal, { id, messageTs }: Win): Promise<boolean> {
  const { count } = await prisma.sharedWin.deleteMany({ where: { id, messageTs: messageTs ?? null } });
  return count === 1;
}

/** One that is this member's; undefined where there is none, or none any more. */
export async function winOf(
  journal: Journal,
  memberId: string,
  which: { id: string } | { applicationId: string },
): Promise<Win | undefined> {
  return findWin(journal.prisma, { memberId, ...which });
}

async function findWin(
  db: Transaction,
  where: { memberId: string; id?: string; applicationId?: string },
): Promise<Win | undefined> {
  const row = await db.sharedWin.findFirst({ where, select: COLUMNS });
  return row ? winIn(row) : undefined;
}

/** All that a member ever told of. */
export async function winsOf({ prisma }: Journal, memberId: string): Promise<Win[]> {
  const rows = await prisma.sharedWin.findMany({ where: { memberId }, select: COLUMNS });
  return rows.map(winIn);
}

/** Strikes all that a member told of, with whatever Slack has said of it until now. */
export async function strikeWins(tx: Transaction, memberId: string): Promise<Win[]> {
  const rows = await tx.$queryRaw<Parameters<typeof winIn>[0][]>`
    DELETE FROM shared_win WHERE member_id = ${memberId}::uuid
    RETURNING id, application_id AS "applicationId", channel, shared_at AS "sharedAt", message_ts AS "messageTs"`;
  return rows.map(winIn);
}

function winIn({ messageTs, ...win }: Omit<Win, 'messageTs'> & { messageTs: string | null }): Win {
  return { ...win, messageTs: messageTs ?? undefined };
}
