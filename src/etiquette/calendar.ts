/** Days and hours as the member lives them: zones, waking hours, business days. */
import { TZDate, tzOffset } from '@date-fns/tz';
// By its own path: the whole of date-fns is three hundred files, which every start would read.
import { format } from 'date-fns/format';
import Holidays from 'date-holidays';
import type { LocalDate, Settings } from './facts.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The hour at which advice that has a day but no hour is given, in minutes from midnight: 10:00. */
export const TEN_O_CLOCK = 10 * 60;

/** The instant that lies `ms` milliseconds after `instant`; negative for before. */
export function after(instant: Date, ms: number): Date {
  return new Date(instant.getTime() + ms);
}

/** The later of the given instants. */
export function latest(first: Date, ...others: readonly (Date | undefined)[]): Date {
  return others.reduce<Date>((found, other) => (other && other > found ? other : found), first);
}

/** Whether there is a zone of this name. */
export function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false; // RangeError is how Intl says that there is no such zone
  }
}

/** The calendar day that it is in `zone` at `instant`. */
export function localDate(instant: Date, zone: string): LocalDate {
  return dayOf(wallAt(instant, zone));
}

/** What clocks in `zone` show at `instant`, in milliseconds as if they were in UTC. */
function wallAt(instant: Date, zone: string): number {
  return instant.getTime() + offsetAt(instant.getTime(), zone);
}

/**
 * The instant at which clocks in `zone` show `minutes` after midnight on `date`. A wall time that a change of clocks
 * skips becomes the instant as long after the change; one that comes twice is the first.
 */
export function atLocal(date: LocalDate, minutes: number, zone: string): Date {
  const wall = dayNumber(date) * DAY + minutes * MINUTE;
  const before = wall - offsetAt(wall - DAY, zone);
  const afterwards = wall - offsetAt(wall + DAY, zone);
  if (before === afterwards) return new Date(before);
  const showing = [before, afterwards].filter((instant) => instant + offsetAt(instant, zone) === wall);
  return new Date(showing.length > 0 ? Math.min(...showing) : before);
}

/** By zone, then by day of UTC: what clocks are ahead all day; NaN where that changes. */
const offsets = new Map<string, Map<number, number>>();

/**
 * Milliseconds that clocks in `zone` are ahead of UTC at an instant. A plan asks thousands of times, too often to ask
 * Intl each time: no zone changes twice within a day, so a day that begins and ends alike is alike throughout.
 */
function offsetAt(instant: number, zone: string): number {
  const offset = offsetOn(Math.floor(instant / DAY), zone);
  return Number.isNaN(offset) ? tzOffset(zone, new Date(instant)) * MINUTE : offset;
}

function offsetOn(day: number, zone: string): number {
  const days = offsets.get(zone) ?? new Map<number, number>();
  const known = days.get(day);
  if (known !== undefined) return known;
  const [begins, ends] = [day, day + 1].map((one) => tzOffset(zone, new Date(one * DAY)) * MINUTE);
  const offset = begins !== undefined && begins === ends ? begins : Number.NaN;
  offsets.set(zone, days.set(day, offset));
  return offset;
}

/** The calendar day `days` after `date`, whatever zone it is read in. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return nameOf(dayNumber(date) + days);
}

/** Days since 1970 by what they are called, and the other way round. A plan asks hundreds of times. */
const numbers = new Map<LocalDate, number>();
const names = new Map<number, LocalDate>();

function dayNumber(date: LocalDate): number {
  const known = numbers.get(date);
  if (known !== undefined) return known;
  const number = Math.floor(Date.parse(date) / DAY);
  numbers.set(date, number);
  return number;
}

function nameOf(day: number): LocalDate {
  const known = names.get(day);
  if (known !== undefined) return known;
  const name = new Date(day * DAY).toISOString().slice(0, 10);
  names.set(day, name);
  return name;
}

/** The day that calendars show at a wall time, as if in UTC. */
function dayOf(wall: number): LocalDate {
  return nameOf(Math.floor(wall / DAY));
}

