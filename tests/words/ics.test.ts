import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readInvitation } from '../../src/words/ics.ts';
import { BERLIN, NOW } from './reading.ts';

const context = { now: NOW, zone: BERLIN };
const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures/ics', name), 'utf8');

function invitation(text: string) {
  const read = readInvitation(text, context);
  if (read.kind !== 'invitation') expect.fail(read.say);
  return read;
}

function event(...lines: string[]): string {
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'BEGIN:VEVENT',
    'UID:u1',
    ...lines,
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n');
}

function refusal(text: string): string {
  const read = readInvitation(text, context);
  return read.kind === 'unreadable' ? read.say : expect.fail(JSON.stringify(read));
}

/** A file that brings a zone of its own, five and three quarters ahead of UTC, with these rules. */
function withZone(tzid: string, ...rules: string[]) {
  const standard = (rule: string) => [
    ...['BEGIN:STANDARD', 'DTSTART:16010101T020000', 'TZOFFSETFROM:+0545', 'TZOFFSETTO:+0545'],
    ...[`RRULE:${rule}`, 'END:STANDARD'],
  ];
  const zone = ['BEGIN:VTIMEZONE', `TZID:${tzid}`, ...rules.flatMap(standard), 'END:VTIMEZONE'];
  return (...lines: string[]) =>
    event(...lines).replace('VERSION:2.0', ['VERSION:2.0', ...zone].join('\r\n'));
}

describe('calendars write', () => {
  test('Google, in another zone', () => {
    expect(invitation(fixture('google.ics'))).toEqual({
      ...{
        kind: 'invitation',
        method: 'request',
        uid: '7kukuqrfedlm2f9t0vr3q2lq4k@google.com',
        sequence: 0,
        organiser: 'Acme',
      },
      understood: {
        ...{ company: 'Acme', kind: 'technical', zone: 'America/New_York', minutes: 45 },
        startsAt: new Date('2026-12-01T15:00:00Z'),
        interviewers: [{ name: 'Dana Fox', email: 'dana@acme.example' }],
      },
    });
  });

  test('Outlook, with Windows’ name of the zone', () => {
    expect(invitation(fixture('outlook.ics')).understood).toEqual({
      ...{ company: 'Globex', role: 'Backend Engineer', zone: 'Europe/Berlin', minutes: 60 },
      startsAt: new Date('2026-11-30T13:30:00Z'),
      interviewers: [{ name: 'Bo Li', email: 'bo.li@globex.example' }],
    });
  });

  test('Apple, in Auckland’s summer, with a duration', () => {
    expect(invitation(fixture('apple.ics')).understood).toEqual({
      ...{ company: 'Initech', kind: 'phone-screen', zone: 'Pacific/Auckland', minutes: 30 },
      startsAt: new Date('2026-12-02T20:00:00Z'),
    });
  });

  test('moved and cancelled ones, by the same UID', () => {
    const [first, moved, cancelled] = ['google.ics', 'google-moved.ics', 'google-cancelled.ics'].map((name) =>
      invitation(fixture(name)),
    );
    expect(moved).toMatchObject({ uid: first?.uid, method: 'request', sequence: 1 });
    expect(moved?.understood.startsAt).toEqual(new Date('2026-12-02T20:00:00Z'));
    expect(cancelled).toMatchObject({ uid: first?.uid, method: 'cancel' });
  });
});

