/** An interview the way people write it: `Acme, backend engineer, tomorrow 3pm with Dana Fox dana@acme.com`. */

import type { InterviewInput, Person } from '../etiquette/told.ts';
import { cutClauses, readClauses } from './clauses.ts';
import type { Context, Read, ReadInterview } from './command.ts';
import { findKind, readKind } from './kinds.ts';
import { doubtAbout } from './leftovers.ts';
import { isoInWords, namesSomething } from './normalise.ts';
import { readPeople } from './people.ts';
import { findPhrases, type Phrase } from './phrases.ts';
import { shortText } from './short-text.ts';
import { DEFAULT_MINUTES, readStart, type Start } from './when.ts';
import { readZone } from './zones.ts';

const EXAMPLE = '`/interview Acme, backend engineer, tomorrow 3pm with Dana Fox`';
export const HOW_TO_RECORD = `Write the company, the day and the time, as in ${EXAMPLE}.`;

/** Whether a day, a time or something that looks like one is in the text. */
export function hasMoment(text: string): boolean {
  return findPhrases(isoInWords(text)).length > 0;
}

/** Reads an interview from free words; what is not clear is asked, with the part that is. */
export function readFreeWords(words: string, context: Context): ReadInterview {
  const understood: Partial<InterviewInput> = {};
  const plain = isoInWords(words)
    .replace(/https?:\/\/\S+/gi, ',')
    .replaceAll('|', ',')
    .replace(TALK_WITH, '');
  const text = plain.replace(AGENCY, (_cut, person?: string, agency = '', named?: string) => {
    understood.agency = { name: person ?? named ?? agency };
    return '';
  });
  const cut = cutClauses(text, findPhrases(text));
  if ('ask' in cut) return { ask: cut.ask, understood };
  const { clauses, rest } = cut.value;
  const names = readNames(rest.text, understood);
  const start = startOf(rest, context);
  if ('value' in start) Object.assign(understood, start.value);
  if (names) return { ask: names, understood };
  if ('ask' in start) return { ask: start.ask, understood };
  const told = readClauses(text, clauses, start.value, context);
  if ('ask' in told) return { ask: told.ask, understood };
  const { company } = understood;
  if (!company) return { ask: `Which company is it? Begin with it, as in ${EXAMPLE}.`, understood };
  const { startsAt, zone, minutes = DEFAULT_MINUTES } = start.value;
  const value = { kind: 'other' as const, interviewers: [], ...understood, ...told.value };
  return { value: { ...value, company, startsAt, zone, minutes } };
}

/** `Zoom with Acme`: what follows is who it is with, and Zoom is no company. */
const TALK_WITH =
  /^(?:(?:a|my|the) )?(?:zoom|(?:ms |microsoft )?teams|skype|google meet|meeting|call|chat|talk)(?: (?:call|meeting|interview|chat))? (?=(?:with|at) )/i;
const NAMED = String.raw`\p{Lu}[\p{L}\p{N}&'.-]{0,40}(?: \p{Lu}[\p{L}\p{N}&'.-]{0,40}){0,3}`;
/** `Acme through Hays`, `via Mia at Hays`, `agency Hays`. Zoom and LinkedIn are no agencies. */
const AGENCY = new RegExp(
  `,? (?:through|via)(?: the)?(?: (?:agency|recruiter))? (?!(?:Zoom|Teams|Microsoft|MS|Google|Skype|LinkedIn|Indeed|Xing|Webex)(?![\\p{L}]))(?:(${NAMED}) (?:at|from|of) )?(${NAMED})|,? agency:? (${NAMED})`,
  'u',
);

function startOf(rest: { text: string; phrases: readonly Phrase[] }, context: Context): Read<Start> {
  if (rest.phrases.length === 0) return { ask: `I find no day and no time in that. ${HOW_TO_RECORD}` };
  return readStart(rest.phrases, context, tenseOf(rest.text));
}

const PAST = /(?<!\p{L})(?:had|was|were|interviewed|went)(?!\p{L})/iu;
const AHEAD = /(?<!\p{L})(?:have|having|will|coming)(?!\p{L})/iu;

function tenseOf(text: string): 'past' | 'both' | 'unsaid' {
  if (!PAST.test(text)) return 'unsaid';
  return AHEAD.test(text) ? 'both' : 'past';
}

