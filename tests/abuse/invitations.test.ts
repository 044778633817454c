/** Calendar files that are meant to do harm: each is read or refused within the budget, and nothing of it is believed. */
import { afterAll, expect, test } from 'vitest';
import { readInvitation } from '../../src/words/ics.ts';
import { openReaders } from './in-time.ts';

const { read, close } = openReaders();
afterAll(close);

const CONTEXT = { now: new Date('2026-11-25T11:00:00Z'), zone: 'Europe/Berlin' };
/** As large as a file may be. */
const LARGE = 990_000;

const START = ['BEGIN:VEVENT', 'UID:1', 'SUMMARY:Interview at Acme', 'DTSTART:20261201T150000Z'];
const calendar = (...lines: string[]) => ['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR'].join('\r\n');
const event = (...lines: string[]) => calendar(...START, ...lines, 'END:VEVENT');
const long = (part: string, length = LARGE) => part.repeat(Math.ceil(length / part.length)).slice(0, length);
const many = <T>(count: number, line: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => line(n));
const upTo = (count: number) => many(count, String).join(',');
const day = (n: number) =>
  `2027${String((n % 12) + 1).padStart(2, '0')}${String((n % 28) + 1).padStart(2, '0')}`;
const zone = (name: string, rule: string) => [
  ...['BEGIN:VTIMEZONE', `TZID:${name}`, 'BEGIN:STANDARD', 'DTSTART:16010101T000000', `RRULE:${rule}`],
  ...['TZOFFSETFROM:+0100', 'TZOFFSETTO:+0200', 'END:STANDARD', 'END:VTIMEZONE'],
];

