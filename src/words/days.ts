/** A day as it was said -> a day of the calendar, or a question where it can mean two. */

import type { LocalDate } from '../etiquette/facts.ts';
import type { Read } from './command.ts';
import { addDays, daysBetween, localDate, weekdayOf } from './instant.ts';
import type { Day } from './phrases.ts';

/** Whether an interview is told of as one that was; `unsaid` looks ahead, `both` asks. */
export type Tense = 'unsaid' | 'past' | 'both';

/** A day without a year is looked for this far ahead and back; anything else needs its year. */
const DAYS_AHEAD = 240;
const DAYS_BACK = 60;

const FRIDAY = 5;

type Numeric = Extract<Day, { is: 'numeric' }>;
type Relative = Extract<Day, { is: 'relative' }>;
type Weekday = Extract<Day, { is: 'weekday' }>;
type CalendarDate = Extract<Day, { is: 'date' }>;

/**
 * The day of an interview.
 * @param over true when the time that goes with it has passed today
 */
export function interviewDay(day: Day, today: LocalDate, tense: Tense, over: boolean): Read<LocalDate> {
  switch (day.is) {
    case 'relative':
      return day.isWorking ? workingDay(day.days, today) : { value: addDays(today, day.days) };
    case 'weekday':
      return weekdayOfInterview(day, today, tense, over);
    case 'date':
      return nearest(day, today, tense);
    case 'numeric':
      return eitherOrder(day, (date) => nearest(date, today, tense));
    case 'day-of-month':
      return dayOfMonth(day.day, today, tense);
    case 'end-of':
      return { ask: `Which day of that ${day.unit} is it? For example \`${today} 15:00\`.` };
  }
}

/**
 * The day by which something is due, never before `from`. A weekday is the first one after it.
 * @param from the day of the interview, or today where there is none
 */
export function deadlineDay(day: Day, today: LocalDate, from: LocalDate): Read<LocalDate> {
  const later = from > today ? from : today;
  const read = ((): Read<LocalDate> => {
    switch (day.is) {
      case 'relative':
        return day.counted ? countedDay(day, today, from) : { value: addDays(today, day.days) };
      case 'weekday':
        return weekdayOfDeadline(day, today, from);
      case 'date':
        return firstFrom(day, from);
      case 'numeric':
        return eitherOrder(day, (date) => firstFrom(date, from));
      case 'day-of-month':
        return firstDayOfMonth(day.day, later);
      case 'end-of':
        return day.unit === 'week' ? oneOf(inWeek(FRIDAY, today, day.ahead)) : endOfMonth(today, day.ahead);
    }
  })();
  if ('value' in read && read.value < today && (day.is === 'relative' || day.is === 'end-of'))
    return { ask: `${spell(read.value)} is over. Which day is meant?` };
  if ('value' in read && read.value < from)
    return { ask: `${spell(read.value)} lies before ${spell(from)}. Which day is meant?` };
  return read;
}

/** Whoever is awake before this hour may not have begun the new day. */
const NIGHT_ENDS = 4;

/** `tomorrow`, written at one in the night: the day that the calendar calls so, or the one after the night. */
export function afterMidnight(
  days: readonly Day[],
  { date, hour }: { date: LocalDate; hour: number },
): { ask: string } | undefined {
  const [day, ...others] = days;
  if (hour >= NIGHT_ENDS || day?.is !== 'relative' || day.counted || others.length > 0) return undefined;
  // Today's night is today's, and last night's evening is yesterday's.
  if (day.days === 0 || (day.days < 0 && day.part)) return undefined;
  const read = oneOf([addDays(date, day.days - 1), addDays(date, day.days)]);
  return 'ask' in read ? read : undefined;
}

/** Told so long after it, an interview is no longer what "in two weeks" is counted from for sure. */
const LONG_AGO = 3;

function countedDay({ days, isWorking }: Relative, today: LocalDate, from: LocalDate): Read<LocalDate> {
  const later = from > today ? from : today;
  if (isWorking) return workingDay(days, later);
  const read = { value: addDays(later, days) };
  return daysBetween(from, today) > LONG_AGO ? oneOf([addDays(from, days), read.value]) : read;
}

/** Which days are holidays where they work, nobody here knows: the day is named, and asked. */
function workingDay(count: number, from: LocalDate): { ask: string } {
  let [day, left] = [from, count];
  while (left > 0) {
    day = addDays(day, 1);
    if (weekdayOf(day) <= FRIDAY) left -= 1;
  }
  return { ask: `By which day is that? With no holiday between it is ${spell(day)}: write \`by ${day}\`.` };
}

/** `Friday 2026-11-27` */
export function spell(date: LocalDate): string {
  const name = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'][
    weekdayOf(date) - 1
  ];
  return `${name} ${date}`;
}

/** Asks between days, or takes the only one. */
export function oneOf(days: LocalDate[]): Read<LocalDate> {
  const [first, ...others] = [...new Set(days)].sort();
  if (first && others.length === 0) return { value: first };
  return {
    days: [...new Set(days)],
    ask: `That can mean ${[first, ...others].map((date) => spell(date ?? '')).join(' or ')}. Write the one you mean, like ${first}.`,
  };
}

function weekdayOfInterview(day: Weekday, today: LocalDate, tense: Tense, over: boolean): Read<LocalDate> {
  const ahead = (day.weekday - weekdayOf(today) + 7) % 7;
  const at = (days: number) => addDays(today, days);
  const back = ahead === 0 && over ? 0 : ahead - 7;
  if (day.use === 'bare' || day.use === 'this') {
    if (tense === 'past') return { value: at(back) };
    if (tense === 'both') return oneOf([at(back), at(ahead)]);
    if (ahead === 0 && over) return oneOf([at(0), at(7)]);
    // "this Monday", said on a Wednesday, is as likely the one that was
    return day.use === 'this' && day.weekday < weekdayOf(today)
      ? oneOf([at(ahead - 7), at(ahead)])
      : { value: at(ahead) };
  }
  return weekdayByUse(day, today);
}

