/** The busiest day once more, by fleets of different size. */
import type { Due } from './choice.ts';
import type { Population } from './population.ts';
import { LATE_BY } from './tally.ts';
import { ENOUGH, send } from './year.ts';

const FLEETS = [2, 4, 8, 16, 32] as const;

/** `late`: the share of messages that were late by more than each of `LATE_BY`, whatever the cause. */
export type Fleet = { replicas: number; most: number; late: number[]; longest: number };

export function compareFleets(busiestDay: () => Due[], population: Population): Fleet[] {
  return [...FLEETS, ENOUGH].map((replicas) => {
    const tally = send(busiestDay().values(), population, replicas);
    const causes = Object.values(tally.byCause);
    return {
      ...{ replicas, most: tally.begun.most },
      late: LATE_BY.map((_, index) => sumOf(causes.map(({ byMore }) => byMore[index] ?? 0)) / tally.messages),
      longest: Math.max(...causes.map(({ longest }) => longest)),
    };
  });
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}

/** The smallest fleet that hands all but one in a thousand to Slack within a minute of when it could; else the largest. */
export function sufficient(fleets: readonly Fleet[]): Fleet {
  const [enough] = fleets.slice(-1);
  if (!enough) throw new Error('no fleet was tried');
  const inAMinute = LATE_BY.indexOf(60);
  const slacks = enough.late[inAMinute] ?? 0;
  return fleets.find(({ late }) => (late[inAMinute] ?? 1) <= slacks + 0.001) ?? enough;
}
