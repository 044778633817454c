/** Which series of dates can be spelled out: the parser looks without end for the next date of one that has none. */
import ICAL from 'ical.js';

/** Dates that a series names one by one, or leaves out. */
const MOST_DATES = 500;

/** What a rule may hold, and between which intervals, so that a date follows within a few steps, whatever else it says. */
const RULES: Readonly<Record<string, { parts: readonly string[]; interval: number }>> = {
  DAILY: { parts: ['BYDAY'], interval: 366 },
  WEEKLY: { parts: ['BYDAY'], interval: 53 },
  MONTHLY: { parts: ['BYDAY', 'BYMONTHDAY', 'BYSETPOS'], interval: 11 },
  YEARLY: { parts: ['BYDAY', 'BYMONTHDAY', 'BYMONTH', 'BYSETPOS'], interval: 10 },
};
/** The first to the fourth of a month, or counted from its end: every month has them. */
const EVERY_MONTH_HAS = 4;
const SHORTEST_MONTH = 28;

/** Whether the next date of a series is always near. Of another one, as no interview has it, the first date counts. */
export function isPlain(event: ICAL.Component): boolean {
  const rules = event.getAllProperties('rrule').map((property) => property.getFirstValue());
  const named = ['rdate', 'exdate'].flatMap((name) => event.getAllProperties(name));
  const dates = named.reduce((sum, property) => sum + property.getValues().length, 0);
  return dates <= MOST_DATES && rules.length <= 1 && rules.every(isPlainRule);
}

function isPlainRule(rule: unknown): boolean {
  if (!(rule instanceof ICAL.Recur)) return false;
  const { freq, interval, parts } = rule;
  const known = RULES[freq];
  if (!known || interval < 1 || interval > known.interval) return false;
  if (!Object.keys(parts).every((part) => known.parts.includes(part))) return false;
  const { BYDAY = [], BYMONTHDAY = [], BYMONTH = [], BYSETPOS = [] } = parts;
  const days = BYDAY.map(String);
  const isNumbered = days.some((day) => /\d/.test(day));
  const isLookedFor = [BYDAY, BYMONTHDAY].filter((part) => part.length > 0).length;
  return (
    isLookedFor <= 1 &&
    days.every((day) => Math.abs(Number(/^[+-]?\d+/.exec(day)?.[0] ?? 1)) <= EVERY_MONTH_HAS) &&
    within(BYMONTHDAY, SHORTEST_MONTH) &&
    within(BYMONTH, 12) &&
    (BYSETPOS.length === 0 || (days.length > 0 && !isNumbered && within(BYSETPOS, EVERY_MONTH_HAS)))
  );
}

function within(values: readonly unknown[], most: number): boolean {
  return (
    values.length <= most && values.every((value) => Math.abs(Number(value)) <= most && Number(value) !== 0)
  );
}