/** ISO's weekday: Monday is 1. The first of January 1970 was a Thursday. */
export function weekdayOf(date: LocalDate): number {
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

/** Zones have skipped whole days (Samoa, 30 December 2011): nothing can be due on such a day. */
function dayExists(date: LocalDate, zone: string): boolean {
  return localDate(atLocal(date, 12 * 60, zone), zone) === date;
}

function nearestDay(from: LocalDate, step: 1 | -1, fits: (date: LocalDate) => boolean): LocalDate {
  let date = addDays(from, step);
  while (!fits(date)) date = addDays(date, step);
  return date;
}

/** The first instant after `date` in every one of `zones`: only then the day is over for everyone concerned. */
export function dayIsOver(date: LocalDate, ...zones: readonly string[]): Date {
  const midnights = zones.map((zone) =>
    atLocal(
      nearestDay(date, 1, (day) => dayExists(day, zone)),
      0,
      zone,
    ),
  );
  return new Date(Math.max(...midnights.map(Number)));
}

function wakingDay(date: LocalDate, { zone, waking }: Settings): { from: Date; to: Date } {
  let to = atLocal(date, waking.to, zone);
  // A change of clocks can skip the end of a day (Nuuk goes from 22:59 to midnight): then it ends before the change.
  while (wallAt(to, zone) > dayNumber(date) * DAY + waking.to * MINUTE) to = after(to, -MINUTE);
  return { from: atLocal(date, waking.from, zone), to };
}

/** Whether the member is awake by their settings; both ends of the waking hours count. */
export function isWaking(instant: Date, settings: Settings): boolean {
  const { from, to } = wakingDay(localDate(instant, settings.zone), settings);
  return from <= instant && instant <= to;
}

/** `instant` where the member is awake, or else when they next wake. */
export function laterInWakingHours(instant: Date, settings: Settings): Date {
  const date = localDate(instant, settings.zone);
  const today = wakingDay(date, settings);
  if (instant <= today.to) return latest(instant, today.from);
  return startOfWaking(date, settings);
}

/** When the member wakes on the day after `date`. */
function startOfWaking(date: LocalDate, settings: Settings): Date {
  const next = nearestDay(date, 1, (day) => dayExists(day, settings.zone));
  return wakingDay(next, settings).from;
}

/** `instant` where the member is awake, or else the last moment before it at which they were. */
export function earlierInWakingHours(instant: Date, settings: Settings): Date {
  const date = localDate(instant, settings.zone);
  const today = wakingDay(date, settings);
  if (instant >= today.from) return instant <= today.to ? instant : today.to;
  const previous = nearestDay(date, -1, (day) => dayExists(day, settings.zone));
  return wakingDay(previous, settings).to;
}

const publicHolidays = new Map<string, ReadonlySet<LocalDate>>();

/** The public holidays of a country in a year; reading them from the tables takes a while, so they are kept. */
function holidaysOf(country: string, year: number): ReadonlySet<LocalDate> {
  const key = `${country} ${year}`;
  const known = publicHolidays.get(key);
  if (known) return known;
  const days = new Set<LocalDate>();
  for (const holiday of new Holidays(country).getHolidays(year)) {
    if (holiday.type !== 'public') continue;
    const length = Math.max(1, Math.round((holiday.end.getTime() - holiday.start.getTime()) / DAY));
    for (let day = 0; day < length; day++) days.add(addDays(holiday.date.slice(0, 10), day));
  }
  publicHolidays.set(key, days);
  return days;
}

/** The countries whose public holidays are known: their English names by ISO 3166 code. */
export function countries(): Record<string, string> {
  return new Holidays().getCountries('en');
}

/** Whether offices are open: not the member's weekend, nor a public holiday of their country where they named one. */
export function isBusinessDay(date: LocalDate, { zone, weekend, country }: Settings): boolean {
  if (weekend.includes(weekdayOf(date))) return false;
  if (country && holidaysOf(country, Number(date.slice(0, 4))).has(date)) return false;
  return dayExists(date, zone);
}

/** The `count`-th business day after `date`; `date` itself never counts. */
export function businessDayAfter(date: LocalDate, count: number, settings: Settings): LocalDate {
  let day = date;
  for (let passed = 0; passed < count; passed++) {
    day = nearestDay(day, 1, (candidate) => isBusinessDay(candidate, settings));
  }
  return day;
}

/** "Thursday, 26 November", with the year where it is not the year of `now`. */
export function sayDate(date: LocalDate, now?: Date): string {
  const sameYear = !now || date.startsWith(String(now.getUTCFullYear()));
  return format(new TZDate(`${date}T00:00:00Z`, 'UTC'), sameYear ? 'EEEE, d MMMM' : 'EEEE, d MMMM yyyy');
}

/** "Thursday, 26 November at 10:00" as clocks in `zone` show it. */
export function sayInstant(instant: Date, zone: string, now?: Date): string {
  return `${sayDate(localDate(instant, zone), now)} at ${sayTime(instant, zone)}`;
}

/** "10:00" as clocks in `zone` show it. */
export function sayTime(instant: Date, zone: string): string {
  return format(new TZDate(instant.getTime(), zone), 'HH:mm');
}
