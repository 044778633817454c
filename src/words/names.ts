/** Company, role, kind and people of an interview, from what is left without its days and times. */

import type { InterviewInput } from '../etiquette/told.ts';
import { QUOTED } from './company.ts';
import { findKind, readKind } from './kinds.ts';
import { type Doubt, doubtAbout } from './leftovers.ts';
import { segmentsOf } from './segments.ts';
import { shortText } from './short-text.ts';
import { SAYS_ROLE, takePeople } from './with-people.ts';
import { readZone } from './zones.ts';

export const EXAMPLE = '`/interview Acme, backend engineer, tomorrow 3pm with Dana Fox`';
export const HOW_TO_RECORD = `Write the company, the day and the time, as in ${EXAMPLE}.`;

/** Fills in people, kind, company and role. Returns a question where words are left over. */
export function readNames(text: string, into: Partial<InterviewInput>, quoted: string): Doubt | undefined {
  const taken = takePeople(text, quoted);
  if ('ask' in taken) return taken;
  const { people, groups, from, perhaps, titles } = taken.value;
  const rest = withoutKind(taken.value.rest, into);
  const names: Names = { unnamed: [] };
  for (const segment of segmentsOf(rest)) readSegment(segment, names, into);
  const place = placeIn(rest, names);
  if (place) return { ask: place };
  names.unnamed = withoutTitles(names, titles);
  into.interviewers = [...people, ...takeDoubtful(names, perhaps)];
  const [first, second, third] = names.company ? [names.company, ...names.unnamed] : names.unnamed;
  const isRole = !names.company && !second && first !== undefined && isRoleAlone(first);
  const isWithIt = !isRole || TALK_WITH_IT.test(text);
  const elsewhere = () => from ?? (isWithIt ? companyFromPeople(into, groups) : undefined);
  if (isRole) names.role ??= withoutTalk(first);
  const company = nameOf((isRole ? undefined : withoutTalk(first)) ?? elsewhere(), 'company', quoted);
  if ('ask' in company) return company;
  if (company.value) into.company = company.value;
  const role = nameOf(names.role ?? second, 'role', quoted);
  if ('ask' in role) return role;
  if (role.value && perhaps.includes(role.value))
    return {
      ask: `Is ${role.value} a person or the role? Write \`and ${role.value}\` or \`as ${role.value}\`.`,
    };
  if (role.value && names.role === undefined && isPerhapsAPerson(role.value, text))
    return {
      ask: `Do you talk with ${role.value}, or is that the role? Write \`with ${role.value}\` or \`as ${role.value}\`.`,
    };
  if (role.value) into.role = role.value;
  const left = names.role ? second : third;
  return left
    ? { ask: `I cannot place “${left.slice(0, 60)}”. Write company, role, day and time, as in ${EXAMPLE}.` }
    : undefined;
}

function withoutKind(text: string, into: Partial<InterviewInput>): string {
  const kind = findKind(text);
  if (!kind) return text;
  into.kind = kind.kind;
  return `${text.slice(0, kind.from)}|${text.slice(kind.to)}`;
}

/** `Acme - tomorrow 2:30pm - Dana Fox`, as calendars have it: two words with capitals, behind the time, that say no trade. */
function isPerhapsAPerson(name: string, text: string): boolean {
  const isBehind = text.indexOf(name) > text.lastIndexOf('|');
  return isBehind && TWO_NAMES.test(name) && !SAYS_ROLE.test(name) && !SAYS_TRADE.test(name);
}

const TWO_NAMES = /^\p{Lu}\p{Ll}+ (?:(?:and|&) )?\p{Lu}[\p{L}'-]+(?: (?:and|&) \p{Lu}[\p{L}' -]+)?$/u;
const SAYS_TRADE =
  /\b(?:success|development|management|learning|science|security|quality|service|resources|care|design|dev|web|cloud|stack|end|master|owner|senior|junior|staff|graduate|trainee|fellow|executive|representative|agent|clerk|accountant|accounting|technician|mechanic|electrician|worker|driver|guard|chef|cook|waiter|barista|cashier|therapist|counsel|lawyer|paralegal|editor|artist|tutor|instructor|lecturer|doctor|pharmacist|java|python|react|rails|node)\b/i;

/** Where the role is said elsewhere, what follows a name is another person's: these are taken out. */
function takeDoubtful(names: Names, perhaps: readonly string[]): { name: string }[] {
  const sure = names.unnamed.filter((name) => !perhaps.includes(name));
  if (names.role === undefined && sure.length + (names.company ? 1 : 0) <= 1) return [];
  names.unnamed = sure;
  return perhaps.map((name) => ({ name }));
}

/** Where the role is said elsewhere, what follows a name is theirs: `Acme, engineer, tomorrow 3pm with Dana Fox, engineering manager`. */
function withoutTitles({ role, unnamed }: Names, titles: readonly string[]): string[] {
  const others = unnamed.filter((name) => !titles.includes(name));
  return role !== undefined || others.some((name) => SAYS_ROLE.test(name)) ? others : unnamed;
}

