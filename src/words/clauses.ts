/** What was said about an interview beside its time: `they answer by Friday`, `not before Monday`, `I promised references by noon`. */

import type { InterviewInput } from '../etiquette/told.ts';
import type { Context, Read } from './command.ts';
import { wallClock } from './instant.ts';
import { readMaterial } from './materials.ts';
import type { Phrase } from './phrases.ts';
import { readDeadline } from './when.ts';

/** The words that lead to a day. Each is looked for at the end of what stands before the day. */
const leading = (source: string) => new RegExp(`(?:${source}) ?$`, 'i');
/** `by the end of day on` Friday: a time of day is not asked of anybody here. */
const END_OF_DAY = '(?: the)?(?: end of(?: the)? (?:business )?day| eod| cob)?(?: on)?';

const WHO = '(?:they|he|she|who|hr|(?:the )?recruiter)';
const THEY = `(?:[a-z]{2,20} (?:said|says|told me|promised) (?:that )?)?(?:[a-z]{2,20}(?:'ll| will)|${WHO}(?:'d| would| should| (?:want|plan|hope|aim|try|expect|are going) to)?)`;
const ANSWER =
  'answers?|repl(?:y|ies)|responds?|decides?|lets? (?:me|us) know|gets? back(?: to (?:me|us))?|(?:be|are) in touch';
/** Words that are no answer on a day alone: `they call Friday 2pm` may be another talk. */
const CALL = '(?:call|e-?mail|write|contact)(?: (?:me|us))?(?: back)?';
const I = "(?:(?:i|we|you)(?:'ll| will| should| would| expect to)?|should|will|expect(?:ing)?(?: to)?)";
const HEAR = `(?:${I} )?hear(?:ing)?(?: back)?(?: from (?:them|us))?|(?:(?:i|we|you)(?:'ll| will| should)|should|will) know(?: more)?`;
const AN_ANSWER = (nouns: string) =>
  `(?:expect(?:ing)? )?(?:an? |the |their )?(?:${nouns})(?: is| are)?(?: expected| due)?`;
const BY = `(?:by|on|before|until|in|within|no later than)${END_OF_DAY}`;
/** Interviews are at Fox News and at Reply, on Friday: without a `by` what is awaited begins a part of its own. */
const REPLY_BY = leading(
  [
    `(?<!\\w)(?:${THEY} ?(?:${ANSWER})(?: me)?|${HEAR})(?: ${BY})?`,
    `(?<!\\w)${THEY} ?${CALL} (?:by|before|until|in|within|no later than)${END_OF_DAY}`,
    `(?<!\\w)${AN_ANSWER('answer|reply|response|decision|feedback|results?|news')} (?:by|before|until|in|within|no later than)${END_OF_DAY}`,
    `(?<=[,;.(-] ?)${AN_ANSWER('answer|reply|response|decision|feedback')}(?: on)?`,
  ].join('|'),
);
/** `they want an answer by` Friday: it is the member's to give. */
const MEMBERS_ANSWER = /(?:wants?|needs?|they expect) (?:an? |the |my |our )?$/i;
/** Who is to answer is not said: the member may have to. */
const ANYBODYS_ANSWER = /^(?:an? )?(?:answer|reply|response) /i;
const ASKED =
  '(?:(?:they|he|she|hr|who|recruiter) )?(?:(?:asked|told|wants?|said)(?: (?:me|us))? )?(?:that )?(?:to )?';
const CONTACTED =
  '(?:be )?(?:call|write|contact|follow[- ]?up|e-?mail|reach out|get in touch|check in|ping|phone)(?:s|ed)?(?: (?:to|with))?(?: (?:us|them|him|her))?(?: back)?';
