import { schedule } from 'node-cron';
import { claimDue } from '../journal/due.ts';
import { deliver, type Nudging } from './deliver.ts';

const EVERY_SECOND = '* * * * * *';
const CLAIM_AT_ONCE = 50;
const IN_FLIGHT = 8;
/** Longer than the longest call to Slack takes, so that nobody else sends what is under way. */
const LEASE_SECONDS = 60;

/** Sends everything that is due, and resolves when nothing is. With nothing due it costs one indexed query. */
export async function tick(nudging: Nudging, stopping?: AbortSignal): Promise<void> {
  let claimed = CLAIM_AT_ONCE;
  while (claimed > 0 && !stopping?.aborted) {
    const claims = await claimDue(nudging.journal, CLAIM_AT_ONCE, LEASE_SECONDS);
    claimed = claims.length;
    const worker = async () => {
      for (let claim = claims.shift(); claim; claim = claims.shift()) {
        await deliver(nudging, claim).catch((error: unknown) => {
          // The lease runs out, and the member is claimed again; the others must not wait for that.
          nudging.log.error({ event: 'nudge.failed', err: error });
        });
      }
    };
    await Promise.all(Array.from({ length: Math.min(IN_FLIGHT, claims.length) }, worker));
  }
}

/** Ticks every second until stopped; `stop` resolves when what was under way has ended. */
export function startNudging(nudging: Nudging): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  let underWay: Promise<void> = Promise.resolve();
  const tickNow = () => {
    underWay = tick(nudging, stopping.signal).catch((error: unknown) => {
      nudging.log.error({ event: 'tick.failed', err: error });
    });
    return underWay;
  };
  const task = schedule(EVERY_SECOND, tickNow, { noOverlap: true });
  return {
    stop: async () => {
      stopping.abort();
      await task.destroy();
      await underWay;
    },
  };
}
