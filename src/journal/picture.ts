/** Which picture of the funnel a member was shown last, so that it is drawn once. */
import type { Journal } from './journal.ts';

/** Slack's id of the file, and what tells the numbers on it apart from others. */
export type Picture = { fileId: string; of: string };

export async function pictureOf({ prisma }: Journal, memberId: string): Promise<Picture | undefined> {
  const row = await prisma.member.findUnique({
    where: { id: memberId },
    select: { pictureFile: true, pictureOf: true },
  });
  return row?.pictureFile && row.pictureOf ? { fileId: row.pictureFile, of: row.pictureOf } : undefined;
}

/**
 * Puts a picture in the place of `before`, the one that was remembered so far. False, and nothing is changed, when another was
 * remembered meanwhile or the member is gone.
 */
export async function rememberPicture(
  { prisma }: Journal,
  memberId: string,
  picture: Picture,
  before?: Picture,
): Promise<boolean> {
  const { count } = await prisma.member.updateMany({
    where: { id: memberId, pictureFile: before?.fileId ?? null },
    data: { pictureFile: picture.fileId, pictureOf: picture.of },
  });
  return count > 0;
}

/** Forgets a picture that cannot be shown any more; another one stays. */
export async function forgetPicture({ prisma }: Journal, memberId: string, fileId: string): Promise<void> {
  await prisma.member.updateMany({
    where: { id: memberId, pictureFile: fileId },
    data: { pictureFile: null, pictureOf: null },
  });
}
