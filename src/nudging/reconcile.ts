/**
 * Before a nudge of unknown outcome is sent again it is looked for in the conversation: Slack takes no key that would make a
 * second message harmless, but what a message carries as metadata can be read back where `im:history` was granted.
 */
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { z } from 'zod';
import { HOUR } from '../etiquette/calendar.ts';
import type { Batch } from '../journal/due.ts';
import type { Journal } from '../journal/journal.ts';
import { conversationWith } from '../journal/members.ts';
import type { SentMessage } from '../journal/onward.ts';
import { holdBack, settleFound, settleNotSent } from '../journal/settled.ts';
import type { Desk } from './deliver.ts';
import { secondsLate } from './lateness.ts';
import { nudgesIn } from './metadata.ts';
import { failureOf } from './outcome.ts';

/** Long enough for what Slack took to stand in the history. */
export const WAIT_AFTER_UNKNOWN_SECONDS = 20;

/** Nobody can tell whether it arrived: it is sent again once, as a rare double beats a missed thank-you. */
const ATTEMPTS_UNSEEN = 2;
/** It is known not to be there, so that nothing is doubled. The end is for a conversation that hides what was sent. */
const ATTEMPTS_SEEN = 5;
/** By their order and not by their time, as clocks differ and are set. Some apps get 15 at a time, and one page a minute. */
const NEWEST = 100;
/** So long Slack's history may fail while Slack itself answers; then the nudge counts for more than the doubt. */
const PATIENCE = HOUR;

const READING = 'im:history';

/** What stands in the conversation, by delivery; or that nobody can look; or when to ask again. */
type Seen =
  | { kind: 'read'; messages: ReadonlyMap<string, SentMessage> }
  | { kind: 'closed' }
  | { kind: 'later'; seconds: number };

/**
 * Settles what arrived at an earlier attempt.
 * @returns what is left to be sent; undefined when that is nothing, or when Slack has to be asked again later
 */
export async function reconcile(desk: Desk, client: WebClient, batch: Batch): Promise<Batch | undefined> {
  const { journal, log } = desk;
  const scopes = await grantedScopes(client);
  // An outage must not use up an attempt.
  if (!scopes) {
    await settleNotSent(journal, batch, WAIT_AFTER_UNKNOWN_SECONDS);
    return undefined;
  }
  const seen: Seen = scopes.includes(READING) ? await look(desk, client, batch) : { kind: 'closed' };
  if (seen.kind === 'later') {
    await holdBack(journal, batch.claim, batch.outgoing, seen.seconds);
    return undefined;
  }
  const overtaken = seen.kind === 'read' && (await settleOvertaken(journal, batch, seen.messages));
  const left = await settleKnown(desk, batch, seen);
  const { length: before } = batch.outgoing;
  // What arrived counts towards the day's four messages: whether the rest may still come today is asked anew.
  const hasArrived = overtaken || (seen.kind === 'read' && left && left.outgoing.length < before);
  const isNews = left && hasArrived;
  if (isNews) await holdBack(journal, batch.claim, left.outgoing, 0);
  log.info({
    event: 'nudge.looked-up',
    seen: seen.kind,
    settled: before - (left?.outgoing.length ?? 0),
    before,
  });
  return isNews ? undefined : left;
}

/** What a message brought beside, and is not to be sent now. @returns whether there was anything */
async function settleOvertaken(
  journal: Journal,
  { claim, facts, outgoing }: Batch,
  messages: ReadonlyMap<string, SentMessage>,
): Promise<boolean> {
  const found = facts.deliveries.flatMap(({ id, unclearSince }) => {
    const sent = messages.get(id);
    const isOvertaken = unclearSince && !outgoing.some(({ deliveryId }) => deliveryId === id);
    return sent && isOvertaken ? [[id, sent] as const] : [];
  });
  if (found.length > 0) await settleFound(journal, claim, found);
  return found.length > 0;
}

/** Each by itself: one message may have arrived, and another not. */
async function settleKnown(
  { journal, metrics, settle }: Desk,
  batch: Batch,
  seen: Exclude<Seen, { kind: 'later' }>,
): Promise<Batch | undefined> {
  const messages = seen.kind === 'read' ? seen.messages : new Map<string, SentMessage>();
  const attempts = seen.kind === 'read' ? ATTEMPTS_SEEN : ATTEMPTS_UNSEEN;
  let { outgoing } = batch;
  let { asksForQuiet } = batch;
  for (const one of batch.outgoing) {
    const message = messages.get(one.deliveryId);
    if (!message && one.attempts <= attempts) continue;
    outgoing = outgoing.filter((other) => other !== one);
    const settled = { ...batch, outgoing: [one], rest: outgoing, asksForQuiet };
    await settle({ batch: settled, ...(message && { sent: message }) });
    if (message) metrics.nudgesSent(1, secondsLate(batch, message.at ?? journal.now()));
    else metrics.nudgesMissed('unseen', 1);
    // The message that is there has asked already.
    if (message) asksForQuiet = false;
  }
  return outgoing.length > 0 ? { ...batch, outgoing, asksForQuiet } : undefined;
}

/** Undefined while Slack does not answer, or takes no token of ours. */
async function grantedScopes(client: WebClient): Promise<readonly string[] | undefined> {
  try {
    const { response_metadata } = await client.auth.test();
    return response_metadata?.scopes ?? [];
  } catch {
    // Whatever is wrong, Slack is not there for us now; the pause that follows is the answer to it.
    return undefined;
  }
}

async function look({ journal, log }: Desk, client: WebClient, { claim, outgoing }: Batch): Promise<Seen> {
  const channel = await conversationWith(journal, claim.memberId);
  if (!channel) return { kind: 'closed' };
  try {
    const { messages = [] } = await client.conversations.history({
      ...{ channel, limit: NEWEST, include_all_metadata: true },
    });
    return { kind: 'read', messages: deliveredBy(messages, channel) };
  } catch (error) {
    const seconds = secondsToWait(error);
    log.warn({ event: 'nudge.not-looked-up', err: error });
    const since = Math.min(...outgoing.map((one) => one.since.getTime()));
    const isPatient = journal.now().getTime() - since < PATIENCE;
    return seconds !== undefined && isPatient ? { kind: 'later', seconds } : { kind: 'closed' };
  }
}

function deliveredBy(messages: readonly unknown[], channel: string): Map<string, SentMessage> {
  return new Map(
    messages.flatMap((message) => {
      const { ts } = stamped.parse(message);
      const sent = { channel, ts, at: new Date(Number(ts) * 1000) };
      return nudgesIn(message).map(({ id }) => [id, sent] as const);
    }),
  );
}

const stamped = z.object({ ts: z.string() });

/** Undefined when asking again is of no use: the scope is not granted after all, or there is no such conversation. */
function secondsToWait(error: unknown): number | undefined {
  if (error instanceof WebAPIPlatformError && error.data.error === 'missing_scope') return undefined;
  const failure = failureOf(error);
  if (failure.kind === 'not-sent') return failure.pauseSeconds;
  return failure.kind === 'unknown' ? WAIT_AFTER_UNKNOWN_SECONDS : undefined;
}
