import type { LocalDate } from '../etiquette/facts.ts';
import type { Command, Context, Read } from './command.ts';
import { addDays, wallClock, weekdayOf } from './instant.ts';
import { findPhrases } from './phrases.ts';
import { spelled } from './spelling.ts';
import { readDeadline } from './when.ts';

const HOW = 'Write `/interview pause until 7 December`, `pause for 2 weeks`, or `pause off` to go on.';
const LENGTH =
  /^(?:for )?(?:the next )?(an?|one|two|three|four|ten|\d{1,2}) (day|week|wk|fortnight|month)s?$/i;
const NUMBERS: Record<string, number> = { a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, ten: 10 };
const DAYS: Record<string, number> = { day: 1, week: 7, wk: 7, fortnight: 14, month: 30 };

/**
 * `pause`, `pause until 7 December`, `pause for 2 weeks`, `pause off`: the first day on which reminders come again. Undefined
 * where something is called Pause: `Pause Studio, tomorrow 3pm`.
 */
export function pause(words: string, typed: string, context: Context): Command | undefined {
  const rest = spelled(words);
  if (rest === '') return { kind: 'pause' };
  if (/^(?:off|end|stop|over)$/i.test(rest)) return { kind: 'pause', off: true };
  const until =
    /^(?:until|till?|through|for)\b/i.test(rest) || LENGTH.test(rest) ? readEnd(rest, context) : undefined;
  if (until && 'value' in until) return { kind: 'pause', until: until.value };
  const [first] = findPhrases(rest);
  if (!until && first && first.from > 0) return undefined;
  return { kind: 'mistake', say: until?.ask ?? `Until when? ${HOW}`, typed };
}

function readEnd(rest: string, { now, zone }: Context): Read<LocalDate> {
  const today = wallClock(now, zone).date;
  const [, count = '', unit = ''] = LENGTH.exec(rest) ?? [];
  const days = (NUMBERS[count.toLowerCase()] ?? Number(count)) * (DAYS[unit.toLowerCase()] ?? 0);
  if (days > 0) return { value: addDays(today, days) };
  // A week that is waited for begins on its Monday.
  if (/\bnext week$/i.test(rest)) return { value: addDays(today, 8 - weekdayOf(today)) };
  const phrases = findPhrases(rest);
  const read: Read<LocalDate> =
    phrases.length > 0 ? readDeadline(phrases, today, today) : { ask: `Until when? ${HOW}` };
  if ('ask' in read) return read;
  // The end of a week, and "through Friday", are part of the pause.
  const end = /\bend of\b|^through\b/i.test(rest) ? addDays(read.value, 1) : read.value;
  return end > today ? { value: end } : { ask: `That is no day ahead. ${HOW}` };
}
