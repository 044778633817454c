/** A sample of lives, each planned for real, kept so that two million members can live them. */
import { tzOffset } from '@date-fns/tz';
import { addDays, DAY, MINUTE } from '../../src/etiquette/calendar.ts';
import { closedSince } from '../../src/etiquette/retention.ts';
import * as assumed from './assumptions.ts';
import { type Life, live } from './life.ts';
import { chanceOf } from './random.ts';
import type { Scale } from './setting.ts';
import { zonesByWeight } from './zones.ts';

export type Order = { seed: number; zone: string; week: number };

/**
 * A message as the wall shows it, so that a life can be moved by whole weeks and keep its local hours: seconds since the Monday of
 * its week. `urgentAfter`: seconds from when it is due until it is urgent.
 */
export type KeptMessage = { seconds: number; urgentAfter: number; nudges: number };
/** From the week's Monday, in days: when an application was recorded, and when it was closed, if ever. */
export type KeptApplication = { recorded: number; closed: number | undefined };
export type KeptLife = {
  zone: string;
  messages: KeptMessage[];
  applications: KeptApplication[];
  rows: Rows;
  presses: number;
};
export type Rows = Record<'interview' | 'interviewer' | 'promise' | 'answer' | 'delivery', number>;

export const NEVER = 2 ** 30;

export function mondayOf(week: number): string {
  return addDays(new Date(assumed.FIRST_WEEK).toISOString().slice(0, 10), week * 7);
}

/** So many lives of each zone as its weight asks for, in weeks all over the time that is simulated. */
export function ordersFor({ lives, livesEachZone }: Scale): Order[] {
  const zones = zonesByWeight();
  const total = zones.reduce((sum, [, weight]) => sum + weight, 0);
  const chance = chanceOf(assumed.SEED, 1);
  const counts = zones.map(([, weight]) => Math.max(livesEachZone, Math.round((lives * weight) / total)));
  return zones.flatMap(([zone], index) =>
    Array.from({ length: counts[index] ?? 0 }, () => ({
      ...{ seed: chance.below(2 ** 31), zone, week: chance.below(assumed.WEEKS) },
    })),
  );
}

/** What is kept of a life. */
export function keep({ zone, messages, presses, facts }: Life, week: number): KeptLife {
  const monday = Date.parse(mondayOf(week));
  const interviews = facts.applications.flatMap((one) => one.interviews);
  return {
    ...{ zone, presses },
    messages: messages.map(({ at, urgentFrom, nudges }) => ({
      seconds: Math.ceil((wallAt(at, zone) - monday) / 1000),
      urgentAfter: urgentFrom ? Math.max(0, Math.ceil((urgentFrom.getTime() - at.getTime()) / 1000)) : NEVER,
      nudges,
    })),
    applications: facts.applications.map((application) => {
      const closed = closedSince(application, zone);
      const days = (instant: Date) => Math.floor((instant.getTime() - monday) / DAY);
      return { recorded: days(application.createdAt), closed: closed && days(closed) };
    }),
    rows: {
      interview: interviews.length,
      interviewer: interviews.reduce((sum, one) => sum + one.interviewers.length, 0),
      promise: interviews.reduce((sum, one) => sum + one.promises.length, 0),
      answer: facts.applications.reduce((sum, one) => sum + one.answers.length, 0),
      delivery: facts.deliveries.length,
    },
  };
}

/** What clocks in `zone` show, in milliseconds as if they were in UTC. */
function wallAt(instant: Date, zone: string): number {
  return instant.getTime() + tzOffset(zone, instant) * MINUTE;
}

export const lifeOf = ({ seed, zone, week }: Order): KeptLife => keep(live(seed, zone, mondayOf(week)), week);