/** Fills in people, kind, company and role. Returns a question where words are left over. */
function readNames(text: string, into: Partial<InterviewInput>): string | undefined {
  const people = takePeople(text);
  if ('ask' in people) return people.ask;
  const kind = findKind(people.value.rest);
  const rest = kind
    ? `${people.value.rest.slice(0, kind.from)}|${people.value.rest.slice(kind.to)}`
    : people.value.rest;
  if (kind) into.kind = kind.kind;
  const names: Names = { unnamed: [] };
  for (const segment of segmentsOf(rest)) readSegment(segment, names, into);
  const { perhaps } = people.value;
  const sure = names.unnamed.filter((name) => !perhaps.includes(name));
  // Where the role is said elsewhere, what follows a name is another person's.
  const arePeople = names.role !== undefined || sure.length + (names.company ? 1 : 0) > 1;
  const unnamed = arePeople ? sure : names.unnamed;
  const [first, second, third] = names.company ? [names.company, ...unnamed] : unnamed;
  into.interviewers = [...people.value.people, ...(arePeople ? perhaps.map((name) => ({ name })) : [])];
  const company = nameOf(withoutTalk(first) ?? people.value.from ?? companyFromPeople(into), 'company');
  if ('ask' in company) return company.ask;
  if (company.value) into.company = company.value;
  const role = nameOf(names.role ?? second, 'role');
  if ('ask' in role) return role.ask;
  if (role.value && perhaps.includes(role.value))
    return `Is ${role.value} a person or the role? Write \`and ${role.value}\` or \`as ${role.value}\`.`;
  if (role.value) into.role = role.value;
  const left = names.role ? second : third;
  return left
    ? `I cannot place “${left.slice(0, 60)}”. Write company, role, day and time, as in ${EXAMPLE}.`
    : undefined;
}

/** `my Acme interview`: the interview at Acme. */
function withoutTalk(name: string | undefined): string | undefined {
  return name?.replace(/^(?:(?:my|our) )?(?:next )?(.+) (?:interview|call|screen|chat)$/i, '$1');
}

function nameOf(text: string | undefined, field: 'company' | 'role'): Read<string | undefined> {
  if (text && field === 'role' && readZone(text).is === 'zone')
    return { ask: `Is ${text} where the time is meant? Write \`3pm ${text} time\`, or leave it out.` };
  const doubt = text && doubtAbout(text, field);
  return doubt ? { ask: doubt } : shortText(text, field);
}

/** `Phone screen with Initech`: where no company is named, it is the one that the talk is with. */
function companyFromPeople(into: Partial<InterviewInput>): string | undefined {
  const [only, ...others] = into.interviewers ?? [];
  if (!only || only.email || others.length > 0) return undefined;
  into.interviewers = [];
  return only.name;
}

type Names = { company?: string | undefined; role?: string | undefined; unnamed: string[] };

const ROLE = /^(?:(?:as|for|about) (?:an? |the )?|role:? |position:? )(.+?)(?: role| position| job)?$/i;
const ROLE_LAST = /^(?:an? |the )?(.+?) (?:role|position|job)$/i;

/** `a great interview`: neither a company nor a role. */
const TALK_ALONE =
  /^(?:(?:an?|my|the|our|another|next|first|second|third|last|great|good|nice|quick|short|really|very) )*(?:interview|round|call|chat|talk|stage)$/i;

function readSegment(segment: string, names: Names, into: Partial<InterviewInput>): void {
  if (TALK_ALONE.test(segment)) return;
  const kind = readKind(segment);
  if (kind && !into.kind) {
    into.kind = kind;
    return;
  }
  const [before = '', company, ...more] = segment.split(/(?:^| )(?:at|@|from) (?=\S)/i);
  if (company !== undefined && !names.company) {
    names.company = withoutRole([company, ...more].join(' at '), names);
    if (before) readSegment(before, names, into);
    return;
  }
  const role = ROLE.exec(segment)?.[1] ?? ROLE_LAST.exec(segment)?.[1];
  if (role && !names.role) names.role = role;
  else names.unnamed.push(withoutRole(segment, names));
}

/** `Acme for the backend role`, `Acme as an engineer`: the second half is the role. */
function withoutRole(text: string, names: Names): string {
  const match = / (?:as an?|for an?|for the|about the) (.+?)(?: role| position| job)?$/i.exec(text);
  if (!match || names.role) return text;
  names.role = match[1];
  return text.slice(0, match.index);
}

/** Where it takes place is not recorded. */
const WHERE =
  /^(?:remote(?:ly)?|online|virtual(?:ly)?|(?:via|over|on) (?:zoom|(?:ms |microsoft )?teams|google meet|skype|phone|video))$/i;
const SUFFIX = /^(?:inc|llc|ltd|gmbh|corp|co|plc|sa|ag|se|bv)\.?$/i;
/** How people begin a sentence; each where only a sentence goes on like that: Just Eat and We Are Social are companies. */
const FILLER = new RegExp(
  `^(?:${[
    '(?:just|i|we)(?= (?:just|have|had|got|was|did|went|interviewed)(?: |$)|$)',
    "(?:i've|i'm|and|then|have|had|got|having|was|is|it's|went to|scheduled|interview(?:ed|ing)?)(?= |$)",
    '(?:call|meeting|chat|talk)(?= (?:at|for|from|on)(?: |$)|$)',
    '(?:an?|my|another|the)(?= (?:interview|call|meeting|chat|talk|round)(?: |$)|$)',
  ].join('|')})[ :]*`,
  'i',
);
/** Only right before something that was cut out: there is a company called All In. */
const TRAILING =
  /(?:^| )(?:on|at|um|in|from|for|with|by|of|and|is|was|the|to|around|about|starting|starts)$/i;

