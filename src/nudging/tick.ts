import { schedule } from 'node-cron';
import { release } from '../journal/claims.ts';
import { type Batch, beginSending } from '../journal/due.ts';
import { type Outcome, settle } from '../journal/settled.ts';
import { inGroups } from '../operate/groups.ts';
import { cronLogger } from '../operate/log.ts';
import { openAhead } from './ahead.ts';
import { type Desk, deliver, type Nudging } from './deliver.ts';

const EVERY_SECOND = '* * * * * *';
/** Messages under way at once in one replica. */
export const IN_FLIGHT = 64;
/** As soon as there is room for so many more, they are begun, so that one slow answer of Slack's keeps nobody waiting. */
const ROOM = IN_FLIGHT / 2;

export type Ticks = {
  /** Begins to send all that is due and that Slack's limits allow; false where that was nothing, which costs one indexed query. */
  begin: () => Promise<boolean>;
  /** Resolves when nothing is due any more, and what was begun has ended. */
  tickNow: () => Promise<void>;
  /** Resolves when what was begun has ended. */
  ended: () => Promise<void>;
};

/** The work of one replica, without a clock that starts it. Nothing more is begun once `stopping` is aborted. */
export function openTicks(nudging: Nudging, stopping: AbortSignal): Ticks {
  const { journal, log, metrics, limits } = nudging;
  const failed = (error: unknown) => log.error({ event: 'nudge.failed', err: error });
  const settleGroup = inGroups(async (outcomes: readonly Outcome[]) => {
    // The lease runs out, and the member is claimed again; the others must not wait for that.
    (await settle(journal, outcomes)).forEach(failed);
    return outcomes.map(() => undefined);
  });
  const desk: Desk = { ...nudging, settle: settleGroup };
  const underWay = new Set<Promise<void>>();
  const ahead = openAhead(nudging, stopping, { letGo: send, failed });

  function send(batch: Batch): void {
    const ended = deliver(desk, batch)
      .catch(failed)
      .finally(() => underWay.delete(ended));
    underWay.add(ended);
  }

  /** Whether there was anybody to begin with. */
  async function beginSome(): Promise<boolean> {
    while (underWay.size > IN_FLIGHT - ROOM) await Promise.race(underWay);
    const decided = await ahead.take(IN_FLIGHT - underWay.size);
    if (decided.length === 0) return false;
    const { batches, left } = await beginSending(journal, decided, limits);
    batches.forEach(send);
    (await release(journal, left)).forEach(failed);
    return true;
  }

  async function beginAll(): Promise<boolean> {
    const startedAt = performance.now();
    let rounds = 0;
    while (await beginSome()) rounds += 1;
    metrics.ticked((performance.now() - startedAt) / 1000);
    return rounds > 0;
  }

  let beginning: Promise<unknown> = Promise.resolve();
  function begin(): Promise<boolean> {
    const begun = beginning.then(beginAll);
    beginning = begun.catch(() => {}); // whoever asked for it hears of it
    return begun;
  }

  async function ended(): Promise<void> {
    // Before it is known how those under way end: that may take longer than a process is given.
    if (stopping.aborted) await ahead.giveUp().catch(failed);
    await beginning;
    await Promise.all(underWay);
  }

  return {
    begin,
    ended,
    async tickNow() {
      for (let isMore = true; isMore; ) {
        isMore = (await begin().finally(ended)) || underWay.size > 0;
      }
    },
  };
}

/**
 * Ticks every second until stopped. `tickNow` resolves when nothing is due any more; `stop` when what was under way has
 * ended.
 */
export function startNudging(nudging: Nudging): { tickNow: () => Promise<void>; stop: () => Promise<void> } {
  const stopping = new AbortController();
  const ticks = openTicks(nudging, stopping.signal);
  const everySecond = () =>
    ticks.begin().catch((error: unknown) => nudging.log.error({ event: 'tick.failed', err: error }));
  const task = schedule(EVERY_SECOND, everySecond, { noOverlap: true, logger: cronLogger(nudging.log) });
  return {
    tickNow: ticks.tickNow,
    stop: async () => {
      stopping.abort();
      await task.destroy();
      await ticks.ended();
    },
  };
}
