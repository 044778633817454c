/** The day or time in a piece of news, cut out of it: when it was heard, or by when something is due. */
import type { LocalDate } from '../etiquette/facts.ts';
import type { Context, Read } from './command.ts';
import { interviewDay } from './days.ts';
import { wallClock } from './instant.ts';
import { namesSomething } from './normalise.ts';
import { findPhrases, type Phrase } from './phrases.ts';
import { spelled } from './spelling.ts';
import { readStart, type Start } from './when.ts';

export type Moment = {
  /** The word that leads to it: `by`, `on`, or nothing. */
  lead: string;
  phrases: readonly Phrase[];
};

const LEAD = /(?:^|[ ,;:(-]+)(by|until|till|before|within|in|on|at|to|for|since|from)?(?: the)? ?$/i;
/** `, I must answer` by Friday; `, they need` until Friday. */
const TAIL =
  /(?:[,;.:]| -|(?: (?=and |but )))(?: ?(?:and|but|i|we|they|it|i'll|they'll|need|needs|have|has|want|wants|must|should|will|'ll|me|us|to|time|an|the|is|due|answer|reply|respond|decide|decision|deadline|let|them|know|accept|expected|said|would|they'd|please)(?![\p{L}'])){0,12}[ ,]*$/iu;
/** `offer from Acme expires` Friday: a day to come, whatever word leads to it. */
const EXPIRES =
  /,? (?:(?:that|which|it) )?(?:expires?|expiring|runs out|is valid|valid|deadline|due)(?: is)?$/i;
/** Words that say when, and no day. */
const RECENTLY =
  /(?:,? (?:last (?:week|month)|recently|just now|already|earlier|officially|finally|(?:a few|some) (?:days|weeks) ago))+$/i;

/** The text without its days and times, and these. */
export function cutMoment(words: string): { said: string; moment?: Moment } {
  const text = spelled(words);
  const phrases = findPhrases(text);
  const [first] = phrases;
  if (!first) return { said: text.replace(RECENTLY, '').trim() };
  const before = text.slice(0, first.from);
  const lead = LEAD.exec(before.slice(-40));
  const start = lead ? before.slice(0, before.length - lead[0].length) : before;
  const inside = /^(in|within|after) /i.exec(first.text)?.[1];
  const rest = without(text, phrases).replace(RECENTLY, '').trim();
  const expires = EXPIRES.exec(start)?.[0];
  const tail = TAIL.exec(start)?.[0] ?? expires ?? '';
  const said = `${start.slice(0, start.length - tail.length).replace(RECENTLY, '')} ${rest}`;
  const isDue = namesSomething(tail);
  const word = (expires && 'by') ?? lead?.[1] ?? inside ?? (isDue ? 'by' : '');
  return {
    said: said.replace(/ {2,}/g, ' ').replace(/^[ ,;:-]+|[ ,;:(-]+$/g, ''),
    moment: { lead: word.toLowerCase(), phrases },
  };
}

/** What stands after the first phrase, without the others and what joins them. */
function without(text: string, phrases: readonly Phrase[]): string {
  const parts = phrases.map(({ to }, index) => text.slice(to, phrases[index + 1]?.from));
  return parts
    .map((part, index) => (index < parts.length - 1 ? part.replace(LEAD, '') : part))
    .join(' ')
    .replace(/^[\s,;:)-]+/, '');
}

/**
 * Whether it says when something was heard: a day up to today, which nothing is due by. "On Friday" they wrote last Friday,
 * and they will decide (`isAhead`) on the next one.
 */
export function isPast({ lead, phrases }: Moment, { now, zone }: Context, isAhead: boolean): boolean {
  if (lead === 'since') return true;
  if (/^(?:by|until|till|before|within|in|to|for)$/.test(lead)) return false;
  const today = wallClock(now, zone).date;
  return phrases.every(({ meaning }) => {
    if (meaning.is === 'elapsed') return meaning.minutes <= 0;
    if (meaning.is !== 'day') return meaning.is === 'time' || meaning.is === 'part';
    if (isAhead && meaning.day.is !== 'relative') return false;
    // A weekday was the last one; a date without its year is the nearest.
    const tense = meaning.day.is === 'weekday' ? 'past' : 'unsaid';
    const day: Read<LocalDate> = interviewDay(meaning.day, today, tense, true);
    return 'value' in day && day.value <= today;
  });
}

/** The start of an interview that the moment names. */
export function startOf({ phrases }: Moment, context: Context): Read<Start> {
  return readStart(phrases, context, 'unsaid');
}
