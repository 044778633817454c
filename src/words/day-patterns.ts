/** The ways to say a day. */

import { phrase } from './boundaries.ts';
import { localDate } from './instant.ts';
import type { Day, DayPart, Meaning, Pattern, WeekdayUse } from './phrases.ts';

const WEEKDAY =
  '(?<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|wensday|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)';
const MONTH =
  '(?<month>jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const DAY = '(?<day>\\d{1,2})(?:st|nd|rd|th)?';
const PART = '(?: (?<part>morning|afternoon|arvo|evening|night|eve|[ap]m))?';
const COUNT = '(?<count>\\d{1,3}|an?|one|two|three|four|five|six|seven|ten)';

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS_IN: Readonly<Record<string, number>> = { d: 1, w: 7, f: 14 };
const NUMBERS = ['a', 'one', 'two', 'three', 'four', 'five', 'six', 'seven'];

export const DAY_PATTERNS: readonly Pattern[] = [
  relative(`(?:(?:later|earlier) )?(?:today|2day|todya|tdy)(?:'s)?${PART}`, 0),
  relative(`this (?<part>morning|afternoon|arvo|evening)|(?<night>tonight|tonite)`, 0),
  relative(`(?:tomorrow|tommorow|tmrrw|tmrw|tmr|tmw|2moro|2morrow|2mrw)(?:'s)?${PART}`, 1),
  relative(`(?:the )?day after (?:tomorrow|tmrw)${PART}|overmorrow`, 2),
  relative(`(?:yesterday|yday)(?:'s)?${PART}|last (?<night>night)`, -1),
  relative(`(?:the )?day before yesterday${PART}`, -2),
  {
    pattern: phrase(
      `(?:in |after |within )?${COUNT} (?<working>(?:working|business|work) )?(?<unit>days?|weeks?|fortnights?)(?<way> ago| from (?:now|today)| later)?`,
    ),
    read: counted,
  },
  relative('(?:a|1|one) week (?:from )?today|today week', 7),
  relative('(?:a|1|one) week (?:from )?tomorrow|tomorrow week', 8),
  {
    pattern: phrase('within (?<count>24|48|72) ?(?:hours|hrs|h)'),
    read: ({ groups }) => day({ is: 'relative', days: Number(groups?.count) / 24, counted: true }),
  },
  {
    pattern: phrase(
      `(?<ends>(?:it |which |that )?(?:has |have |just |is |was )?(?:ended|finished|over|done) (?:about )?)?(?<in>in )?(?:(?<odd>half an hour|(?:an|one) hour and a half)|${COUNT} ?(?<unit>minutes?|mins?|hours?|hrs?|h)(?:(?: and)? ?(?<more>\\d{1,2}) ?(?:minutes?|mins?|m))?)(?<way> ago| from now)?`,
    ),
    read: elapsed,
  },
  { pattern: phrase(`(?:the )?end of (?:the |this )?(?<unit>week|month)|eow|(?<month>eom)`), read: endOf(0) },
  { pattern: phrase(`(?:the )?(?:end of )?next (?<unit>week|month)`), read: endOf(1) },
  weekday(`${WEEKDAY}${PART}`, 'bare'),
  // Only before a date, which must be that weekday.
  { pattern: phrase('(?<letters>mo|di|mi|do|fr|sa|so)\\.?,?(?= \\d{1,2}\\. ?\\d{1,2}\\.)'), read: inGerman },
  weekday(`this ${WEEKDAY}${PART}`, 'this'),
  weekday(`(?:coming|upcoming|this coming) ${WEEKDAY}${PART}`, 'coming'),
  weekday(`(?:(?:this/)?next|nxt|(?:the )?following) ${WEEKDAY}${PART}`, 'next'),
  weekday(`last ${WEEKDAY}${PART}`, 'last'),
  weekday(`(?:this )?past ${WEEKDAY}${PART}`, 'past'),
  weekday(`${WEEKDAY}${PART},? (?:of )?next week`, 'next-week'),
  weekday(`next week,? (?:on )?${WEEKDAY}${PART}`, 'next-week'),
  weekday(`${WEEKDAY}${PART},? (?:of )?last week`, 'last-week'),
  weekday(`last week,? (?:on )?${WEEKDAY}${PART}`, 'last-week'),
  weekday(`${WEEKDAY} week`, 'week-later'),
  weekday(`(?:a|1|one) week (?:on|from) ${WEEKDAY}`, 'week-later'),
  {
    pattern: phrase(
      '(?:good|black|easter|whit|cyber|super|ash|holy|maundy) (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)',
    ),
    read: ({ 0: text }) => ({ is: 'unclear', ask: `Which date is ${text}? Write it as 2026-11-25 15:00.` }),
  },
  {
    pattern: phrase(`\\d{1,2}(?:st|nd|rd|th)?(?:,? ?(?:and|or|&|/|-|to) ?)${DAY}(?: of)?[ -]?${MONTH}`),
    read: ({ 0: text }) => ({
      is: 'unclear',
      ask: `I read two days in "${text}". Write the one on which it starts.`,
    }),
  },
  { pattern: phrase(`(?:the )?${DAY}\\.?(?: of)?[ -]?${MONTH}\\.?(?:,?[ -]?(?<year>\\d{4}))?`), read: named },
  { pattern: phrase(`${MONTH}\\.?[ -]?(?:the )?${DAY}(?:,?[ -](?<year>\\d{4}))?`), read: named },
  {
    pattern: phrase(
      '(?:the |(?<=(?:day|mon|tues?|weds?|thu|thurs?|fri|sat|sun),? ))(?<day>\\d{1,2})(?:st|nd|rd|th)',
    ),
    read: dayOfMonth,
  },
  { pattern: phrase('(?<year>\\d{4})([-/.])(?<month>\\d{1,2})\\2(?<day>\\d{1,2})'), read: iso },
  { pattern: phrase('(?<first>\\d{1,2})([-/.])(?<second>\\d{1,2})\\2(?<year>\\d{4}|\\d{2})'), read: numeric },
  { pattern: phrase('(?<first>\\d{1,2})/(?<second>\\d{1,2})'), read: numeric },
  { pattern: phrase('(?<first>\\d{1,2})\\. ?(?<second>\\d{1,2})\\.'), read: numeric },
];

