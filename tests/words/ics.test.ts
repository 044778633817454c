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

describe('calendars write', () => {
  test('Google, in another zone', () => {
    expect(invitation(fixture('google.ics'))).toEqual({
      ...{ kind: 'invitation', method: 'request', uid: '7kukuqrfedlm2f9t0vr3q2lq4k@google.com', sequence: 0 },
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
      'a zone nobody knows',
      'DTSTART;TZID=Customized Time Zone:20261201T100000',
      '2026-12-01T09:00:00Z',
      BERLIN,
    ],
  ])('%s', (_name, line, instant, zone) => {
    expect(invitation(event(line)).understood).toMatchObject({ startsAt: new Date(instant), zone });
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
});

test.each([
  ['Acme <> Ada', 'Acme'],
  ['Interview with Acme & Sons', 'Acme & Sons'],
  ['Invitation: Phone screen with Acme', 'Acme'],
  ['Acme: final interview', 'Acme'],
  ['Lunch', undefined],
])('the company in “%s”', (summary, company) => {
  expect(invitation(event('DTSTART:20261201T100000Z', `SUMMARY:${summary}`)).understood.company).toBe(
    company,
  );
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
