/** The phrases of a text -> the start of an interview, or a day by which something is due. */

import type { LocalDate } from '../etiquette/facts.ts';
import { DEFAULT_MINUTES } from '../etiquette/told.ts';
import type { Context, Read } from './command.ts';
import { afterMidnight, deadlineDay, interviewDay, spell, type Tense } from './days.ts';
import { addDays, daysBetween, instantOf, offsetAt, type WallTime, wallClock, weekdayOf } from './instant.ts';
import type { Day, DayPart, Meaning, Phrase } from './phrases.ts';
import { PART_UNCLEAR, wallTime } from './wall-time.ts';
import { isHomonym } from './zones.ts';

export type Start = { startsAt: Date; zone: string; minutes?: number | undefined };

/** "By Friday" without an hour means before the end of a working day. */
const END_OF_WORK: WallTime = { hour: 17, minute: 0 };
const LONGEST_MINUTES = 24 * 60;

/** The start of an interview from what was said of it; a question when a part is missing or means two things. */
export function readStart(phrases: readonly Phrase[], context: Context, tense: Tense): Read<Start> {
  const said = sort(phrases);
  const [ask] = said.asks;
  if (ask) return { ask };
  if (new Set(said.zones.map(({ zone }) => zone)).size > 1)
    return { ask: 'I read two time zones. Which one is it? For example `3pm Europe/Berlin`.' };
  const length = lengthOf(said.lengths);
  if ('ask' in length) return length;
  const [elapsed] = said.elapsed;
  if (elapsed) {
    if (said.days.length + said.times.length + said.elapsed.length > 1)
      return { ask: 'I read two times. Write one, for example `tomorrow 3pm`.' };
    const before = elapsed.ends ? (length.value ?? DEFAULT_MINUTES) : 0;
    const startsAt = new Date(Math.round(context.now.getTime() / 60_000 + elapsed.minutes - before) * 60_000);
    return { value: { startsAt, zone: said.zones[0]?.zone ?? context.zone, minutes: length.value } };
  }
  return startOnDay(said, context, tense, length.value);
}

function startOnDay(said: Said, context: Context, tense: Tense, length: number | undefined): Read<Start> {
  if (said.days.length === 0)
    return { ask: 'Which day is it? For example `tomorrow 3pm` or `2026-11-25 15:00`.' };
  const time = timeOfDay(said, context.zone);
  const asked = 'ask' in time ? undefined : time.value.start;
  const clock = wallClock(context.now, context.zone);
  const over = asked !== undefined && minuteOfDay(asked) <= minuteOfDay(clock);
  const date =
    afterMidnight(said.days, clock) ?? oneDay(said.days, (day) => interviewDay(day, clock.date, tense, over));
  if ('ask' in date) return date;
  const range = inRange(date.value, clock.date);
  if ('ask' in range) return range;
  if ('ask' in time) return { ask: time.ask.replace('{day}', spell(date.value)) };
  const named = said.zones[0];
  const instant = startInstant(date.value, time.value.start, named, context.zone);
  if ('ask' in instant) return instant;
  if (tense === 'past' && instant.value > context.now)
    return {
      ask: `${spell(date.value)} lies ahead, and you write of it as over. Write the day as 2026-11-25 15:00.`,
    };
  const minutes = length ?? time.value.minutes;
  return { value: { startsAt: instant.value, zone: named?.zone ?? context.zone, minutes } };
}

/** The day by which something is due, from the phrases that name it. */
export function readDeadline(phrases: readonly Phrase[], today: LocalDate, from: LocalDate): Read<LocalDate> {
  const said = sort(phrases);
  const [ask] = said.asks;
  if (ask) return { ask };
  if (said.days.length === 0) return { ask: 'By which day? For example `by 2026-12-01`.' };
  const day = oneDay(said.days, (one) => deadlineDay(one, today, from));
  return 'ask' in day ? day : inRange(day.value, today);
}

/** The instant by which something is due: at the end of work where only the day was said. */
export function readDue(phrases: readonly Phrase[], context: Context): Read<Date> {
  const clock = wallClock(context.now, context.zone);
  const said = sort(phrases);
  const date = afterMidnight(said.days, clock) ?? readDeadline(phrases, clock.date, clock.date);
  if ('ask' in date) return date;
  const time = said.times.length > 0 ? timeOfDay(said, context.zone) : { value: { start: END_OF_WORK } };
  return 'ask' in time ? time : startInstant(date.value, time.value.start, said.zones[0], context.zone);
}

type Zone = Extract<Meaning, { is: 'zone' }>;
type Elapsed = Extract<Meaning, { is: 'elapsed' }>;
type Clock = Extract<Meaning, { is: 'time' }>;
type Said = {
  asks: string[];
  days: Day[];
  times: Clock[];
  parts: DayPart[];
  zones: Zone[];
  lengths: number[];
  elapsed: Elapsed[];
};

function sort(phrases: readonly Phrase[]): Said {
  const said: Said = { asks: [], days: [], times: [], parts: [], zones: [], lengths: [], elapsed: [] };
  for (const { meaning } of phrases) {
    if (meaning.is === 'day') {
      said.days.push(meaning.day);
      if ('part' in meaning.day && meaning.day.part) said.parts.push(meaning.day.part);
    } else if (meaning.is === 'time') said.times.push(meaning);
    else if (meaning.is === 'part') said.parts.push(meaning.part);
    else if (meaning.is === 'zone') said.zones.push(meaning);
    else if (meaning.is === 'length') said.lengths.push(meaning.minutes);
    else if (meaning.is === 'elapsed') said.elapsed.push(meaning);
    else said.asks.push(meaning.ask);
  }
  return said;
}

