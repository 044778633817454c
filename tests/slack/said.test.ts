/** What a member reads is true when they read it: ahead in the plan, on time, or late. */
import { expect, test } from 'vitest';
import type { Facts, Rule } from '../../src/etiquette/facts.ts';
import { plan } from '../../src/etiquette/plan.ts';
import { interviewCard, standingIn, whichReply } from '../../src/slack/blocks/answers.ts';
import { applicationReply } from '../../src/slack/blocks/application.ts';
import { draftForm } from '../../src/slack/blocks/forms/draft.ts';
import { settingsForm } from '../../src/slack/blocks/forms/settings.ts';
import { heardReply, sayHoldOff } from '../../src/slack/blocks/heard.ts';
import { homeView } from '../../src/slack/blocks/home.ts';
import { listReply } from '../../src/slack/blocks/lists.ts';
import { nudgeMessage } from '../../src/slack/blocks/nudge-message.ts';
import { acme } from '../rules/story.ts';

const DANA = { id: 'dana', name: 'Dana Fox' };

const EVERYTHING = { filter: 'everything', page: 0 } as const;

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

test('before an interview the reason is one, and no second telling of what to do; what they said already is not asked', () => {
  const words = said(acme(), 'closing', '2026-11-24T14:00+01:00');
  expect(words).toContain('Ask, unless they have said: “When can I expect to hear back from you?”');
  expect(words).toContain('their answer decides when you may follow up');
  expect(words.match(/hear back/g)).toHaveLength(1);
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

test('a list names no day that has passed as the next one, and an ending of another year with its year', () => {
  const owed = acme({ promise: { by: '2026-11-27T17:00+01:00' } });
  const inPause = { ...owed, settings: { ...owed.settings, pause: {} } };
  expect(JSON.stringify(listReply(inPause, new Date('2026-11-28T12:00+01:00')))).toContain('; next: now');
  const ended = acme({}, { heard: [['rejection', '2026-12-02T10:00+01:00']] });
  expect(JSON.stringify(listReply(ended, new Date('2027-01-05T12:00+01:00')))).toContain(
    'a rejection, Wednesday, 2 December 2026',
  );
});

test('one is not many', () => {
  const rounds = ['02', '03', '04', '05', '06'].map((day) => ({ start: `2026-11-${day}T15:00+01:00` }));
  const facts = acme({ minutes: 1 }, {}, ...rounds);
  const [application] = facts.applications;
  const now = new Date('2026-11-20T12:00+01:00');
  const card = interviewCard({ status: 'recorded', interviewId: 'acme-1', facts }, now);
  expect(JSON.stringify(card)).toContain(', 1 minute"');
  const page = JSON.stringify(application && applicationReply(application, facts, now));
  expect(page).toContain(', 1 minute"');
  expect(page).toContain('And 1 earlier round.');
});

test('what is still asked for is not missed, and two reminders of one thing are missed once', () => {
  const owed = acme({ promise: { by: '2026-11-27T17:00+01:00' }, debriefedAt: new Date() });
  const home = JSON.stringify(homeView(owed, new Date('2026-11-27T18:00+01:00'), EVERYTHING));
  expect(home).toContain('Do now (1)');
  expect(home).not.toContain('It was for Thursday, 26 November at 17:00');
  const thanked = acme({ debriefedAt: new Date() });
  const later = JSON.stringify(homeView(thanked, new Date('2026-11-28T18:00+01:00'), EVERYTHING));
  expect(later).toContain('thank everyone you met');
  expect(later).not.toContain('last call');
});

test('in the settings “my” and “me” are the member throughout', () => {
  const form = JSON.stringify(settingsForm(acme().settings, { countries: {} }));
  expect(form).not.toMatch(/\bI\b/);
});

test('whoever arranges an interview is called so throughout', () => {
  const [application] = acme().applications;
  if (!application) throw new Error('no application');
  const letter = { key: 'k', id: 'k', for: [], to: {}, subject: 'Thank you', text: 'Thank you.' };
  const letters = [letter, { ...letter, to: { name: 'Dana Fox' } }];
  const form = JSON.stringify(draftForm({ application, letters, about: 'a' }));
  expect(form).toContain('Dana Fox (no address yet: whoever arranged it can pass it on)');
  expect(form).not.toContain('coordinator');
});

test('what is said of another year says which', () => {
  const facts = acme();
  const [application] = facts.applications;
  if (!application) throw new Error('no application');
  const doneAt = new Date('2026-11-25T10:00+01:00');
  const delivery = { id: 'd', nudgeId: 'n', rule: 'thank-you', applicationId: 'acme', repeat: 0 } as const;
  const done = {
    status: 'already-done',
    application,
    facts,
    delivery: { ...delivery, status: 'sent', doneAt },
  } as const;
  const [soon, later] = [new Date('2026-11-26T10:00+01:00'), new Date('2027-11-26T10:00+01:00')];
  expect(standingIn(done, soon)).toContain('on Wednesday, 25 November at 10:00.');
  expect(standingIn(done, later)).toContain('on Wednesday, 25 November 2026 at 10:00.');
  expect(JSON.stringify(whichReply([application], 'show', later))).toContain('Tuesday, 24 November 2026');
  expect(sayHoldOff({ holdOff: '2027-01-04' }, soon)).toContain('until Monday, 4 January 2027.');
});
