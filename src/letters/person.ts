/** People: how they are greeted and named, and who gets a letter. */
import type { Application, Contact, Interviewer } from '../etiquette/facts.ts';
import type { Letter, Occasion } from './letter.ts';
import { companyOf, listOf, plain } from './words.ts';

/** Somebody known by what they do only ("the CTO", "hiring manager"), or by an address, has no name to greet. */
const NO_NAME =
  /@|^(?:the|an?|my|our|their|some)\s|\b(?:some(?:one|body)|team|managers?|recruiters?|recruiting|hr|hiring|panel|interviewers?|ceo|cto|cfo|coo|vp|founders?|directors?|department|talent|office|leads?|head of|engineers?|developers?)\b/i;
/** What they do and nothing else, as it was noted down: in a sentence it has an article. */
const DOES =
  /^(?:(?:hiring|talent|hr|engineering|product|tech|team|sales|marketing|office|project) )*(?:team|manager|recruiter|panel|interviewer|ceo|cto|cfo|coo|founder|director|department|lead|engineer|developer)$/i;
const TITLE = /^(?:dr|prof|professor|mr|mrs|ms|miss|mx|sir|herr|frau|madame|monsieur|rev)\b/i;
const INITIAL = /^\p{L}\.?$|^\p{L}?\.|\.\p{L}/u;
/** Several words in capitals only; one may be initials. */
const SHOUTED = /^(?=\P{Ll}*\p{Lu}{3})(?=\P{Ll}*\s)\P{Ll}+$/u;
/** Stay small inside a name. */
const PARTICLE = /^(?:van|von|de|der|den|del|da|di|du|la|le|dos|el|al|bin|ter|ten|af|av|y)$/;

/** A phone has made the first letter a capital, and no other. */
const HALF_TYPED = /^\p{Lu}\S* \p{Ll}+$/u;

/** A name as it is written in a letter: "dana fox", "DANA FOX", "Fox, Dana", "Dana Fox, CTO" and "Dana Fox (CTO)" are Dana Fox. */
export function nameOf({ name }: Pick<Contact, 'name'>): string {
  const bare = plain(name.replace(/(?<=\S)\s*\([^)]*\)/g, ''));
  const given = inOrder(bare.replace(/(?:\.{2,}(?!\.)|[\s,;:!?…])+$/u, ''));
  const typed = SHOUTED.test(given) ? given.toLowerCase() : given;
  if (DOES.test(typed)) return `the ${typed.replace(/\p{Lu}(?=\p{Ll})/gu, (letter) => letter.toLowerCase())}`;
  if (NO_NAME.test(typed) || (typed !== typed.toLowerCase() && !HALF_TYPED.test(typed))) return typed;
  const capital = (word: string, index: number) =>
    index > 0 && PARTICLE.test(word)
      ? word
      : word.replace(/(?<![\p{L}\p{M}'’])\p{Ll}/gu, (letter) => letter.toUpperCase());
  return typed.split(' ').map(capital).join(' ');
}

/** An address book puts the family name first, with a comma; what else follows a comma is no part of the name. */
function inOrder(name: string): string {
  const [before = '', after = ''] = name.split(',').map((part) => part.trim());
  if (!before) return name;
  return after && !before.includes(' ') && !NO_NAME.test(after) ? `${after} ${before}` : before;
}

/** "Dear Dana,", or "Hello," to somebody whose name is not known. */
export function greetingTo(name: string | undefined, wholeName: boolean): string {
  const whole = nameOf({ name: name ?? '' });
  if (!/\p{L}/u.test(whole) || NO_NAME.test(whole)) return 'Hello,';
  return `Dear ${shortNameOf({ name: whole }, wholeName)},`;
}

/** "Dana"; the whole name where that is the custom, with a title, or where only an initial or no name is known. */
export function shortNameOf(person: Pick<Contact, 'name'>, wholeName: boolean): string {
  const whole = nameOf(person);
  const first = whole.split(' ')[0] ?? whole;
  const isPart = INITIAL.test(first) || PARTICLE.test(first);
  return wholeName || isPart || [NO_NAME, TITLE].some((one) => one.test(whole)) ? whole : first;
}

/** Whom a letter goes to, and what they are to the member. Only an interviewer was there when they talked. */
export type Recipient = {
  as: 'interviewer' | 'coordinator' | 'agency';
  to: Letter['to'];
  /** The interviewer, where it is one. */
  person?: Interviewer | undefined;
};

/**
 * Who gets what is written once for a whole round: an agency's recruiter gets every draft; else an interviewer with an
 * address, the coordinator, or the first interviewer, whose address the member has yet to find.
 */
export function recipientOf({ application, interview }: Occasion): Recipient {
  const { agency, coordinator } = application;
  if (agency) return { as: 'agency', to: agency };
  const people = interview?.interviewers ?? [];
  const person = people.find(({ email }) => email);
  if (!person && coordinator) return { as: 'coordinator', to: coordinator };
  return interviewerAs(person ?? people[0]);
}

function interviewerAs(person: Interviewer | undefined): Recipient {
  return { as: 'interviewer', to: person ?? {}, person };
}

/** Three names are as many as a sentence holds well. */
const NAMES_AT_MOST = 3;

/** "Dana Fox and Bo Li", for somebody who was not there; many, or nobody by name, are the team. */
export function namesOf(people: readonly Interviewer[], application: Application): string {
  if (people.length === 0 || people.length > NAMES_AT_MOST) return `the team at ${companyOf(application)}`;
  return listOf(people.map(nameOf));
}
