/** A calendar invitation (.ics, RFC 5545) as Google, Outlook and Apple write it. */
import type ICAL from 'ical.js';
import type { InterviewInput, Person } from '../etiquette/told.ts';
import type { Context } from './command.ts';
import { type Occurrence, readCalendars } from './ics-calendar.ts';
import { momentOf } from './ics-zones.ts';
import { findKind } from './kinds.ts';
import { normalise } from './normalise.ts';
import { readPeople } from './people.ts';
import { shortText } from './short-text.ts';

const LONGEST = 1_000_000;
const MOST_MINUTES = 1440;
const MOST_PEOPLE = 20;

export type Invitation = {
  kind: 'invitation';
  method: 'request' | 'cancel';
  /** The same for an invitation that is sent again, moved or cancelled. */
  uid: string;
  /** Higher each time it is sent again. */
  sequence: number;
  /** The date of a series that it is about, as it was planned; missing where it is about all of it. */
  occurrence?: Date;
  /** Why a time that it names is left out. */
  doubt?: string;
  understood: Partial<InterviewInput>;
};

type Unreadable = { kind: 'unreadable'; say: string };

/** Methods by which those who are invited answer, or ask (RFC 5546). */
const NOT_THE_EMPLOYERS = /^(?:reply|counter|declinecounter|refresh)$/;
const SOMEBODYS_ANSWER =
  'That is an answer to an invitation, or a proposal for another time: nothing is settled by it. Drop the invitation itself.';
const NOT_AN_INVITATION =
  'I cannot read that file as a calendar invitation. Save the invitation again as .ics, or write `/interview Acme, engineer, tomorrow 3pm`.';

/** Mail domains that say nothing about the company: people's own, and tools that send invitations. */
const NOT_COMPANIES =
  /(?:^|\.)(?:gmail|googlemail|outlook|hotmail|live|yahoo|icloud|me|gmx|web|proton|protonmail|aol|calendar\.google|google|calendly|greenhouse|greenhouse-mail|lever|ashbyhq|goodtime|zoom|teams|microsoft|workday|myworkday|smartrecruiters|icims|recruitee|personio|cal)\.[a-z.]{2,10}$/i;
const NOBODY = /^(?:no-?reply|do-?not-?reply|notifications?|calendar|invites?|scheduling|recruiting)/i;

/** Reads what an invitation says, for a form that the member checks. Never throws for any text. */
export function readInvitation(text: string, context: Context): Invitation | Unreadable {
  if (text.length > LONGEST) return { kind: 'unreadable', say: 'That file is larger than any invitation.' };
  try {
    return read(text, context);
  } catch {
    // The parser throws for whatever is no calendar; there is nothing to tell apart.
    return { kind: 'unreadable', say: NOT_AN_INVITATION };
  }
}

function read(text: string, context: Context): Invitation | Unreadable {
  const held = readCalendars(text, context);
  if (!held) return { kind: 'unreadable', say: NOT_AN_INVITATION };
  if ('refused' in held) return { kind: 'unreadable', say: held.refused };
  const { component, method, replaces } = held;
  if (NOT_THE_EMPLOYERS.test(method)) return { kind: 'unreadable', say: SOMEBODYS_ANSWER };
  const textOf = (name: string) => String(component.getFirstPropertyValue(name) ?? '');
  const summary = normalise(textOf('summary')).slice(0, 300);
  const { doubt, ...times } = timesOf(held, context);
  const occurrence = replaces && momentOf(replaces, held.tzid, context).startsAt;
  return {
    kind: 'invitation',
    method: method === 'cancel' || textOf('status').toLowerCase() === 'cancelled' ? 'cancel' : 'request',
    uid: textOf('uid').slice(0, 255) || `${summary}/${held.start?.toString()}`.slice(0, 255),
    sequence: Number(textOf('sequence')) || 0,
    ...(occurrence ? { occurrence } : {}),
    ...(doubt ? { doubt } : {}),
    understood: { ...understand(component, summary), ...times },
  };
}

