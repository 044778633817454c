/** Calendar days and wall clocks -> instants, safe across every change of offset. */

import { tzOffset } from '@date-fns/tz';
import type { LocalDate } from '../etiquette/facts.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A time on a wall clock: hours 0-23, minutes 0-59. */
export type WallTime = { hour: number; minute: number };

/** The day `days` after `date` (before it, when negative). */
export function addDays(date: LocalDate, days: number): LocalDate {
  return dayOf(Date.parse(date) + days * DAY);
}

/** Days from `from` to `to`. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}

/** ISO's weekday of a day: Monday is 1. */
export function weekdayOf(date: LocalDate): number {
  return new Date(date).getUTCDay() || 7;
}

/** The day, or undefined when the calendar has no such day (31 February). */
export function localDate(year: number, month: number, day: number): LocalDate | undefined {
  if (year < 1000 || year > 9999) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? dayOf(date.getTime()) : undefined;
}

/** What the calendar and the wall clock of `zone` show at an instant. */
export function wallClock(instant: Date, zone: string): WallTime & { date: LocalDate } {
  const shown = new Date(instant.getTime() + offsetAt(instant.getTime(), zone));
  return { date: dayOf(shown.getTime()), hour: shown.getUTCHours(), minute: shown.getUTCMinutes() };
}

/**
 * The instant at which the wall clock of `zone` shows `time` on `date`; where it does so twice (autumn), the first.
 * Undefined where it never does: the hour, or the day, that a change of offset skips.
 */
export function instantOf(date: LocalDate, time: WallTime, zone: string): Date | undefined {
  const wall = Date.parse(date) + (time.hour * 60 + time.minute) * MINUTE;
  const instants = [wall - DAY, wall + DAY]
    .map((near) => wall - offsetAt(near, zone))
    .filter((instant) => instant + offsetAt(instant, zone) === wall);
  return instants.length > 0 ? new Date(Math.min(...instants)) : undefined;
}

/** Milliseconds that the wall clock of `zone` is ahead of UTC. */
export function offsetAt(instant: number, zone: string): number {
  return tzOffset(zone, new Date(instant)) * MINUTE;
}

function dayOf(milliseconds: number): LocalDate {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