describe('times', () => {
  test.each([
    ['UTC', 'DTSTART:20261201T100000Z', '2026-12-01T10:00:00Z', BERLIN],
    ['floating: the member’s own', 'DTSTART:20261201T100000', '2026-12-01T09:00:00Z', BERLIN],
    [
      'a zone without its VTIMEZONE',
      'DTSTART;TZID=America/Chicago:20261201T100000',
      '2026-12-01T16:00:00Z',
      'America/Chicago',
    ],
    [
      'Windows’ name without a VTIMEZONE',
      'DTSTART;TZID=Tokyo Standard Time:20261201T100000',
      '2026-12-01T01:00:00Z',
      'Asia/Tokyo',
    ],
    [
      'the name that Windows shows',
      'DTSTART;TZID="(UTC-05:00) Eastern Time (US & Canada)":20261201T100000',
      '2026-12-01T15:00:00Z',
      'America/New_York',
    ],
    [
      'a path that ends in a zone',
      'DTSTART;TZID=/freeassociation.sourceforge.net/Tzfile/America/New_York:20261201T100000',
      '2026-12-01T15:00:00Z',
      'America/New_York',
    ],
  ])('%s', (_name, line, instant, zone) => {
    expect(invitation(event(line)).understood).toMatchObject({ startsAt: new Date(instant), zone });
  });

  test.each([
    ['a zone nobody knows', 'DTSTART;TZID=Foo Standard Time:20261201T100000', 'Foo Standard Time'],
    ['an hour that the clocks skip', 'DTSTART:20270328T023000', 'go forward'],
  ])('%s gives no time, and says why', (_name, line, doubt) => {
    const read = invitation(event(line, 'SUMMARY:Interview with Acme'));
    expect(read.understood).toEqual({ company: 'Acme' });
    expect(read.doubt).toContain(doubt);
  });

  test('the file’s own rules count for a zone that has no other name, and not for one that has', () => {
    const start = (tzid: string) => `DTSTART;TZID=${tzid}:20261201T100000`;
    expect(
      invitation(withZone('Office', 'FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU')(start('Office'))),
    ).toMatchObject({
      understood: { startsAt: new Date('2026-12-01T04:15:00Z'), zone: BERLIN },
    });
    expect(invitation(withZone('Europe/London', 'FREQ=YEARLY')(start('Europe/London')))).toMatchObject({
      understood: { startsAt: new Date('2026-12-01T10:00:00Z'), zone: 'Europe/London' },
    });
  });

  test('a whole day has no time, and leaves it to the member', () => {
    expect(
      invitation(event('DTSTART;VALUE=DATE:20261201', 'SUMMARY:Interview with Acme')).understood,
    ).toEqual({
      company: 'Acme',
    });
  });

  test('of a series the next one', () => {
    const weekly = event('DTSTART:20261102T100000Z', 'RRULE:FREQ=WEEKLY');
    expect(invitation(weekly).understood.startsAt).toEqual(new Date('2026-11-30T10:00:00Z'));
  });

  test.each([
    ['DTSTART:19900101T100000Z', 'RRULE:FREQ=DAILY', '2026-11-26T10:00:00Z'],
    ['DTSTART:19900102T100000Z', 'RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', '2026-12-01T10:00:00Z'],
    ['DTSTART:20261123T100000Z', 'RRULE:FREQ=DAILY;COUNT=2', '2026-11-24T10:00:00Z'],
    ['DTSTART:20200131T100000Z', 'RRULE:FREQ=MONTHLY', '2026-12-31T10:00:00Z'],
  ])('%s, %s: next is %s', (start, rule, next) => {
    expect(invitation(event(start, rule)).understood.startsAt).toEqual(new Date(next));
  });
});

test.each([
  ['DTSTART;TZID=America/New_York:20261201T150000', 'DTEND;TZID=Europe/Berlin:20261201T220000'],
  ['DTSTART;TZID=America/New_York:20261201T150000', 'DTEND:20261201T210000Z'],
  ['DTSTART:20261201T200000Z', 'DTEND;TZID=Europe/Berlin:20261201T220000'],
])('an end in another zone: %s, %s', (start, end) => {
  expect(invitation(event(start, end)).understood).toMatchObject({
    startsAt: new Date('2026-12-01T20:00:00Z'),
    minutes: 60,
  });
});

