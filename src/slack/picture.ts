/** The picture of the funnel: drawn and uploaded when the numbers changed, and shown as soon as Slack can. */
import type { WebClient } from '@slack/web-api';
import type { Facts } from '../etiquette/facts.ts';
import { type Stats, statsOf } from '../etiquette/stats.ts';
import { funnelId, funnelPng } from '../files/funnel.ts';
import { forgetPicture, pictureOf, rememberPicture } from '../journal/picture.ts';
import type { Desk } from './app.ts';
import { statsLines } from './blocks/stats.ts';
import { deleteFile, isFileNotReady, lacksScope, uploadFile } from './upload.ts';

/**
 * Before each try: Slack's look at a new file takes a second or two, as others found who wait for it. Together with the last
 * one, without the picture, no more tries than a response_url takes.
 */
const PAUSES_MS = [0, 500, 1000, 2000];

/**
 * Slack's id of a picture of these facts, uploaded where there is none yet. Undefined where there is nothing to draw, or
 * Slack does not take it: then the words say the same.
 */
export async function funnelPicture(
  desk: Desk,
  client: WebClient,
  memberId: string,
  facts: Facts,
  now: Date,
): Promise<string | undefined> {
  const stats = statsOf(facts, now);
  if (stats.recorded === 0) return undefined;
  try {
    return await upToDate(desk, client, memberId, stats);
  } catch (error) {
    if (!lacksScope(error)) desk.log.warn({ event: 'picture.failed', err: error });
    return undefined;
  }
}

/** Slack's id of a picture of these numbers, where one was uploaded before. */
export async function knownPicture(
  journal: Desk['journal'],
  memberId: string,
  stats: Stats,
): Promise<string | undefined> {
  const known = await pictureOf(journal, memberId);
  return known?.of === funnelId(stats) ? known.fileId : undefined;
}

async function upToDate(
  desk: Desk,
  client: WebClient,
  memberId: string,
  stats: Stats,
): Promise<string | undefined> {
  const { journal } = desk;
  const of = funnelId(stats);
  const before = await pictureOf(journal, memberId);
  if (before?.of === of) return before.fileId;
  const fileId = await uploadFile(client, {
    filename: 'funnel.png',
    title: 'Your applications',
    content: await funnelPng(stats),
    altText: statsLines(stats).slice(0, 2).join(' '),
  });
  // Where two draw at the same time, the picture of the faster one stays, and each deletes what nobody will ask for.
  const isFirst = await rememberPicture(journal, memberId, { fileId, of }, before);
  await discard(desk, client, isFirst ? before?.fileId : fileId);
  return isFirst ? fileId : (await pictureOf(journal, memberId))?.fileId;
}

async function discard({ log }: Desk, client: WebClient, fileId: string | undefined): Promise<void> {
  if (!fileId) return;
  await deleteFile(client, fileId).catch((error: unknown) =>
    log.warn({ event: 'picture.not-deleted', err: error }),
  );
}

/** A member's picture; without `fileId` there is none to show. */
type Shown = { memberId: string; fileId?: string | undefined };

/**
 * Shows something with the picture in it: again after a moment where Slack is not done with the picture, and at last without.
 * A picture that never could be shown is forgotten, so that it is drawn anew.
 * @throws what `show` throws for another reason
 */
export async function showWithPicture(
  desk: Desk,
  client: WebClient,
  { memberId, fileId }: Shown,
  show: (fileId?: string) => Promise<unknown>,
): Promise<void> {
  if (fileId) {
    for (const pause of PAUSES_MS) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      if (await isShown(() => show(fileId))) return;
    }
    await forgetPicture(desk.journal, memberId, fileId);
    await discard(desk, client, fileId);
  }
  await show();
}

/** Whether Slack could show the picture already. */
export async function isShown(show: () => Promise<unknown>): Promise<boolean> {
  try {
    await show();
    return true;
  } catch (error) {
    if (isFileNotReady(error)) return false;
    throw error;
  }
}
