/** What may be told of a community: no number that fewer than five members make up, whatever is reckoned from all that was published. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Counted, countsOf, type Happening, happeningsIn, KINDS } from '../../src/community/digest.ts';
import { nextWeek, type Week, weekOf } from '../../src/community/weeks.ts';
import { DAY, HOUR, ZONES } from '../rules/builders.ts';

const WEEK = weekOf('2026-11-23', 'Europe/Berlin');
const at = (iso: string) => new Date(iso);
const MEMBERS = ['Ada', 'Bea', 'Cai', 'Dov', 'Eli', 'Fay', 'Gus'];

/** An interview of an hour on that Tuesday at ten, of somebody who told nothing else. */
const TALK = {
  ...{ id: 'talk', startsAt: at('2026-11-24T09:00:00Z'), minutes: 60 },
  ...{ recordedAt: at('2026-11-20T09:00:00Z'), debriefedAt: undefined, interviewers: [] },
};
const heard = (outcome: 'offer' | 'rejection' | 'no-show' | 'next-round', iso: string) => ({
  ...{ id: iso, outcome, heardAt: at(iso) },
  interviewId: outcome === 'no-show' ? 'talk' : undefined,
});
const search = (memberId: string, what: Partial<Counted> = {}): Counted => ({
  ...{ memberId, interviews: [TALK], answers: [] },
  ...what,
});
const told = (applications: readonly Counted[]) => countsOf(applications.flatMap(happeningsIn), WEEK);

test('four members had an interview, and nobody hears of it', () => {
  expect(told(MEMBERS.slice(0, 4).map((who) => search(who)))).toEqual([]);
});

test('five members had an interview, and there were five', () => {
  expect(told(MEMBERS.slice(0, 5).map((who) => search(who)))).toEqual([{ kind: 'interview', count: 5 }]);
});

test('four members who had many interviews are still four', () => {
  const many = MEMBERS.slice(0, 4).flatMap((who) => Array.from({ length: 6 }, () => search(who)));
  expect(told(many)).toEqual([]);
  expect(told([...many, search('Eli')])).toEqual([{ kind: 'interview', count: 25 }]);
});

test('an interview that nobody came to, or that a no called off, did not take place', () => {
  const others = ['Cai', 'Dov', 'Eli'].map((who) => search(who));
  const noShow = search('Ada', { answers: [heard('no-show', '2026-11-24T10:00:00Z')] });
  const calledOff = search('Bea', { answers: [heard('rejection', '2026-11-23T10:00:00Z')] });
  expect(told([noShow, search('Bea'), ...others])).toEqual([]);
  expect(told([search('Ada'), calledOff, ...others])).toEqual([]);
  const afterwards = search('Bea', { answers: [heard('rejection', '2026-11-24T12:00:00Z')] });
  expect(told([search('Ada'), afterwards, ...others])).toEqual([{ kind: 'interview', count: 5 }]);
});

test('an offer that is told again with its day counts once', () => {
  const answers = [heard('offer', '2026-11-24T12:00:00Z'), heard('offer', '2026-11-25T12:00:00Z')];
  expect(told(MEMBERS.slice(0, 5).map((who) => search(who, { answers, interviews: [] })))).toEqual([
    { kind: 'offer', count: 5 },
  ]);
});

test('notes count one for each person, when they were marked sent, and next rounds when they were heard of', () => {
  const thankedAt = at('2026-11-29T22:59:59Z');
  const interviews = [{ ...TALK, startsAt: at('2026-11-20T09:00:00Z'), interviewers: [{ thankedAt }, {}] }];
  const answers = [heard('next-round', '2026-11-29T23:00:00Z')];
  expect(told(MEMBERS.slice(0, 5).map((who) => search(who, { interviews, answers })))).toEqual([
    { kind: 'thank-you', count: 5 },
  ]);
});

const START = at('2026-01-01T00:00:00Z').getTime();
const anyHappening: fc.Arbitrary<Happening> = fc
  .record({
    memberId: fc.constantFrom(...MEMBERS),
    kind: fc.constantFrom(...KINDS),
    hours: fc.nat(10 * 7 * 24),
  })
  .map(({ memberId, kind, hours }) => ({ memberId, kind, at: new Date(START + hours * HOUR) }));
/** So many in ten weeks that numbers are published, and left out. */
const anyHistory = fc.array(anyHappening, { minLength: 100, maxLength: 300 });
const anyZone = fc.constantFrom(...ZONES);

test('the same in any order, the same counts', () => {
  const shuffled = anyHistory.chain((history) =>
    fc.tuple(
      fc.constant(history),
      fc.shuffledSubarray(history, { minLength: history.length }),
      fc.nat(9),
      anyZone,
    ),
  );
  fc.assert(
    fc.property(shuffled, ([history, other, n, zone]) => {
      const week = weekOf(new Date(START + n * 7 * DAY).toISOString().slice(0, 10), zone);
      expect(countsOf(other, week)).toEqual(countsOf(history, week));
    }),
  );
});

/** What an organiser does, so many hours later. Choosing again, and turning off and on, come to the same. */
type Step = { hours: number; zone: string };
const anySteps: fc.Arbitrary<Step[]> = fc.array(fc.record({ hours: fc.nat(5 * 7 * 24), zone: anyZone }), {
  minLength: 1,
  maxLength: 5,
});

/** All that is ever published, as the clock sees it who looks every few hours while organisers change their minds. */
function publishedBy(steps: readonly Step[]): Week[] {
  const weeks: Week[] = [];
  let now = START;
  for (const [index, { zone, hours }] of steps.entries()) {
    const since = new Date(now);
    const isLast = index === steps.length - 1;
    const end = now + (isLast ? 15 * 7 * 24 : hours) * HOUR;
    let lastWeek: string | undefined;
    for (; now < end; now += 5 * HOUR) {
      const week = nextWeek({ zone, since, lastWeek }, new Date(now));
      if (week.at.getTime() > now) continue;
      weeks.push(week);
      lastWeek = week.monday;
    }
  }
  return weeks;
}

test('whatever was published, in whatever order digests were turned on and off, no two numbers share what they count', () => {
  let published = 0;
  fc.assert(
    fc.property(anyHistory, anySteps, (history, steps) => {
      // What each number counts, found by hand.
      const sets = publishedBy(steps).flatMap((week) =>
        countsOf(history, week).map(({ kind, count }) => {
          const those = history.filter((one) => one.kind === kind && one.at >= week.from && one.at < week.to);
          expect(those).toHaveLength(count);
          return new Set(those);
        }),
      );
      published += sets.length;
      for (const [index, set] of sets.entries()) {
        expect(new Set([...set].map(({ memberId }) => memberId)).size).toBeGreaterThanOrEqual(5);
        // So no difference is smaller than the number itself, and no sum tells more than its parts.
        for (const other of sets.slice(index + 1)) expect([...set].some((one) => other.has(one))).toBe(false);
      }
    }),
    { numRuns: 300 },
  );
  expect(published).toBeGreaterThan(100);
});

test('a week that began before the digest was turned on is never told of', () => {
  fc.assert(
    fc.property(anySteps, (steps) => {
      const weeks = publishedBy(steps);
      for (const week of weeks) expect(week.from.getTime()).toBeGreaterThanOrEqual(START);
      for (const [index, week] of weeks.entries())
        expect(weeks.slice(0, index).every(({ to }) => to <= week.from)).toBe(true);
    }),
    { numRuns: 300 },
  );
});
