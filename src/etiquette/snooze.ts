/** Later, but never past the point where a nudge loses its sense. */
import {
  addDays,
  after,
  atLocal,
  businessDayAfter,
  earlierInWakingHours,
  HOUR,
  laterInWakingHours,
  localDate,
  MINUTE,
  TEN_O_CLOCK,
} from './calendar.ts';
import type { Delivery, Rule, Settings } from './facts.ts';
import type { Nudge } from './nudge.ts';

export const SNOOZES = ['hour', 'evening', 'morning', 'workday'] as const;
export type Snooze = (typeof SNOOZES)[number];

const EVENING = 18 * 60;
const MORNING = 9 * 60;
/** There must be time left to act on what was snoozed. */
const ROOM_TO_ACT = 30 * MINUTE;
const PRESSING: readonly Rule[] = ['closing', 'thank-you', 'thank-you-last-call', 'material'];
const IN_OFFICE_HOURS: readonly Rule[] = ['check-in', 'moving-on'];

/** What one tap on Snooze means: an hour where time presses, tomorrow morning otherwise, and nobody asks on a weekend. */
export function usualSnooze(rule: Rule): Snooze {
  if (IN_OFFICE_HOURS.includes(rule)) return 'workday';
  return PRESSING.includes(rule) ? 'hour' : 'morning';
}

/** When a snoozed nudge comes back, in the member's zone and waking hours; undefined when that would be too late. */
export function snoozedUntil(
  nudge: Nudge,
  choice: Snooze | Date,
  settings: Settings,
  now: Date,
): Date | undefined {
  const wished = laterInWakingHours(wish(choice, settings, now), settings);
  const lastChance = nudge.until && after(nudge.until, -ROOM_TO_ACT);
  if (!lastChance || wished <= lastChance) return wished;
  const earlier = earlierInWakingHours(lastChance, settings);
  return earlier > after(now, ROOM_TO_ACT) ? earlier : undefined;
}

/** Until when a delivery is put off; a snooze that was over when it came has had its effect. */
export function putOffUntil({ snoozedUntil, sentAt }: Delivery): Date | undefined {
  return snoozedUntil && sentAt && snoozedUntil <= sentAt ? undefined : snoozedUntil;
}

function wish(choice: Snooze | Date, settings: Settings, now: Date): Date {
  const { zone } = settings;
  if (choice instanceof Date) return choice > now ? choice : after(now, HOUR);
  const today = localDate(now, zone);
  if (choice === 'hour') return after(now, HOUR);
  if (choice === 'morning') return atLocal(addDays(today, 1), MORNING, zone);
  if (choice === 'workday') return atLocal(businessDayAfter(today, 1, settings), TEN_O_CLOCK, zone);
  const evening = atLocal(today, EVENING, zone);
  return evening > now ? evening : atLocal(addDays(today, 1), EVENING, zone);
}
