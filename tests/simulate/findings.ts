/** One whole simulation, from lives to figures. Nothing here looks at a clock: the same seed gives the same figures. */
import { IN_FLIGHT } from '../../src/nudging/tick.ts';
import * as assumed from './assumptions.ts';
import { type CostLine, costOf, hoursOfWork, type Use } from './cost.ts';
import { compareFleets, type Fleet, sufficient } from './fleets.ts';
import { type Growth, growthOf, totalOf } from './growth.ts';
import { type KeptLife, type Order, ordersFor } from './lives.ts';
import { shareThatHolds } from './moved.ts';
import { populate } from './population.ts';
import { measureRows, type RowSizes } from './row-sizes.ts';
import type { Scale } from './setting.ts';
import { stream } from './stream.ts';
import type { Tally } from './tally.ts';
import { ENOUGH, keepingBusiestDay, send } from './year.ts';

export type Findings = {
  scale: Scale;
  lives: number;
  plannedMessages: number;
  /** Of moved lives: the share of messages at the same local second as when planned there. */
  held: number;
  members: number;
  largest: number;
  year: Tally;
  /** Messages due in each minute of the busiest day (UTC), and when that day began. */
  minutes: Uint32Array;
  busiestDay: number;
  fleets: Fleet[];
  fleet: Fleet;
  rowSizes: RowSizes;
  growth: Growth;
  use: Use;
  cost: CostLine[];
  hours: { replicas: number; database: number };
};

const DAY = 86_400_000;
const MOVED = 100;

export type Steps = {
  planLives: (orders: readonly Order[]) => Promise<KeptLife[]>;
  say: (step: string) => void;
  rowSizes?: () => Promise<RowSizes>;
};

export async function simulate(
  scale: Scale,
  { planLives, say, rowSizes: measure = measureRows }: Steps,
): Promise<Findings> {
  const orders = ordersFor(scale);
  say(`${orders.length} lives through the planner`);
  const lives = await planLives(orders);
  const held = shareThatHolds(orders, lives, Math.min(MOVED, Math.ceil(orders.length / 4)));
  const population = populate(scale.workspaces, lives);
  say(`a year of ${population.lifeOf.length} members through the limiter`);
  const kept = keepingBusiestDay(stream(lives, population));
  const year = send(kept.passing, population, ENOUGH);
  say('the busiest day by fleets of different size');
  const fleets = compareFleets(kept.busiestDay, population);
  const fleet = sufficient(fleets);
  say('rows on a database');
  const rowSizes = await measure();
  const growth = growthOf(lives, population, rowSizes);
  const [first] = kept.busiestDay();
  const busiestDay = Math.floor((first?.at ?? 0) / DAY) * DAY;
  const minutes = new Uint32Array(24 * 60);
  for (const { at } of kept.busiestDay()) {
    const minute = Math.floor((at - busiestDay) / 60_000);
    minutes[minute] = (minutes[minute] ?? 0) + 1;
  }
  const use: Use = {
    ...{ replicas: fleet.replicas, mostASecond: throughputOf(fleet.replicas) },
    nudgesAMonth: year.nudges / 12,
    commandsAMonth: growth.pressesAMonth * population.lifeOf.length,
    gigabytes: totalOf(growth.gigabytes[12] ?? growth.gigabytes[0] ?? noTables()),
  };
  return {
    ...{ scale, lives: lives.length, held, members: population.lifeOf.length, year, minutes, busiestDay },
    plannedMessages: lives.reduce((sum, { messages }) => sum + messages.length, 0),
    largest: population.sizes.reduce((most, one) => Math.max(most, one), 0),
    ...{ fleets, fleet, rowSizes, growth, use, cost: costOf(use), hours: hoursOfWork(use) },
  };
}

function noTables(): never {
  throw new Error('no month was reckoned');
}

/** Messages a second that so many replicas get through, with their hands full. */
export function throughputOf(replicas: number): number {
  const { least, most } = assumed.SLACK_MS;
  return (replicas * IN_FLIGHT * 1000) / (assumed.OWN_MS + (least + most) / 2);
}
