/** Whoever copied a signed request could send it again for five minutes: Slack's signature alone does not tell the copy. */
import type { RequestListener } from 'node:http';

/** As long as Bolt takes a signature, and a little more. */
const REMEMBERED_MS = 6 * 60_000;

/**
 * Answers 401 to a request that came before, and 200 to Slack's own repetition of an event within the same second. Each
 * replica remembers what it took itself, which is all that a copy could do twice.
 */
export function refuseReplays(listener: RequestListener): RequestListener {
  const seen = new Map<string, number>();
  return (request, response) => {
    const { 'x-slack-signature': signature, 'x-slack-retry-num': retry } = request.headers;
    if (typeof signature !== 'string') return listener(request, response);
    const now = performance.now();
    forgetBefore(seen, now - REMEMBERED_MS);
    if (seen.has(signature)) return void response.writeHead(retry === undefined ? 401 : 200).end();
    seen.set(signature, now);
    response.once('close', () => {
      // What was not taken may come again, and what was not Slack's must not fill the memory.
      if (response.statusCode >= 400) seen.delete(signature);
    });
    listener(request, response);
  };
}

/** The oldest come first. */
function forgetBefore(seen: Map<string, number>, end: number): void {
  for (const [signature, at] of seen) {
    if (at >= end) return;
    seen.delete(signature);
  }
}