/** `Acme tomorrow 3pm at Starbucks`: one of them is where it is. `Engineer tomorrow 3pm at Acme` names one. */
function placeIn(text: string, { company, unnamed }: Names): string | undefined {
  const [other] = unnamed;
  if (!company || !other || !/\| ?(?:at|@) /.test(text) || !/^\p{Lu}/u.test(other) || SAYS_ROLE.test(other))
    return undefined;
  return `Is ${other} the company, or ${company}? Write \`${other}, engineer, tomorrow 3pm\`: where it is needs no writing down.`;
}

/** `my Acme interview`: the interview at Acme. */
function withoutTalk(name: string | undefined): string | undefined {
  return name
    ?.replace(/^(?:(?:my|our) )?(?:next )?(.+) (?:interview|call|screen|chat)$/i, '$1')
    .replace(/ (?:round|stage) (?:\d|one|two|three|four)$/i, '');
}

function nameOf(
  text: string | undefined,
  field: 'company' | 'role',
  quoted: string,
): { value: string | undefined } | Doubt {
  if (text?.includes(QUOTED)) return shortText(text.replace(QUOTED, quoted), field);
  if (text && field === 'role' && readZone(text.replace(/[()]/g, '').trim()).is === 'zone')
    return { ask: `Is ${text} where the time is meant? Write \`3pm ${text} time\`, or leave it out.` };
  const doubt = text && doubtAbout(text, field);
  return doubt || shortText(text, field);
}

/**
 * `Phone screen with Initech`, `call with Acme tomorrow 3pm with Dana`: where no company is named, it is the one that the talk is with.
 * @param groups how many times somebody is named by `with`
 */
function companyFromPeople(into: Partial<InterviewInput>, groups: readonly string[]): string | undefined {
  const [first, ...others] = into.interviewers ?? [];
  const isAlone = others.length === 0 || (groups.length > 1 && groups[0]?.trim() === first?.name);
  if (!first || first.email || !isAlone) return undefined;
  into.interviewers = others;
  return first.name;
}

type Names = { company?: string | undefined; role?: string | undefined; unnamed: string[] };

const ROLE =
  /^(?:(?:as|for|about|regarding) (?:an? |the )?|role:? |position:? )(.+?)(?: role| position| job)?$/i;
const ROLE_LAST = /^(?:an? |the )?(.+?) (?:role|position|job)$/i;

/** `backend engineer interview with Acme`, where one `tomorrow 3pm with Dana` names a person. */
const TALK_WITH_IT = /(?<!\p{L})(?:interview|call|screen|chat|round) (?:with |w\/|w )/iu;
/** `software engineer`: no company is written like that. */
const ROLE_ALONE = /^(?:\p{Ll}+|\p{Lu}\p{Ll}*(?= ))(?: \p{Ll}+)*$/u;

function isRoleAlone(name: string): boolean {
  return ROLE_ALONE.test(name) && SAYS_ROLE.test(name);
}

/** `a great interview`, `round 2`: neither a company nor a role. */
const TALK_ALONE =
  /^(?:(?:an?|my|the|our|another|next|first|second|third|last|great|good|nice|quick|short|really|very) )*(?:interview|round|call|chat|talk|stage)(?: (?:\d|one|two|three|four))?$/i;
/** Words that say nothing about it. */
const MANNERS =
  /^(?:[Pp]lease|[Tt]hanks|[Tt]hank you|sharp|tbc|TBC|tbd|TBD|hybrid|(?:zoom|teams|skype|webex|meet|google meet|[Ww]hats[Aa]pp|[Ff]ace[Tt]ime|hirevue|HireVue|(?:google )?hangouts?)(?: (?:call|video|interview|meeting))?|to be confirmed|[Uu]hr|fyi|FYI|(?:it )?went (?:(?:really|very|quite) )?(?:well|ok|okay|fine|great|badly))\)?$/;

function readSegment(segment: string, names: Names, into: Partial<InterviewInput>): void {
  if (TALK_ALONE.test(segment) || MANNERS.test(segment)) return;
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

/** `Acme for the backend role`, `Acme as an engineer`, `Acme for nurse`: the second half is the role. */
function withoutRole(text: string, names: Names): string {
  const match = / (?:(?:as|for) an?|(?:for|about) the) (.+?)(?: role| position| job)?$/i.exec(text);
  const bare = / for (.+)$/i.exec(text);
  const found =
    match ?? (bare && /^\p{Ll}/u.test(bare[1] ?? '') && SAYS_ROLE.test(bare[1] ?? '') ? bare : undefined);
  if (!found || names.role) return text;
  names.role = found[1];
  return text.slice(0, found.index);
}
