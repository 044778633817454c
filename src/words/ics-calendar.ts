/**
 * The event in a calendar file that counts. Whoever sends a file may have written anything into it: whatever the parser would
 * repeat without end is refused before it is used.
 */
import ICAL from 'ical.js';
import type { Context } from './command.ts';
import { linesToRead } from './ics-lines.ts';
import { isPlain } from './ics-series.ts';
import { momentOf, zoneNamed } from './ics-zones.ts';

/** Of all series together. */
const MOST_OCCURRENCES = 2000;
const MOST_ZONE_DATES = 200;
/** Years that the rules of a zone are spelled out for: Outlook's two begin in 1601. */
const MOST_ZONE_YEARS = 3000;
/** Nothing later is an interview, and a zone of the file’s own is not followed that far. */
const LAST_YEAR = 2100;

/** An event, or one date of a series. */
export type Occurrence = {
  component: ICAL.Component;
  start: ICAL.Time | undefined;
  tzid: string | undefined;
  minutes: number;
  /** Which date of a series this one takes the place of. */
  replaces?: ICAL.Time | undefined;
};

export type Held = Occurrence & { method: string };

/** The next event of the file, or its last; of a series the next date. Throws for what is no calendar. */
export function readCalendars(text: string, context: Context): Held | { refused: string } | undefined {
  const lines = linesToRead(text);
  if (lines === undefined) return { refused: 'That is a whole calendar. Drop one invitation.' };
  const calendars = componentsIn(lines);
  for (const calendar of calendars) dropZonesWeDoNotUse(calendar);
  const events = calendars.flatMap((calendar) => calendar.getAllSubcomponents('vevent')).filter(isNear);
  if (events.some(repeatsByTheHour))
    return { refused: 'That repeats by the hour, as no interview does. Drop one invitation.' };
  const next = nextOf(events, context);
  return next && { ...next, method: methodOf(next.component) };
}

function isNear(event: ICAL.Component): boolean {
  return ['dtstart', 'dtend', 'recurrence-id'].every(
    (name) => (timeAt(event, name)[1]?.year ?? 0) <= LAST_YEAR,
  );
}

/** One calendar, or several after each other. */
function componentsIn(text: string): ICAL.Component[] {
  const parsed: unknown[] = ICAL.parse(text);
  const all = typeof parsed[0] === 'string' ? [parsed] : parsed;
  // ICAL.parse is typed as any[]: a component is [name, properties, components]
  return all.map((one) => new ICAL.Component(one as unknown[]));
}

function methodOf(event: ICAL.Component): string {
  return String(event.parent?.getFirstPropertyValue('method') ?? '').toLowerCase();
}

/** A zone that we know by its name needs no rules of the file's own; others keep theirs where they change once a year. */
function dropZonesWeDoNotUse(calendar: ICAL.Component): void {
  for (const zone of calendar.getAllSubcomponents('vtimezone')) {
    const name = String(zone.getFirstPropertyValue('tzid') ?? '');
    if (!name || zoneNamed(name) || !isBounded(zone)) calendar.removeSubcomponent(zone);
  }
}

function isBounded(zone: ICAL.Component): boolean {
  const rules = zone.getAllSubcomponents();
  const dates = rules.flatMap((rule) => [
    rule,
    ...rule.getAllProperties('rdate').flatMap((one) => one.getValues()),
  ]);
  const repeated = rules.flatMap((rule) => recurrencesOf(rule).map((recurrence) => ({ rule, recurrence })));
  const years = repeated.reduce(
    (sum, { rule }) => sum + LAST_YEAR - (timeAt(rule, 'dtstart')[1]?.year ?? 0),
    0,
  );
  return (
    dates.length <= MOST_ZONE_DATES &&
    years <= MOST_ZONE_YEARS &&
    repeated.every(({ recurrence }) => isOnceAYear(recurrence))
  );
}

function recurrencesOf(component: ICAL.Component): ICAL.Recur[] {
  const values = component.getAllProperties('rrule').map((rule) => rule.getFirstValue());
  return values.filter((value) => value instanceof ICAL.Recur);
}

function isOnceAYear({ freq, parts }: ICAL.Recur): boolean {
  const named = Object.entries(parts);
  return freq === 'YEARLY' && named.every(([part, values]) => values.length <= (ONCE_A_YEAR[part] ?? 0));
}

/** How many values each part of a rule may have: `BYMONTHDAY=8,9,10,11,12,13,14;BYDAY=SU` is an older way to say 2SU. */
const ONCE_A_YEAR: Readonly<Record<string, number>> = { BYMONTH: 1, BYDAY: 1, BYMONTHDAY: 7 };

