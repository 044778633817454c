/** Which check-in it is: the one that came and waits to be done, or another. Berlin; the interview was on 24 November. */
import { describe, expect, test } from 'vitest';
import { advise } from '../../src/etiquette/advice.ts';
import type { Answer, Facts, Outcome, Rule, Settings } from '../../src/etiquette/facts.ts';
import { plan } from '../../src/etiquette/plan.ts';
import { acme } from './story.ts';

const SENT: [rule: Rule, at: string][] = [['check-in', '2026-12-02T10:00+01:00']];
const BY_TUESDAY = { replyBy: '2026-12-01', zone: 'Europe/Berlin' };

const ids = (facts: Facts) => plan(facts).flatMap(({ id, rule }) => (rule === 'check-in' ? [id] : []));
const coming = (facts: Facts) =>
  advise(facts, new Date('2026-12-02T10:05+01:00')).coming.map(({ rule }) => rule);

const SETTINGS: [says: string, settings: Partial<Settings>][] = [
  ['who sleeps longer now', { waking: { from: 11 * 60, to: 20 * 60 } }],
  ['who is in New York now', { zone: 'America/New_York' }],
  ['who is in Honolulu now, where their day was not over', { zone: 'Pacific/Honolulu' }],
  ['who gives them longer now', { checkInBuffer: 5 }],
];

describe('a check-in that came and was not done', () => {
  test.each(SETTINGS)('is the same one for a member %s', (_says, settings) => {
    const facts = acme(BY_TUESDAY, { settings, sent: SENT });
    expect(ids(facts)).toEqual(['check-in/acme-1/1']);
    expect(coming(facts)).not.toContain('check-in');
  });

  test.each<[says: string, more: Partial<Answer>]>([
    ['named a new date', { replyBy: '2026-12-10' }],
    ['spoke without one', {}],
    ['spoke while it was on its way', { heardAt: new Date('2026-12-02T09:59:30+01:00') }],
  ])('is followed by another where they %s', (_says, more) => {
    const heard: [Outcome, string, Partial<Answer>][] = [['waiting', '2026-12-02T10:02+01:00', more]];
    const facts = acme(BY_TUESDAY, { heard, sent: SENT });
    expect(ids(facts)).toEqual(['check-in/acme-1/2']);
    expect(coming(facts)).toContain('check-in');
  });

  test('counts among the two, also where the date that brought the second was taken back', () => {
    const second: (typeof SENT)[number] = ['check-in', '2026-12-11T10:00+01:00'];
    const facts = acme(BY_TUESDAY, { sent: [...SENT, second] });
    const deliveries = facts.deliveries.map((one, n) => (n === 1 ? { ...one, doneAt: one.sentAt } : one));
    expect(ids({ ...facts, deliveries })).toEqual([]);
  });
});