function weekdayByUse(day: Weekday, today: LocalDate): Read<LocalDate> {
  const ahead = (day.weekday - weekdayOf(today) + 7) % 7;
  const at = (days: number) => addDays(today, days);
  switch (day.use) {
    case 'next':
      return oneOf([at(ahead || 7), ...inWeek(day.weekday, today, 1)]);
    case 'last':
      return oneOf([at(ahead - 7), ...inWeek(day.weekday, today, -1)]);
    case 'next-week':
      return oneOf(inWeek(day.weekday, today, 1));
    case 'last-week':
      return oneOf(inWeek(day.weekday, today, -1));
    case 'past':
      return { value: at(ahead - 7) };
    case 'week-later':
      return { value: at(ahead + 7) };
    default:
      return { value: at(ahead || 7) };
  }
}

/** A weekday of the week `weeks` after this one, for those who start weeks on Monday and those who do on Sunday. */
function inWeek(weekday: number, today: LocalDate, weeks: number): LocalDate[] {
  const fromMonday = weekday - weekdayOf(today);
  const fromSunday = (weekday % 7) - (weekdayOf(today) % 7);
  return [addDays(today, fromMonday + 7 * weeks), addDays(today, fromSunday + 7 * weeks)];
}

function weekdayOfDeadline(day: Weekday, today: LocalDate, from: LocalDate): Read<LocalDate> {
  if (day.use !== 'bare' && day.use !== 'this' && day.use !== 'coming') return weekdayByUse(day, today);
  const ahead = (day.weekday - weekdayOf(from) + 7) % 7;
  const first = addDays(from, ahead);
  if (ahead === 0) return oneOf([first, addDays(first, 7)]);
  if (first >= today) return { value: first };
  return oneOf([first, addDays(today, (day.weekday - weekdayOf(today) + 7) % 7)]);
}

function eitherOrder(day: Numeric, read: (date: CalendarDate) => Read<LocalDate>): Read<LocalDate> {
  const monthFirst = read({ is: 'date', year: day.year, month: day.first, day: day.second });
  const dayFirst = read({ is: 'date', year: day.year, month: day.second, day: day.first });
  if (!('value' in monthFirst)) return monthFirst;
  return 'value' in dayFirst ? oneOf([monthFirst.value, dayFirst.value]) : dayFirst;
}

function nearest(date: CalendarDate, today: LocalDate, tense: Tense): Read<LocalDate> {
  if (date.year !== undefined) return exact(date, date.year);
  const days = inYearsAround(date, today).filter((day) => {
    const distance = daysBetween(today, day);
    return tense === 'past'
      ? distance <= 0 && distance > -365
      : distance >= -DAYS_BACK && distance <= DAYS_AHEAD;
  });
  return days.length === 1 ? oneOf(days) : whichYear(date);
}

function firstFrom(date: CalendarDate, from: LocalDate): Read<LocalDate> {
  if (date.year !== undefined) return exact(date, date.year);
  const first = inYearsAround(date, from).find((day) => day >= from);
  return first && daysBetween(from, first) <= DAYS_AHEAD ? { value: first } : whichYear(date);
}

function inYearsAround(date: CalendarDate, around: LocalDate): LocalDate[] {
  const year = Number(around.slice(0, 4));
  return [year - 1, year, year + 1].flatMap((one) => localDate(one, date.month, date.day) ?? []);
}

function exact(date: CalendarDate, year: number): Read<LocalDate> {
  const day = localDate(year, date.month, date.day);
  return day ? { value: day } : whichYear(date);
}

function whichYear({ month, day }: CalendarDate): Read<LocalDate> {
  const two = (n: number) => String(n).padStart(2, '0');
  return {
    ask: `Which year is meant by the ${day}.${month}.? Write it with the year, YYYY-${two(month)}-${two(day)}.`,
  };
}

/** "the 25th": this month's when it is still to come; when it has passed, that one or the next month's. */
function endOfMonth(today: LocalDate, ahead: number): Read<LocalDate> {
  const [year = 0, month = 0] = today.split('-').map(Number);
  return { value: new Date(Date.UTC(year, month + ahead, 0)).toISOString().slice(0, 10) };
}

function dayOfMonth(day: number, today: LocalDate, tense: Tense): Read<LocalDate> {
  const ahead = firstDayOfMonth(day, today);
  const passed = lastDayOfMonth(day, today);
  if (tense === 'past') return passed;
  if (!('value' in ahead) || !('value' in passed)) return ahead;
  const thisMonth = ahead.value.slice(0, 7) === today.slice(0, 7);
  return tense === 'unsaid' && thisMonth ? ahead : oneOf([passed.value, ahead.value]);
}

function firstDayOfMonth(day: number, from: LocalDate): Read<LocalDate> {
  return scan(day, from, 1);
}

function lastDayOfMonth(day: number, from: LocalDate): Read<LocalDate> {
  return scan(day, from, -1);
}

/** No two months without a 31st follow each other, and February alone lacks a 30th: 62 days hold every number. */
function scan(day: number, from: LocalDate, step: 1 | -1): Read<LocalDate> {
  for (let days = 0; days <= 62; days += 1) {
    const date = addDays(from, days * step);
    if (Number(date.slice(8)) === day) return { value: date };
  }
  return { ask: `There is no ${day}th in these months. Write the day as 2026-11-25.` };
}
