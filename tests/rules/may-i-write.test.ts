/** "May I write yet?": the answers that a recruiter would give, and that they agree with what the bot itself does. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Facts } from '../../src/etiquette/facts.ts';
import { mayIWrite } from '../../src/etiquette/may-i-write.ts';
import { pursuitsOf } from '../../src/etiquette/nudge.ts';
import { plan } from '../../src/etiquette/plan.ts';
import { factsWithHistory, HOUR, wall } from './builders.ts';
import { acme } from './story.ts';

function answer(facts: Facts, at: string) {
  const [pursuit] = pursuitsOf(facts);
  if (!pursuit) throw new Error('no application');
  const found = mayIWrite(pursuit, new Date(at));
  return found.verdict === 'wait' ? `wait until ${found.notBefore}` : found.verdict;
}

const ASKED_TWICE = acme(
  {},
  {
    sent: [
      ['check-in', '2026-12-03T10:00+01:00', { done: '2026-12-03T11:00+01:00' }],
      ['check-in', '2026-12-10T10:00+01:00', { done: '2026-12-10T11:00+01:00' }],
    ],
  },
);

/** They named a day after the first round, invited to a second, and did not come to it. */
const NO_SHOW = acme(
  { replyBy: '2026-12-09' },
  {
    heard: [
      ['next-round', '2026-11-30T10:00+01:00'],
      ['no-show', '2026-12-08T15:30+01:00', { interviewId: 'acme-2' }],
    ],
  },
  { start: '2026-12-08T15:00+01:00' },
);

const ROWS: [says: string, facts: Facts, at: string, expected: string][] = [
  ['before the interview: ask there', acme(), '2026-11-24T12:00+01:00', 'leave-it'],
  [
    'with no date named, not for five business days',
    acme(),
    '2026-11-25T12:00+01:00',
    'wait until 2026-12-02',
  ],
  ['then now is fine', acme(), '2026-12-02T09:00+01:00', 'now'],
  [
    'not before their date is over',
    acme({ replyBy: '2026-12-01' }),
    '2026-12-01T18:00+01:00',
    'wait until 2026-12-02',
  ],
  ['on the day after it, now is fine', acme({ replyBy: '2026-12-01' }), '2026-12-02T09:00+01:00', 'now'],
  [
    'not before the hold-off ends',
    acme({ holdOffUntil: '2026-12-14T00:00+01:00' }),
    '2026-12-03T09:00+01:00',
    'wait until 2026-12-14',
  ],
  ['“don’t call us”: leave it', acme({ noContact: true }), '2026-12-20T09:00+01:00', 'leave-it'],
  [
    'they asked for the next day: then it is fine',
    acme({ nextDayInvited: true }),
    '2026-11-25T09:00+01:00',
    'now',
  ],
  [
    'and on the day itself not yet',
    acme({ nextDayInvited: true }),
    '2026-11-24T18:00+01:00',
    'wait until 2026-11-25',
  ],
  [
    'they asked for the next day, and spoke since: their silence starts anew',
    acme({ nextDayInvited: true }, { heard: [['waiting', '2026-11-25T09:00+01:00']] }),
    '2026-11-25T11:00+01:00',
    'wait until 2026-12-03',
  ],
  [
    'nobody came to the second round: a new time may be agreed on, whatever was said about the first',
    NO_SHOW,
    '2026-12-08T16:00+01:00',
    'now',
  ],
  ['asked twice: leave it', ASKED_TWICE, '2026-12-21T09:00+01:00', 'leave-it'],
  [
    'invited to a next round: answering is fine',
    acme({}, { heard: [['next-round', '2026-11-26T10:00+01:00']] }),
    '2026-11-26T11:00+01:00',
    'now',
  ],
  [
    'after an offer: thank them',
    acme({}, { heard: [['offer', '2026-11-26T10:00+01:00']] }),
    '2026-11-26T11:00+01:00',
    'now',
  ],
  [
    'after their no: to thank them, once',
    acme({}, { heard: [['rejection', '2026-11-26T10:00+01:00']] }),
    '2026-11-26T11:00+01:00',
    'now',
  ],
  [
    'after withdrawing: leave it',
    acme({}, { heard: [['withdrawn', '2026-11-26T10:00+01:00']] }),
    '2026-11-26T11:00+01:00',
    'leave-it',
  ],
];

describe('worked examples', () => {
  test.each(ROWS)('%s', (_says, facts, at, expected) => expect(answer(facts, at)).toBe(expected));
});

/** What is waited for, and not what ends before it. */
const REASONS: [says: string, facts: Facts, why: string][] = [
  [
    'the day after a hold-off',
    acme({ holdOffUntil: '2026-12-14T00:00+01:00', replyBy: '2026-12-01' }),
    'They asked you to wait until Monday, 14 December.',
  ],
  [
    'their date, where the hold-off ends before it',
    acme({ holdOffUntil: '2026-11-27T00:00+01:00', replyBy: '2026-12-02' }),
    'They said that they would answer by Wednesday, 2 December.',
  ],
  [
    'five business days, where the hold-off ends before them',
    acme({ holdOffUntil: '2026-11-27T00:00+01:00' }),
    'They named no date, and within five business days asking seems overeager.',
  ],
  [
    'what the member gives them beyond their date',
    acme({ replyBy: '2026-11-26' }, { settings: { checkInBuffer: 5 } }),
    'They said that they would answer by Thursday, 26 November; your settings give them 5 business days from there.',
  ],
  [
    'their new date, where the member asked before they named it',
    acme(
      { replyBy: '2026-11-24', nextDayInvited: true },
      {
        heard: [['waiting', '2026-11-25T10:30+01:00', { replyBy: '2026-12-10' }]],
        sent: [['check-in', '2026-11-25T10:00+01:00', { done: '2026-11-25T10:05+01:00' }]],
      },
    ),
    'They said that they would answer by Thursday, 10 December.',
  ],
  [
    'five business days after the member asked',
    acme(
      { replyBy: '2026-11-24', nextDayInvited: true },
      { sent: [['check-in', '2026-11-25T10:00+01:00', { done: '2026-11-25T10:05+01:00' }]] },
    ),
    'You asked already; give them five business days.',
  ],
  [
    'a free day, where they asked to be contacted on the day after',
    acme({ nextDayInvited: true }, { settings: { weekend: [3] } }),
    'They asked you to get in touch on the day after; offices are closed then, so on the next business day.',
  ],
];

