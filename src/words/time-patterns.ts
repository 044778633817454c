/** The ways to say a time of day, and how long something takes. */

import { phrase } from './boundaries.ts';
import type { Meaning, Pattern, Time } from './phrases.ts';

const HOURS = [
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const HALF = ' ?(?:[ap]\\.?m\\b\\.?)|[ap]\\b';
const WORD = `(?<word>${HOURS.join('|')})`;
const MINUTES: Readonly<Record<string, number>> = {
  ...{ five: 5, ten: 10, fifteen: 15, twenty: 20, 'twenty-five': 25 },
  ...{ thirty: 30, forty: 40, 'forty-five': 45, fifty: 50, 'fifty-five': 55 },
};
const MINUTE_WORD = '(?:twenty|forty|fifty)(?:[ -]five)?|five|ten|fifteen|thirty';
const CLOCK = (n: number) => `(?<hour${n}>\\d{1,2})(?:[:.](?<minute${n}>\\d{2}))?(?<half${n}>${HALF})?`;

export const TIME_PATTERNS: readonly Pattern[] = [
  { pattern: phrase(`(?:at |@ ?)?(?<hour>\\d{1,2})(?:[:.](?<minute>\\d{2}))?(?<half>${HALF})`), read: clock },
  {
    pattern: phrase(
      '(?:at |@ ?)?(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::\\d{2}(?:\\.\\d{1,6})?)?(?: ?(?:hs?|hrs?|uhr))?',
    ),
    read: clock,
  },
  {
    pattern: phrase('(?:at |@ ?)?(?<hour>\\d{1,2})\\.(?<minute>\\d{2})(?: ?(?:hs?|hrs?|uhr))?'),
    read: dotted,
  },
  // `330pm`
  { pattern: phrase(`(?:at |@ ?)?(?<hour>\\d{1,2})(?<minute>\\d{2})(?<half>${HALF})`), read: clock },
  { pattern: phrase("(?:at |@ ?)?(?<hour>\\d{1,2})(?: ?o'? ?clock| ?uhr| sharp)"), read: clock },
  // No interview takes that long.
  { pattern: phrase('(?:at |@ ?)?(?<hour>1[3-9]|2[0-3])h(?! ago)'), read: clock },
  { pattern: phrase('(?:at |@ ?)?(?<hour>\\d{1,2})h(?<minute>\\d{2})'), read: clock },
  { pattern: phrase('(?:at |@ ?)(?<hour>\\d{1,2})h?'), read: clock },
  { pattern: phrase('(?:at |@ ?)(?<hour>\\d{2})(?<minute>\\d{2})(?: ?(?:h|hrs?|hours))?'), read: clock },
  { pattern: phrase('(?<hour>\\d{2})(?<minute>\\d{2}) ?(?:h|hrs?|hours)'), read: clock },
  { pattern: phrase(`(?:at )?${WORD}(?<half> ?(?:[ap]\\.?m\\b\\.?)| o'?clock)`), read: spelled },
  { pattern: phrase(`at ${WORD}`), read: spelledAlone },
  {
    pattern: phrase(`(?:at )?${WORD}[ -](?<minutes>${MINUTE_WORD})(?<half>${HALF})?`),
    read: spelled,
  },
  {
    pattern: phrase(
      `(?:at )?(?<minutes>${MINUTE_WORD}|\\d{1,2}) (?:minutes )?past (?:(?<hour>\\d{1,2})|${WORD})(?<half>${HALF})?`,
    ),
    read: minutesPast,
  },
  {
    pattern: phrase(
      `(?:at |from )?(?<minutes>${MINUTE_WORD}) (?:minutes )?to (?:(?<hour>\\d{1,2})|${WORD})(?<half>${HALF})?`,
    ),
    read: minutesTo,
  },
  {
    pattern: phrase(
      `(?:at )?(?:a )?(?<part>half past|quarter (?:past|after)|quarter (?:to|of|till?)) (?:(?<hour>\\d{1,2})|${WORD})(?<half>${HALF})?`,
    ),
    read: partOfHour,
  },
  { pattern: phrase(`(?:at )?half[ -](?:(?<hour>\\d{1,2})|${WORD})(?<half>${HALF})?`), read: halfAlone },
  {
    pattern: phrase('(?:at )?(?:12 )?(?:noon|midday)'),
    read: () => ({ is: 'time', time: { hour: 12, minute: 0, half: 'pm' } }),
  },
  { pattern: phrase('(?:at )?midnight'), read: () => unclear('midnight') },
  {
    pattern: phrase(`(?<from>from |at )?${CLOCK(1)} ?(?:-|to|till|until) ?${CLOCK(2)}(?<uhr> ?uhr)?`),
    read: range,
  },
  { pattern: phrase('in the (?<part>morning|afternoon|evening)'), read: part },
  { pattern: phrase('first thing'), read: () => ({ is: 'part', part: 'morning' }) },
  {
    pattern: phrase('(?:(?:at|over|around|after) )?lunch ?time|(?:at|over|around|after) lunch'),
    read: () => ({ is: 'part', part: 'afternoon' }),
  },
  { pattern: phrase('(?<hours>\\d)[.,](?<tenths>\\d)5? ?(?:hours?|hrs?|h)'), read: decimalHours },
  {
    pattern: phrase('(?<hours>\\d) ?h(?:ours?|rs?)? (?:and )?(?<minutes>\\d{2}) ?m(?:in(?:ute)?s?)?'),
    read: hoursAndMinutes,
  },
  {
    pattern: phrase('(?:one|an) and a half hours'),
    read: () => ({ is: 'length', minutes: 90 }),
  },
  {
    // 3M is a company.
    pattern: phrase('(?<minutes>\\d{1,3})-?(?:minutes?|mins?)|(?<m>(?<=for )\\d|\\d{2,3})-?m'),
    read: ({ groups }) => ({ is: 'length', minutes: Number(groups?.minutes ?? groups?.m) }),
  },
];

function clock({ 0: text, groups }: RegExpMatchArray): Meaning {
  return timeOr(text, groups?.hour, groups?.minute, groups?.half);
}

/** `15.30` is a time, `25.11` a day; `12.11` can be both. */
function dotted({ 0: text, groups }: RegExpMatchArray): Meaning | undefined {
  const [hour, minute] = [Number(groups?.hour), Number(groups?.minute)];
  if (hour <= 23 && minute <= 59 && (minute === 0 || minute > 12 || /^(?:at|@)/i.test(text)))
    return clock2(text, hour, minute);
  if (hour > 31 || minute > 12) return undefined;
  return {
    is: 'unclear',
    ask: `"${text}" can be a time or a day. Write the day as 2026-11-25 and the time as 15:00.`,
  };
}

function clock2(text: string, hour: number, minute: number): Meaning {
  return timeOr(text, String(hour), String(minute).padStart(2, '0'));
}

function timeOr(text: string, hour?: string, minute?: string, half?: string): Meaning {
  const time = timeOf(hour, minute, half);
  return time ? { is: 'time', time } : unclear(text);
}

/** A time from its digits; undefined for 25:00, 10:75 and 15am. A leading zero (`03:00`) says that the clock has 24 hours. */
function timeOf(hour = '', minute = '0', half = ''): Time | undefined {
  const time = { hour: Number(hour), minute: Number(minute) };
  if (time.hour > 23 || time.minute > 59) return undefined;
  const letter = half.trim().slice(0, 1).toLowerCase();
  if (letter === 'p') return time.hour === 0 ? undefined : { ...time, half: 'pm' };
  if (letter === 'a') return time.hour > 12 ? undefined : { ...time, half: 'am' };
  if (hour.length === 2 && hour.startsWith('0')) return { ...time, half: 'am' };
  return time;
}

type Groups = RegExpMatchArray['groups'];

function spelled({ 0: text, groups }: RegExpMatchArray): Meaning {
  const half = /^ ?[ap]/i.test(groups?.half ?? '') ? groups?.half : '';
  return timeOr(text, String(hourIn(groups)), String(minutesIn(groups)), half);
}

/** `at Two Sigma` is no time. */
function spelledAlone(match: RegExpMatchArray): Meaning | undefined {
  const { 0: text, index = 0, input = '' } = match;
  const isName = /^at \p{Lu}/u.test(text) && /^ \p{Lu}/u.test(input.slice(index + text.length));
  return isName ? undefined : spelled(match);
}

function hourIn(groups: Groups): number {
  return groups?.hour ? Number(groups.hour) : HOURS.indexOf((groups?.word ?? '').toLowerCase()) + 1;
}

function minutesIn(groups: Groups): number {
  const said = (groups?.minutes ?? '0').toLowerCase().replace(' ', '-');
  return MINUTES[said] ?? Number(said);
}

function partOfHour({ 0: text, groups }: RegExpMatchArray): Meaning {
  const said = (groups?.part ?? '').toLowerCase();
  if (/(?:to|of|till?)$/.test(said)) return minutesBefore(text, groups, 15);
  return timeOr(text, String(hourIn(groups)), said === 'half past' ? '30' : '15', groups?.half);
}

/** `half two` is 14:30 to the British, and 13:30 to others who write English. */
function halfAlone({ 0: text, groups }: RegExpMatchArray): Meaning {
  const time = timeOf(String(hourIn(groups)), '30', groups?.half);
  return time ? { is: 'time', time: { ...time, isBritish: true } } : unclear(text);
}

function minutesPast({ 0: text, groups }: RegExpMatchArray): Meaning {
  return timeOr(text, String(hourIn(groups)), String(minutesIn(groups)), groups?.half);
}

/** `from ten to three` are hours. */
function minutesTo({ 0: text, groups }: RegExpMatchArray): Meaning {
  const isFor = /^at /i.test(text) || minutesIn(groups) > 12;
  return isFor ? minutesBefore(text, groups, minutesIn(groups)) : unclear(text);
}

/** Before 12pm it is morning. */
function minutesBefore(text: string, groups: Groups, minutes: number): Meaning {
  const hour = hourIn(groups);
  const time = timeOf(String(hour === 1 ? 12 : hour - 1), String(60 - minutes), groups?.half);
  if (!time) return unclear(text);
  const other = time.half === 'am' ? 'pm' : 'am';
  return { is: 'time', time: time.half && hour === 12 ? { ...time, half: other } : time };
}

/** `3-4pm`, `from 2 to 3`: needs a sign of being times; `7-11` alone is none. */
function range({ 0: text, groups }: RegExpMatchArray): Meaning | undefined {
  const said =
    groups?.from ?? groups?.minute1 ?? groups?.minute2 ?? groups?.half1 ?? groups?.half2 ?? groups?.uhr;
  if (!said) return undefined;
  // Ten minutes to three, or five hours.
  if (/^at (?:5|10|20) (?:to|till) \d{1,2}(?!\d|:)/i.test(text)) return unclear(text);
  const end = timeOf(groups?.hour2, groups?.minute2, groups?.half2);
  const time = timeOf(groups?.hour1, groups?.minute1, groups?.half1);
  if (!time || !end) return unclear(text);
  if (time.half || !end.half) return { is: 'time', time, end };
  const sameHalf = time.hour % 12 <= end.hour % 12;
  const half = sameHalf ? end.half : end.half === 'pm' ? 'am' : 'pm';
  return { is: 'time', time: { ...time, half }, end };
}

function part({ groups }: RegExpMatchArray): Meaning {
  const said = (groups?.part ?? '').toLowerCase();
  return {
    is: 'part',
    part: said === 'morning' ? 'morning' : said === 'afternoon' ? 'afternoon' : 'evening',
  };
}

function decimalHours({ groups }: RegExpMatchArray): Meaning {
  return { is: 'length', minutes: Math.round(Number(`${groups?.hours}.${groups?.tenths}`) * 60) };
}

function hoursAndMinutes({ groups }: RegExpMatchArray): Meaning {
  return { is: 'length', minutes: Number(groups?.hours) * 60 + Number(groups?.minutes) };
}

function unclear(text: string): Meaning {
  return { is: 'unclear', ask: `I cannot tell the time from "${text.trim()}". Write it as 3pm or 15:00.` };
}
