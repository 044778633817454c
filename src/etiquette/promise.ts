import { addDays, atLocal, localDate, TEN_O_CLOCK } from './calendar.ts';

/** Advice 2: material with no time of its own is due on the morning after the interview, in the member's zone. */
export function usualDue(startsAt: Date, zone: string): Date {
  return atLocal(addDays(localDate(startsAt, zone), 1), TEN_O_CLOCK, zone);
}
