/** The member's interviews as a calendar file. */
import ICAL from 'ical.js';
import type { Application, Settings } from '../etiquette/facts.ts';
import { endOf } from '../etiquette/rounds.ts';

export function calendarFile(
  applications: readonly Application[],
  { now }: { now: Date; settings: Settings },
): string {
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('prodid', '-//Afterword//EN');
  calendar.addPropertyWithValue('version', '2.0');
  for (const { company, role, interviews } of applications)
    for (const interview of interviews) {
      const event = new ICAL.Component('vevent');
      event.addPropertyWithValue('uid', `${interview.id}@afterword`);
      event.addPropertyWithValue('dtstamp', ICAL.Time.fromJSDate(now, true));
      event.addPropertyWithValue('dtstart', ICAL.Time.fromJSDate(interview.startsAt, true));
      event.addPropertyWithValue('dtend', ICAL.Time.fromJSDate(endOf(interview), true));
      event.addPropertyWithValue('summary', `Interview: ${role ? `${company} (${role})` : company}`);
      calendar.addSubcomponent(event);
    }
  return calendar.toString();
}