test.each(REASONS)('the reason to wait is %s', (_says, facts, why) => {
  const [pursuit] = pursuitsOf(facts);
  expect(pursuit && mayIWrite(pursuit, new Date('2026-11-25T11:00+01:00'))).toMatchObject({
    verdict: 'wait',
    why,
  });
});

/** Why now, at an instant. */
const NOW: [says: string, facts: Facts, at: string, why: string][] = [
  [
    'the hold-off that ended last, as the nudge says',
    acme({ holdOffUntil: '2026-12-14T00:00+01:00', replyBy: '2026-12-01' }),
    '2026-12-14T11:00+01:00',
    'They asked you to wait until Monday, 14 December, and that day has come.',
  ],
  [
    'the answer to an offer, which is due no later than thanks',
    acme({}, { heard: [['offer', '2026-11-26T10:00+01:00', { answerBy: '2026-11-27' }]] }),
    '2026-11-26T11:00+01:00',
    'They expect your answer by Friday, 27 November. Be it yes or no, thank them with it.',
  ],
];

test.each(NOW)('the reason to write now is %s', (_says, facts, at, why) => {
  const [pursuit] = pursuitsOf(facts);
  expect(pursuit && mayIWrite(pursuit, new Date(at))).toEqual({ verdict: 'now', why });
});

test('an interview that is under way does not lie ahead', () => {
  const [pursuit] = pursuitsOf(acme());
  const why = pursuit && mayIWrite(pursuit, new Date('2026-11-24T15:20+01:00')).why;
  expect(why).toBe('The interview is now. Ask there when you can expect to hear back.');
});

test('a hold-off is named by the day on their calendar, as wherever else it stands', () => {
  const tokyo = { start: '2026-11-24T10:00+09:00', zone: 'Asia/Tokyo' };
  const facts = acme(
    { ...tokyo, holdOffUntil: '2026-12-08T00:00+09:00' },
    { settings: { zone: 'America/Los_Angeles' } },
  );
  const [pursuit] = pursuitsOf(facts);
  expect(pursuit && mayIWrite(pursuit, new Date('2026-11-30T12:00:00Z')).why).toContain(
    'Tuesday, 8 December',
  );
});

test('the check-in says that the member gives them longer', () => {
  const facts = acme({ replyBy: '2026-11-26' }, { settings: { checkInBuffer: 5 } });
  const why = plan(facts).find(({ rule }) => rule === 'check-in')?.why;
  expect(why).toContain('your settings give them 5 business days from there');
});

test('while a new time is to be agreed on, nobody is asked how things stand', () => {
  const rules = plan(NO_SHOW).map(({ rule }) => rule);
  expect(rules).not.toContain('check-in');
  expect(rules).not.toContain('moving-on');
});

test('every answer has its reason', () => {
  for (const [, facts, at] of ROWS) {
    const [pursuit] = pursuitsOf(facts);
    if (pursuit) expect(mayIWrite(pursuit, new Date(at)).why.length).toBeGreaterThan(15);
  }
});

test('when the bot itself says to check in, the member may', () => {
  fc.assert(
    fc.property(factsWithHistory, (facts) => {
      for (const nudge of plan(facts).filter(({ rule }) => rule === 'check-in')) {
        const pursuit = pursuitsOf(facts).find(({ application }) => application.id === nudge.applicationId);
        // What was done after that instant is not yet known at it.
        if (!pursuit || pursuit.history.some(({ doneAt }) => doneAt && doneAt > nudge.due)) continue;
        expect(mayIWrite(pursuit, nudge.due).verdict).toBe('now');
      }
    }),
    { numRuns: 300 },
  );
});

test('"not before" is kept: on that day it is fine, and until then it is not', () => {
  fc.assert(
    fc.property(factsWithHistory, fc.integer({ min: 0, max: 40 * 24 }), (facts, hours) => {
      for (const pursuit of pursuitsOf(facts)) {
        const first = pursuit.application.interviews[0];
        const now = new Date((first?.startsAt.getTime() ?? 0) + hours * HOUR);
        const found = mayIWrite(pursuit, now);
        if (found.verdict !== 'wait') continue;
        const { zone } = facts.settings;
        expect(found.notBefore >= wall(now, zone).date).toBe(true);
        const atTen = new Date(Date.parse(`${found.notBefore}T10:00:00Z`) - offsetOn(found.notBefore, zone));
        expect(mayIWrite(pursuit, new Date(atTen.getTime() + 14 * HOUR)).verdict).not.toBe('wait');
      }
    }),
    { numRuns: 300 },
  );
});

function offsetOn(date: string, zone: string): number {
  const noon = Date.parse(`${date}T12:00:00Z`);
  const shown = wall(new Date(noon), zone);
  return Date.parse(shown.date) + shown.minutes * 60_000 - noon;
}