/** The parts between commas and what was cut out, without the words that only join them. */
function segmentsOf(text: string): string[] {
  const segments: string[] = [];
  for (const [, part = '', end] of text.matchAll(/(.*?)([,;|]| [-/] |: |$)/g)) {
    const segment = tidy(part, end === '|');
    const last = segments.at(-1);
    if (SUFFIX.test(segment) && last) segments[segments.length - 1] = `${last}, ${segment}`;
    else if (namesSomething(segment) && !WHERE.test(segment)) segments.push(segment);
  }
  return segments;
}

function tidy(part: string, isJoined: boolean): string {
  let words = part.replace(/^[\s"'().!?-]+|[\s"'(!?-]+$/g, '');
  for (let match = FILLER.exec(words); match?.[0]; match = FILLER.exec(words))
    words = words.slice(match[0].length);
  return isJoined ? withoutTrailing(words) : words.trim();
}

function withoutTrailing(text: string): string {
  let words = text.trim();
  for (let match = TRAILING.exec(words); match; match = TRAILING.exec(words))
    words = words.slice(0, match.index);
  return words;
}

const NAME = String.raw`\p{Lu}[\p{L}'.-]{0,30}(?: \p{Lu}[\p{L}'.-]{0,30}){0,3}(?: ?<[^<>]{1,200}>)?`;
/** Names with commas between them, known by the `and` before the last one: what follows a name may be a role, too. */
const LIST = new RegExp(`(?<= |^)(?:[Ww]ith|w/) (?:${NAME}, ?){1,10}(?:${NAME} )?(?:and|&) ${NAME}`, 'gu');

/** A name by its looks alone; behind somebody's name it may be a role as well. */
const LIKE_A_NAME = new RegExp(`^${NAME}$`, 'u');
const SAYS_ROLE =
  /\b(?:engineer(?:ing)?|developer|manager|designer?|analyst|scientist|architect|lead(?:er)?|head|director|officer|consultant|assistant|associate|specialist|coordinator|administrator|intern|nurse|teacher|writer|researcher|marketing|sales|product|data|software|finance|support|operations|qa|sre|devops|hr|c[a-z]o|vp)\b/i;

/**
 * Cuts `with Dana Fox dana@acme.com and Bo Li` out, and parts that hold an address. `perhaps`: what follows a name behind a comma,
 * each another name or the role.
 */
function takePeople(
  text: string,
): Read<{ people: Person[]; from?: string | undefined; rest: string; perhaps: string[] }> {
  const parts = text.replace(LIST, (list) => list.replaceAll(',', ' &')).split(/([,;|])/);
  const people: string[] = [];
  let inList = false;
  let from: string | undefined;
  const perhaps: string[] = [];
  const rest = parts.map((part, index) => {
    if (index % 2 === 1) {
      inList &&= part === ',';
      return part;
    }
    const found = peopleIn(part, inList);
    const name = part.trim();
    const isDoubtful = inList && !found.names && LIKE_A_NAME.test(name) && !SAYS_ROLE.test(name);
    if (isDoubtful) perhaps.push(name);
    inList = isDoubtful || found.names !== undefined;
    if (found.names) people.push(parts[index + 1] === '|' ? withoutTrailing(found.names) : found.names);
    from ??= found.from;
    return found.left;
  });
  const read = readPeople(people.join(', '));
  return 'ask' in read ? read : { value: { people: read.value, from, perhaps, rest: rest.join('') } };
}

/** After `with` up to where the company or the role begins (`from HR` is no company where one is named); or all of a part that has an address. */
function peopleIn(
  part: string,
  inList: boolean,
): { names?: string; from?: string | undefined; left: string } {
  const start = /(?:^| )(?:with|w\/) /i.exec(part);
  if (!start)
    return part.includes('@') && (inList || /\S@\S/.test(part)) ? { names: part, left: '' } : { left: part };
  const after = part.slice(start.index + start[0].length);
  const end = / (?:at|from|for|as|about) /i.exec(after)?.index ?? after.length;
  const [, from, left = after.slice(end)] =
    /^ from (.+?)((?: (?:for|as|about) .*)?)$/i.exec(after.slice(end)) ?? [];
  return { names: after.slice(0, end), from, left: `${part.slice(0, start.index)}${left}` };
}