function relative(source: string, days: number): Pattern {
  return {
    pattern: phrase(source),
    read: ({ groups }) =>
      day({ is: 'relative', days, part: groups?.night ? 'evening' : partOf(groups?.part) }),
  };
}

function weekday(source: string, use: WeekdayUse): Pattern {
  return {
    pattern: phrase(source),
    read: ({ groups }) => {
      const index = WEEKDAYS.indexOf((groups?.weekday ?? '').slice(0, 3).toLowerCase().replace('wen', 'wed'));
      return index < 0
        ? undefined
        : day({ is: 'weekday', weekday: index + 1, use, part: partOf(groups?.part) });
    },
  };
}

function inGerman({ groups }: RegExpMatchArray): Meaning {
  const index = ['mo', 'di', 'mi', 'do', 'fr', 'sa', 'so'].indexOf((groups?.letters ?? '').toLowerCase());
  return day({ is: 'weekday', weekday: index + 1, use: 'bare' });
}

function counted({ 0: text, groups }: RegExpMatchArray): Meaning | undefined {
  const ahead = /^(?:in|after|within) /i.test(text) || /from|later/i.test(groups?.way ?? '');
  const back = / ago$/i.test(text);
  if (ahead === back) return undefined;
  const days = number(groups?.count) * (DAYS_IN[(groups?.unit ?? '').slice(0, 1).toLowerCase()] ?? 1);
  if (groups?.working && back) return undefined;
  return day({
    ...{ is: 'relative', days: back ? -days : days, counted: true },
    isWorking: groups?.working !== undefined,
  });
}

function elapsed({ 0: text, groups }: RegExpMatchArray): Meaning | undefined {
  const minutes = groups?.odd
    ? /^half/i.test(groups.odd)
      ? 30
      : 90
    : number(groups?.count) * (/^h/i.test(groups?.unit ?? '') ? 60 : 1) + Number(groups?.more ?? 0);
  if (/ago/i.test(groups?.way ?? ''))
    return { is: 'elapsed', minutes: -minutes, ends: groups?.ends !== undefined };
  if (groups?.in || groups?.way) return { is: 'elapsed', minutes };
  // `14h` is a time: no interview takes that long.
  if (/^(?:1[3-9]|2[0-3])h$/i.test(text)) return undefined;
  return { is: 'length', minutes };
}

function endOf(ahead: 0 | 1): Pattern['read'] {
  return ({ groups }) =>
    day({ is: 'end-of', unit: groups?.month || /^m/i.test(groups?.unit ?? '') ? 'month' : 'week', ahead });
}

function named({ 0: text, groups }: RegExpMatchArray): Meaning {
  const month = MONTHS.indexOf((groups?.month ?? '').slice(0, 3).toLowerCase()) + 1;
  return existing(text, { is: 'date', year: yearOf(groups?.year), month, day: Number(groups?.day) });
}

function iso({ 0: text, groups }: RegExpMatchArray): Meaning {
  return existing(text, {
    is: 'date',
    year: Number(groups?.year),
    month: Number(groups?.month),
    day: Number(groups?.day),
  });
}

function numeric({ 0: text, groups }: RegExpMatchArray): Meaning {
  const first = Number(groups?.first);
  const second = Number(groups?.second);
  const year = yearOf(groups?.year);
  if (first > 12 || first === second) return existing(text, { is: 'date', year, month: second, day: first });
  if (second > 12) return existing(text, { is: 'date', year, month: first, day: second });
  return first < 1 || second < 1 ? missing(text) : day({ is: 'numeric', first, second, year });
}

function dayOfMonth({ 0: text, groups }: RegExpMatchArray): Meaning {
  const date = Number(groups?.day);
  return date >= 1 && date <= 31 ? day({ is: 'day-of-month', day: date }) : missing(text);
}

/** A day that some year has; 2028 stands for a year that was not said, because it has a 29 February. */
function existing(text: string, date: Extract<Day, { is: 'date' }>): Meaning {
  return localDate(date.year ?? 2028, date.month, date.day) ? day(date) : missing(text);
}

function missing(text: string): Meaning {
  return {
    is: 'unclear',
    ask: `There is no day "${text}" in the calendar. Which day is it? For example 2026-11-25 15:00.`,
  };
}

function day(day: Day): Meaning {
  return { is: 'day', day };
}

function yearOf(text: string | undefined): number | undefined {
  if (!text) return undefined;
  return text.length === 2 ? 2000 + Number(text) : Number(text);
}

function number(text = ''): number {
  const word = text.toLowerCase();
  if (/^\d/.test(word)) return Number(word);
  if (word === 'ten') return 10;
  return word === 'an' ? 1 : Math.max(1, NUMBERS.indexOf(word));
}

function partOf(text: string | undefined): DayPart | undefined {
  if (!text) return undefined;
  if (/morning|am/i.test(text)) return 'morning';
  return /afternoon|arvo|pm/i.test(text) ? 'afternoon' : 'evening';
}
