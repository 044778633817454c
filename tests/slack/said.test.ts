/** What a member reads is true when they read it: ahead in the plan, on time, or late. */
import { expect, test } from 'vitest';
import type { Facts, Rule } from '../../src/etiquette/facts.ts';
import { plan } from '../../src/etiquette/plan.ts';
import { heardReply } from '../../src/slack/blocks/heard.ts';
import { nudgeMessage } from '../../src/slack/blocks/nudge-message.ts';
import { acme } from '../rules/story.ts';

const DANA = { id: 'dana', name: 'Dana Fox' };

/** The message that brings the first nudge of a rule, as somebody reads it at an instant. */
function said(facts: Facts, rule: Rule, at: string): string {
  const outgoing = plan(facts)
    .filter((nudge) => nudge.rule === rule)
    .slice(0, 1)
    .map((nudge) => ({ ...nudge, deliveryId: 'd' }));
  return JSON.stringify(nudgeMessage({ facts, outgoing }, new Date(at)).blocks);
}

test('a reason says nothing of what has not happened when the plan is read', () => {
  const lives = [
    acme({ promise: { by: '2026-11-27T17:00+01:00' }, interviewers: [DANA] }, { traditional: true }),
    acme({}, { sent: [['check-in', '2026-12-03T10:00+01:00', { done: '2026-12-03T10:05+01:00' }]] }),
    acme({}, { heard: [['rejection', '2026-12-02T10:00+01:00']] }),
    acme({}, { heard: [['offer', '2026-12-02T10:00+01:00', { answerBy: '2026-12-09' }]] }),
  ];
  for (const { rule, why } of lives.flatMap((facts) => plan(facts)))
    expect(why, rule).not.toMatch(
      /\b(?:have|has) passed\b|\bnow\b|\b(?:days|day|24 hours) (?:are|is) over\b/,
    );
});

test('a thank-you note that is late is asked for without a reproach', () => {
  const facts = acme({ interviewers: [DANA] });
  expect(said(facts, 'thank-you', '2026-11-26T10:00+01:00')).toContain('late is still better than none');
  expect(said(facts, 'thank-you', '2026-11-26T10:00+01:00')).not.toContain('within 24 hours');
});

test('the last call is for those who were met, and for now', () => {
  expect(said(acme(), 'thank-you-last-call', '2026-11-25T13:00+01:00')).toContain(
    'Send it now, to everyone you met;',
  );
});

test('what was promised may be one thing or many', () => {
  const facts = acme({ promise: { by: '2026-11-27T17:00+01:00' } });
  const words = said(facts, 'material', '2026-11-26T17:00+01:00');
  expect(words).toContain('Acme (engineer): send references');
  expect(words).toContain('You promised this by Friday, 27 November at 17:00');
});

test('one word for one thing: a business day is no workday', () => {
  const words = said(acme(), 'check-in', '2026-12-03T10:00+01:00');
  expect(words).toContain('Snooze to next business day');
  expect(words).not.toContain('workday');
});

test('a company is neither many nor one', () => {
  const facts = acme({}, { heard: [['waiting', '2026-12-02T10:00+01:00']] });
  const reply = heardReply(
    { status: 'recorded', answerId: '0', facts },
    'acme',
    'waiting',
    new Date('2026-12-02T10:00+01:00'),
  );
  expect(reply.text).toMatch(/^Noted: no decision from Acme \(engineer\) yet\. I remind you/);
});
