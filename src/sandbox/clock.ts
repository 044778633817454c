import type { Clock } from '../operate/clock.ts';

/** The sandbox's time: it runs on like any clock, and can be wound forward, never back. */
export type WoundClock = {
  now: Clock;
  /** Steps from moment to moment up to `target`, so that nudges come in order, stamped with the time they were due. */
  windTo: (target: Date, bots: Wound) => Promise<void>;
};

/** What goes by the clock. */
export type Wound = {
  /** The next instant at which something may be sent. */
  nextMoment: () => Promise<Date | undefined>;
  /** Sends everything that is due; resolves when nothing is. */
  nudgeNow: () => Promise<void>;
  /** So many milliseconds have passed at once. */
  letPass: (ms: number) => Promise<void>;
};

/** @param start what time it is at first */
export function createClock(start: Date): WoundClock {
  let ahead = start.getTime() - Date.now();
  let standing: Date | undefined;
  let underWay: Promise<void> = Promise.resolve();
  const now = () => standing ?? new Date(Date.now() + ahead);

  async function stepTo(instant: Date, bots: Wound): Promise<void> {
    const ms = instant.getTime() - now().getTime();
    standing = instant;
    await bots.letPass(ms);
    await bots.nudgeNow();
  }

  async function walk(target: Date, bots: Wound): Promise<void> {
    await bots.nudgeNow();
    let moment = await bots.nextMoment();
    while (moment && moment > now() && moment <= target) {
      await stepTo(moment, bots);
      moment = await bots.nextMoment();
    }
    await stepTo(target, bots);
  }

  async function wind(target: Date, bots: Wound): Promise<void> {
    if (target <= now()) return;
    standing = now();
    try {
      await walk(target, bots);
    } finally {
      ahead = now().getTime() - Date.now();
      standing = undefined;
    }
  }

  return {
    now,
    windTo: (target, bots) => {
      // Whoever winds while another winds goes on from there.
      const wound = underWay.then(() => wind(target, bots));
      underWay = wound.catch(() => {});
      return wound;
    },
  };
}