function understand(component: ICAL.Component, summary: string): Partial<InterviewInput> {
  const people = peopleIn(component);
  const { company, role } = namesIn(summary);
  const named = shortText(company ?? companyOf(component), 'company');
  const asRole = shortText(role, 'role');
  return {
    ...('value' in named && named.value ? { company: named.value } : {}),
    ...('value' in asRole && asRole.value ? { role: asRole.value } : {}),
    ...(findKind(summary) ? { kind: findKind(summary)?.kind ?? 'other' } : {}),
    ...(people.length > 0 ? { interviewers: people } : {}),
  };
}

/** A whole day has no time, and leaves it to the member. */
function timesOf({ start, tzid, minutes }: Occurrence, context: Context) {
  if (!start || start.isDate) return {};
  const { startsAt, zone, doubt } = momentOf(start, tzid, context);
  if (!startsAt) return { doubt };
  return { startsAt, zone, ...(minutes >= 1 && minutes <= MOST_MINUTES ? { minutes } : {}) };
}

/** `Interview with Acme`, `Technical interview: Engineer at Acme`, `Acme <> Ada`, `Acme - phone screen`. */
function namesIn(summary: string): { company?: string | undefined; role?: string | undefined } {
  const words = summary.replace(
    /^(?:(?:re|fwd?|updated invitation|invitation|cancell?ed|accepted)(?: event)?: )+/i,
    '',
  );
  const between = /^(.{2,80}?) ?(?:<>|<->|\u2194|\/\/| x ) ?(.{2,80})$/i.exec(words);
  if (between) return { company: between[1] };
  const roleAt =
    /(?:interview|call|screen|chat)[^:]{0,40}?(?::| -| for(?: the)?) (.{2,100}?)(?: role| position)? (?:at|with|@) (.{2,80})$/i.exec(
      words,
    );
  if (roleAt) return { role: roleAt[1], company: tidy(roleAt[2]) };
  const withWhom =
    /\b(?:interview|call|screen|screening|chat|meeting|conversation|intro|talk|round)\b.*? (?:with|at|@) (.{2,80})$/i.exec(
      words,
    );
  if (withWhom) return { company: tidy(withWhom[1]) };
  const before = /^(.{2,80}?)(?: -|:| \|) .*(?:interview|call|screen|chat|round|onsite|on-site)/i.exec(words);
  return before ? { company: tidy(before[1]) } : {};
}

function tidy(name = ''): string {
  return name.replace(/ ?(?:\(.*\)|-.*|\|.*|,.*)$/, '').trim();
}

type Attendee = { name: string; email: string };

/** Who invites and who comes, rooms and machines apart. The member is among them as well: the form lets them strike themselves out. */
function attendeesIn(component: ICAL.Component): Attendee[] {
  const people = [...component.getAllProperties('organizer'), ...component.getAllProperties('attendee')];
  return people.flatMap((person) => {
    const kind = String(person.getFirstParameter('cutype') ?? '').toUpperCase();
    const email = String(person.getFirstValue() ?? '').replace(/^mailto:/i, '');
    const [local = '', domain = ''] = email.split('@');
    if (kind === 'ROOM' || kind === 'RESOURCE' || !domain || NOBODY.test(local)) return [];
    const name = String(person.getFirstParameter('cn') ?? '').replace(/^["']|["']$/g, '');
    return [{ name: name.includes('@') ? '' : name, email }];
  });
}

function peopleIn(component: ICAL.Component): Person[] {
  const known = new Set<string>();
  return attendeesIn(component)
    .filter(({ email }) => !NOT_COMPANIES.test(email.split('@')[1] ?? ''))
    .filter(({ email }) => !known.has(email.toLowerCase()) && known.add(email.toLowerCase()))
    .slice(0, MOST_PEOPLE)
    .flatMap(({ name, email }) => {
      const read = readPeople(normalise(`${name.replace(/[,;<>()|]/g, ' ')} <${email}>`));
      return 'value' in read ? read.value : [];
    });
}

/** `Acme` of `dana@acme.com`: the organiser's company, where their address names one. */
function companyOf(component: ICAL.Component): string | undefined {
  const [organiser] = attendeesIn(component);
  const domain = organiser?.email.split('@')[1] ?? '';
  if (!domain || NOT_COMPANIES.test(domain)) return undefined;
  const labels = domain.split('.');
  const name = labels.at(/^(?:co|com|org|ac)$/.test(labels.at(-2) ?? '') ? -3 : -2) ?? '';
  return name ? name.slice(0, 1).toUpperCase() + name.slice(1) : undefined;
}
