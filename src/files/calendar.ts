/** The member's interviews, and the dates that hang on them, as a calendar file (RFC 5545). */
import ICAL from 'ical.js';
import type { Application, Interview, LocalDate, Settings } from '../etiquette/facts.ts';
import { ending, endOf, isOff } from '../etiquette/rounds.ts';

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
 * Every interview, what was promised with its time, the days by which they answer or must be answered, and the end of a
 * hold-off. Each has a name that stays, so that a calendar replaces what it has instead of adding to it.
 */
export function calendarFile(
  applications: readonly Application[],
  { now }: { now: Date; settings: Settings },
): string {
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('prodid', '-//Afterword//EN');
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue('x-wr-calname', 'Afterword');
  for (const application of applications)
    for (const entry of entriesOf(application)) calendar.addSubcomponent(eventOf(entry, now));
  return `${calendar.toString()}\r\n`;
}

function entriesOf(application: Application): Entry[] {
  const { company } = application;
  const end = ending(application);
  return [
    ...application.interviews.flatMap((interview) => [
      interviewEntry(application, interview),
      ...(end ? [] : datesOf(company, interview)),
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
    cancelled: isOff(application, interview),
  };
}

function datesOf(company: string, { id, replyBy, holdOffUntil, promises }: Interview): Entry[] {
  return [
    ...(replyBy ? [{ uid: `${id}-reply-by`, summary: `${company} answers by today`, start: replyBy }] : []),
    ...(holdOffUntil
      ? [{ uid: `${id}-hold-off`, summary: `From now on you may write to ${company}`, start: holdOffUntil }]
      : []),
    ...promises
      .filter(({ sentAt, droppedAt }) => !sentAt && !droppedAt)
      .map((promise) => ({
        uid: promise.id,
        summary: `${company}: send ${promise.what} by now`,
        start: promise.dueAt,
      })),
  ];
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
