import type { Clock } from '../operate/clock.ts';

/** The sandbox's time: it runs on like any clock, and can be wound forward, never back. */
export type WoundClock = {
  now: Clock;
  /** Steps from due instant to due instant up to `target`, so that nudges come in order, stamped with the time they were due. */
  windTo: (target: Date, bot: Wound) => Promise<void>;
};

type Wound = { nextDue: () => Promise<Date | undefined>; nudgeNow: () => Promise<void> };

export function createClock(): WoundClock {
  let ahead = 0;
  let standing: Date | undefined;
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

  return {
    now,
    windTo: async (target, bot) => {
      if (target <= now()) return;
      standing = now();
      try {
        await walk(target, bot);
      } finally {
        ahead = now().getTime() - Date.now();
        standing = undefined;
      }
    },
  };
}
