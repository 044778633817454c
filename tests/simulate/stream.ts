/** All messages of all members in the order in which they come due, a week at a time: more at once would not fit. */
import { addDays, atLocal, DAY, MINUTE } from '../../src/etiquette/calendar.ts';
import * as assumed from './assumptions.ts';
import type { Due } from './choice.ts';
import { type KeptLife, mondayOf, NEVER } from './lives.ts';
import type { Population } from './population.ts';

const WEEK = 7 * DAY;
const DAY_SECONDS = DAY / 1000;
const WEEK_SECONDS = WEEK / 1000;
const NOON = 12 * 60;
/** Instants and places in the list share one number, for sorting. */
const PLACES = 2 ** 22;

/**
 * What is due in the simulated year. Each life is moved to the week of its member by the clock on the wall: who was to be woken at
 * 09:00 still is, whatever clocks were changed between.
 */
export function* stream(lives: readonly KeptLife[], population: Population): Generator<Due> {
  const offsets = offsetsOf(lives);
  const cursors = new Uint16Array(population.lifeOf.length);
  const firstWeek = Math.floor((assumed.YEAR_BEGINS - assumed.FIRST_WEEK) / WEEK) - 1;
  let found: Found = { keys: [], members: [], messages: [] };
  for (let week = 0; week <= assumed.WEEKS; week++) {
    for (let member = 0; member < cursors.length; member++) takeWeek(member, week, week >= firstWeek);
    // Of a week by the wall some is due earlier than all of the week of UTC, and some later: a day is more than any zone is ahead.
    const ends = week === assumed.WEEKS ? Number.POSITIVE_INFINITY : ((week + 1) * WEEK - DAY) / 1000;
    const sorted = Float64Array.from(found.keys, (seconds, place) => seconds * PLACES + place).sort();
    const later: Found = { keys: [], members: [], messages: [] };
    for (const key of sorted) {
      const [seconds, place] = [Math.floor(key / PLACES), key % PLACES];
      const [member = 0, message = 0] = [found.members[place], found.messages[place]];
      if (seconds >= ends) add(later, seconds, member, message);
      else {
        const due = dueOf(member, message, assumed.FIRST_WEEK + seconds * 1000);
        if (due.at >= assumed.YEAR_BEGINS && due.at < assumed.YEAR_ENDS) yield due;
      }
    }
    found = later;
  }

  function takeWeek(member: number, week: number, isWanted: boolean): void {
    const index = population.lifeOf[member] ?? 0;
    const [messages = [], own] = [lives[index]?.messages, offsets[index]];
    const begins = (population.weekOf[member] ?? 0) * WEEK_SECONDS;
    for (let n = cursors[member] ?? 0; n < messages.length; n++) {
      const wall = begins + (messages[n]?.seconds ?? 0);
      if (wall >= (week + 1) * WEEK_SECONDS) return;
      cursors[member] = n + 1;
      const ahead = own?.[Math.floor(wall / DAY_SECONDS)];
      if (isWanted && ahead !== undefined) add(found, wall - ahead * 60, member, n);
    }
  }

  function dueOf(member: number, n: number, at: number): Due {
    const { urgentAfter = NEVER, nudges = 1 } = lives[population.lifeOf[member] ?? 0]?.messages[n] ?? {};
    const urgentFrom = urgentAfter === NEVER ? Number.POSITIVE_INFINITY : at + urgentAfter * 1000;
    return { member, workspace: population.workspaceOf[member] ?? 0, at, urgentFrom, nudges };
  }
}

/** Numbers side by side: a million objects for a week would keep the garbage collector busy. */
type Found = { keys: number[]; members: number[]; messages: number[] };

function add({ keys, members, messages }: Found, key: number, member: number, message: number): void {
  keys.push(key);
  members.push(member);
  messages.push(message);
}

/**
 * For each life: minutes that the clocks of its zone are ahead, by day. Those of noon hold for the day: clocks change at night,
 * when hardly a message is due.
 */
function offsetsOf(lives: readonly KeptLife[]): Int16Array[] {
  const first = mondayOf(0);
  const days = Array.from({ length: assumed.WEEKS * 7 + 14 }, (_, day) => addDays(first, day));
  const known = new Map<string, Int16Array>();
  return lives.map(({ zone }) => {
    const found = known.get(zone) ?? Int16Array.from(days, (day) => minutesAhead(day, zone));
    known.set(zone, found);
    return found;
  });
}

function minutesAhead(day: string, zone: string): number {
  return (Date.parse(day) + NOON * MINUTE - atLocal(day, NOON, zone).getTime()) / MINUTE;
}
