/** A calendar invitation (.ics, RFC 5545) as Google, Outlook and Apple write it. */
import ICAL from 'ical.js';
import type { InterviewInput, Person } from '../etiquette/told.ts';
import type { Context } from './command.ts';
import { instantOf as wallInstant } from './instant.ts';
import { findKind } from './kinds.ts';
import { normalise } from './normalise.ts';
import { readPeople } from './people.ts';
import { shortText } from './short-text.ts';
import { isIana, windowsZone } from './windows-zones.ts';

const LONGEST = 1_000_000;
const MOST_MINUTES = 1440;
const MOST_OCCURRENCES = 1000;
const MOST_PEOPLE = 20;

export type Invitation = {
  kind: 'invitation';
  method: 'request' | 'cancel';
  /** The same for an invitation that is sent again, moved or cancelled. */
  uid: string;
  /** Higher each time it is sent again. */
  sequence: number;
  understood: Partial<InterviewInput>;
};

const NOT_AN_INVITATION =
  'I cannot read that file as a calendar invitation. Save the invitation again as .ics, or write `/interview Acme, engineer, tomorrow 3pm`.';

/** Mail domains that say nothing about the company: people's own, and tools that send invitations. */
const NOT_COMPANIES =
  /(?:^|\.)(?:gmail|googlemail|outlook|hotmail|live|yahoo|icloud|me|gmx|web|proton|protonmail|aol|calendar\.google|google|calendly|greenhouse|greenhouse-mail|lever|ashbyhq|goodtime|zoom|teams|microsoft|workday|myworkday|smartrecruiters|icims|recruitee|personio|cal)\.[a-z.]{2,10}$/i;
const NOBODY = /^(?:no-?reply|do-?not-?reply|notifications?|calendar|invites?|scheduling|recruiting)/i;

/** Reads what an invitation says, for a form that the member checks. Never throws for any text. */
export function readInvitation(
  text: string,
  context: Context,
): Invitation | { kind: 'unreadable'; say: string } {
  if (text.length > LONGEST) return { kind: 'unreadable', say: 'That file is larger than any invitation.' };
  try {
    return read(text, context) ?? { kind: 'unreadable', say: NOT_AN_INVITATION };
  } catch {
    // The parser throws for whatever is no calendar; there is nothing to tell apart.
    return { kind: 'unreadable', say: NOT_AN_INVITATION };
  }
}

function read(text: string, context: Context): Invitation | undefined {
  const calendar = new ICAL.Component(ICAL.parse(text.replace(/^\uFEFF/, '')));
  const component = eventOf(calendar, context.now);
  if (!component) return undefined;
  const event = new ICAL.Event(component);
  const method = String(calendar.getFirstPropertyValue('method') ?? '').toLowerCase();
  const status = String(component.getFirstPropertyValue('status') ?? '').toLowerCase();
  const summary = normalise(event.summary ?? '').slice(0, 300);
  return {
    kind: 'invitation',
    method: method === 'cancel' || status === 'cancelled' ? 'cancel' : 'request',
    uid: (event.uid ?? '').slice(0, 255) || `${summary}/${event.startDate?.toString()}`.slice(0, 255),
    sequence: Number(event.sequence) || 0,
    understood: understand(component, event, summary, context),
  };
}

/** The event that is next: of a series the exception that was sent, else the series itself. */
function eventOf(calendar: ICAL.Component, now: Date): ICAL.Component | undefined {
  const events = calendar.getAllSubcomponents('vevent');
  const startOf = (event: ICAL.Component) => {
    const start = new ICAL.Event(event).startDate;
    return start ? start.toJSDate().getTime() : 0;
  };
  const inOrder = [...events].sort((a, b) => startOf(a) - startOf(b));
  return inOrder.find((event) => startOf(event) >= now.getTime()) ?? inOrder.at(-1);
}

function understand(
  component: ICAL.Component,
  event: ICAL.Event,
  summary: string,
  context: Context,
): Partial<InterviewInput> {
  const people = peopleIn(component);
  const { company, role } = namesIn(summary);
  const named = shortText(company ?? companyOf(component), 'company');
  const asRole = shortText(role, 'role');
  return {
    ...('value' in named && named.value ? { company: named.value } : {}),
    ...('value' in asRole && asRole.value ? { role: asRole.value } : {}),
    ...timesOf(component, event, context),
    ...(findKind(summary) ? { kind: findKind(summary)?.kind ?? 'other' } : {}),
    ...(people.length > 0 ? { interviewers: people } : {}),
  };
}

function timesOf(component: ICAL.Component, event: ICAL.Event, { now, zone: home }: Context) {
  const start = nextStart(event, now);
  if (!start || start.isDate) return {};
  const tzid = component.getFirstProperty('dtstart')?.getFirstParameter('tzid');
  const zone = zoneOf(tzid, start, home);
  const startsAt = instantOf(start, tzid, zone, home);
  const minutes = Math.round((event.duration?.toSeconds() ?? 0) / 60);
  return {
    startsAt,
    zone,
    ...(minutes >= 1 && minutes <= MOST_MINUTES ? { minutes } : {}),
  };
}

/** Of a series the next occurrence, or its last. */
function nextStart(event: ICAL.Event, now: Date): ICAL.Time | undefined {
  if (!event.isRecurring()) return event.startDate ?? undefined;
  const occurrences = event.iterator();
  let last: ICAL.Time | undefined;
  for (let n = 0; n < MOST_OCCURRENCES; n++) {
    const next = occurrences.next();
    if (!next) return last;
    last = next;
    if (next.toJSDate() >= now) return next;
  }
  return last;
}

/** The IANA zone that a TZID means: its own name, Windows' name for it, or the member's where neither is known. */
function zoneOf(tzid: string | undefined, start: ICAL.Time, home: string): string {
  if (start.zone?.tzid === 'UTC' || !tzid) return home;
  const name = tzid.replace(/^\/?(?:[^/]+\/)*?(?=[A-Z][a-z]+\/[A-Z])/, '');
  if (isIana(tzid)) return tzid;
  if (isIana(name)) return name;
  return windowsZone(tzid) ?? home;
}

/** By the file's own VTIMEZONE where it has one; a floating time is the member's own. */
function instantOf(start: ICAL.Time, tzid: string | undefined, zone: string, home: string): Date {
  const isDefined = start.zone && start.zone.tzid !== 'floating';
  if (isDefined) return new Date(start.toUnixTime() * 1000);
  const date = [start.year, start.month, start.day].map((n) => String(n).padStart(2, '0')).join('-');
  const wall = { hour: start.hour, minute: start.minute };
  return wallInstant(date, wall, tzid ? zone : home) ?? new Date(start.toUnixTime() * 1000);
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
