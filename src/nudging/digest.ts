/**
 * The weekly counts of a community, in the channel that an organiser chose. A week that may have been posted is not posted again: a digest
 * that is missed does less harm than one that comes twice.
 */
import { type Count, countsOf, type Happening, happeningsIn } from '../community/digest.ts';
import { nextWeek, type Week } from '../community/weeks.ts';
import { after } from '../etiquette/calendar.ts';
import { searchesIn } from '../journal/counted.ts';
import { claimWeek, type Digest, giveBackWeek, putOff, takeDue, turnOff } from '../journal/digests.ts';
import { SLACKS_LIMITS, takeTurns } from '../journal/limits.ts';
import { closedReply, digestMessage } from '../slack/blocks/digest.ts';
import type { Nudging } from './deliver.ts';
import { closedFor, failureOf } from './outcome.ts';
import { type Repeated, repeat } from './repeat.ts';

export type Posting = Omit<Nudging, 'metrics'>;

const EVERY_MINUTE = '20 * * * * *';
const NONE = new AbortController().signal;

/** Posts what is due until stopped. `now` resolves when nothing is. */
export function startDigests(posting: Posting): Repeated {
  const work = (stopping: AbortSignal) => postDue(posting, stopping);
  return repeat(EVERY_MINUTE, work, { log: posting.log, failed: 'digest.failed' });
}

/** Does everything that is to be done for digests, one after the other; resolves when it is done, or soon after `stopping`. */
export async function postDue(posting: Posting, stopping: AbortSignal = NONE): Promise<void> {
  const next = () => (stopping.aborted ? undefined : takeDue(posting.journal));
  for (let digest = await next(); digest; digest = await next())
    // What goes wrong with one keeps nobody else's; it is looked at again in a minute.
    await tell(posting, digest).catch((error: unknown) =>
      posting.log.error({ event: 'digest.failed', err: error }),
    );
}

async function tell(posting: Posting, digest: Digest): Promise<void> {
  const { journal, clientFor } = posting;
  const now = journal.now();
  const week = nextWeek(digest, now);
  // What it was woken for is too old by now.
  if (week.at > now) return putOff(journal, digest, week.at);
  // Before it is counted, which reads all that a community ever recorded, and would be done anew in every minute of a pause.
  if (!(await hasTurn(posting, digest))) return;
  const counts = await countsIn(posting, digest, week);
  const client = await clientFor(digest.workspaceId);
  const nextAt = nextWeek({ ...digest, lastWeek: week.monday }, now).at;
  const claimed = await claimWeek(journal, digest, { monday: week.monday, nextAt });
  if (claimed && counts.length > 0) await send(posting, client, { digest, claimed, week, counts });
}

async function countsIn({ journal }: Posting, { workspaceId }: Digest, week: Week): Promise<Count[]> {
  const happenings: Happening[] = [];
  for await (const search of searchesIn(journal, workspaceId)) happenings.push(...happeningsIn(search));
  return countsOf(happenings, week);
}

/** It counts in the workspace's share as any message, and waits while nudges take more than half of that. */
async function hasTurn({ journal, limits = SLACKS_LIMITS }: Posting, digest: Digest): Promise<boolean> {
  const calm = { ...limits, atOnce: limits.atOnce / 2 };
  return (await takeTurns(journal, [digest], calm)).length > 0;
}

type Sending = { digest: Digest; claimed: Digest; week: Week; counts: readonly Count[] };
type Client = Awaited<ReturnType<Posting['clientFor']>>;

async function send(
  posting: Posting,
  client: Client,
  { digest, claimed, week, counts }: Sending,
): Promise<void> {
  const { journal, log } = posting;
  try {
    const message = digestMessage(counts, week, journal.now());
    await client.chat.postMessage({ channel: digest.channel, ...message, unfurl_links: false });
    log.info({ event: 'digest.sent' });
  } catch (error) {
    if (closedFor(error)) return close(posting, client, digest);
    const failure = failureOf(error);
    log.warn({ event: 'digest.not-sent', failure, err: error });
    if (failure.kind !== 'not-sent') return;
    // The workspace is not paused for it: nudges find out for themselves.
    await giveBackWeek(journal, claimed, digest, after(journal.now(), failure.pauseSeconds * 1000));
  }
}

/** Nothing can be posted there any more: it is turned off, and whoever chose the channel hears of it. */
async function close({ journal, log }: Posting, client: Client, digest: Digest): Promise<void> {
  await turnOff(journal, digest);
  log.info({ event: 'digest.closed' });
  if (!digest.chosenBy) return;
  await client.chat
    .postMessage({ channel: digest.chosenBy, ...closedReply(digest.channel), unfurl_links: false })
    .catch((error: unknown) => log.warn({ event: 'digest.not-told', err: error }));
}
