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
  /** By the clocks of one zone; `end` where it is told in words of its own, which may be another one's. */
  minutes: number;
  end?: Named | undefined;
  /** Which date of a series this one takes the place of. */
  replaces?: Named | undefined;
};

/** A time, and the name of its zone. */
type Named = { time: ICAL.Time; tzid: string | undefined };

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
    (name) => (timeAt(event, name)?.time.year ?? 0) <= LAST_YEAR,
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
    (sum, { rule }) => sum + LAST_YEAR - (timeAt(rule, 'dtstart')?.time.year ?? 0),
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

function instantOf({ start, tzid }: Pick<Occurrence, 'start' | 'tzid'>, context: Context): number {
  return start ? (momentOf(start, tzid, context).startsAt?.getTime() ?? wallOf(start)) : 0;
}

/** What the clock shows, as if it were UTC's: no more than a day away from the instant. */
function wallOf({ year, month, day, hour, minute }: ICAL.Time): number {
  return Date.UTC(year, month - 1, day, hour, minute);
}

/** The events of one UID: a single one, a series with the dates of it that were moved, or only such dates. */
function occurrencesIn(group: readonly ICAL.Component[], context: Context, most: number): Occurrence[] {
  const eventOf = (component: ICAL.Component) => new ICAL.Event(component, { exceptions: [] });
  const exceptions = latest(group.filter((event) => event.hasProperty('recurrence-id')));
  const rest = latest(group.filter((event) => !event.hasProperty('recurrence-id')));
  const moved = exceptions.map((one) => occurrenceOf(eventOf(one)));
  if (rest.length === 0) return moved;
  return rest.flatMap((component) => {
    const event = eventOf(component);
    if (!event.isRecurring() || !isPlain(component)) return [occurrenceOf(event)];
    return [...moved, ...nextDate(event, { context, most, without: leftOut(component, moved, context) })];
  });
}

/** Without those that were sent again, with a higher number: a file may hold both. */
function latest(events: readonly ICAL.Component[]): ICAL.Component[] {
  const dateOf = (event: ICAL.Component) => String(event.getFirstPropertyValue('recurrence-id') ?? '');
  const numberOf = (event: ICAL.Component) => Number(event.getFirstPropertyValue('sequence')) || 0;
  return events.filter(
    (event) => !events.some((other) => dateOf(other) === dateOf(event) && numberOf(other) > numberOf(event)),
  );
}

/** The instants of a series that do not take place, or at another time. The parser compares them as they are written. */
function leftOut(series: ICAL.Component, moved: readonly Occurrence[], context: Context): Set<number> {
  const excluded = series
    .getAllProperties('exdate')
    .flatMap((property) => property.getValues().map((time) => ({ time, tzid: zoneOf(property) })))
    .filter((one): one is Named => one.time instanceof ICAL.Time);
  const replaced = moved.flatMap(({ replaces }) => replaces ?? []);
  return new Set(
    [...excluded, ...replaced].map(({ time, tzid }) => instantOf({ start: time, tzid }, context)),
  );
}

/** `without`: the instants of dates that do not count. */
type Search = { context: Context; most: number; without: ReadonlySet<number> };

/** Of a series the next date, or its last. */
function nextDate(event: ICAL.Event, { context, most, without }: Search): Occurrence[] {
  const dates = event.iterator(laterStart(event, context));
  let last: ICAL.Time | undefined;
  for (let n = 0; n < most; n++) {
    const next = dates.next();
    if (!next || next.year > LAST_YEAR) return last ? [dateOf(event, last)] : [];
    const date = dateOf(event, next);
    const at = instantOf(date, context);
    if (without.has(at)) continue;
    last = next;
    if (at >= context.now.getTime()) return [date];
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
  const { time: begins, tzid } = timeAt(component, 'dtstart') ?? {};
  const minutes = Math.round((event.duration?.toSeconds() ?? 0) / 60);
  // A date of a series lasts as long as its first one.
  const end = start && begins && start.compare(begins) === 0 ? timeAt(component, 'dtend') : undefined;
  return {
    component,
    start: start ?? undefined,
    tzid,
    minutes,
    end,
    replaces: timeAt(component, 'recurrence-id'),
  };
}

function timeAt(component: ICAL.Component, name: string): Named | undefined {
  const property = component.getFirstProperty(name);
  const time = property?.getFirstValue();
  return property && time instanceof ICAL.Time ? { time, tzid: zoneOf(property) } : undefined;
}

/** Its own, or, where its time has none, that of the whole calendar. */
function zoneOf(property: ICAL.Property): string | undefined {
  const own = property.getFirstParameter('tzid');
  const time = property.getFirstValue();
  const isFloating = time instanceof ICAL.Time && !time.isDate && time.zone?.tzid === 'floating';
  const calendars = property.parent?.parent?.getFirstPropertyValue('x-wr-timezone');
  return own || (isFloating && calendars ? String(calendars) : undefined);
}
