/** A pause holds everything and loses nothing; three ignored messages are asked about once. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advise, nextWake } from '../../src/etiquette/advice.ts';
import type { Delivery, Facts, Settings } from '../../src/etiquette/facts.ts';
import { asksForQuiet, isQuiet, silenceAt } from '../../src/etiquette/quiet.ts';
import { DAY, freshFacts } from './builders.ts';
import { acme, local } from './story.ts';

const NOON = new Date('2026-11-24T12:00+01:00');

function paused(facts: Facts, pause: Settings['pause']): Facts {
  return { ...facts, settings: { ...facts.settings, pause } };
}

describe('a pause', () => {
  test('holds what falls into it until its end, in waking hours', () => {
    const facts = paused(acme(), { until: new Date('2026-11-26T00:00+01:00') });
    const { send, coming, missed } = advise(facts, NOON);
    const lost = () => advise(facts, new Date('2026-11-25T20:00+01:00')).missed;
    expect(send).toEqual([]);
    const thanks = coming.find(({ rule }) => rule === 'thank-you');
    expect(thanks && local(thanks.releaseAt, facts.settings)).toBe('Thu 2026-11-26 09:00');
    expect(nextWake(facts, NOON).at).toEqual(thanks?.releaseAt);
    // What has no sense any more by then is missed, and shown as that: once its time has passed, and no sooner.
    expect(missed).toEqual([]);
    expect(coming.map(({ rule }) => rule)).not.toContain('closing');
    expect(lost().map(({ rule }) => rule)).toEqual(['closing', 'thank-you-last-call']);
  });

  test('without an end nobody is woken, and the list stays', () => {
    const facts = paused(acme(), {});
    expect(nextWake(facts, NOON).at).toBeUndefined();
    expect(advise(facts, new Date('2026-12-24T12:00+01:00')).send).toEqual([]);
    expect(advise(facts, NOON).coming.length).toBeGreaterThan(3);
  });

  test('that is over changes nothing', () => {
    const facts = paused(acme(), { until: new Date('2026-11-24T11:59+01:00') });
    expect(silenceAt(facts, NOON)).toBeUndefined();
    expect(advise(facts, NOON)).toEqual(advise(acme(), NOON));
  });

  test('loses nothing: every nudge comes, or is shown as missed', () => {
    fc.assert(
      fc.property(
        freshFacts,
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 60 }),
        (facts, day, length) => {
          const start = Math.min(...facts.applications.map(({ createdAt }) => createdAt.getTime()));
          const now = new Date(start + day * DAY);
          const until = new Date(now.getTime() + length * DAY);
          const awake = advise(facts, now);
          const all = ({ send, coming, missed }: ReturnType<typeof advise>) => [
            ...send,
            ...coming,
            ...missed,
          ];
          const ids = (advice: ReturnType<typeof advise>) => all(advice).map(({ id }) => id);
          for (const pause of [{}, { until }]) {
            const held = advise(paused(facts, pause), now);
            for (const nudge of all(awake).filter(({ id }) => !ids(held).includes(id)))
              expect(ids(advise(paused(facts, pause), nudge.until ?? now))).toContain(nudge.id);
            if (length > 0) expect(held.send).toEqual([]);
            for (const { releaseAt } of pause.until ? held.coming : [])
              expect(releaseAt.getTime()).toBeGreaterThanOrEqual(until.getTime());
          }
        },
      ),
    );
  });
});

describe('three ignored messages', () => {
  const sent = (...times: string[]): Delivery[] =>
    times.map((at, n) => ({
      ...{ id: `d${n}`, nudgeId: `debrief/acme-1/${n}`, rule: 'debrief', applicationId: 'acme' },
      ...{ interviewId: 'acme-1', repeat: 0, status: 'sent' },
      sentAt: new Date(at),
    }));
  const [one, two, three] = ['2026-11-24T14:00+01:00', '2026-11-24T16:15+01:00', '2026-11-24T18:00+01:00'];
  const ignored = (more: Partial<Facts> = {}): Facts => ({
    ...acme(),
    deliveries: sent(one ?? '', two ?? '', three ?? ''),
    lastSeenAt: NOON,
    ...more,
  });

  const NEXT_EVENING = new Date('2026-11-25T18:00+01:00');

  test('of one day are not ignored yet', () => {
    expect(asksForQuiet(ignored(), new Date('2026-11-24T23:00+01:00'))).toBe(false);
    expect(asksForQuiet(ignored(), new Date('2026-11-25T17:59+01:00'))).toBe(false);
  });

  test('are asked about, once', () => {
    expect(asksForQuiet(ignored(), NEXT_EVENING)).toBe(true);
    expect(asksForQuiet(ignored({ quietAskedAt: new Date('2026-11-25T12:00+01:00') }), NEXT_EVENING)).toBe(
      false,
    );
  });

  test('two are not, nor three nudges in one message', () => {
    expect(asksForQuiet(ignored({ deliveries: sent(one ?? '', two ?? '') }), NEXT_EVENING)).toBe(false);
    expect(asksForQuiet(ignored({ deliveries: sent(one ?? '', two ?? '', two ?? '') }), NEXT_EVENING)).toBe(
      false,
    );
  });

  test('any sign of life in between starts the count anew', () => {
    expect(asksForQuiet(ignored({ lastSeenAt: new Date('2026-11-24T15:00+01:00') }), NEXT_EVENING)).toBe(
      false,
    );
  });

  test('unanswered the bot is quiet, until the member does something', () => {
    const asked = ignored({ quietAskedAt: new Date('2026-11-25T12:00+01:00') });
    const later = new Date('2026-12-10T12:00+01:00');
    expect(isQuiet(asked)).toBe(true);
    expect(nextWake(asked, later).at).toBeUndefined();
    expect(advise(asked, later).send).toEqual([]);
    const back = { ...asked, lastSeenAt: later };
    expect(isQuiet(back)).toBe(false);
    expect(nextWake(back, later).at).toEqual(new Date('2026-12-11T10:00+01:00'));
  });
});
