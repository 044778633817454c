/** A time as it was said -> hours and minutes on a wall clock, or a question where it can mean two. */

import type { Read } from './command.ts';
import type { WallTime } from './instant.ts';
import type { DayPart, Time } from './phrases.ts';

/** Where `half two` is half past two, and nothing else. */
const SPEAKS_BRITISH = /^(?:Europe\/(?:London|Dublin|Belfast|Jersey|Guernsey|Isle_of_Man)|GB)$/;

/** People are interviewed by day: 8 to 11 is the morning, 12 to 6 the afternoon, and 7 may be either. */
export function wallTime(time: Time, part: DayPart | undefined, home: string): Read<WallTime> {
  const { hour, minute } = time;
  if (time.isBritish && !SPEAKS_BRITISH.test(home))
    return { ask: `Is that ${hour - 1 || 12}:30 or ${hour}:30? Write the time as 3pm or 15:00.` };
  const am = { value: { hour: hour === 12 && time.half === 'am' ? 0 : hour, minute } };
  const pm = { value: { hour: hour < 12 ? hour + 12 : hour, minute } };
  if (time.half === 'am' && hour === 12) return { ask: 'Is that noon or midnight? Write 12:00 or 00:00.' };
  const said = time.half ? (time.half === 'am' ? am : pm) : undefined;
  if (part) return inPart(part, said ?? (part === 'morning' ? am : pm));
  if (said) return said;
  if (hour === 0 || hour > 12) return { value: { hour, minute } };
  if (hour === 7) return { ask: 'Is that 7 in the morning or in the evening? Write 7am or 7pm.' };
  return hour >= 8 && hour !== 12 ? am : pm;
}

export const PART_UNCLEAR = 'I cannot tell the time of day from that. Write it as 3pm or 15:00.';
const PARTS = { morning: [5, 13], afternoon: [12, 19], evening: [16, 24] } as const;

/** `tonight at 12` and `tomorrow night at 2` can belong to the day after: asked. */
function inPart(part: DayPart, read: { value: WallTime }): Read<WallTime> {
  const [from, to] = PARTS[part];
  return read.value.hour >= from && read.value.hour < to ? read : { ask: PART_UNCLEAR };
}
