import { setTimeout as delay } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import { isOutlived, withClaims } from '../journal/claims.ts';
import type { Batch } from '../journal/due.ts';
import type { Journal } from '../journal/journal.ts';
import { CHANNEL_RESTS_MS, type Limits } from '../journal/limits.ts';
import { holdBack, type Outcome, settleLeft, settleNotSent } from '../journal/settled.ts';
import type { Log } from '../operate/log.ts';
import type { Metrics } from '../operate/metrics.ts';
import { nudgeMessage } from '../slack/blocks/nudge-message.ts';
import { droppedMeanwhile, secondsLate } from './lateness.ts';
import { type Failure, failureOf } from './outcome.ts';
import { reconcile, WAIT_AFTER_UNKNOWN_SECONDS } from './reconcile.ts';

/** What the scheduler works with. The client never retries by itself: a retry after a lost reply is a second message. */
export type Nudging = {
  journal: Journal;
  clientFor: (workspaceId: string) => Promise<WebClient>;
  log: Log;
  /** Slack's own, unless a test has no time for them. */
  limits?: Limits;
  metrics: Metrics;
};

export type Desk = Nudging & {
  /** Resolves when it is written down. */
  settle: (outcome: Outcome) => Promise<void>;
};

/** Sends a claimed member what was written down for them, as one message, and settles what became of it. */
export async function deliver(desk: Desk, batch: Batch): Promise<void> {
  const { metrics } = desk;
  const { outgoing } = batch;
  metrics.nudgesDue(outgoing.filter(({ isNew }) => isNew).length);
  const isSettled = outgoing.length === 0 || (await sendBatch(desk, batch));
  // Whoever is still due counts when that is over.
  if (isSettled) metrics.nudgesMissed('too-late', droppedMeanwhile(batch));
}

async function sendBatch(desk: Desk, batch: Batch): Promise<boolean> {
  const client = await desk.clientFor(batch.claim.workspaceId);
  const mayBeSecond = mayHaveArrived(batch);
  const left = mayBeSecond ? await reconcile(desk, client, batch) : batch;
  if (left && mayBeSecond && !(await isHeld(desk, batch))) return false;
  desk.metrics.nudgesRetried(left?.outgoing.filter(({ isNew }) => !isNew).length ?? 0);
  return left ? send(desk, client, left) : false;
}

/** What took seconds may have outlived the member: whoever asked to be forgotten is sent nothing afterwards. */
async function isHeld({ journal }: Desk, { claim }: Batch): Promise<boolean> {
  const { results } = await withClaims(journal, [claim], async () => true);
  return results.length > 0;
}

function mayHaveArrived({ outgoing }: Batch): boolean {
  return outgoing.some(({ attempts }) => attempts > 1);
}

/** Whether this member can be sent something else right afterwards. */
async function send(desk: Desk, client: WebClient, batch: Batch): Promise<boolean> {
  const { journal, log, metrics } = desk;
  const { userId } = batch.claim;
  if (isOutlived(batch.claim)) {
    // Whoever has the member next looks first whether this arrived.
    log.warn({ event: 'nudge.left-to-others' });
    return false;
  }
  const message = nudgeMessage(batch, journal.now());
  try {
    const sent = await client.chat.postMessage({ channel: userId, ...message, unfurl_links: false });
    await desk.settle({ batch, sent: { channel: sent.channel ?? userId, ts: sent.ts ?? '' } });
    metrics.nudgesSent(batch.outgoing.length, secondsLate(batch, journal.now()));
    // Not their rules: in a small community "a gracious reply was sent" tells who was rejected.
    log.info({ event: 'nudge.sent', nudges: batch.outgoing.length, again: mayHaveArrived(batch) });
    return true;
  } catch (error) {
    const failure = failureOf(error);
    log.warn({ event: 'nudge.not-sent', failure, err: error });
    if (failure.kind === 'malformed' && batch.outgoing.length > 1) return sendOneByOne(desk, client, batch);
    return settleFailure(desk, batch, failure);
  }
}

/** One nudge that Slack refuses for its form must not take the others with it. */
async function sendOneByOne(desk: Desk, client: WebClient, batch: Batch): Promise<boolean> {
  for (const [index, one] of batch.outgoing.entries()) {
    // The refused one counts too. These few go beyond the workspace's share, which leaves room for them.
    await delay(CHANNEL_RESTS_MS);
    if (!(await isHeld(desk, batch))) return false;
    const rest = batch.outgoing.slice(index + 1);
    const asksForQuiet = batch.asksForQuiet && rest.length === 0;
    const goesOn = await send(desk, client, { ...batch, outgoing: [one], rest, asksForQuiet });
    if (!goesOn) return false;
  }
  return true;
}

async function settleFailure(desk: Desk, batch: Batch, failure: Failure): Promise<boolean> {
  const { journal, metrics } = desk;
  switch (failure.kind) {
    case 'not-sent':
      await settleNotSent(journal, batch, failure.pauseSeconds);
      return false;
    case 'unknown':
      metrics.nudgesUnknown(batch.outgoing.length);
      await holdBack(journal, batch.claim, batch.rest ?? [], WAIT_AFTER_UNKNOWN_SECONDS);
      return false;
    case 'left':
      await settleLeft(journal, batch);
      return false;
    case 'malformed':
    case 'refused':
      await desk.settle({ batch });
      metrics.nudgesMissed('refused', batch.outgoing.length);
      return true;
  }
}
