/** Twice as large a search takes twice the work and not four times: with all that is kept for one member (room.ts) it stopped everybody's. */
import { expect, test } from 'vitest';
import { nextWake } from '../../src/etiquette/advice.ts';
import type { Application, Facts, Interview } from '../../src/etiquette/facts.ts';
import { plan } from '../../src/etiquette/plan.ts';
import { planReply, withPlans } from '../../src/slack/blocks/lists.ts';
import { DEFAULT_SETTINGS } from '../support/settings.ts';

const NOW = new Date('2026-11-23T11:00:00Z');
const DAY = 86_400_000;
const ZONE = 'Europe/Berlin';
const many = <T>(count: number, one: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => one(n));

/** A search of so many applications, each with interviews on past days and days to come; and how often anything in it was looked at. */
function search(size: number): { facts: Facts; looks: () => number } {
  let looks = 0;
  const settings = {
    ...DEFAULT_SETTINGS,
    get zone() {
      looks += 1;
      return ZONE;
    },
  };
  const interview = (id: string, n: number): Interview => ({
    ...{ id, startsAt: new Date(NOW.getTime() + (n - 5) * DAY), minutes: 60, zone: ZONE, kind: 'other' },
    ...{ interviewers: [], promises: [], noContact: false, nextDayInvited: false, recordedAt: NOW },
  });
  const applications = many(
    size,
    (a): Application => ({
      ...{ id: `a${a}`, company: `Acme ${a}`, traditional: true, stayInTouch: true, createdAt: NOW },
      ...{ answers: [], interviews: many(20, (n) => interview(`i${a}-${n}`, n)) },
    }),
  );
  const bare: Facts = { settings, applications, deliveries: [] };
  const deliveries = plan(bare)
    .filter((_, n) => n % 2 === 0)
    .map(({ id, rule, applicationId }, n) => ({
      ...{ id: `d${n}`, rule, applicationId, repeat: 0, status: 'sent' as const, sentAt: NOW },
      get nudgeId() {
        looks += 1;
        return id;
      },
    }));
  return { facts: { ...bare, deliveries }, looks: () => looks };
}

function workOf(size: number, work: (facts: Facts) => unknown): number {
  const { facts, looks } = search(size);
  const before = looks();
  work(facts);
  return looks() - before;
}

/** Reading a zone is what wording a time begins with. */
test('of a plan that is longer than a message only what may be shown is put into words', () => {
  const told = (size: number) =>
    workOf(size, (facts) => planReply(facts, facts.applications, NOW)) -
    workOf(size, (facts) => planReply(facts, [], NOW));
  expect(told(80)).toBe(told(40));
});

test.each<[string, (facts: Facts) => unknown]>([
  ['when something comes next', (facts) => nextWake(facts, NOW)],
  ['what will come, and why', (facts) => planReply(facts, withPlans(facts, NOW), NOW)],
])('%s', (_name, work) => {
  expect(workOf(40, work) / workOf(20, work)).toBeLessThan(2.5);
});
