/** The weeks of a digest: from Monday to Monday in its zone, each told of when a whole week more has passed. */
import { addDays, atLocal, localDate, TEN_O_CLOCK, weekdayOf } from '../etiquette/calendar.ts';
import type { LocalDate } from '../etiquette/facts.ts';

/** `from` counts, `to` does not. It is told of at `at`, or as soon as can be before `until`, or else never. */
export type Week = { monday: LocalDate; from: Date; to: Date; at: Date; until: Date };

/** What is known of a digest: what began before `since` is not its to tell, and it is done with `lastWeek`, by its Monday. */
export type Progress = { zone: string; since: Date; lastWeek?: LocalDate | undefined };

/** The week itself, and the one by which it is late: told of at once, a day tells who it was to whoever saw them leave early. */
const TOLD_AFTER_DAYS = 14;
/** News of the week before last is of no interest from Wednesday on. */
const TRIED_FOR_DAYS = 2;

/** The week that begins on a Monday in an IANA zone. */
export function weekOf(monday: LocalDate, zone: string): Week {
  const at = (days: number, minutes: number) => atLocal(addDays(monday, days), minutes, zone);
  return {
    monday,
    from: at(0, 0),
    to: at(7, 0),
    at: at(TOLD_AFTER_DAYS, TEN_O_CLOCK),
    until: at(TOLD_AFTER_DAYS + TRIED_FOR_DAYS, TEN_O_CLOCK),
  };
}

/** The week that is to be told of next: now, where its `at` has come. No week is ever told of twice, nor in part. */
export function nextWeek({ zone, since, lastWeek = '' }: Progress, now: Date): Week {
  const today = localDate(now, zone);
  let week = weekOf(addDays(today, 1 - weekdayOf(today) - TOLD_AFTER_DAYS), zone);
  while (week.until <= now || week.from < since || week.monday <= lastWeek)
    week = weekOf(addDays(week.monday, 7), zone);
  return week;
}
