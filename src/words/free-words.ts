/** An interview the way people write it: `Acme, backend engineer, tomorrow 3pm with Dana Fox dana@acme.com`. */

import { z } from 'zod';
import { DEFAULT_MINUTES, type InterviewInput, type Person } from '../etiquette/told.ts';
import { cutClauses, readClauses } from './clauses.ts';
import type { Context, Read, ReadInterview } from './command.ts';
import { withoutQuotes } from './company.ts';
import { EXAMPLE, HOW_TO_RECORD, readNames } from './names.ts';
import { namesSomething } from './normalise.ts';
import { findPhrases, type Phrase } from './phrases.ts';
import { spelled } from './spelling.ts';
import { readStart, type Start } from './when.ts';

/** Whether a day, a time or something that looks like one is in the text. */
export function hasMoment(text: string): boolean {
  return findPhrases(spelled(text)).length > 0;
}

/** Whether a day and a time are in the text: a whole interview may be told. */
export function hasStart(text: string): boolean {
  const found = findPhrases(spelled(text)).map(({ meaning }) => meaning.is);
  return found.includes('time') && (found.includes('day') || found.includes('unclear'));
}

/** Reads an interview from free words; what is not clear is asked, with the part that is. */
export function readFreeWords(words: string, context: Context): ReadInterview {
  const understood: Partial<InterviewInput> = {};
  const { words: unquoted, quoted = '' } = withoutQuotes(words);
  const plain = spelled(
    unquoted.replace(
      /^(?:(?:fwd?|re|aw|wg|hold|(?:updated )?invitation|accepted|confirmed|confirmation|reminder): ?){1,5}/i,
      '',
    ),
  )
    .replace(/https?:\/\/\S+/gi, ',')
    .replaceAll('|', ',')
    .replace(GREETING, '')
    .replace(TALK_WITH, '')
    .replace(LABEL, ', ')
    .replace(ROLE_LABEL, ', role ')
    .replace(PEOPLE_LABEL, ', with ');
  const text = plain
    .replace(AGENCY, (_cut, person?: string, agency = '', email?: string, named?: string, its?: string) => {
      understood.agency = personOf(person ?? named ?? agency, email ?? its);
      return '';
    })
    .replace(COORDINATOR, (_cut, name: string, email?: string) => {
      understood.coordinator = personOf(name, email);
      return '';
    });
  const cut = cutClauses(text, findPhrases(text));
  const { clauses, rest } = cut;
  const names = readNames(rest.text, understood, quoted);
  const start = startOf(text, rest, context);
  if ('value' in start && !names?.isWhen) Object.assign(understood, start.value);
  // Where its day is not clear the form asks for that alone, and says so where the days do not fit.
  const began = 'value' in start ? start.value : { startsAt: context.now, zone: context.zone };
  const told = readClauses(text, clauses, began, context);
  if ('value' in told) Object.assign(understood, told.value);
  if (cut.ask) return { ask: cut.ask, understood };
  if (names) return { ask: names.ask, understood };
  if ('ask' in start) return { ask: start.ask, understood };
  if ('ask' in told) return { ask: told.ask, understood };
  const { company } = understood;
  if (!company) return { ask: `Which company is it? Begin with it, as in ${EXAMPLE}.`, understood };
  const { startsAt, zone, minutes = DEFAULT_MINUTES } = start.value;
  const value = { kind: 'other' as const, interviewers: [], ...understood, ...told.value };
  return { value: { ...value, company, startsAt, zone, minutes } };
}

/** To the bot, before the news. */
const GREETING =
  /^(?:(?:hi|hey|hello|yay|omg|fyi|good news|great news)(?: (?:there|bot|afterword|all))?(?:[,:!.]+ ?| (?=(?:i|i'm|i've|got|my|we|had|have|just|an?|interview)(?: |$)))){1,3}/i;
/** As pasted from a calendar or a form: `Company: Acme, Role: Engineer, When: tomorrow 3pm, Interviewer: Dana Fox`. */
const LABEL =
  /(?<![\p{L}\p{N}]|(?:full|part)[ -])(?:company|employer|date(?: ?(?:and|&|\/) ?time)?|time(?: ?zone)?|when|day|event|topic|subject|new): /giu;
