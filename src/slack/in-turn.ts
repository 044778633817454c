import { setTimeout as delay } from 'node:timers/promises';
import { WebAPIRateLimitedError } from '@slack/web-api';

/** Slack counts by the minute. */
const LONGEST_WAIT_SECONDS = 60;

/**
 * Calls Slack, and once more where it asks for a pause: that one call waits. Slack's client would have all others of the workspace wait
 * with it, for longer than the trigger of a form lives, so that one member's script would close everybody's forms.
 * @throws what the call throws
 */
export async function inTurn<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof WebAPIRateLimitedError)) throw error;
    await delay(Math.min(error.retryAfter, LONGEST_WAIT_SECONDS) * 1000);
    return call();
  }
}
