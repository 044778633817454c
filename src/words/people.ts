/** Names and addresses of people, in the ways that people write lists of them. */

import { z } from 'zod';
import type { Person } from '../etiquette/told.ts';
import type { Read } from './command.ts';
import { namesSomething } from './normalise.ts';

const LONGEST_NAME = 80;
const LONGEST_EMAIL = 254;
const MOST_PEOPLE = 20;

const SEPARATOR = / ?[,;] ?(?:and |& )?| (?:and|&|\+|\/|n) /i;
/** `and 2 others`, `the team`: nobody who can be thanked by name. */
const CROWD =
  /^(?:(?:the|my|their|\d{1,2}|two|three|four|five|some|a few|all) )*(?:others?|people|persons|interviewers|engineers|devs|developers|colleagues|managers|team|co)$/i;
/** `recruiter: Mia Ray`, `contact dana@acme.com`, and `Dana Fox - VP Engineering`. */
const CALLED =
  /^(?:recruiter|contact|interviewer|hiring manager|e-?mail)(?:'s)?(?: e-?mail)?(?::|$| (?=\p{Lu}))/u;
const TITLE = / - .{1,60}$/;
const ADDRESS = /[<(]?(?:mailto:)?([^\s<>()|,;:"']{1,64}@[^\s<>()|,;:"']{1,255})[>)]?/g;

/** `Dana Fox <dana@acme.com>, Bo Li and jo@x.com`; a person who is given by an address alone is named after it. */
export function readPeople(text: string): Read<Person[]> {
  const people: Person[] = [];
  for (const part of text.split(SEPARATOR)) {
    const read = readPart(part);
    if ('ask' in read) return read;
    const [only] = read.value;
    const before = people.at(-1);
    if (only && before && isTheSame(before, only)) before.email = only.email;
    else people.push(...read.value);
  }
  if (people.length > MOST_PEOPLE)
    return { ask: `That is more than ${MOST_PEOPLE} people. Name those you talk with.` };
  return { value: people };
}

/** `Dana Fox, dana@acme.com`: the address alone, of whoever was named right before it. */
function isTheSame(before: Person, { name, email }: Person): boolean {
  if (before.email || !email || name !== nameFrom(email)) return false;
  const words = before.name.toLowerCase().split(' ');
  const initials = `${words[0]?.slice(0, 1)}${words.at(-1)}`;
  return [...words, words.join(' '), initials].includes(name.toLowerCase());
}

/** One person, as in `agency="Mia Ray <mia@agency.example>"`. */
export function readPerson(text: string): Read<Person> {
  const people = readPart(text);
  if ('ask' in people) return people;
  const [person] = people.value;
  return person && people.value.length === 1
    ? { value: person }
    : { ask: 'Give one name with its address, for example `Mia Ray <mia@agency.example>`.' };
}

/** Each address ends a person, so that a list without commas reads well too. */
function readPart(text: string): Read<Person[]> {
  const people: Person[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const email = (match[1] ?? '').replace(/\.+$/, '');
    if (email.length > LONGEST_EMAIL || !z.email().safeParse(email).success)
      return {
        ask: `I cannot read the address ${email.slice(0, 60)}. Write it like \`Dana Fox <dana@acme.com>\`.`,
      };
    const name = tidy(text.slice(from, match.index)) || nameFrom(email);
    people.push({ name, email });
    from = match.index + match[0].length;
  }
  const rest = tidy(text.slice(from));
  if (namesSomething(rest) && !CROWD.test(rest)) people.push({ name: rest });
  const tooLong = people.find(({ name }) => name.length > LONGEST_NAME);
  if (tooLong) return { ask: `A name can have ${LONGEST_NAME} characters. Separate people by commas.` };
  return { value: people };
}

function tidy(text: string): string {
  return text
    .trim()
    .replace(CALLED, '')
    .replace(TITLE, '')
    .replace(/ \([^()]{0,80}\)[\s.]*$/, '')
    .replace(/^[\s"'<>()\-:,.]+|[\s"'<>()\-:,@]+$/g, '')
    .replace(/(?<=\p{L}{4})\.$/u, '')
    .replace(/^(?:and|&) /i, '');
}

/** `dana.fox@acme.com` -> `Dana Fox` */
function nameFrom(email: string): string {
  const local = email.split('@')[0]?.split('+')[0] ?? email;
  const words = local.split(/[._-]+/).filter((word) => word !== '');
  const name = words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join(' ');
  return namesSomething(name) ? name : email;
}
