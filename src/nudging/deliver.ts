import { setTimeout as delay } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import type { OpenNudge } from '../etiquette/advice.ts';
import type { Facts } from '../etiquette/facts.ts';
import type { Claim } from '../journal/claims.ts';
import {
  type Batch,
  beginSending,
  holdBack,
  settleFailed,
  settleLeft,
  settleNotSent,
  settleSent,
} from '../journal/due.ts';
import type { Journal } from '../journal/journal.ts';
import { CHANNEL_RESTS_MS, type Limits } from '../journal/limits.ts';
import type { Log } from '../operate/log.ts';
import type { Metrics } from '../operate/metrics.ts';
import { nudgeMessage, nudgesForOneMessage } from '../slack/blocks/nudge-message.ts';
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

/** Sends a claimed member what is due now, as one message, and settles what became of it. */
export async function deliver(nudging: Nudging, claim: Claim): Promise<void> {
  const { journal, limits, metrics } = nudging;
  let dropped = 0;
  const forOneMessage = (facts: Facts, due: readonly OpenNudge[]) => {
    dropped = droppedMeanwhile(claim, facts, journal.now());
    return nudgesForOneMessage(facts, due, journal.now());
  };
  const batch = await beginSending(journal, claim, forOneMessage, limits);
  metrics.nudgesDue(batch?.outgoing.filter(({ isNew }) => isNew).length ?? 0);
  const isSettled = !batch || (await sendBatch(nudging, claim, batch));
  // Whoever is still due counts when that is over.
  if (isSettled) metrics.nudgesMissed('too-late', dropped);
}

async function sendBatch(nudging: Nudging, claim: Claim, batch: Batch): Promise<boolean> {
  const client = await nudging.clientFor(claim.workspaceId);
  const left = batch.again ? await reconcile(nudging, client, claim, batch) : batch;
  nudging.metrics.nudgesRetried(left?.outgoing.filter(({ isNew }) => !isNew).length ?? 0);
  return left ? send(nudging, client, claim, left) : false;
}

/** Whether this member can be sent something else right afterwards. */
async function send(nudging: Nudging, client: WebClient, claim: Claim, batch: Batch): Promise<boolean> {
  const { journal, log, metrics } = nudging;
  const message = nudgeMessage(batch, journal.now());
  try {
    const sent = await client.chat.postMessage({ channel: claim.userId, ...message, unfurl_links: false });
    await settleSent(journal, claim, batch, { channel: sent.channel ?? claim.userId, ts: sent.ts ?? '' });
    metrics.nudgesSent(batch.outgoing.length, secondsLate(claim, batch, journal.now()));
    log.info({ event: 'nudge.sent', rules: batch.outgoing.map(({ rule }) => rule), again: batch.again });
    return true;
  } catch (error) {
    const failure = failureOf(error);
    log.warn({ event: 'nudge.not-sent', failure, err: error });
    if (failure.kind === 'malformed' && batch.outgoing.length > 1)
      return sendOneByOne(nudging, client, claim, batch);
    return settleFailure(nudging, claim, batch, failure);
  }
}

/** One nudge that Slack refuses for its form must not take the others with it. */
async function sendOneByOne(
  nudging: Nudging,
  client: WebClient,
  claim: Claim,
  batch: Batch,
): Promise<boolean> {
  for (const [index, one] of batch.outgoing.entries()) {
    // The refused one counts too. These few go beyond the workspace's share, which leaves room for them.
    await delay(CHANNEL_RESTS_MS);
    const rest = batch.outgoing.slice(index + 1);
    const asksForQuiet = batch.asksForQuiet && rest.length === 0;
    const goesOn = await send(nudging, client, claim, { ...batch, outgoing: [one], rest, asksForQuiet });
    if (!goesOn) return false;
  }
  return true;
}

async function settleFailure(
  { journal, metrics }: Nudging,
  claim: Claim,
  batch: Batch,
  failure: Failure,
): Promise<boolean> {
  switch (failure.kind) {
    case 'not-sent':
      await settleNotSent(journal, claim, batch, failure.pauseSeconds);
      return false;
    case 'unknown':
      metrics.nudgesUnknown(batch.outgoing.length);
      await holdBack(journal, claim, batch.rest ?? [], WAIT_AFTER_UNKNOWN_SECONDS);
      return false;
    case 'left':
      await settleLeft(journal, claim, batch);
      return false;
    case 'malformed':
    case 'refused':
      await settleFailed(journal, claim, batch);
      metrics.nudgesMissed('refused', batch.outgoing.length);
      return true;
  }
}