const HOLD_OFF = leading(
  `${ASKED}(?:(?:not|don't|do not|no|never) (?:to )?${CONTACTED} (?:before|until|till?)|wait (?:until|till?|for)|hold off (?:until|till?|for)|hold (?:until|till?)|not (?:before|until|till?))`,
);
const TO_THEM = '(?: (?:them|him|her|[a-z]{2,20}(?= (?:the|my|some|an?) )))?';
const SEND = `(?:send|submit)${TO_THEM}`;
const PROMISED = `(?:have )?promised(?: them)?(?: (?:to|i'd|i would) ${SEND})?|said (?:that )?(?:i'd|i would|i'll|i will) ${SEND}|(?:(?:(?:need|needs|have|agreed|am going|going) )?to |will |i'll |should |must )?${SEND}|sending(?: them)?|owe${TO_THEM}`;
const DUE = `(?:,? (?:by|until|before|on|in|within)${END_OF_DAY})`;
const ITEM = '(?:the |my |some |an? )?([^,;|]{1,80}?)';
/** The next two need their `by`: there are email analysts, and they want to meet on Friday. */
const MATERIAL = leading(
  [
    `(?<!\\w)(?:(?:i|we) )?(?:${PROMISED}) ${ITEM}${DUE}?`,
    `(?<!\\w)(?:(?:i|we) )?(?:(?:need to|have to|will|i'll|should|must) )?(?:deliver|e-?mail|upload|hand in|provide|share|finish)${TO_THEM} ${ITEM}${DUE}`,
    `(?<!\\w)they (?:want|need|expect|asked (?:me )?for) (?!me |us |to |it )${ITEM}${DUE}`,
    `(?<=[,;.] ?)${ITEM} (?:is |are )?due${DUE}?`,
  ].join('|'),
);
const MORE_MATERIAL = leading(`^,? ?(?:and|plus) (?:the |my |some |an? )?([^,;|]{1,80}?)${DUE}`);
/** With no time of its own, between commas: it is due on the next morning. */
const UNDATED =
  /(?<=^|[,;.] ?)(?:and )?(?:i|we)(?:'ve| have)? promised(?: them)?(?: to send)?(?: them)? (?!to )(?:the |my |some |an? )?([^,;.|]{1,80})(?=[,;.]|$)/giu;
/** Behind the day. */
const AT_THE_LATEST = /^,? (?:(?:at )?(?:the )?latest|eod|cob|end of day|close of business)(?!\p{L})/iu;
/** A `by` that nothing explains. */
const BARE_BY = leading(`(?:^|[ ,|])(?:by|until|before|within)(?:${END_OF_DAY}| the)`);

export const NO_CONTACT =
  /(?:don'?t call us(?:,? we(?:'ll| will)? call you)?|we(?:'ll| will)? call you|no contact(?: please)?)(?! (?:before|until|till?|by|on|in|within) )/i;
const TRADITIONAL = /(?:an? )?traditional(?: company| values)?/i;
/** How far back a lead is looked for. */
const LEAD = 140;

/** What is left to be read: the text with the clauses and phrases cut out of it, and the phrases that are no clause's. */
type Rest = { text: string; phrases: Phrase[] };
type Clause = {
  is: 'reply-by' | 'hold-off' | 'material';
  what?: string | undefined;
  isAnybodys?: boolean | undefined;
  phrases: Phrase[];
};

/** Finds the clauses in a text. In the rest `|` stands for what was cut, so that its neighbours do not run together. */
export function cutClauses(
  text: string,
  phrases: readonly Phrase[],
): { clauses: Clause[]; rest: Rest; ask?: string | undefined } {
  let ask: string | undefined;
  const clauses: Clause[] = [];
  const kept: Phrase[] = [];
  const cuts: Cut[] = [];
  let end = 0;
  for (let index = 0; index < phrases.length; index++) {
    const phrase = phrases[index];
    if (!phrase) break;
    const inside = /^(?:with)?in /i.exec(phrase.text)?.[0].length ?? 0;
    const before = text.slice(Math.max(end, phrase.from - LEAD), phrase.from + inside);
    const lead = leadIn(before, clauses.at(-1));
    end = phrase.to;
    if (!lead) {
      const by = BARE_BY.exec(before);
      if (!by) kept.push(phrase);
      else {
        ask ??= whatHappens(phrase.text);
        cuts.push({ from: phrase.from + inside - (before.length - by.index), to: end });
      }
      continue;
    }
    const own = [phrase];
    for (let next = phrases[index + 1]; next && isAdjacent(text, end, next); next = phrases[index + 1]) {
      own.push(next);
      end = next.to;
      index += 1;
    }
    end += AT_THE_LATEST.exec(text.slice(end))?.[0].length ?? 0;
    clauses.push({ ...lead, phrases: own });
    cuts.push({ from: phrase.from + inside - lead.length, to: end });
  }
  for (const { index: from, 0: said, 1: what } of text.matchAll(UNDATED)) {
    const to = from + said.length;
    if (phrases.some((phrase) => phrase.from < to && phrase.to > from)) continue;
    clauses.push({ is: 'material', what, phrases: [] });
    cuts.push({ from, to });
  }
  return { clauses, ask, rest: without(text, [...cuts, ...flagsIn(text)], kept) };
}

/** Reads the clauses of an interview on that day; returns a question where one is not clear. */
export function readClauses(
  text: string,
  clauses: readonly Clause[],
  { startsAt, zone }: { startsAt: Date; zone: string },
  context: Context,
): Read<Told> {
  const told: Told = { materials: [] };
  const today = wallClock(context.now, context.zone).date;
  const interviewDay = wallClock(startsAt, zone).date;
  for (const { is, what = '', isAnybodys, phrases } of clauses) {
    if (is === 'material') {
      const material = readMaterial(what, phrases, startsAt, context);
      if ('ask' in material) return material;
      told.materials.push(material.value);
    } else {
      if (is === 'hold-off' && phrases.some(isPeriod)) return { ask: FROM_WHICH_DAY };
      const soonest = readDeadline(phrases, today, today);
      if (isAnybodys && 'value' in soonest && soonest.value < interviewDay)
        return { ask: whatHappens(phrases[0]?.text ?? '') };
      const day = readDeadline(phrases, today, interviewDay);
      if ('ask' in day) return day;
      told[is === 'reply-by' ? 'replyBy' : 'holdOff'] = day.value;
    }
  }
  if (NO_CONTACT.test(text)) told.noContact = true;
  if (TRADITIONAL.test(text)) told.traditional = true;
  return { value: told };
}

const FROM_WHICH_DAY = 'From which day on may you write? For example `not before 2026-12-01`.';

/** `until next month`: its first day, or when it is over. */
export function isPeriod({ text, meaning }: Phrase): boolean {
  return meaning.is === 'day' && meaning.day.is === 'end-of' && !/end|eo[wm]/i.test(text);
}

type Told = Pick<InterviewInput, 'replyBy' | 'holdOff' | 'noContact' | 'traditional' | 'materials'>;
type Lead = Omit<Clause, 'phrases'> & { length: number };

/** `I promised references by tomorrow and a portfolio by` Sunday: the promise goes on. */
function leadIn(before: string, last: Clause | undefined): Lead | undefined {
  const material =
    MATERIAL.exec(before) ?? (last?.is === 'material' ? MORE_MATERIAL.exec(before) : undefined);
  const holdOff = HOLD_OFF.exec(before);
  const replyBy = REPLY_BY.exec(before);
  if (replyBy && !MEMBERS_ANSWER.test(before.slice(0, replyBy.index)))
    return {
      is: 'reply-by',
      length: before.length - replyBy.index,
      isAnybodys: ANYBODYS_ANSWER.test(replyBy[0]),
    };
  if (holdOff) return { is: 'hold-off', length: before.length - holdOff.index };
  return material
    ? {
        is: 'material',
        length: before.length - material.index,
        what: material.slice(1).find(Boolean),
      }
    : undefined;
}

function isAdjacent(text: string, end: number, next: Phrase): boolean {
  return (
    /^(?: ?,? ?(?:at )?)$/.test(text.slice(end, next.from)) &&
    next.meaning.is !== 'length' &&
    !text.slice(end, next.from).includes(',')
  );
}

function whatHappens(phrase: string): string {
  const day = phrase.replace(/^(?:with)?in /i, '');
  return `What is due by ${day}? Write \`they answer by ${day}\`, or \`I send the references by ${day}\`.`;
}

type Cut = { from: number; to: number };

function flagsIn(text: string): Cut[] {
  const found = [NO_CONTACT.exec(text), TRADITIONAL.exec(text)];
  return found.flatMap((match) => (match ? [{ from: match.index, to: match.index + match[0].length }] : []));
}

/** The text without the cuts and the phrases, each replaced by `|`. */
function without(text: string, cuts: readonly Cut[], phrases: Phrase[]): Rest {
  const spans = [...cuts, ...phrases].sort((a, b) => b.from - a.from);
  let left = text;
  for (const { from, to } of spans) left = `${left.slice(0, from)}|${left.slice(to)}`;
  return { text: left, phrases };
}
