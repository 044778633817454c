import { schedule } from 'node-cron';
import { cronLogger, type Log } from '../operate/log.ts';

/** `now` does it at once, after what is under way; `stop` resolves when that has ended. */
export type Repeated = { now: () => Promise<void>; stop: () => Promise<void> };

/** Does something whenever the server's clock fits `cron`, never twice at a time, until stopped. */
export function repeat(
  cron: string,
  work: (stopping: AbortSignal) => Promise<void>,
  { log, failed }: { log: Log; failed: string },
): Repeated {
  const stopping = new AbortController();
  let underWay: Promise<void> = Promise.resolve();
  const now = () => {
    underWay = underWay.catch(() => {}).then(() => work(stopping.signal));
    return underWay;
  };
  const byTheClock = () => now().catch((error: unknown) => log.error({ event: failed, err: error }));
  const task = schedule(cron, byTheClock, { noOverlap: true, logger: cronLogger(log) });
  return {
    now,
    stop: async () => {
      stopping.abort();
      await task.destroy();
      await underWay.catch(() => {}); // who asked for it was told
    },
  };
}
