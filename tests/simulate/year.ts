/** The year of everybody, sent by a fleet. */
import * as assumed from './assumptions.ts';
import type { Due } from './choice.ts';
import { openNetwork } from './network.ts';
import type { Population } from './population.ts';
import { chanceOf } from './random.ts';
import { sendAll } from './sending.ts';
import { openTally, type Tally } from './tally.ts';

const DAY = 86_400_000;

/** So many replicas that hardly a message waits for one: what is late by more than seconds then is late because of Slack. */
export const ENOUGH = 2000;

/** Sends what comes from `dues`, in the order of time. */
export function send(dues: Iterator<Due>, { sizes }: Population, replicas: number): Tally {
  const tally = openTally(sizes);
  sendAll({
    ...{ replicas, workspaces: sizes.length },
    network: openNetwork(chanceOf(assumed.SEED, 3)),
    next: () => {
      const { value, done } = dues.next();
      if (done) return undefined;
      tally.onDue(value);
      return value;
    },
    onBegun: tally.onBegun,
    onSent: tally.onSent,
  });
  return tally.end();
}

/** Passes on what comes, and keeps the day on which most came. */
export function keepingBusiestDay(dues: Iterable<Due>) {
  let [today, busiest]: [Due[], Due[]] = [[], []];
  const endOfDay = () => {
    if (today.length > busiest.length) busiest = today;
    today = [];
  };
  function* passing(): Generator<Due> {
    let day = 0;
    for (const due of dues) {
      if (Math.floor(due.at / DAY) !== day) endOfDay();
      day = Math.floor(due.at / DAY);
      // A copy: whoever sends it may add to it what came due meanwhile.
      today.push({ ...due });
      yield due;
    }
    endOfDay();
  }
  return { passing: passing(), busiestDay: () => busiest.map((due) => ({ ...due })) };
}
