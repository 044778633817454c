/** What is closed is kept for some months and no longer, and what is open is kept. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Application, Facts } from '../../src/etiquette/facts.ts';
import { closedSince, spentApplications, spentIfBefore } from '../../src/etiquette/retention.ts';
import { ending } from '../../src/etiquette/rounds.ts';
import { DAY, factsWithHistory, MINUTE, wall } from './builders.ts';
import { acme } from './story.ts';

const at = (iso: string) => new Date(iso);
const months = fc.integer({ min: 1, max: 30 });

type Looked = { facts: Facts; count: number; now: Date };

/** Facts, a retention, and an instant: mostly one within five days of the end of the retention, where mistakes would show. */
const looked: fc.Arbitrary<Looked> = fc
  .record({
    facts: factsWithHistory,
    count: months,
    which: fc.nat(),
    minutes: fc.integer({ min: -5 * 24 * 60, max: 5 * 24 * 60 }),
    anyTime: fc.nat(9).map((n) => n === 0),
    anywhere: fc.date({ min: at('2026-01-01'), max: at('2032-01-01'), noInvalidDate: true }),
  })
  .map(({ facts, count, which, minutes, anyTime, anywhere }) => {
    const one = facts.applications[which % facts.applications.length];
    if (anyTime || !one) return { facts, count, now: anywhere };
    const end = Date.parse(monthsLater(lastDayOf(one, facts.settings.zone), count));
    return { facts, count, now: new Date(end + minutes * MINUTE) };
  });

/** The same day of the month so many months later, or the last one of a shorter month: counted by hand. */
function monthsLater(date: string, count: number): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month - 1 + count + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + count, Math.min(day, lastDay))).toISOString().slice(0, 10);
}

/** Everything that an application says about a time. */
function instantsOf({ interviews, answers }: Application): number[] {
  return [
    ...interviews.map(({ startsAt, minutes }) => startsAt.getTime() + minutes * MINUTE),
    ...answers.map(({ heardAt }) => heardAt.getTime()),
  ];
}

/** The last day of which an application says anything, in a zone. */
function lastDayOf(application: Application, zone: string): string {
  const last = wall(new Date(Math.max(...instantsOf(application))), zone).date;
  return [last, ending(application)?.answerBy ?? ''].sort().at(-1) ?? '';
}

test('what is open is never spent, and what is closed only after so many months of the calendar, to the day', () => {
  fc.assert(
    fc.property(looked, ({ facts, count, now }) => {
      const { zone } = facts.settings;
      const spent = spentApplications(facts, count, now);
      for (const application of facts.applications) {
        const kept = monthsLater(lastDayOf(application, zone), count);
        const daysSince = (Date.parse(wall(now, zone).date) - Date.parse(kept)) / DAY;
        // The day itself goes by the hour, and an offer is to be answered until the end of its day.
        const isOver = ending(application)?.answerBy ? daysSince > 1 : daysSince > 0;
        if (!ending(application) || daysSince < 0) expect(spent).not.toContain(application.id);
        else if (isOver) expect(spent).toContain(application.id);
      }
    }),
    { numRuns: 500 },
  );
});

test('time only adds to what is spent, and a longer retention only takes away', () => {
  fc.assert(
    fc.property(looked, fc.nat(400), ({ facts, count, now }, days) => {
      const spent = spentApplications(facts, count, now);
      expect(spentApplications(facts, count, new Date(now.getTime() + days * DAY))).toEqual(
        expect.arrayContaining(spent),
      );
      expect(spent).toEqual(expect.arrayContaining(spentApplications(facts, count + 1, now)));
    }),
  );
});

test('whatever is spent was heard before the instant by which the database is searched', () => {
  fc.assert(
    fc.property(looked, ({ facts, count, now }) => {
      const spent = new Set(spentApplications(facts, count, now));
      for (const application of facts.applications.filter(({ id }) => spent.has(id)))
        expect(ending(application)?.heardAt.getTime()).toBeLessThan(spentIfBefore(count, now).getTime());
    }),
  );
});

const rejected = (heard: string) => acme({}, { heard: [['rejection', heard]] });
const isSpent = (facts: Facts, count: number, now: string) =>
  spentApplications(facts, count, at(now)).length > 0;

test.each([
  ['2026-12-15T12:00+01:00', 12, '2027-12-15T11:59+01:00', false],
  ['2026-12-15T12:00+01:00', 12, '2027-12-15T12:00+01:00', true],
  // A month that is shorter, and a leap year.
  ['2027-01-31T12:00+01:00', 1, '2027-02-28T11:59+01:00', false],
  ['2027-01-31T12:00+01:00', 1, '2027-02-28T12:00+01:00', true],
  ['2028-02-29T12:00+01:00', 12, '2029-02-28T12:00+01:00', true],
  // Berlin's clocks change in between: noon stays noon.
  ['2027-01-15T12:00+01:00', 6, '2027-07-15T11:59+02:00', false],
  ['2027-01-15T12:00+01:00', 6, '2027-07-15T12:00+02:00', true],
])('closed at %s and kept for %i months: gone at %s is %s', (heard, count, now, spent) => {
  expect(isSpent(rejected(heard), count, now)).toBe(spent);
  if (spent) expect(at(heard).getTime()).toBeLessThan(spentIfBefore(count, at(now)).getTime());
});

test('an application that goes on after an ending is open again', () => {
  const facts = acme(
    {},
    {
      heard: [
        ['rejection', '2026-12-01T12:00Z'],
        ['next-round', '2026-12-05T12:00Z'],
      ],
    },
  );
  expect(isSpent(facts, 1, '2036-01-01T00:00Z')).toBe(false);
});

test('it counts from the last thing of it: another interview, or the day by which an offer is to be answered', () => {
  const berlin = 'Europe/Berlin';
  const later = acme(
    {},
    { heard: [['rejection', '2026-12-01T12:00+01:00']] },
    { start: '2027-03-01T15:00+01:00' },
  );
  const offered = acme({}, { heard: [['offer', '2026-12-01T12:00+01:00', { answerBy: '2027-03-01' }]] });
  const since = ({ applications: [one] }: Facts) => one && closedSince(one, berlin);
  expect(since(later)).toEqual(at('2027-03-01T16:00+01:00'));
  expect(since(offered)).toEqual(at('2027-03-02T00:00+01:00'));
  expect(since(acme())).toBeUndefined();
});

test('what was delivered about an application that was taken back goes as well, months after it was', () => {
  const facts = acme({}, { sent: [['debrief', '2026-11-24T16:15+01:00']] });
  const takenBack = { ...facts, applications: [] };
  expect(spentApplications(takenBack, 1, at('2026-12-24T16:14+01:00'))).toEqual([]);
  expect(spentApplications(takenBack, 1, at('2026-12-24T16:15+01:00'))).toEqual(['acme']);
  expect(spentApplications(facts, 1, at('2036-12-24T16:15+01:00'))).toEqual([]);
});
