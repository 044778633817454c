/** The member's interviews, and the dates that hang on them, as a calendar file (RFC 5545). */
import ICAL from 'ical.js';
import type { Application, Facts, Interview, LocalDate } from '../etiquette/facts.ts';
import { type Pursuit, pursuitsOf } from '../etiquette/nudge.ts';
import { firstContactDay, replyByOf } from '../etiquette/patience.ts';
import { awaitsAnswer, ending, endOf, isCalledOff, isOff } from '../etiquette/rounds.ts';

type Entry = {
  uid: string;
  summary: string;
  /** An instant, or a whole day. */
  start: Date | LocalDate;
  end?: Date;
  description?: string;
  cancelled?: boolean;
};

/**
 * Every interview, what was promised with its time, the days by which they answer or must be answered, and the day from which
 * asking is fine, as `/interview when` has it. Each has a name that stays, so that a calendar replaces what it has instead of
 * adding to it.
 */
export function calendarFile(facts: Facts, now: Date): string {
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('prodid', '-//Afterword//EN');
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue('x-wr-calname', 'Afterword');
  for (const pursuit of pursuitsOf(facts))
    for (const entry of entriesOf(pursuit)) calendar.addSubcomponent(eventOf(entry, now));
  return `${calendar.toString()}\r\n`;
}

function entriesOf(pursuit: Pursuit): Entry[] {
  const { application } = pursuit;
  const { company } = application;
  const end = ending(application);
  return [
    ...application.interviews.flatMap((interview) => [
      interviewEntry(application, interview),
      ...(end ? [] : [...promisesOf(company, interview), ...silenceOf(pursuit, interview)]),
    ]),
    ...(end?.answerBy
      ? [{ uid: `${end.id}-answer`, summary: `Answer the offer from ${company}`, start: end.answerBy }]
      : []),
  ];
}

function interviewEntry(application: Application, interview: Interview): Entry {
  const { company, role } = application;
  const people = interview.interviewers.map(({ name, email }) => (email ? `${name} <${email}>` : name));
  return {
    uid: interview.id,
    summary: `Interview: ${role ? `${company} (${role})` : company}`,
    start: interview.startsAt,
    end: endOf(interview),
    ...(people.length > 0 ? { description: `With ${people.join(', ')}` } : {}),
    cancelled: isOff(application, interview) || isCalledOff(application, interview),
  };
}

function promisesOf(company: string, { promises }: Interview): Entry[] {
  return promises
    .filter(({ sentAt, droppedAt }) => !sentAt && !droppedAt)
    .map(({ id, what, dueAt }) => ({ uid: id, summary: `${company}: ${what} due`, start: dueAt }));
}

/** By when they answer, and from when asking is fine, where they said anything about either. */
function silenceOf(pursuit: Pursuit, interview: Interview): Entry[] {
  const { application } = pursuit;
  const { id, holdOffUntil, noContact } = interview;
  const { company } = application;
  const round = { ...pursuit, interview };
  const replyBy = replyByOf(round);
  if (!awaitsAnswer(application, interview) || noContact || !(replyBy || holdOffUntil)) return [];
  const answer = { uid: `${id}-reply-by`, summary: `${company} said they would answer by today` };
  const ask = { uid: `${id}-hold-off`, summary: `${company}: from today you may ask how things stand` };
  return [...(replyBy ? [{ ...answer, start: replyBy }] : []), { ...ask, start: firstContactDay(round) }];
}

function eventOf({ uid, summary, start, end, description, cancelled }: Entry, now: Date): ICAL.Component {
  const event = new ICAL.Component('vevent');
  event.addPropertyWithValue('uid', `${uid}@afterword`);
  event.addPropertyWithValue('dtstamp', ICAL.Time.fromJSDate(now, true));
  // Sent again it must not count as older than what the calendar has: minutes since 1970 always grow.
  event.addPropertyWithValue('sequence', Math.floor(now.getTime() / 60_000));
  event.addPropertyWithValue('summary', summary);
  event.addPropertyWithValue('dtstart', timeOf(start));
  if (end) event.addPropertyWithValue('dtend', timeOf(end));
  if (description) event.addPropertyWithValue('description', description);
  if (cancelled) event.addPropertyWithValue('status', 'CANCELLED');
  if (typeof start === 'string') event.addPropertyWithValue('transp', 'TRANSPARENT');
  return event;
}

function timeOf(at: Date | LocalDate): ICAL.Time {
  return typeof at === 'string' ? ICAL.Time.fromDateString(at) : ICAL.Time.fromJSDate(at, true);
}
