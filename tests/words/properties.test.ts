/** What holds for every text, zone and instant. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCommand } from '../../src/words/command.ts';
import { addDays, wallClock, weekdayOf } from '../../src/words/instant.ts';
import { NOW, question, read } from './reading.ts';

const ZONES = Intl.supportedValuesOf('timeZone');
const zone = fc.constantFrom(...ZONES);
const now = fc.date({ min: new Date('2015-01-01Z'), max: new Date('2040-01-01Z'), noInvalidDate: true });
const two = (n: number) => String(n).padStart(2, '0');

/** Words and fragments that the patterns look for, in any order: nearer to the edge than random letters are. */
const fragment = fc.oneof(
  fc.constantFrom(
    ...'Acme|tomorrow|3pm|Friday|next|last|week|the|5th|5/6|12.11|31 February|2026-11-25|15:00|-|to|at|on|by|with|from'.split(
      '|',
    ),
    ...'Dana <d@x.example>|@|<|>|&amp;|<mailto:a@b.example|x>|"|“|=|company=|at=|;|,| - |they answer|not before|send'.split(
      '|',
    ),
    ...'heard|offer|plan|when|add|in two weeks|an hour ago|noon|PST|Europe/Berlin|(|)|+02:00|half|1h 30m|constructor time|zone=__proto__|\\|\0|\u202e|🎉'.split(
      '|',
    ),
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const sentence = fc.array(fragment, { maxLength: 30 }).map((parts) => parts.join(' '));
const anyText = fc.oneof(
  sentence,
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
);

test('any text is read as something, in any zone, at any time', () => {
  fc.assert(
    fc.property(anyText, zone, now, (text, inZone, at) => {
      const command = parseCommand(text, { now: at, zone: inZone });
      if (command.kind === 'mistake') expect(command.say).toMatch(/\S{3,} \S+/);
      if (command.kind === 'add') {
        expect(command.interview.startsAt.getTime()).not.toBeNaN();
        expect(command.interview.company).toMatch(/[\p{L}\p{N}]/u);
        expect(command.interview.minutes).toBeGreaterThan(0);
      }
    }),
    { numRuns: 2000 },
  );
});

// Nothing of this would come back within a test's time limit if a pattern looked back over the whole text for every letter.
test.each([
  ...'a|1| |"|\\|,|-|@|=|<|(|a@|1:|1 h |at |in 1 |1/1 |by |with a |for a a |they |my |send |a=a |company="|tomorrow |1-1'.split(
    '|',
  ),
  ...'mon |3pm |I had |and |the 1st of |Europe/|an |half an |heard |no |is |🎉|\u0301|<mailto:|&amp;|2026-01-01T'.split(
    '|',
  ),
])('%j without end is answered', (part) => {
  for (const length of [2980, 9000]) {
    const long = part.repeat(Math.ceil(length / part.length)).slice(0, length);
    for (const before of ['', 'Acme, ', 'add company="', 'heard ', 'plan '])
      expect(parseCommand(before + long, { now: NOW, zone: 'Europe/Berlin' }).kind).toBeTruthy();
  }
});

test('what is longer than can be read is not read at all', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 3001, maxLength: 9000 }), (text) => {
      expect(question(text).say).toContain('more than I can read');
    }),
    { numRuns: 20 },
  );
});

test('the same text in another zone has the same wall clock', () => {
  const texts = [
    'Acme 2027-06-16 14:45',
    'Acme 16 June 2027 2:45pm',
    'Acme, June 16th 2027 at 14.45',
    'Acme 6/16/2027 quarter to 3',
  ];
  fc.assert(
    fc.property(fc.constantFrom(...texts), zone, (text, inZone) => {
      const command = read(text, inZone);
      expect(command).toMatchObject({ kind: 'add', interview: { zone: inZone } });
      if (command.kind !== 'add') return;
      expect(wallClock(command.interview.startsAt, inZone)).toEqual({
        date: '2027-06-16',
        hour: 14,
        minute: 45,
      });
    }),
  );
});

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const said = fc.record({
  weekday: fc.integer({ min: 1, max: 7 }),
  use: fc.constantFrom('', 'next ', 'last ', 'this ', 'coming ', 'past ', 'on '),
  after: fc.constantFrom('', ' next week', ' last week', ' week', ' morning', ' 12 March', ' the 12th'),
  before: fc.constantFrom('', 'I had ', 'I have '),
});

test('a start is on the weekday that was said', () => {
  fc.assert(
    fc.property(said, zone, now, ({ weekday, use, after, before }, inZone, at) => {
      const command = read(`${before}Acme ${use}${WEEKDAYS[weekday - 1]}${after} at 10:30`, inZone, at);
      if (command.kind !== 'add') return;
      const start = wallClock(command.interview.startsAt, inZone);
      expect(weekdayOf(start.date)).toBe(weekday);
      expect(start).toMatchObject({ hour: 10, minute: 30 });
    }),
    { numRuns: 1000 },
  );
});

test('what was is never ahead, and what is ahead never was', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 7 }), zone, now, (weekday, inZone, at) => {
      const name = WEEKDAYS[weekday - 1];
      const past = read(`I had Acme on ${name} at 10:30`, inZone, at);
      if (past.kind === 'add') expect(past.interview.startsAt.getTime()).toBeLessThanOrEqual(at.getTime());
      const ahead = read(`Acme on ${name} at 10:30`, inZone, at);
      if (ahead.kind === 'add')
        expect(ahead.interview.startsAt.getTime()).toBeGreaterThan(at.getTime() - 60_000);
    }),
    { numRuns: 500 },
  );
});

test('days that are counted are counted on the calendar of the zone', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 90 }), zone, now, (days, inZone, at) => {
      const today = wallClock(at, inZone).date;
      for (const [text, date] of [
        [`Acme in ${days} days at 14:45`, addDays(today, days)],
        [`Acme ${days} days ago at 14:45`, addDays(today, -days)],
      ] as const) {
        const command = read(text, inZone, at);
        if (command.kind === 'add') expect(wallClock(command.interview.startsAt, inZone).date).toBe(date);
      }
    }),
  );
});

test('a date with the day before the month and one with the month before the day are one, or are asked', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), (day, month) => {
      const command = read(`Acme ${day}/${month}/2027 14:45`);
      expect(command.kind).toBe(day === month ? 'add' : 'mistake');
      if (command.kind === 'mistake')
        for (const date of [`2027-${two(month)}-${two(day)}`, `2027-${two(day)}-${two(month)}`])
          expect(command.say).toContain(date);
    }),
  );
});
