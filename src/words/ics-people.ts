/** Who is in an invitation: the organiser and the guests; not rooms, machines, nor who will not come. */
import type ICAL from 'ical.js';
import type { Person } from '../etiquette/told.ts';
import { normalise } from './normalise.ts';
import { readPeople } from './people.ts';

const MOST_PEOPLE = 20;

/** Mail domains that say nothing about the company: people's own, and tools that send invitations. */
const NOT_COMPANIES =
  /(?:^|\.)(?:gmail|googlemail|outlook|hotmail|live|yahoo|icloud|me|gmx|web|proton|protonmail|aol|calendar\.google|google|calendly|greenhouse|greenhouse-mail|lever|ashbyhq|goodtime|zoom|teams|microsoft|workday|myworkday|smartrecruiters|icims|recruitee|personio|cal)\.[a-z.]{2,10}$/i;
const NOBODY =
  /^(?:no-?reply|do-?not-?reply|notifications?|calendar|invites?|scheduling|recruiting|(?:jobs|careers|talent|hiring|hr|info|hello|events|office|room)$)/i;
const ROOM = /\b(?:meeting|conference|conf\.?|board) ?room\b|^room /i;
const SUFFIX = /^(?:inc|llc|ltd|gmbh|ph\.? ?d|m\.?d|jr|sr|mba|esq|cpa)\.?$/i;

export type Attendee = { name: string; email: string };

/** The organiser first, then the guests. */
export function attendeesIn(component: ICAL.Component): Attendee[] {
  return [...peopleOf(component, 'organizer'), ...peopleOf(component, 'attendee')].filter(
    ({ name, email }) => !NOBODY.test(email.split('@')[0] ?? '') && !ROOM.test(name),
  );
}

function peopleOf(component: ICAL.Component, property: string): Attendee[] {
  return component.getAllProperties(property).flatMap((person) => {
    const kind = String(person.getFirstParameter('cutype') ?? '').toUpperCase();
    const email = normalise(String(person.getFirstValue() ?? '')).replace(/^mailto:/i, '');
    const declined = String(person.getFirstParameter('partstat') ?? '').toUpperCase() === 'DECLINED';
    const isToldOnly = String(person.getFirstParameter('role') ?? '').toUpperCase() === 'NON-PARTICIPANT';
    if (['ROOM', 'RESOURCE', 'GROUP'].includes(kind) || declined || isToldOnly || !/@./.test(email))
      return [];
    return [{ name: nameIn(String(person.getFirstParameter('cn') ?? '')), email }];
  });
}

/** `Fox, Dana (Acme)`, as Exchange writes it: Dana Fox. An address is no name. */
function nameIn(cn: string): string {
  const name = normalise(cn)
    .replace(/["\\]/g, '')
    .replace(/ ?[([{|].*$/, '')
    .trim();
  const [last = '', first, ...more] = name.split(/ ?, ?/);
  if (name.includes('@')) return '';
  if (!first || more.length > 0) return name;
  return SUFFIX.test(first) ? last : `${first} ${last}`;
}

/** Those whom the member meets; the member is left out where their name is known. */
export function interviewersIn(attendees: readonly Attendee[], member: string | undefined): Person[] {
  const known = new Set<string>();
  return attendees
    .filter(({ email }) => !NOT_COMPANIES.test(email.split('@')[1] ?? ''))
    .filter(({ name }) => !isSameName(name, member))
    .filter(({ email }) => !known.has(email.toLowerCase()) && known.add(email.toLowerCase()))
    .slice(0, MOST_PEOPLE)
    .flatMap(({ name, email }) => {
      const read = readPeople(normalise(`${name.replace(/[,;<>()|]/g, ' ')} <${email}>`));
      return 'value' in read ? read.value : [];
    });
}

/** `Acme` of `dana@acme.com`: the organiser's company, where their address names one. */
export function organisersCompany(component: ICAL.Component): string | undefined {
  const [organiser] = peopleOf(component, 'organizer');
  const domain = organiser?.email.split('@')[1] ?? '';
  if (!domain || NOT_COMPANIES.test(domain)) return undefined;
  const labels = domain.split('.');
  const name = labels.at(/^(?:co|com|org|ac)$/.test(labels.at(-2) ?? '') ? -3 : -2) ?? '';
  return name ? name.slice(0, 1).toUpperCase() + name.slice(1) : undefined;
}

/** The same words, in any order and case. */
export function isSameName(one: string, other = ''): boolean {
  return one !== '' && wordsOf(one) === wordsOf(other);
}

function wordsOf(name: string): string {
  return name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .sort()
    .join(' ');
}
