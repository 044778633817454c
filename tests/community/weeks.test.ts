/** When a week is told of: never before a whole week more has passed, never twice, and never what was before anybody chose it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextWeek, weekOf } from '../../src/community/weeks.ts';
import { DAY, dateAfter, wall, ZONES } from '../rules/builders.ts';

const at = (iso: string) => new Date(iso);
const anyZone = fc.constantFrom(...ZONES);
const anyTime = fc.date({ min: at('2026-01-01'), max: at('2029-01-01'), noInvalidDate: true });

test('a digest that was turned on on a Monday at noon tells first of the week after, three weeks later', () => {
  const course = { zone: 'Europe/Berlin', since: at('2026-11-23T11:00:00Z') };
  const { monday, at: told, until } = nextWeek(course, course.since);
  expect(monday).toBe('2026-11-30');
  expect([told, until].map((one) => one.toISOString())).toEqual([
    '2026-12-14T09:00:00.000Z',
    '2026-12-16T09:00:00.000Z',
  ]);
});

test('what was turned on on the stroke of Monday tells of that very week', () => {
  const since = at('2026-11-22T23:00:00Z');
  expect(nextWeek({ zone: 'Europe/Berlin', since }, since).monday).toBe('2026-11-23');
});

test('a week stays due until Wednesday at ten, and then the next one is', () => {
  const course = { zone: 'Europe/Berlin', since: at('2026-01-01T00:00:00Z') };
  expect(nextWeek(course, at('2026-11-25T08:59:59Z')).monday).toBe('2026-11-09');
  expect(nextWeek(course, at('2026-11-25T09:00:00Z')).monday).toBe('2026-11-16');
});

test('with a week it is done as soon as it is told of', () => {
  const course = { zone: 'Europe/Berlin', since: at('2026-01-01T00:00:00Z'), lastWeek: '2026-11-09' };
  expect(nextWeek(course, at('2026-11-23T11:00:00Z')).monday).toBe('2026-11-16');
});

test('a week is seven days of the calendar, and the change of clocks is in it', () => {
  const { from, to } = weekOf('2026-10-19', 'Europe/Berlin');
  expect((to.getTime() - from.getTime()) / DAY).toBeCloseTo(7 + 1 / 24);
});

test('in every zone a week is told of on the first Monday at ten that is a week after its end', () => {
  fc.assert(
    fc.property(anyZone, anyTime, anyTime, (zone, one, other) => {
      const [since, now] = one < other ? [one, other] : [other, one];
      const week = nextWeek({ zone, since }, now);
      expect(wall(week.from, zone)).toMatchObject({ date: week.monday, weekday: 1 });
      expect(wall(week.to, zone).date).toBe(dateAfter(week.monday, 7));
      const told = wall(week.at, zone);
      expect(told).toEqual({ date: dateAfter(week.monday, 14), weekday: 1, minutes: 600 });
      expect(week.at.getTime() - week.to.getTime()).toBeGreaterThanOrEqual(7 * DAY);
      expect(wall(week.until, zone)).toEqual({ ...told, date: dateAfter(told.date, 2), weekday: 3 });
      expect(week.until > now && week.from >= since).toBe(true);
      // The one before it is over, or began too early.
      const before = weekOf(dateAfter(week.monday, -7), zone);
      expect(before.until <= now || before.from < since).toBe(true);
    }),
    { numRuns: 500 },
  );
});
