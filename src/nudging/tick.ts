import { schedule } from 'node-cron';
import { type Claim, claimDue, release } from '../journal/claims.ts';
import { cronLogger } from '../operate/log.ts';
import { deliver, type Nudging } from './deliver.ts';

const EVERY_SECOND = '* * * * * *';
const CLAIM_AT_ONCE = 50;
/** Messages under way at once in one replica. */
export const IN_FLIGHT = 8;

/** Sends everything that is due and that Slack's limits allow, and resolves when nothing is. With nothing due it costs one indexed query. */
export async function tick(nudging: Nudging, stopping?: AbortSignal): Promise<void> {
  const startedAt = performance.now();
  let more = true;
  while (more && !stopping?.aborted) {
    const claims = await claimDue(nudging.journal, CLAIM_AT_ONCE, nudging.limits);
    more = claims.length > 0;
    await deliverAll(nudging, claims, stopping);
  }
  nudging.metrics.ticked((performance.now() - startedAt) / 1000);
}

async function deliverAll(nudging: Nudging, claims: Claim[], stopping?: AbortSignal): Promise<void> {
  const worker = async () => {
    while (!stopping?.aborted) {
      const claim = claims.shift();
      if (!claim) return;
      await deliver(nudging, claim).catch((error: unknown) => {
        // The lease runs out, and the member is claimed again; the others must not wait for that.
        nudging.log.error({ event: 'nudge.failed', err: error });
      });
    }
  };
  await Promise.all(Array.from({ length: Math.min(IN_FLIGHT, claims.length) }, worker));
  await release(nudging.journal, claims);
}

/**
 * Ticks every second until stopped. `tickNow` resolves when nothing is due any more; `stop` when what was under way has
 * ended.
 */
export function startNudging(nudging: Nudging): { tickNow: () => Promise<void>; stop: () => Promise<void> } {
  const stopping = new AbortController();
  let underWay: Promise<void> = Promise.resolve();
  const tickNow = () => {
    underWay = underWay.then(() => tick(nudging, stopping.signal));
    const ended = underWay;
    underWay = ended.catch(() => {});
    return ended;
  };
  const everySecond = () =>
    tickNow().catch((error: unknown) => nudging.log.error({ event: 'tick.failed', err: error }));
  const task = schedule(EVERY_SECOND, everySecond, { noOverlap: true, logger: cronLogger(nudging.log) });
  return {
    tickNow,
    stop: async () => {
      stopping.abort();
      await task.destroy();
      await underWay;
    },
  };
}