function repeatsByTheHour(event: ICAL.Component): boolean {
  return recurrencesOf(event).some(({ freq }) => /^(?:HOURLY|MINUTELY|SECONDLY)$/.test(freq));
}

function nextOf(events: readonly ICAL.Component[], context: Context): Occurrence | undefined {
  const uids = new Set(events.map(uidOf));
  const most = Math.floor(MOST_OCCURRENCES / Math.max(uids.size, 1));
  const found = [...uids].flatMap((uid) =>
    occurrencesIn(
      events.filter((event) => uidOf(event) === uid),
      context,
      most,
    ),
  );
  return firstAhead(found, context);
}

function uidOf(event: ICAL.Component): string {
  return String(event.getFirstPropertyValue('uid') ?? '');
}

function firstAhead(occurrences: readonly Occurrence[], context: Context): Occurrence | undefined {
  const inOrder = occurrences
    .map((one) => ({ one, at: instantOf(one, context) }))
    .sort((a, b) => a.at - b.at);
  return (inOrder.find(({ at }) => at >= context.now.getTime()) ?? inOrder.at(-1))?.one;
}

function instantOf({ start, tzid }: Occurrence, context: Context): number {
  return start ? (momentOf(start, tzid, context).startsAt?.getTime() ?? wallOf(start)) : 0;
}

/** What the clock shows, as if it were UTC's: no more than a day away from the instant. */
function wallOf({ year, month, day, hour, minute }: ICAL.Time): number {
  return Date.UTC(year, month - 1, day, hour, minute);
}

/** The events of one UID: a single one, a series with the dates of it that were moved, or only such dates. */
function occurrencesIn(group: readonly ICAL.Component[], context: Context, most: number): Occurrence[] {
  const exceptions = group.filter((event) => event.hasProperty('recurrence-id'));
  const rest = group.filter((event) => !exceptions.includes(event));
  const eventsOf = (component: ICAL.Component) => new ICAL.Event(component, { exceptions: [] });
  if (rest.length === 0) return exceptions.map(eventsOf).map((event) => occurrenceOf(event));
  return rest.flatMap((component) => {
    const event = new ICAL.Event(component, { exceptions });
    const isSeries = event.isRecurring() && isPlain(component);
    return isSeries ? nextDate(event, context, most) : [occurrenceOf(event)];
  });
}

/** Of a series the next date, or its last. */
function nextDate(event: ICAL.Event, context: Context, most: number): Occurrence[] {
  const dates = event.iterator(laterStart(event, context));
  const nearlyNow = context.now.getTime() - 26 * 3_600_000;
  let last: ICAL.Time | undefined;
  for (let n = 0; n < most; n++) {
    const next = dates.next();
    if (!next || next.year > LAST_YEAR) return last ? [dateOf(event, last)] : [];
    last = next;
    if (wallOf(next) < nearlyNow) continue;
    const date = dateOf(event, next);
    if (instantOf(date, context) >= context.now.getTime()) return [date];
  }
  return last ? [dateOf(event, last)] : [];
}

/** Where a series may as well begin, so that a daily one since 1990 needs no 13,000 steps: whole intervals later. */
function laterStart({ component, startDate }: ICAL.Event, { now }: Context): ICAL.Time {
  const [rule, ...others] = recurrencesOf(component);
  const days = { DAILY: 1, WEEKLY: 7 }[rule?.freq ?? ''] ?? 0;
  if (!rule || days === 0 || rule.count || others.length > 0) return startDate;
  const interval = days * Math.max(rule.interval, 1);
  const passed = Math.floor((now.getTime() - wallOf(startDate)) / 86_400_000) - 2;
  const start = startDate.clone();
  start.adjust(Math.max(0, Math.floor(passed / interval)) * interval, 0, 0, 0);
  return start;
}

function dateOf(event: ICAL.Event, date: ICAL.Time): Occurrence {
  const { item, startDate } = event.getOccurrenceDetails(date);
  return occurrenceOf(item, startDate);
}

function occurrenceOf(event: ICAL.Event, start: ICAL.Time | null = event.startDate): Occurrence {
  const { component } = event;
  const [, replaces] = timeAt(component, 'recurrence-id');
  const [tzid] = timeAt(component, 'dtstart');
  const minutes = Math.round((event.duration?.toSeconds() ?? 0) / 60);
  return { component, start: start ?? undefined, tzid, minutes, replaces };
}

function timeAt(component: ICAL.Component, name: string): [tzid?: string, time?: ICAL.Time] {
  const property = component.getFirstProperty(name);
  const time = property?.getFirstValue();
  const tzid = property?.getFirstParameter('tzid');
  return [tzid || undefined, time instanceof ICAL.Time ? time : undefined];
}
