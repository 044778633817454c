/** How a search stands: nothing is shown twice as to do, and no application is lost from sight. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ending } from '../../src/etiquette/rounds.ts';
import { standingOf } from '../../src/etiquette/standing.ts';
import { DAY, freshFacts } from './builders.ts';
import { acme } from './story.ts';

const at = (iso: string) => new Date(iso);
const rulesOf = (nudges: readonly { rule: string }[]) => nudges.map(({ rule }) => rule);

test('what reached the member is to be done, until it is', () => {
  const sent = acme(
    {},
    {
      sent: [
        ['debrief', '2026-11-24T16:15+01:00'],
        ['thank-you', '2026-11-24T18:00+01:00'],
      ],
    },
  );
  const { doNow } = standingOf(sent, at('2026-11-24T18:05+01:00'));
  expect(rulesOf(doNow.map(({ nudge }) => nudge))).toEqual(['debrief', 'thank-you']);
  expect(doNow.every(({ delivery }) => delivery)).toBe(true);
  const done = acme(
    {},
    { sent: [['debrief', '2026-11-24T16:15+01:00', { done: '2026-11-24T16:20+01:00' }]] },
  );
  expect(rulesOf(standingOf(done, at('2026-11-24T16:30+01:00')).doNow.map(({ nudge }) => nudge))).toEqual([]);
});

test('thanks and their last call are one thing to do', () => {
  const sent = acme(
    {},
    {
      sent: [
        ['thank-you', '2026-11-24T18:00+01:00'],
        ['thank-you-last-call', '2026-11-25T13:00+01:00'],
      ],
    },
  );
  const { doNow } = standingOf(sent, at('2026-11-25T13:05+01:00'));
  expect(rulesOf(doNow.map(({ nudge }) => nudge)).filter((rule) => rule.startsWith('thank'))).toHaveLength(1);
});

test('hands off until their day is over', () => {
  const facts = acme({ replyBy: '2026-11-27' });
  const { waiting } = standingOf(facts, at('2026-11-25T20:00+01:00'));
  expect(waiting).toMatchObject([{ verdict: { verdict: 'wait', notBefore: '2026-11-30' } }]);
});

test('hands off without a day, where they said that they would call', () => {
  const facts = acme({ noContact: true });
  expect(standingOf(facts, at('2026-11-24T14:00+01:00')).waiting).toEqual([]);
  const { waiting, quiet } = standingOf(facts, at('2026-11-25T20:00+01:00'));
  expect(waiting).toMatchObject([
    { verdict: { verdict: 'leave-it', why: expect.stringContaining('would call you') } },
  ]);
  expect(quiet).toEqual([]);
});

test('what had passed when it was recorded is not missed', () => {
  const late = acme({ recordedAt: at('2026-11-24T20:00+01:00') });
  expect(rulesOf(standingOf(late, at('2026-11-24T20:05+01:00')).missed)).toEqual([]);
  const early = acme({ recordedAt: at('2026-11-20T20:00+01:00') });
  expect(rulesOf(standingOf(early, at('2026-11-24T20:05+01:00')).missed)).toEqual(['closing']);
});

test('every application stands somewhere, and an ended one among the closed alone', () => {
  fc.assert(
    fc.property(freshFacts, fc.integer({ min: 0, max: 120 }), (facts, day) => {
      const start = Math.min(...facts.applications.map(({ createdAt }) => createdAt.getTime()));
      const standing = standingOf(facts, new Date(start + day * DAY));
      const seen = new Set([
        ...standing.doNow.map(({ nudge }) => nudge.applicationId),
        ...standing.coming.map(({ applicationId }) => applicationId),
        ...[
          ...standing.waiting.map(({ application }) => application),
          ...standing.quiet,
          ...standing.closed,
        ].map(({ id }) => id),
      ]);
      for (const application of facts.applications) {
        expect(seen).toContain(application.id);
        expect(standing.closed.includes(application)).toBe(ending(application) !== undefined);
      }
    }),
  );
});