describe('one date of a series', () => {
  const planned = 'RECURRENCE-ID:20261130T100000Z';

  test('that was moved counts with its new time', () => {
    const moved = ['UID:u1', planned, 'DTSTART:20261202T100000Z'];
    const text = event('DTSTART:20261130T100000Z', 'RRULE:FREQ=WEEKLY;COUNT=4').replace(
      'END:VCALENDAR',
      ['BEGIN:VEVENT', ...moved, 'END:VEVENT', 'END:VCALENDAR'].join('\r\n'),
    );
    expect(invitation(text)).toMatchObject({
      occurrence: new Date('2026-11-30T10:00:00Z'),
      understood: { startsAt: new Date('2026-12-02T10:00:00Z') },
    });
  });

  test.each([
    ['RECURRENCE-ID:20261130T090000Z', 'Europe/Berlin'],
    ['RECURRENCE-ID;TZID=America/New_York:20261130T040000', 'Europe/Berlin'],
  ])('%s: the date that was moved is known by its instant, whatever its zone', (replaced, zone) => {
    const text = event(`DTSTART;TZID=${zone}:20261130T100000`, 'RRULE:FREQ=WEEKLY;COUNT=4').replace(
      'END:VCALENDAR',
      [
        ...['BEGIN:VEVENT', 'UID:u1', replaced, `DTSTART;TZID=${zone}:20261202T100000`],
        ...['END:VEVENT', 'END:VCALENDAR'],
      ].join('\r\n'),
    );
    expect(invitation(text)).toMatchObject({
      occurrence: new Date('2026-11-30T09:00:00Z'),
      understood: { startsAt: new Date('2026-12-02T09:00:00Z') },
    });
  });

  test('that is left out, told in UTC, does not count', () => {
    const series = ['DTSTART;TZID=Europe/Berlin:20261130T100000', 'RRULE:FREQ=WEEKLY;COUNT=4'];
    const { understood } = invitation(event(...series, 'EXDATE:20261130T090000Z'));
    expect(understood.startsAt).toEqual(new Date('2026-12-07T09:00:00Z'));
  });

  test('that was cancelled is named', () => {
    expect(invitation(event(planned, 'STATUS:CANCELLED', 'DTSTART:20261130T100000Z'))).toMatchObject({
      method: 'cancel',
      occurrence: new Date('2026-11-30T10:00:00Z'),
    });
  });
});

describe('what would keep the process busy is not followed', () => {
  const start = 'DTSTART;TZID=Office:20261201T100000';

  test.each([
    'FREQ=SECONDLY',
    'FREQ=MINUTELY',
    'FREQ=DAILY',
    'FREQ=YEARLY;BYSECOND=1,2,3',
    'FREQ=YEARLY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12',
  ])('a zone that changes by %s', (rule) => {
    expect(invitation(withZone('Office', rule)(start)).doubt).toContain('I do not know the time zone');
  });

  test('a zone with rules from the beginning of time, and an event at its end', () => {
    expect(
      invitation(withZone('Office', 'FREQ=YEARLY', ...Array(20).fill('FREQ=YEARLY'))(start)).doubt,
    ).toContain('I do not know the time zone');
    expect(refusal(event('DTSTART:99991201T100000Z'))).toContain('I cannot read that file');
  });

  test.each(['HOURLY', 'MINUTELY', 'SECONDLY'])('an event that repeats %s', (freq) => {
    expect(refusal(event('DTSTART:19700101T100000Z', `RRULE:FREQ=${freq}`))).toContain('repeats by the hour');
  });

  test('a whole calendar', () => {
    const one = ['BEGIN:VEVENT', 'UID:x', 'DTSTART:20261201T100000Z', 'END:VEVENT'].join('\r\n');
    const many = ['BEGIN:VCALENDAR', ...Array(51).fill(one), 'END:VCALENDAR'].join('\r\n');
    expect(refusal(many)).toContain('a whole calendar');
    expect(refusal(many.replaceAll('\r\n', '\r'))).toContain('a whole calendar');
  });
});

test.each(['REPLY', 'COUNTER', 'DECLINECOUNTER'])('METHOD:%s is somebody’s answer', (method) => {
  const text = event('DTSTART:20261201T100000Z').replace('VERSION:2.0', `METHOD:${method}`);
  expect(refusal(text)).toContain('nothing is settled by it');
});

test('two calendars in one file, and a line that lost its folding, are read', () => {
  const [first, second] = ['20261202', '20261201'].map((day) =>
    event(`DTSTART:${day}T100000Z`, 'DESCRIPTION:Hi', 'there you are'),
  );
  expect(invitation(`${first}\r\n${second}`).understood.startsAt).toEqual(new Date('2026-12-01T10:00:00Z'));
});

test.each([
  ['Acme <> Ada', 'Acme'],
  ['Interview with Acme & Sons', 'Acme & Sons'],
  ['Invitation: Phone screen with Acme', 'Acme'],
  ['Acme: final interview', 'Acme'],
  ['Interview - Acme', 'Acme'],
  ['Interview: Acme', 'Acme'],
  ['Globex Interview', 'Globex'],
  ['Technical Interview', undefined],
  ['Technical interview for the SRE role at Acme', 'Acme'],
  ['Lunch', undefined],
])('the company in “%s”', (summary, company) => {
  expect(invitation(event('DTSTART:20261201T100000Z', `SUMMARY:${summary}`)).understood.company).toBe(
    company,
  );
});