/** One day out of several ways to say it: `Friday 27 November` must be a Friday. */
function oneDay(days: readonly Day[], read: (day: Day) => Read<LocalDate>): Read<LocalDate> {
  const dated: readonly Day[] = days.filter(
    (day) => day.is === 'date' || day.is === 'numeric' || day.is === 'day-of-month',
  );
  const [first, ...others] = dated.length > 0 ? dated : days;
  const rest = dated.length > 0 ? [...others, ...days.filter((day) => !dated.includes(day))] : others;
  if (!first) return { ask: 'Which day is it?' };
  const date = readBeside(first, rest, read);
  if ('ask' in date) return date;
  for (const other of rest) {
    if (other.is === 'weekday' && other.use === 'bare' && dated.length > 0) {
      if (other.weekday === weekdayOf(date.value)) continue;
      return {
        ask: `${date.value} is a ${spell(date.value).split(' ')[0]}, and you wrote another weekday. Which day is it?`,
      };
    }
    const same = read(other);
    if ('ask' in same) return same;
    if (same.value !== date.value)
      return {
        ask: `I read two days, ${spell(date.value)} and ${spell(same.value)}. Write the one of the interview.`,
      };
  }
  return date;
}

/** Of the days that one way to say it can mean, the only one that is the weekday which was said too: `Friday the 4th`. */
function readBeside(day: Day, others: readonly Day[], read: (day: Day) => Read<LocalDate>): Read<LocalDate> {
  const weekday = others.find((other) => other.is === 'weekday' && other.use === 'bare');
  const date = read(day);
  if (weekday?.is !== 'weekday' || 'value' in date || !date.days) return date;
  const [only, ...more] = date.days.filter((one) => weekdayOf(one) === weekday.weekday);
  return only && more.length === 0 ? { value: only } : date;
}

/** More than a year ago or two years ahead is a slip of the finger. */
export function inRange(date: LocalDate, today: LocalDate): Read<LocalDate> {
  const days = daysBetween(today, date);
  if (days >= -366 && days <= 731) return { value: date };
  return {
    ask: `${date} is ${days < 0 ? 'more than a year ago' : 'more than two years ahead'}. Which year is meant? Today is ${today}.`,
  };
}

function timeOfDay(said: Said, home: string): Read<{ start: WallTime; minutes?: number | undefined }> {
  const [first] = said.times;
  if (!first) return { ask: 'At what time on {day}? For example `3pm` or `15:00`.' };
  if (new Set(said.parts).size > 1) return { ask: PART_UNCLEAR };
  const starts = said.times.map((clock) => wallTime(clock.time, said.parts[0], home));
  const [start] = starts;
  if (!start || 'ask' in start) return start ?? { ask: '' };
  const other = starts.find((one) => 'ask' in one || minuteOfDay(one.value) !== minuteOfDay(start.value));
  if (other)
    return 'ask' in other
      ? other
      : { ask: 'I read two times of day. Write the one at which it starts, for example `3pm`.' };
  if (!first.end) return { value: { start: start.value } };
  const end = wallTime(first.end, said.parts[0], home);
  if ('ask' in end) return end;
  const minutes = minuteOfDay(end.value) - minuteOfDay(start.value);
  return minutes > 0
    ? { value: { start: start.value, minutes } }
    : { ask: 'It would end before it starts. Write for example `3pm for 45 minutes`.' };
}

function lengthOf(lengths: readonly number[]): Read<number | undefined> {
  const [minutes] = lengths;
  if (new Set(lengths).size > 1)
    return { ask: 'I read two lengths. How many minutes does it take? For example `for 45 minutes`.' };
  if (minutes !== undefined && (minutes < 1 || minutes > LONGEST_MINUTES))
    return { ask: 'How many minutes does it take? Anything from 1 to 1440, for example `for 45 minutes`.' };
  return { value: minutes };
}

function startInstant(date: LocalDate, time: WallTime, named: Zone | undefined, home: string): Read<Date> {
  const zone = named?.zone ?? home;
  if (named?.letters && isHomonym(named.letters, home))
    return {
      ask: `${named.letters} is used in ${home} too. Name the place: \`3pm ${zone}\` or \`3pm ${home}\`.`,
    };
  const instant = instantOf(date, time, zone);
  const shown = `${String(time.hour).padStart(2, '0')}:${String(time.minute).padStart(2, '0')}`;
  if (!instant) return { ask: gap(date, shown, zone) };
  if (named?.offset !== undefined && offsetAt(instant.getTime(), zone) !== named.offset * 60_000)
    return {
      ask: `The clocks in ${zone} are on another time on ${date} than the one you named. Write \`${shown} ${zone}\` if you mean the time there.`,
    };
  return { value: instant };
}

function gap(date: LocalDate, shown: string, zone: string): string {
  const wholeDay =
    !instantOf(date, { hour: 0, minute: 0 }, zone) && !instantOf(date, { hour: 23, minute: 59 }, zone);
  if (wholeDay)
    return `There is no ${date} in ${zone}: the calendar skips from ${addDays(date, -1)} to ${addDays(date, 1)} there.`;
  return `There is no ${shown} on ${date} in ${zone}: the clocks go forward over it. Which time is it?`;
}

function minuteOfDay({ hour, minute }: WallTime): number {
  return hour * 60 + minute;
}
