/** A Slack that is not there: how long it takes to answer, and what it answers. */
import { WebAPIHTTPError, WebAPIRateLimitedError } from '@slack/web-api';
import { failureOf } from '../../src/nudging/outcome.ts';
import * as assumed from './assumptions.ts';
import type { Chance } from './random.ts';

/** `pauseMs`: Slack did not take the message, and the workspace is left alone for so long. */
export type Reply = { ms: number; pauseMs?: number };
export type Network = () => Reply;

/** Answers as the assumptions say. What a failure means is the bot's own to tell. */
export function openNetwork(chance: Chance): Network {
  const { least, most } = assumed.SLACK_MS;
  return () => {
    const ms = assumed.OWN_MS + least + chance.below(most - least + 1);
    const fate = chance.number();
    if (fate < assumed.RATE_LIMITED) return { ms, pauseMs: RATE_LIMITED_MS };
    return fate < assumed.RATE_LIMITED + assumed.UNAVAILABLE ? { ms, pauseMs: UNAVAILABLE_MS } : { ms };
  };
}

const RATE_LIMITED_MS = pauseAfter(new WebAPIRateLimitedError(assumed.RETRY_AFTER_SECONDS));
const UNAVAILABLE_MS = pauseAfter(new WebAPIHTTPError(503, 'Service Unavailable', {}));

function pauseAfter(error: Error): number {
  const failure = failureOf(error);
  if (failure.kind !== 'not-sent') throw new Error('Slack is known not to have taken it');
  return failure.pauseSeconds * 1000;
}