const DANA = 'ORGANIZER;CN="Fox, Dana (Acme)":mailto:dana@acme.com';
const ADA = 'ATTENDEE;CN=Ada Byron:mailto:ada@uni.edu';

describe('an invitation from the employer’s side', () => {
  test.each([
    ['Interview with Ada Byron', 'Acme'],
    ['Ada Byron - Technical interview', 'Acme'],
    ['Interview: Ada Byron', 'Acme'],
    ['Ada <> Acme', 'Acme'],
    ['Acme Robotics <> Ada', 'Acme Robotics'],
    ['Acme Interview - Ada Byron (Backend Engineer)', 'Acme'],
    ['Interview with Globex', 'Globex'],
  ])('the company in “%s”', (summary, company) => {
    const text = event('DTSTART:20261201T100000Z', `SUMMARY:${summary}`, DANA, ADA);
    expect(invitation(text).understood.company).toBe(company);
  });

  test('names neither a name turned round nor the member as an interviewer', () => {
    const text = event('DTSTART:20261201T100000Z', 'SUMMARY:Interview with Ada Byron', DANA, ADA);
    const read = readInvitation(text, { ...context, member: 'Ada Byron' });
    expect(read).toMatchObject({
      understood: { company: 'Acme', interviewers: [{ name: 'Dana Fox', email: 'dana@acme.com' }] },
    });
    const alone = event('DTSTART:20261201T100000Z', 'SUMMARY:Interview with Ada Byron');
    expect(readInvitation(alone, { ...context, member: 'Ada Byron' })).not.toHaveProperty(
      'understood.company',
    );
  });
});

test('who declined is met by nobody', () => {
  const guest = (name: string, status: string) =>
    `ATTENDEE;CN=${name};PARTSTAT=${status}:mailto:${name}@acme.com`;
  const text = event('DTSTART:20261201T100000Z', guest('bo', 'DECLINED'), guest('cy', 'ACCEPTED'));
  expect(invitation(text).understood.interviewers).toEqual([{ name: 'cy', email: 'cy@acme.com' }]);
});

test('who is named after the company is no part of it', () => {
  const text = event('DTSTART:20261201T100000Z', 'SUMMARY:Chat at Acme with Dana Fox');
  expect(invitation(text).understood).toMatchObject({
    company: 'Acme',
    interviewers: [{ name: 'Dana Fox' }],
  });
});

test('the last “at” leads to the company, and “with” before it to a person', () => {
  const text = event('DTSTART:20261201T100000Z', 'SUMMARY:Interview with Dana Fox at Acme');
  expect(invitation(text).understood).toMatchObject({
    company: 'Acme',
    interviewers: [{ name: 'Dana Fox' }],
  });
});

test('the organiser’s address names the company where nothing else does, and freemail names none', () => {
  const from = (address: string) =>
    invitation(event('DTSTART:20261201T100000Z', 'SUMMARY:Chat', `ORGANIZER:mailto:${address}`)).understood
      .company;
  expect(from('dana@acme.co.uk')).toBe('Acme');
  expect(from('dana@gmail.com')).toBeUndefined();
  expect(from('no-reply@calendly.com')).toBeUndefined();
});

test.each([
  ['nothing', ''],
  ['no calendar', 'Hello'],
  ['a task', 'BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nUID:1\r\nEND:VTODO\r\nEND:VCALENDAR'],
  ['half of one', fixture('google.ics').slice(0, 900)],
  ['far too much', 'x'.repeat(1_000_001)],
])('%s is said to be unreadable', (_name, text) => {
  expect(readInvitation(text, context).kind).toBe('unreadable');
});

test('a byte order mark and bare line feeds do no harm', () => {
  expect(invitation(`\uFEFF${fixture('google.ics').replaceAll('\r', '')}`).understood.company).toBe('Acme');
});

test('no text makes it throw', () => {
  const lines = fc.constantFrom(
    ...fixture('google.ics').split('\n'),
    'DTSTART:',
    'RRULE:FREQ=SECONDLY',
    'DURATION:P1W',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(lines).map((some) => some.join('\n')),
      ),
      (text) => {
        expect(readInvitation(text, context)).toHaveProperty('kind');
      },
    ),
  );
});
