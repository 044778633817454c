/** Whoever copied a signed request could send it again for five minutes: Slack's signature alone does not tell the copy. */
import type { IncomingMessage, RequestListener } from 'node:http';

/** As long as Bolt takes a signature, and a little more. */
const REMEMBERED_MS = 6 * 60_000;
/** As Slack writes it. Bolt passes over what stands behind another `=`, so that a copy could bear the same one in other words. */
const SIGNATURE = /^v0=[0-9a-f]{64}$/;

/**
 * Answers 401 to a request that came before, and 200 to Slack's own repetition of an event within the same second. Each
 * replica remembers what it took itself, which is all that a copy could do twice. `noteSigned` is told of each request that is
 * Slack's for sure: some are answered without a look at their signature, and must not fill the memory.
 */
export function createReplays() {
  const seen = new Map<string, number>();
  const signed = new WeakSet<IncomingMessage>();
  return {
    noteSigned: (request: IncomingMessage): void => void signed.add(request),
    refusing: (listener: RequestListener): RequestListener => {
      return (request, response) => {
        const { 'x-slack-signature': signature, 'x-slack-retry-num': retry } = request.headers;
        if (typeof signature !== 'string') return listener(request, response);
        if (!SIGNATURE.test(signature)) return void response.writeHead(401).end();
        const now = performance.now();
        forgetBefore(seen, now - REMEMBERED_MS);
        if (seen.has(signature)) return void response.writeHead(retry === undefined ? 401 : 200).end();
        seen.set(signature, now);
        response.once('close', () => {
          // What was not taken may come again.
          if (response.statusCode >= 400 || !signed.has(request)) seen.delete(signature);
        });
        listener(request, response);
      };
    },
  };
}

/** The oldest come first. */
function forgetBefore(seen: Map<string, number>, end: number): void {
  for (const [signature, at] of seen) {
    if (at >= end) return;
    seen.delete(signature);
  }
}
