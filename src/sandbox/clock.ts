import type { Bot } from '../bot.ts';
import type { Clock } from '../operate/clock.ts';

/** The sandbox's time: it runs on like any clock, and can be wound forward, never back. */
export type WoundClock = {
  now: Clock;
  /** Steps from due instant to due instant up to `target`, so that nudges come in order, stamped with the time they were due. */
  windTo: (target: Date, bot: Wound) => Promise<void>;
};

type Wound = Pick<Bot, 'nextDue' | 'nudgeNow'>;

/** @param start what time it is at first */
export function createClock(start: Date): WoundClock {
  let ahead = start.getTime() - Date.now();
  let standing: Date | undefined;
  let underWay: Promise<void> = Promise.resolve();
  const now = () => standing ?? new Date(Date.now() + ahead);

  async function walk(target: Date, bot: Wound): Promise<void> {
    await bot.nudgeNow();
    for (let due = await bot.nextDue(); due && due > now() && due <= target; due = await bot.nextDue()) {
      standing = due;
      await bot.nudgeNow();
    }
    standing = target;
    await bot.nudgeNow();
  }

  async function wind(target: Date, bot: Wound): Promise<void> {
    if (target <= now()) return;
    standing = now();
    try {
      await walk(target, bot);
    } finally {
      ahead = now().getTime() - Date.now();
      standing = undefined;
    }
  }

  return {
    now,
    windTo: (target, bot) => {
      // Whoever winds while another winds goes on from there.
      const wound = underWay.then(() => wind(target, bot));
      underWay = wound.catch(() => {});
      return wound;
    },
  };
}
