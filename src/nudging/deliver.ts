import type { WebClient } from '@slack/web-api';
import {
  type Batch,
  beginSending,
  type Claim,
  settleFailed,
  settleNotSent,
  settleSent,
  settleUnknown,
} from '../journal/due.ts';
import type { Journal } from '../journal/journal.ts';
import type { Log } from '../operate/log.ts';
import { NUDGES_A_MESSAGE, nudgeMessage } from '../slack/blocks/nudge-message.ts';
import { type Failure, failureOf } from './outcome.ts';

/** What the scheduler works with. The client never retries by itself: a retry after a lost reply is a second message. */
export type Nudging = { journal: Journal; clientFor: (workspaceId: string) => Promise<WebClient>; log: Log };

const WAIT_AFTER_UNKNOWN_SECONDS = 20;

/** Sends a claimed member what is due now, as one message, and settles what became of it. */
export async function deliver({ journal, clientFor, log }: Nudging, claim: Claim): Promise<void> {
  const batch = await beginSending(journal, claim, NUDGES_A_MESSAGE);
  if (!batch) return;
  const client = await clientFor(claim.workspaceId);
  // Sent again only once Slack answers at all, so that an outage does not use up the one second try.
  if (batch.again && !(await answers(client)))
    return settleNotSent(journal, claim, batch, WAIT_AFTER_UNKNOWN_SECONDS);
  const { text, blocks, metadata } = nudgeMessage(batch, journal.now());
  try {
    const sent = await client.chat.postMessage({
      channel: claim.userId,
      text,
      blocks,
      metadata,
      unfurl_links: false,
    });
    await settleSent(journal, claim, batch, { channel: sent.channel ?? claim.userId, ts: sent.ts ?? '' });
    log.info({ event: 'nudge.sent', rules: batch.outgoing.map(({ rule }) => rule), again: batch.again });
  } catch (error) {
    const failure = failureOf(error);
    log.warn({ event: 'nudge.not-sent', failure, err: error });
    await settleFailure(journal, claim, batch, failure);
  }
}

async function settleFailure(journal: Journal, claim: Claim, batch: Batch, failure: Failure): Promise<void> {
  switch (failure.kind) {
    case 'not-sent':
      return settleNotSent(journal, claim, batch, failure.pauseSeconds);
    case 'unknown':
      return settleUnknown(journal, claim, WAIT_AFTER_UNKNOWN_SECONDS);
    case 'refused':
      return settleFailed(journal, claim, batch);
  }
}

async function answers(client: WebClient): Promise<boolean> {
  try {
    await client.auth.test();
    return true;
  } catch {
    // Whatever is wrong, Slack is not there for us now; the pause that follows is the answer to it.
    return false;
  }
}
