/** Letters as the member edited them. */
import { createHash } from 'node:crypto';
import type { Interview } from '../etiquette/facts.ts';
import { checkDrafts } from '../etiquette/room.ts';
import { change, type Journal, type Transaction } from './journal.ts';

const LONGEST_INDEXED = 500;
/** Stands in no key but one that was shortened. */
const SHORTENED = '#';

export type EditedDraft = { key: string; subject: string; text: string };
export type StoredDraft = EditedDraft & { applicationId: string; updatedAt: Date };

/** The member's edited drafts, `keys` of them or all. */
export async function draftsOf(
  { prisma, sealer }: Journal,
  memberId: string,
  keys?: readonly string[],
): Promise<StoredDraft[]> {
  const whole = new Map((keys ?? []).map((key) => [indexed(key), key]));
  const rows = await prisma.draft.findMany({
    where: { memberId, ...(keys ? { key: { in: [...whole.keys()] } } : {}) },
    orderBy: { key: 'asc' },
  });
  return rows.map(({ key, applicationId, updatedAt, subject, text }) => ({
    key: whole.get(key) ?? key,
    applicationId,
    updatedAt,
    subject: sealer.open(subject, memberId),
    text: sealer.open(text, memberId),
  }));
}

/**
 * Keeps drafts as they were edited. False when the application is not (or no longer) this member's.
 * @throws NoRoom where they are more than are kept
 */
export async function keepDrafts(
  journal: Journal,
  memberId: string,
  applicationId: string,
  drafts: readonly EditedDraft[],
): Promise<boolean> {
  const { result } = await change(journal, memberId, async (tx, { applications }) => {
    if (!applications.some(({ id }) => id === applicationId)) return false;
    for (const { key: whole, subject, text } of drafts) {
      const key = indexed(whole);
      const edited = {
        applicationId,
        updatedAt: journal.now(),
        subject: journal.sealer.seal(subject, memberId),
        text: journal.sealer.seal(text, memberId),
      };
      await tx.draft.upsert({
        where: { memberId_key: { memberId, key } },
        create: { memberId, key, ...edited },
        update: edited,
      });
    }
    checkDrafts(await tx.draft.count({ where: { memberId } }));
    return true;
  });
  return result;
}

/** How many drafts of letters about an interview, a promise or an application there are, by the ids of these. */
export async function countDrafts(
  tx: Transaction,
  memberId: string,
  about: readonly string[],
): Promise<number> {
  return tx.draft.count({ where: { memberId, OR: naming(about) } });
}

/** Removes the drafts of letters about an interview or a promise, by the ids of these. */
export async function dropDrafts(tx: Transaction, memberId: string, about: readonly string[]): Promise<void> {
  await tx.draft.deleteMany({ where: { memberId, OR: naming(about) } });
}

/**
 * Removes the drafts that thank any of these people for an interview. A shortened key does not say whom it names: that letter
 * goes too, as it thanks a panel that is another now.
 */
export async function dropDraftsTo(
  tx: Transaction,
  memberId: string,
  { id }: Pick<Interview, 'id'>,
  people: readonly string[],
): Promise<void> {
  if (people.length === 0) return;
  const toMany = { AND: [{ key: { contains: id } }, { key: { contains: SHORTENED } }] };
  await tx.draft.deleteMany({ where: { memberId, OR: [...naming(people), toMany] } });
}

/** A letter's key holds the ids of what it is about, and of whom. */
function naming(ids: readonly string[]) {
  return ids.map((id) => ({ key: { contains: id } }));
}

/**
 * The key of a letter that thanks many people is longer than PostgreSQL's index takes. Its beginning stays, so that the interview
 * which it is about can be told.
 */
function indexed(key: string): string {
  return key.length > LONGEST_INDEXED ? `${key.slice(0, LONGEST_INDEXED)}${SHORTENED}${draftId(key)}` : key;
}

/** A draft's key in short, where there is no room for the key of a letter to many people. */
export function draftId(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 16);
}
