/**
 * Days, times, lengths and zones in a text, as phrases with their place. A closed vocabulary on purpose: a phrase that
 * is not in it leads to a question, where a general date reader would give some day. Every pattern is bounded, so that
 * reading is linear in the text.
 */

import { DAY_PATTERNS } from './day-patterns.ts';
import { TIME_PATTERNS } from './time-patterns.ts';
import { ZONE_PATTERNS } from './zones.ts';

export type DayPart = 'morning' | 'afternoon' | 'evening';

export type WeekdayUse =
  | 'bare'
  | 'this'
  | 'coming'
  | 'next'
  | 'last'
  | 'past'
  | 'next-week'
  | 'last-week'
  | 'week-later';

/** A day as it was said. Months 1-12, weekdays 1-7 from Monday. */
export type Day =
  /** `counted` days (in two weeks) start at the interview where one is spoken of; tomorrow does not. */
  | {
      is: 'relative';
      days: number;
      counted?: boolean | undefined;
      isWorking?: boolean | undefined;
      part?: DayPart | undefined;
    }
  | { is: 'weekday'; weekday: number; use: WeekdayUse; part?: DayPart | undefined }
  | { is: 'date'; year?: number | undefined; month: number; day: number }
  /** `5/6`: day and month in an order that is not known. */
  | { is: 'numeric'; first: number; second: number; year?: number | undefined }
  | { is: 'day-of-month'; day: number }
  /** The last day of this week's or month's work, or of the next one's. */
  | { is: 'end-of'; unit: 'week' | 'month'; ahead: 0 | 1 };

/** A clock time as it was said; without `half` an hour up to 12 may mean either half of the day. */
export type Time = {
  hour: number;
  minute: number;
  half?: 'am' | 'pm' | undefined;
  /** `half two`: half past two where people speak British English, and an hour earlier elsewhere. */
  isBritish?: boolean | undefined;
};

export type Meaning =
  | { is: 'day'; day: Day }
  | { is: 'time'; time: Time; end?: Time | undefined }
  | { is: 'part'; part: DayPart }
  /** An instant counted from now: the start, or the end where it was said to have ended then. */
  | { is: 'elapsed'; minutes: number; ends?: boolean | undefined }
  | { is: 'length'; minutes: number }
  /** IANA name; `offset` in minutes where an abbreviation, `letters`, fixes it. */
  | { is: 'zone'; zone: string; offset?: number | undefined; letters?: string | undefined }
  /** It looks like a day, a time or a zone, and is none, or more than one. */
  | { is: 'unclear'; ask: string };

export type Phrase = { from: number; to: number; text: string; meaning: Meaning };

/** A way to say something; `read` gives undefined for a match that means nothing. */
export type Pattern = { pattern: RegExp; read: (match: RegExpMatchArray) => Meaning | undefined };

const PATTERNS: readonly Pattern[] = [...DAY_PATTERNS, ...TIME_PATTERNS, ...ZONE_PATTERNS];

/** Every phrase in `text` from left to right; where two overlap the one that starts first, then the longer one. */
export function findPhrases(text: string): Phrase[] {
  const found = PATTERNS.flatMap((one) =>
    [...text.matchAll(one.pattern)].flatMap((match) => phraseOf(one, match)),
  );
  found.sort((a, b) => a.from - b.from || b.to - a.to);
  const kept: Phrase[] = [];
  let end = 0;
  for (const phrase of found) {
    if (phrase.from < end) continue;
    kept.push(phrase);
    end = phrase.to;
  }
  return kept;
}

function phraseOf({ read }: Pattern, match: RegExpMatchArray): Phrase[] {
  const meaning = read(match);
  const from = match.index ?? 0;
  return meaning ? [{ from, to: from + match[0].length, text: match[0], meaning }] : [];
}
