/** A calendar invitation (.ics, RFC 5545) as Google, Outlook and Apple write it. */
import type ICAL from 'ical.js';
import type { LocalDate } from '../etiquette/facts.ts';
import type { InterviewInput } from '../etiquette/told.ts';
import type { Context } from './command.ts';
import { type Occurrence, readCalendars } from './ics-calendar.ts';
import { CALLED_OFF, namesIn } from './ics-names.ts';
import { attendeesIn, interviewersIn, isSameName, organisersCompany } from './ics-people.ts';
import { momentOf } from './ics-zones.ts';
import { wallClock } from './instant.ts';
import { findKind } from './kinds.ts';
import { normalise } from './normalise.ts';
import { shortText } from './short-text.ts';

const LONGEST = 1_000_000;
const MOST_MINUTES = 1440;

export type Invitation = {
  kind: 'invitation';
  method: 'request' | 'cancel';
  /** The same for an invitation that is sent again, moved or cancelled. */
  uid: string;
  /** Higher each time it is sent again. */
  sequence: number;
  /** The date of a series that it is about, as it was planned; missing where it is about all of it. */
  occurrence?: Date;
  /** The company in the organiser's address. */
  organiser?: string;
  /** The day of an invitation to a whole day, which names no time. */
  day?: LocalDate;
  /** Why a time that it names is left out. */
  doubt?: string;
  understood: Partial<InterviewInput>;
};

type Member = { member?: string | undefined };
type Unreadable = { kind: 'unreadable'; say: string };

/** Methods by which those who are invited answer, or ask (RFC 5546). */
const NOT_THE_EMPLOYERS = /^(?:reply|counter|declinecounter|refresh)$/;
const SOMEBODYS_ANSWER =
  'That is an answer to an invitation, or a proposal for another time: nothing is settled by it. Drop the invitation itself.';
const NOT_AN_INVITATION =
  'I cannot read that file as a calendar invitation. Save the invitation again as .ics, or write `/interview Acme, engineer, tomorrow 3pm`.';

/**
 * Reads what an invitation says, for a form that the member checks. `context.member`: their name, where it is known. Never
 * throws for any text.
 */
export function readInvitation(text: string, context: Context & Member): Invitation | Unreadable {
  if (text.length > LONGEST) return { kind: 'unreadable', say: 'That file is larger than any invitation.' };
  try {
    return read(text, context);
  } catch {
    // The parser throws for whatever is no calendar; there is nothing to tell apart.
    return { kind: 'unreadable', say: NOT_AN_INVITATION };
  }
}

function read(text: string, context: Context & Member): Invitation | Unreadable {
  const held = readCalendars(text, context);
  if (!held) return { kind: 'unreadable', say: NOT_AN_INVITATION };
  if ('refused' in held) return { kind: 'unreadable', say: held.refused };
  const { component, method, replaces } = held;
  if (NOT_THE_EMPLOYERS.test(method)) return { kind: 'unreadable', say: SOMEBODYS_ANSWER };
  const textOf = (name: string) => String(component.getFirstPropertyValue(name) ?? '');
  const summary = normalise(textOf('summary')).slice(0, 300);
  const isOff =
    method === 'cancel' || textOf('status').toLowerCase() === 'cancelled' || CALLED_OFF.test(summary);
  const { doubt, day, ...times } = timesOf(held, context);
  const organiser = organisersCompany(component);
  const occurrence = replaces && momentOf(replaces.time, replaces.tzid, context).startsAt;
  return {
    kind: 'invitation',
    method: isOff ? 'cancel' : 'request',
    uid: normalise(textOf('uid')).slice(0, 255) || `${summary}/${held.start?.toString()}`.slice(0, 255),
    sequence: Number(textOf('sequence')) || 0,
    ...(occurrence ? { occurrence } : {}),
    ...(doubt ? { doubt } : {}),
    ...(day ? { day } : {}),
    ...(organiser ? { organiser } : {}),
    understood: { ...understand(component, summary, { organiser, member: context.member }), ...times },
  };
}

function understand(
  component: ICAL.Component,
  summary: string,
  { organiser, member }: Member & { organiser: string | undefined },
): Partial<InterviewInput> {
  const attendees = attendeesIn(component);
  const isOne = (name: string) =>
    [member ?? '', ...attendees.map((one) => one.name)].some(
      (one) => isSameName(one, name) || isSameName(one.split(' ')[0] ?? '', name),
    );
  const isPerson = (name: string) => name.split(/ (?:and|&|x) /).every(isOne);
  const { company, role, person } = namesIn(summary, { isPerson, company: organiser });
  const people = interviewersIn(attendees, member);
  const isNew = person && !isSameName(person, member) && !people.some(({ name }) => isSameName(name, person));
  const interviewers = isNew ? [...people, { name: person.slice(0, 80) }] : people;
  const named = shortText(company, 'company');
  const asRole = shortText(role, 'role');
  return {
    ...('value' in named && named.value ? { company: named.value } : {}),
    ...('value' in asRole && asRole.value ? { role: asRole.value } : {}),
    ...(findKind(summary) ? { kind: findKind(summary)?.kind ?? 'other' } : {}),
    ...(interviewers.length > 0 ? { interviewers } : {}),
  };
}

/** A whole day has no time, and leaves it to the member: also one that is told as 24 hours from midnight, as Outlook does. */
function timesOf(held: Occurrence, context: Context) {
  const { start, tzid, minutes: length, end } = held;
  if (!start) return {};
  if (start.isDate) return { day: start.toString() };
  const { startsAt, zone, doubt } = momentOf(start, tzid, context);
  if (!startsAt) return { doubt };
  const until = end && !end.time.isDate ? momentOf(end.time, end.tzid, context).startsAt : undefined;
  const minutes = until ? Math.round((until.getTime() - startsAt.getTime()) / 60_000) : length;
  const { date, ...wall } = wallClock(startsAt, zone);
  const isMidnight = wall.hour === 0 && wall.minute === 0;
  // A day on which the clocks change is an hour shorter or longer.
  const isWholeDays = minutes >= MOST_MINUTES - 60 && Math.abs(((minutes + 60) % MOST_MINUTES) - 60) <= 60;
  if ((isMidnight && isWholeDays) || isFlaggedWholeDay(held)) return { day: date };
  return { startsAt, zone, ...(minutes >= 1 && minutes <= MOST_MINUTES ? { minutes } : {}) };
}

function isFlaggedWholeDay({ component }: Occurrence): boolean {
  return /^true$/i.test(String(component.getFirstPropertyValue('x-microsoft-cdo-alldayevent') ?? ''));
}
