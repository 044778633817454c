/** How the peers send: with Slack's own client and as many at once as we. */
import { WebClient } from '@slack/web-api';
import { openMetrics } from '../../src/operate/metrics.ts';
import { openCalls } from '../../src/slack/calls.ts';
import { NudgeClient } from '../../src/slack/nudge-client.ts';
import type { Order } from './contender.ts';

export type Send = (job: { workspace: string; user: string; message: Order['message'] }) => Promise<void>;

/** A client for each workspace, as each has its token. */
export function openSender({ slackApi, sendsAsWe }: Pick<Order, 'slackApi' | 'sendsAsWe'>): Send {
  const calls = openCalls(openMetrics(), slackApi);
  const clients = new Map<string, WebClient>();
  const clientOf = (workspace: string) => {
    const kept = clients.get(workspace);
    if (kept) return kept;
    const token = `xoxb-${workspace}`;
    const client = sendsAsWe
      ? new NudgeClient(token, calls, { slackApiUrl: slackApi })
      : new WebClient(token, {
          ...{ slackApiUrl: slackApi, timeout: 10_000 },
          ...{ retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
        });
    clients.set(workspace, client);
    return client;
  };
  return async ({ workspace, user, message }) => {
    // The message is one that our own nudge-message.ts made.
    await clientOf(workspace).chat.postMessage({ channel: user, text: '', ...message, unfurl_links: false });
  };
}

/** Lets no more than so many run at once; the others wait for their turn. */
export function limited(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
