/** What invitations hold beside what the standard asks for: right, or left to the member. */
import { describe, expect, test } from 'vitest';
import { readInvitation } from '../../src/words/ics.ts';
import { textOfFile } from '../../src/words/ics-lines.ts';
import { BERLIN, NOW } from './reading.ts';

const context = { now: NOW, zone: BERLIN, member: 'Ada Byron' };
const START = 'DTSTART:20261201T100000Z';
const DANA = 'ORGANIZER;CN=Dana Fox:mailto:dana@acme.com';

function calendar(head: readonly string[], ...events: (readonly string[])[]): string {
  const written = events.flatMap((lines) => ['BEGIN:VEVENT', 'UID:u1', ...lines, 'END:VEVENT']);
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...head, ...written, 'END:VCALENDAR'].join('\r\n');
}

function invitation(text: string) {
  const read = readInvitation(text, context);
  if (read.kind !== 'invitation') expect.fail(read.say);
  return read;
}

const event = (...lines: string[]) => invitation(calendar([], lines));

describe('the zone of the whole calendar', () => {
  const floating = ['DTSTART:20261201T100000', 'DTEND:20261201T104500'];
  test.each([
    ['America/New_York', 'America/New_York'],
    ['Eastern Standard Time', 'America/New_York'],
  ])('X-WR-TIMEZONE:%s is that of a time that has none', (named, zone) => {
    expect(invitation(calendar([`X-WR-TIMEZONE:${named}`], floating)).understood).toMatchObject({
      ...{ startsAt: new Date('2026-12-01T15:00Z'), zone, minutes: 45 },
    });
  });

  test('and of no other', () => {
    const head = ['X-WR-TIMEZONE:America/New_York'];
    expect(invitation(calendar(head, [START])).understood.startsAt).toEqual(new Date('2026-12-01T10:00Z'));
    expect(invitation(calendar(head, ['DTSTART;TZID=Asia/Tokyo:20261201T100000'])).understood).toMatchObject({
      ...{ startsAt: new Date('2026-12-01T01:00Z'), zone: 'Asia/Tokyo' },
    });
  });

  test('that nobody knows gives no time', () => {
    const read = invitation(calendar(['X-WR-TIMEZONE:Foo'], floating));
    expect(read.understood.startsAt).toBeUndefined();
    expect(read.doubt).toContain('“Foo”');
  });
});

test.each([
  [['DTSTART:20261201T000000', 'DTEND:20261202T000000', 'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE']],
  [['DTSTART;TZID=W. Europe Standard Time:20261201T000000', 'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE']],
  [['DTSTART:20261130T230000Z', 'DTEND:20261201T230000Z', 'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE']],
  [['DTSTART:20261201T000000', 'DTEND:20261203T000000']],
  [['DTSTART:20261201']],
])('a whole day: %j', (lines) => {
  const read = event(...lines, 'SUMMARY:Interview with Acme');
  expect(read).toMatchObject({ day: '2026-12-01', understood: { company: 'Acme' } });
  expect(read.understood.startsAt).toBeUndefined();
});

test.each(['FALSE', ''])('X-MICROSOFT-CDO-ALLDAYEVENT:%s is none', (flag) => {
  expect(event(START, `X-MICROSOFT-CDO-ALLDAYEVENT:${flag}`).understood.startsAt).toEqual(
    new Date('2026-12-01T10:00Z'),
  );
});

describe('sent again in the same file', () => {
  const first = [START, 'SEQUENCE:0'];
  const again = ['DTSTART:20261203T100000Z', 'SEQUENCE:2'];
  test.each([
    [first, again],
    [again, first],
    [[...first, 'STATUS:CANCELLED'], again],
  ])('the higher number counts: %j, %j', (one, other) => {
    expect(invitation(calendar([], one, other))).toMatchObject({
      ...{ method: 'request', sequence: 2 },
      understood: { startsAt: new Date('2026-12-03T10:00Z') },
    });
  });

  test('for a date of a series, too', () => {
    const series = [START, 'RRULE:FREQ=WEEKLY;COUNT=2', 'SEQUENCE:1'];
    const moved = (day: string, sequence: number) => [
      ...['RECURRENCE-ID:20261201T100000Z', `DTSTART:202612${day}T100000Z`, `SEQUENCE:${sequence}`],
    ];
    expect(invitation(calendar([], series, moved('02', 2), moved('03', 3))).understood.startsAt).toEqual(
      new Date('2026-12-03T10:00Z'),
    );
  });
});

test.each([
  'Canceled: Interview with Acme',
  'Cancelled event: Interview with Acme',
  'CANCELLED - Interview with Acme',
])('called off by its title alone: %s', (title) =>
  expect(event(START, `SUMMARY:${title}`).method).toBe('cancel'),
);

test('neither a room, a list nor who is only told is met', () => {
  const read = event(
    ...[START, 'ORGANIZER;CN=Acme Recruiting:mailto:recruiting@acme.com'],
    ...['ATTENDEE;CN=Conference Room Berlin:mailto:conf.berlin@acme.com'],
    ...['ATTENDEE;ROLE=NON-PARTICIPANT;CN=Cy Do:mailto:cy@acme.com'],
    ...['ATTENDEE;CUTYPE=GROUP;CN=Hiring Team:mailto:hiring@acme.com'],
    ...['ATTENDEE;CN=Dana Fox:mailto:dana@acme.com', 'SUMMARY:Interview'],
  );
  expect(read).toMatchObject({ organiser: 'Acme', understood: { company: 'Acme' } });
  expect(read.understood.interviewers).toEqual([{ name: 'Dana Fox', email: 'dana@acme.com' }]);
});

test.each([
  ['30 Minute Interview: Dana Fox and Ada Byron', 'Acme', undefined],
  ['Backend Engineer - Technical Interview', 'Acme', 'Backend Engineer'],
  ['Senior Product Designer: Onsite', 'Acme', 'Senior Product Designer'],
  ['Interview - Backend Engineer (Acme)', 'Acme', 'Backend Engineer'],
  ['Candidate Interview: Ada Byron for Backend Engineer', 'Acme', 'Backend Engineer'],
  ['Globex onsite interview', 'Globex', undefined],
  ['2nd Interview Globex GmbH', 'Globex GmbH', undefined],
  ['Interview Globex - Ada Byron', 'Globex', undefined],
  ['Interview Ada Byron', 'Acme', undefined],
])('“%s”', (title, company, role) => {
  const { understood } = event(START, `SUMMARY:${title}`, DANA);
  expect([understood.company, understood.role]).toEqual([company, role]);
});

test('a fold within a character', () => {
  const bytes = Buffer.from(calendar([], [START, 'SUMMARY:Interview with Müller']));
  const at = bytes.indexOf(Buffer.from('ü')) + 1;
  const folded = Buffer.concat([bytes.subarray(0, at), Buffer.from('\r\n '), bytes.subarray(at)]);
  expect(invitation(textOfFile(folded)).understood.company).toBe('Müller');
});

test.each([
  ['Central Standard Time (Mexico)', 'America/Mexico_City'],
  ['Morocco Standard Time', 'Africa/Casablanca'],
  ['tzone://Microsoft/Utc', 'UTC'],
])('Windows calls it %s', (tzid, zone) => {
  expect(event(`DTSTART;TZID="${tzid}":20261201T100000`).understood.zone).toBe(zone);
});
