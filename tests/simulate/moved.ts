/** Whether moving a life by whole weeks is right: some are planned anew in the week to which they are moved. */
import * as assumed from './assumptions.ts';
import { type KeptLife, lifeOf, type Order } from './lives.ts';
import { chanceOf } from './random.ts';

/** How many of the messages of moved lives come at the same local second as when they are planned there. */
export function shareThatHolds(orders: readonly Order[], lives: readonly KeptLife[], sample: number): number {
  const chance = chanceOf(assumed.SEED, 4);
  let [held, all] = [0, 0];
  for (let n = 0; n < sample; n++) {
    const index = chance.below(orders.length);
    const [order, life] = [orders[index], lives[index]];
    if (!order || !life) continue;
    const there = lifeOf({ ...order, week: chance.below(assumed.WEEKS) });
    const planned = new Set(there.messages.map(({ seconds }) => seconds));
    held += life.messages.filter(({ seconds }) => planned.has(seconds)).length;
    all += life.messages.length;
  }
  return all > 0 ? held / all : 1;
}