const ROLE_LABEL = /(?<![\p{L}\p{N}])(?:role|position|job title|title): /giu;
const PEOPLE_LABEL = /(?<![\p{L}\p{N}])[Ii]nterviewers?(?:: | (?=\p{Lu}))/gu;
/** `Zoom with Acme`: what follows is who it is with, and Zoom is no company. */
const TALK_WITH =
  /^(?:(?:a|my|the) )?(?:zoom|(?:ms |microsoft )?teams|skype|google meet|meeting|call|(?:coffee )?chat|talk)(?: (?:call|meeting|interview|chat))? (?=(?:with|at|w) |w\/)/i;
const NAMED = String.raw`\p{Lu}[\p{L}\p{N}&'.-]{0,40}(?: \p{Lu}[\p{L}\p{N}&'.-]{0,40}){0,3}`;
const ADDRESSED = String.raw`(?: ?[<(]?([^\s<>()|,;:"']{1,64}@[^\s<>()|,;:"']{1,255})[>)]?)?`;
/** `Acme through Hays`, `via Mia at Hays`, `agency Hays`, `agency Mia Ray mia@hays.com`. Zoom and LinkedIn are no agencies. */
const AGENCY = new RegExp(
  `,? (?:through|via)(?: the)?(?: (?:agency|recruiter))? (?!(?:Zoom|Teams|Microsoft|MS|Google|Skype|LinkedIn|Indeed|Xing|Webex)(?![\\p{L}]))(?:(${NAMED}) (?:at|from|of) )?(${NAMED})${ADDRESSED}|,? agency:? (${NAMED})${ADDRESSED}`,
  'u',
);
/** `coordinator Kim Day kim@acme.com`: who arranges it, and meets nobody. */
const COORDINATOR = new RegExp(`,?(?: (?:and|with))? coordinator:? (${NAMED})${ADDRESSED}`, 'u');

/** An address that stands at the end of a sentence has its full stop behind it. */
function personOf(name: string, address: string | undefined): Person {
  const email = address?.replace(/\.+$/, '');
  return email && z.email().safeParse(email).success ? { name, email } : { name };
}

type Rest = { text: string; phrases: readonly Phrase[] };

function startOf(text: string, rest: Rest, context: Context): Read<Start> {
  if (rest.phrases.length === 0) return { ask: `I find no day and no time in that. ${HOW_TO_RECORD}` };
  const twice = saidTwice(text, rest.phrases);
  if (twice)
    return {
      ask: `I read “${twice}” twice. Write one interview at a time, and put a company that is named like a day or a time in quotes: \`"${twice}", engineer, tomorrow 3pm\`.`,
    };
  return readStart(rest.phrases, context, tenseOf(rest.text));
}

/** The same day or time before a name and behind it: `Acme Friday 3pm, Globex Friday 3pm`, or a company that is called Friday. */
function saidTwice(text: string, phrases: readonly Phrase[]): string | undefined {
  const said = phrases.map((one) => (one.meaning.is === 'length' ? '' : one.text.replace(/^at /i, '')));
  const first = (word: string) => said.findIndex((other) => other.toLowerCase() === word.toLowerCase());
  const again = said.findIndex((word, index) => word !== '' && first(word) < index);
  const word = said[again];
  if (word === undefined) return undefined;
  const between = phrases
    .slice(first(word), again)
    .map(({ to }, index) => text.slice(to, phrases[first(word) + index + 1]?.from));
  return namesSomething(between.join('')) ? word : undefined;
}

const PAST =
  /(?<!\p{L})(?:had|was|were|interviewed|went|did|attended|happened|took place|met(?= with)|(?:gave|took|completed|finished|cleared)(?= (?:an?|my|the|our|first|second|final|interview)(?!\p{L})))(?!\p{L})/iu;
/** The Met and Ana Took are names, and so may be what begins with a capital. */
const PERHAPS_PAST =
  /(?<!\p{L})(?:gave|took|completed|finished|cleared|met)(?!\p{L})|^(?:Gave|Took|Completed|Finished|Cleared|Met)(?!\p{L})/u;
const AHEAD =
  /(?<!\p{L})(?:have|having|will|coming|scheduled|planned|booked|confirmed|invited|offered)(?!\p{L})/iu;

/** Said of the day itself: `just had a call, interview with Acme on Friday` may mean either Friday. */
function tenseOf(text: string): 'past' | 'both' | 'unsaid' {
  if (!PAST.test(text)) return PERHAPS_PAST.test(text) ? 'both' : 'unsaid';
  const isOfTheDay = text.split(/[,;]/).some((part) => PAST.test(part) && part.includes('|'));
  return isOfTheDay && !AHEAD.test(text) ? 'past' : 'both';
}