const RULES = [
  ...['FREQ=SECONDLY', 'FREQ=MINUTELY;COUNT=999999999', 'FREQ=HOURLY;INTERVAL=0', 'FREQ=NEVER'],
  `FREQ=DAILY;BYHOUR=${upTo(24)};BYMINUTE=${upTo(60)};BYSECOND=${upTo(60)}`,
  `FREQ=YEARLY;BYSECOND=${upTo(60)};BYMINUTE=${upTo(60)};BYHOUR=${upTo(24)};BYDAY=MO,TU,WE,TH,FR,SA,SU`,
  `FREQ=YEARLY;BYYEARDAY=${upTo(367)}`,
  ...['FREQ=YEARLY;BYWEEKNO=53;BYMONTH=1;BYDAY=MO', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'],
  ...['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', 'FREQ=MONTHLY;BYMONTH=4;BYMONTHDAY=31'],
  ...[
    'FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31',
    'FREQ=MONTHLY;BYDAY=53MO',
    'FREQ=YEARLY;BYDAY=MO;BYSETPOS=366',
  ],
  ...['FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1', 'FREQ=MONTHLY;BYDAY=1MO;BYSETPOS=4', 'FREQ=WEEKLY;BYSETPOS=5'],
  ...['FREQ=DAILY;INTERVAL=1000000000', 'FREQ=DAILY;INTERVAL=0', 'FREQ=DAILY;INTERVAL=-1'],
  ...[
    'FREQ=DAILY;UNTIL=99991231;COUNT=99999999',
    'FREQ=WEEKLY;WKST=XX',
    'FREQ=MONTHLY;INTERVAL=11;BYMONTHDAY=-28',
  ],
  ...['FREQ=YEARLY;INTERVAL=10;BYMONTH=2;BYDAY=-4MO', 'FREQ=WEEKLY;INTERVAL=53;BYDAY=MO,5TU'],
];

const FILES: Record<string, string> = {
  'dates of a series, one a line': event(...many(40_000, (n) => `RDATE:${day(n)}T150000Z`)),
  'dates of a series in one line': event(`RDATE:${many(60_000, (n) => `${day(n)}T150000`).join(',')}`),
  'periods in one line': event(`RDATE;VALUE=PERIOD:${many(20_000, () => '20270101T000000Z/PT1H').join(',')}`),
  'left out dates, one a line': event('RRULE:FREQ=DAILY', ...many(30_000, () => 'EXDATE:20270101T150000Z')),
  'left out dates in one line': event(
    'RRULE:FREQ=DAILY',
    `EXDATE:${many(60_000, () => '20270101T150000').join(',')}`,
  ),
  'many rules': event(...many(20_000, () => 'RRULE:FREQ=DAILY')),
  'many events': calendar(...many(10_000, () => 'BEGIN:VEVENT\r\nDTSTART:20261201T150000Z\r\nEND:VEVENT')),
  'moved dates that are series': calendar(
    ...[...START, 'RRULE:FREQ=DAILY', 'END:VEVENT'],
    ...many(45, (n) => [
      ...['BEGIN:VEVENT', 'UID:1', `RECURRENCE-ID;RANGE=THISANDFUTURE:${day(n)}T150000Z`],
      ...['DTSTART:20261201T150000Z', 'RRULE:FREQ=SECONDLY', 'END:VEVENT'],
    ]).flat(),
  ),
  'a zone that changes every second': calendar(
    ...zone('X', 'FREQ=SECONDLY'),
    ...['BEGIN:VEVENT', 'UID:1', 'DTSTART;TZID=X:20261201T150000', 'END:VEVENT'],
  ),
  'a zone whose change never comes': calendar(
    ...zone('X', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'),
    ...['BEGIN:VEVENT', 'UID:1', 'DTSTART;TZID=X:20261201T150000', 'END:VEVENT'],
  ),
  'many zones': calendar(
    ...many(5000, (n) => zone(`X${n}`, 'FREQ=YEARLY;BYMONTH=1;BYDAY=1SU')).flat(),
    ...['BEGIN:VEVENT', 'UID:1', 'DTSTART;TZID=X5:20261201T150000', 'END:VEVENT'],
  ),
  'events in events': long('BEGIN:VEVENT\r\n'),
  'calendars in calendars': long('BEGIN:VCALENDAR\r\n'),
  'unknown parts in each other': calendar(long('BEGIN:X\r\n', 400_000), long('END:X\r\n', 400_000)),
  'many calendars': long('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n'),
  'a line that is folded without end': event(`SUMMARY:x${long('\r\n a')}`),
  'a long UID': event(`UID:${long('x')}`),
  'a long title': event(`SUMMARY:${long('Interview at ')}`),
  'a long title with escapes': event(`SUMMARY:${long('\\,')}`),
  'a long name': event(`ATTENDEE;CN=${long('( ')}:mailto:a@b.example`),
  'a long name in quotes': event(`ATTENDEE;CN="Acme ${long(':')}\u00d7":mailto:a@b.example`),
  'a long address': event(`ATTENDEE:mailto:${long('a@')}`, `ORGANIZER:mailto:a@${long('.a', 9000)}`),
  'many guests': event(...many(20_000, (n) => `ATTENDEE;CN=A${n}:mailto:a${n}@b.example`)),
  'many parameters': event(`ATTENDEE${long(';X=1')}:mailto:a@b.example`),
  'many empty parameters': event(`ATTENDEE${long(';X=""')}:mailto:a@b.example`),
  'nothing but semicolons': event(`ATTENDEE${long(';')}`),
  'a zone with a long path': event().replace('DTSTART:', `DTSTART;TZID=${long('a/', 400_000)}:`),
  'an archive': `PK\u0003\u0004${long('\u0000\u0001\u00ff')}`,
  'a length without end': event('DURATION:P999999999999999999W'),
  'a year that nobody lives in': event().replace('20261201', '99999999'),
  'an attachment': event(`ATTACH;ENCODING=BASE64:${long('QUJD')}`),
};

test.each(RULES)('a series by %s', async (rule) => {
  await read('a file', event(`RRULE:${rule}`));
  expect(readInvitation(event(`RRULE:${rule}`), CONTEXT)).toBeDefined();
});

test.each(Object.entries(FILES))('%s', async (_name, file) => {
  expect(file.length).toBeLessThan(1_100_000);
  await read('a file', file.slice(0, 1_000_000));
});

test('what surrounds an invitation does not hide it', () => {
  for (const file of [
    FILES['an attachment'],
    FILES['many guests'],
    event(`DESCRIPTION:${long('Hello\\n ')}`),
  ])
    expect(readInvitation(file ?? '', CONTEXT)).toMatchObject({
      understood: { company: 'Acme', startsAt: new Date('2026-12-01T15:00:00Z') },
    });
});
