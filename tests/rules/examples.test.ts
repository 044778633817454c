/**
 * Worked examples that a recruiter could check. Unless a line says otherwise: an interview of an hour at Acme on Tuesday,
 * 24 November 2026, 15:00, and a member in Berlin who is awake from 09:00 to 20:00. Times are what the clock on the member's wall shows.
 */
import { describe, expect, test } from 'vitest';
import { advise } from '../../src/etiquette/advice.ts';
import type { Delivery, Facts, Outcome, Rule } from '../../src/etiquette/facts.ts';
import { plan } from '../../src/etiquette/plan.ts';
import { snoozedUntil, usualSnooze } from '../../src/etiquette/snooze.ts';
import { standingOf } from '../../src/etiquette/standing.ts';
import { acme, due, local } from './story.ts';

type Example = [says: string, facts: Facts, dues: string[]];

function examples(rule: Rule, rows: Example[]): void {
  describe(rule, () => {
    test.each(rows)('%s', (_says, facts, expected) => expect(due(facts, rule)).toEqual(expected));
  });
}

const NIGHT_OWL = { waking: { from: 11 * 60, to: 23 * 60 } };
const DANA = { id: 'dana', name: 'Dana Fox' };
const BO = { id: 'bo', name: 'Bo Li' };

examples('closing', [
  ['an hour before the start', acme(), ['Tue 2026-11-24 14:00']],
  [
    'on the evening before an early interview',
    acme({ start: '2026-11-24T08:00+01:00' }),
    ['Mon 2026-11-23 20:00'],
  ],
  ['at 09:00 for an interview at 10:00', acme({ start: '2026-11-24T10:00+01:00' }), ['Tue 2026-11-24 09:00']],
  [
    'in hours that the member set',
    acme({ start: '2026-11-24T11:30+01:00' }, { settings: NIGHT_OWL }),
    ['Mon 2026-11-23 23:00'],
  ],
  [
    'before clocks skip the end of the day, as in Nuuk, which goes from 22:59 to midnight',
    acme({ start: '2026-03-29T09:00-01:00' }, { settings: { ...NIGHT_OWL, zone: 'America/Nuuk' } }),
    ['Sat 2026-03-28 22:59'],
  ],
  [
    'by the clock of a member who is elsewhere',
    acme({}, { settings: { zone: 'America/New_York' } }),
    ['Mon 2026-11-23 20:00'],
  ],
  [
    'not when they moved it',
    acme({}, { heard: [['postponed', '2026-11-23T12:00+01:00', { interviewId: 'acme-1' }]] }),
    [],
  ],
  ['not when the member withdrew', acme({}, { heard: [['withdrawn', '2026-11-23T12:00+01:00']] }), []],
]);

examples('debrief', [
  ['a quarter of an hour after the end', acme(), ['Tue 2026-11-24 16:15']],
  [
    'next morning after a late interview',
    acme({ start: '2026-11-24T19:30+01:00' }),
    ['Wed 2026-11-25 09:00'],
  ],
  ['not when the facts are recorded', acme({ debriefedAt: new Date('2026-11-24T15:05:00Z') }), []],
  [
    'not for a round that another one follows',
    acme({}, {}, { start: '2026-12-08T10:00+01:00' }),
    ['Tue 2026-12-08 11:15'],
  ],
  [
    'not when they invited to the next round',
    acme({}, { heard: [['next-round', '2026-11-24T16:05+01:00']] }),
    [],
  ],
]);

examples('thank-you', [
  ['two hours after the end', acme(), ['Tue 2026-11-24 18:00']],
  [
    'next morning after a late interview, inside the 24 hours',
    acme({ start: '2026-11-24T17:30+01:00' }),
    ['Wed 2026-11-25 09:00'],
  ],
  [
    'after an interview at night in another zone, when the member wakes',
    acme({ start: '2026-11-24T02:00+01:00' }),
    ['Tue 2026-11-24 09:00'],
  ],
  [
    'not when everyone is thanked',
    acme({ interviewers: [{ ...DANA, thankedAt: new Date('2026-11-24T17:30:00Z') }] }),
    [],
  ],
  [
    'still while one of two is not',
    acme({ interviewers: [{ ...DANA, thankedAt: new Date('2026-11-24T17:30:00Z') }, BO] }),
    ['Tue 2026-11-24 18:00'],
  ],
  [
    'not when nobody was named and the member said done',
    acme({}, { sent: [['thank-you', '2026-11-24T18:00+01:00', { done: '2026-11-24T18:30+01:00' }]] }),
    [],
  ],
  [
    'again where it was done before the time to which the talk was moved',
    acme({}, { sent: [['thank-you', '2026-11-23T18:00+01:00', { done: '2026-11-23T18:30+01:00' }]] }),
    ['Tue 2026-11-24 18:00'],
  ],
  [
    'not when nobody showed up',
    acme({}, { heard: [['no-show', '2026-11-24T15:30+01:00', { interviewId: 'acme-1' }]] }),
    [],
  ],
  [
    'not after their no: the gracious reply thanks them',
    acme({}, { heard: [['rejection', '2026-11-24T17:00+01:00']] }),
    [],
  ],
  [
    'on the night when clocks go back, two hours are two hours',
    acme({ start: '2026-10-25T00:30+02:00' }, { settings: { waking: { from: 300, to: 1200 } } }),
    ['Sun 2026-10-25 05:00'],
  ],
]);

examples('thank-you-last-call', [
  ['three hours before the 24 hours are over', acme(), ['Wed 2026-11-25 13:00']],
  [
    'on the evening before where they end in the morning',
    acme({ start: '2026-11-24T10:00+01:00' }),
    ['Tue 2026-11-24 20:00'],
  ],
  [
    'not within an hour of the first reminder',
    acme({}, { sent: [['thank-you', '2026-11-25T12:30+01:00']] }),
    [],
  ],
  [
    'not when the first could only come so late',
    acme({ start: '2026-11-24T11:00+01:00' }, { settings: { waking: { from: 540, to: 780 } } }),
    [],
  ],
  [
    'not when everyone is thanked',
    acme({ interviewers: [{ ...DANA, thankedAt: new Date('2026-11-24T17:30:00Z') }] }),
    [],
  ],
]);

examples('material', [
  [
    'a day before, three hours before, and once it is late',
    acme({ promise: { by: '2026-11-27T17:00+01:00' } }),
    ['Thu 2026-11-26 17:00', 'Fri 2026-11-27 14:00', 'Fri 2026-11-27 17:00'],
  ],
  [
    'promised for the morning: reminded on the evening before',
    acme({ promise: { by: '2026-11-27T10:00+01:00' } }),
    ['Thu 2026-11-26 10:00', 'Thu 2026-11-26 20:00', 'Fri 2026-11-27 10:00'],
  ],
  [
    'late at night: told in the morning',
    acme({ promise: { by: '2026-11-27T22:00+01:00' } }),
    ['Thu 2026-11-26 20:00', 'Fri 2026-11-27 19:00', 'Sat 2026-11-28 09:00'],
  ],
  ['not when it is sent', acme({ promise: { by: '2026-11-27T17:00+01:00', sent: true } }), []],
  [
    'still after the next round was announced',
    acme(
      { promise: { by: '2026-11-27T17:00+01:00' } },
      { heard: [['next-round', '2026-11-25T10:00+01:00']] },
    ),
    ['Thu 2026-11-26 17:00', 'Fri 2026-11-27 14:00', 'Fri 2026-11-27 17:00'],
  ],
  [
    'not after their no',
    acme({ promise: { by: '2026-11-27T17:00+01:00' } }, { heard: [['rejection', '2026-11-25T10:00+01:00']] }),
    [],
  ],
]);

examples('handwritten-note', [
  ['only for a traditional company', acme(), []],
  ['two days after the interview, at ten', acme({}, { traditional: true }), ['Thu 2026-11-26 10:00']],
  [
    'later for who sleeps at ten',
    acme({}, { traditional: true, settings: NIGHT_OWL }),
    ['Thu 2026-11-26 11:00'],
  ],
  [
    'not when it is sent',
    acme(
      {},
      {
        traditional: true,
        sent: [['handwritten-note', '2026-11-26T10:00+01:00', { done: '2026-11-26T11:00+01:00' }]],
      },
    ),
    [],
  ],
]);

examples('check-in', [
  ['with no date named: on the 7th business day after the interview', acme(), ['Thu 2026-12-03 10:00']],
  ['the business day after their date', acme({ replyBy: '2026-12-01' }), ['Wed 2026-12-02 10:00']],
  ['their date is a Friday: on Monday', acme({ replyBy: '2026-12-04' }), ['Mon 2026-12-07 10:00']],
  ['their date is a Saturday: on Monday', acme({ replyBy: '2026-12-05' }), ['Mon 2026-12-07 10:00']],
  [
    'with a buffer of three business days',
    acme({ replyBy: '2026-12-01' }, { settings: { checkInBuffer: 3 } }),
    ['Fri 2026-12-04 10:00'],
  ],
  [
    'past the public holidays of the member’s country',
    acme({ replyBy: '2026-12-24' }, { settings: { country: 'DE' } }),
    ['Mon 2026-12-28 10:00'],
  ],
  [
    'with another weekend',
    acme({ replyBy: '2026-12-03' }, { settings: { weekend: [5, 6] } }),
    ['Sun 2026-12-06 10:00'],
  ],
  [
    'not before the hold-off ends',
    acme({ replyBy: '2026-12-01', holdOffUntil: '2026-12-09T00:00+01:00' }),
    ['Wed 2026-12-09 10:00'],
  ],
  [
    'a hold-off that ends at noon: the day after',
    acme({ holdOffUntil: '2026-12-09T12:00+01:00' }),
    ['Thu 2026-12-10 10:00'],
  ],
  ['never on the day after the interview', acme({ replyBy: '2026-11-24' }), ['Thu 2026-11-26 10:00']],
  ['except where they asked for it', acme({ nextDayInvited: true }), ['Wed 2026-11-25 10:00']],
  ['never after “don’t call us, we call you”', acme({ noContact: true }), []],
  [
    'their new date counts',
    acme(
      { replyBy: '2026-12-01' },
      { heard: [['waiting', '2026-12-01T11:00+01:00', { replyBy: '2026-12-10' }]] },
    ),
    ['Fri 2026-12-11 10:00'],
  ],
  [
    'a date that they named before the interview holds',
    acme({}, { heard: [['waiting', '2026-11-23T11:00+01:00', { replyBy: '2026-12-18' }]] }),
    ['Mon 2026-12-21 10:00'],
  ],
  [
    'and so it does when they speak again without one',
    acme(
      {},
      {
        heard: [
          ['waiting', '2026-11-23T11:00+01:00', { replyBy: '2026-12-18' }],
          ['waiting', '2026-11-26T11:00+01:00'],
        ],
      },
    ),
    ['Mon 2026-12-21 10:00'],
  ],
  [
    'of an earlier round it counts where it lies beyond the next',
    acme(
      {},
      { heard: [['waiting', '2026-11-26T11:00+01:00', { replyBy: '2026-12-18' }]] },
      { start: '2026-12-01T10:00+01:00' },
    ),
    ['Mon 2026-12-21 10:00'],
  ],
  [
    'and not where it lies before that',
    acme(
      {},
      { heard: [['waiting', '2026-11-26T11:00+01:00', { replyBy: '2026-11-30' }]] },
      { start: '2026-12-01T10:00+01:00' },
    ),
    ['Thu 2026-12-10 10:00'],
  ],
  [
    'what the debrief holds replaces what was told before the interview',
    acme(
      { replyBy: '2026-12-01', debriefedAt: new Date('2026-11-24T16:10+01:00') },
      { heard: [['waiting', '2026-11-23T11:00+01:00', { replyBy: '2026-12-18' }]] },
    ),
    ['Wed 2026-12-02 10:00'],
  ],
  [
    'they spoke without a new date: seven business days from then',
    acme({}, { heard: [['waiting', '2026-12-01T11:00+01:00']] }),
    ['Thu 2026-12-10 10:00'],
  ],
  [
    'not after an invitation to the next round',
    acme({}, { heard: [['next-round', '2026-11-26T10:00+01:00']] }),
    [],
  ],
  ['only about the last round', acme({}, {}, { start: '2026-12-01T10:00+01:00' }), ['Thu 2026-12-10 10:00']],
  [
    'again five business days after the first was sent',
    acme({}, { sent: [['check-in', '2026-12-03T10:00+01:00', { done: '2026-12-03T11:00+01:00' }]] }),
    ['Thu 2026-12-10 10:00'],
  ],
  [
    'and not a third time',
    acme(
      {},
      {
        sent: [
          ['check-in', '2026-12-03T10:00+01:00', { done: '2026-12-03T11:00+01:00' }],
          ['check-in', '2026-12-10T10:00+01:00', { done: '2026-12-10T11:00+01:00' }],
        ],
      },
    ),
    [],
  ],
  [
    'a day that is over in Berlin but not in New York',
    acme({ zone: 'America/New_York', replyBy: '2026-12-01' }, { settings: { zone: 'Asia/Tokyo' } }),
    ['Thu 2026-12-03 10:00'],
  ],
]);

examples('moving-on', [
  ['not while a check-in is still to come', acme(), []],
  [
    'five business days after the second check-in',
    acme(
      {},
      {
        sent: [
          ['check-in', '2026-12-03T10:00+01:00', { done: '2026-12-03T11:00+01:00' }],
          ['check-in', '2026-12-10T10:00+01:00', { done: '2026-12-10T11:00+01:00' }],
        ],
      },
    ),
    ['Thu 2026-12-17 10:00'],
  ],
  [
    'five business days after a check-in that was never sent on',
    acme({}, { sent: [['check-in', '2026-12-03T10:00+01:00']] }),
    ['Thu 2026-12-10 10:00'],
  ],
  [
    'they asked for patience after the second: their time starts anew',
    acme(
      {},
      {
        heard: [['waiting', '2026-12-14T11:00+01:00']],
        sent: [
          ['check-in', '2026-12-03T10:00+01:00', { done: '2026-12-03T11:00+01:00' }],
          ['check-in', '2026-12-10T10:00+01:00', { done: '2026-12-10T11:00+01:00' }],
        ],
      },
    ),
    ['Wed 2026-12-30 10:00'],
  ],
  ['20 business days after “don’t call us”', acme({ noContact: true }), ['Tue 2026-12-22 10:00']],
  [
    'not when they answered',
    acme({ noContact: true }, { heard: [['next-round', '2026-12-01T10:00+01:00']] }),
    [],
  ],
]);

examples('gracious-reply', [
  [
    'at once, and again on the next business day at ten',
    acme({}, { heard: [['rejection', '2026-11-30T15:00+01:00']] }),
    ['Mon 2026-11-30 15:00', 'Tue 2026-12-01 10:00'],
  ],
  [
    'heard at night: in the morning, and on the business day after',
    acme({}, { heard: [['rejection', '2026-11-30T23:00+01:00']] }),
    ['Tue 2026-12-01 09:00', 'Wed 2026-12-02 10:00'],
  ],
  [
    'heard on a Friday: again on Monday',
    acme({}, { heard: [['rejection', '2026-11-27T15:00+01:00']] }),
    ['Fri 2026-11-27 15:00', 'Mon 2026-11-30 10:00'],
  ],
  [
    'where the first was held until the next morning: again on the business day after that',
    acme(
      {},
      {
        heard: [['rejection', '2026-11-30T15:00+01:00']],
        sent: [['gracious-reply', '2026-12-01T09:00+01:00']],
      },
    ),
    ['Mon 2026-11-30 15:00', 'Wed 2026-12-02 10:00'],
  ],
  [
    'no second time where the first came on the last day that it makes sense',
    acme(
      {},
      {
        heard: [['rejection', '2026-11-30T15:00+01:00']],
        sent: [['gracious-reply', '2026-12-07T09:00+01:00']],
      },
    ),
    ['Mon 2026-11-30 15:00'],
  ],
  [
    'not when it is sent',
    acme(
      {},
      {
        heard: [['rejection', '2026-11-30T15:00+01:00']],
        sent: [['gracious-reply', '2026-11-30T15:00+01:00', { done: '2026-11-30T15:10+01:00' }]],
      },
    ),
    [],
  ],
  [
    'not when they took it back',
    acme(
      {},
      {
        heard: [
          ['rejection', '2026-11-30T15:00+01:00'],
          ['next-round', '2026-12-01T15:00+01:00'],
        ],
      },
    ),
    [],
  ],
]);

/** They said no on 30 November, beside another application at the same company of which this was heard. */
function rejectedBeside(heard: [Outcome, string][]): Facts {
  const others = acme({}, { heard }).applications.map((one) => ({ ...one, id: 'beside' }));
  return acme({}, { heard: [['rejection', '2026-11-30T15:00+01:00']], others });
}

examples('stay-in-touch', [
  [
    '90 days after their no, at ten',
    acme({}, { heard: [['rejection', '2026-11-30T15:00+01:00']] }),
    ['Mon 2027-03-01 10:00'],
  ],
  [
    'on the next business day where that is a weekend',
    acme({}, { heard: [['rejection', '2026-11-29T15:00+01:00']] }),
    ['Mon 2027-03-01 10:00'],
  ],
  [
    'not when the member does not want it',
    acme({}, { stayInTouch: false, heard: [['rejection', '2026-11-30T15:00+01:00']] }),
    [],
  ],
  [
    'not when a new application there exists',
    acme(
      {},
      {
        heard: [['rejection', '2026-11-30T15:00+01:00']],
        others: acme().applications.map((one) => ({
          ...one,
          id: 'again',
          company: 'ACME',
          createdAt: new Date('2027-01-10T10:00:00Z'),
        })),
      },
    ),
    [],
  ],
  ['not while another application there goes on', rejectedBeside([]), []],
  [
    'once, where another one there ended with a no after it',
    rejectedBeside([['rejection', '2026-12-08T15:00+01:00']]),
    [],
  ],
  [
    'still where the other one ended before',
    rejectedBeside([['rejection', '2026-11-25T15:00+01:00']]),
    ['Mon 2027-03-01 10:00'],
  ],
  [
    'again where the member withdrew from the other one',
    rejectedBeside([['withdrawn', '2026-12-08T15:00+01:00']]),
    ['Mon 2027-03-01 10:00'],
  ],
]);

examples('offer', [
  [
    'thank them by the next business day',
    acme({}, { heard: [['offer', '2026-12-04T15:00+01:00']] }),
    ['Mon 2026-12-07 10:00'],
  ],
  [
    'and answer it a day before their date',
    acme({}, { heard: [['offer', '2026-12-02T15:00+01:00', { answerBy: '2026-12-09' }]] }),
    ['Thu 2026-12-03 10:00', 'Tue 2026-12-08 10:00'],
  ],
  [
    'to be answered by the day after tomorrow: the answer is the thanks',
    acme({}, { heard: [['offer', '2026-12-07T15:00+01:00', { answerBy: '2026-12-09' }]] }),
    ['Tue 2026-12-08 10:00'],
  ],
  [
    'on a Friday, to be answered by Monday: no thanks after the answer',
    acme({}, { heard: [['offer', '2026-12-04T15:00+01:00', { answerBy: '2026-12-07' }]] }),
    ['Sun 2026-12-06 10:00'],
  ],
  [
    'told the date afterwards: only the answer is asked for, the thanks are done',
    acme(
      {},
      {
        heard: [
          ['offer', '2026-12-02T15:00+01:00'],
          ['offer', '2026-12-03T12:00+01:00', { answerBy: '2026-12-09' }],
        ],
        sent: [['offer', '2026-12-03T10:00+01:00', { done: '2026-12-03T10:30+01:00' }]],
      },
    ),
    ['Tue 2026-12-08 10:00'],
  ],
  [
    'nothing when it is answered',
    acme(
      {},
      {
        heard: [['offer', '2026-12-04T15:00+01:00']],
        sent: [['offer', '2026-12-07T10:00+01:00', { done: '2026-12-07T10:30+01:00' }]],
      },
    ),
    [],
  ],
]);

/** What becomes of each rule when the bot looks at that moment: sent, missed, or when it comes. */
function found(facts: Facts, at: string): Partial<Record<Rule, string>> {
  const { send, coming, missed } = advise(facts, new Date(at));
  return Object.fromEntries([
    ...coming.map(({ rule, releaseAt }) => [rule, local(releaseAt, facts.settings)]),
    ...missed.map(({ rule }) => [rule, 'missed']),
    ...send.map(({ rule }) => [rule, 'sent']),
  ]);
}

type Late = [says: string, facts: Facts, lookedAt: string, rule: Rule, becomes: string | undefined];
const PROMISED = acme({ promise: { by: '2026-11-27T17:00+01:00' } });
const NO = acme({}, { heard: [['rejection', '2026-11-30T15:00+01:00']] });
const OFFER = acme({}, { heard: [['offer', '2026-12-02T15:00+01:00', { answerBy: '2026-12-09' }]] });

const FOUND_LATE: Late[] = [
  [
    'the closing line is sent while the interview has not begun',
    acme(),
    '2026-11-24T14:55+01:00',
    'closing',
    'sent',
  ],
  ['and dropped once it has', acme(), '2026-11-24T15:00+01:00', 'closing', 'missed'],
  ['the debrief is sent within three days', acme(), '2026-11-27T15:59+01:00', 'debrief', 'sent'],
  ['then dropped', acme(), '2026-11-27T16:00+01:00', 'debrief', 'missed'],
  [
    'the thank-you: late is better than none, for 72 hours',
    acme(),
    '2026-11-27T15:00+01:00',
    'thank-you',
    'sent',
  ],
  ['then dropped', acme(), '2026-11-27T16:00+01:00', 'thank-you', 'missed'],
  [
    'the last call is dropped after the 24 hours',
    acme(),
    '2026-11-25T16:00+01:00',
    'thank-you-last-call',
    'missed',
  ],
  ['found at night: in the morning', acme(), '2026-11-25T03:00+01:00', 'thank-you', 'Wed 2026-11-25 09:00'],
  [
    'promised material that is long overdue is still asked for',
    PROMISED,
    '2026-12-14T12:00+01:00',
    'material',
    'sent',
  ],
  [
    'the note by hand, until seven days after',
    acme({}, { traditional: true }),
    '2026-12-01T15:00+01:00',
    'handwritten-note',
    'sent',
  ],
  ['then dropped', acme({}, { traditional: true }), '2026-12-01T16:00+01:00', 'handwritten-note', 'missed'],
  [
    'a check-in found in the afternoon waits for the next business day at ten',
    acme(),
    '2026-12-03T14:00+01:00',
    'check-in',
    'Fri 2026-12-04 10:00',
  ],
  ['found on a Saturday: on Monday', acme(), '2026-12-05T12:00+01:00', 'check-in', 'Mon 2026-12-07 10:00'],
  [
    '"moving on" the same',
    acme({ noContact: true }),
    '2026-12-22T14:00+01:00',
    'moving-on',
    'Wed 2026-12-23 10:00',
  ],
  [
    'the gracious reply, until seven days after their no',
    NO,
    '2026-12-07T14:00+01:00',
    'gracious-reply',
    'sent',
  ],
  ['then dropped', NO, '2026-12-07T15:00+01:00', 'gracious-reply', 'missed'],
  ['staying in touch, until 30 days after', NO, '2027-03-30T12:00+02:00', 'stay-in-touch', 'sent'],
  ['then dropped', NO, '2027-04-01T12:00+02:00', 'stay-in-touch', 'missed'],
  ['an offer, until the date by which it must be answered', OFFER, '2026-12-09T19:00+01:00', 'offer', 'sent'],
  ['then dropped', OFFER, '2026-12-10T10:00+01:00', 'offer', 'missed'],
];

describe('found late', () => {
  test.each(FOUND_LATE)('%s', (_says, facts, at, rule, becomes) =>
    expect(found(facts, at)[rule]).toBe(becomes),
  );
});

describe('late in the evening', () => {
  // Recorded at 21:30 for tomorrow at 8:00: the evening before has passed, and in the morning it would be too late.
  const early = acme({ start: '2026-11-25T08:00+01:00' });

  test('what would be lost by waiting for the morning comes at once', () => {
    expect(found(early, '2026-11-24T21:30+01:00')).toMatchObject({ closing: 'sent' });
  });

  test('what a pause until midnight held, and the morning would lose, comes at its end', () => {
    const facts = acme({ promise: { by: '2026-11-27T07:30+01:00' } });
    const pause = { until: new Date('2026-11-27T00:00+01:00') };
    const paused = { ...facts, settings: { ...facts.settings, pause } };
    const [first] = advise(paused, new Date('2026-11-26T21:00+01:00')).coming;
    expect(first?.rule).toBe('material');
    expect(first && local(first.releaseAt, facts.settings)).toBe('Fri 2026-11-27 00:00');
  });

  test('what can wait, waits', () => {
    expect(found(acme(), '2026-11-24T21:30+01:00')).toMatchObject({ 'thank-you': 'Wed 2026-11-25 09:00' });
  });
});

describe('a check-in put off', () => {
  const friday = acme({ replyBy: '2026-11-26' });
  const [checkIn] = plan(friday).filter(({ rule }) => rule === 'check-in');
  const at = new Date('2026-11-27T10:05+01:00');

  test('with one tap comes on the next business day', () => {
    expect(usualSnooze('check-in')).toBe('workday');
    const until = checkIn && snoozedUntil(checkIn, 'workday', friday.settings, at);
    expect(until && local(until, friday.settings)).toBe('Mon 2026-11-30 10:00');
  });

  test('by a pause that ends on a weekend comes on the next business day', () => {
    const pause = { until: new Date('2026-11-28T00:00+01:00') };
    const paused = { ...friday, settings: { ...friday.settings, pause } };
    const next = advise(paused, at).coming.find(({ rule }) => rule === 'check-in');
    expect(next && local(next.releaseAt, friday.settings)).toBe('Mon 2026-11-30 10:00');
  });
});

describe('a nudge put off, whose sending was begun when it came back', () => {
  /** Its first delivery, and the one of unknown outcome. */
  const begun = (
    facts: Facts,
    rule: Rule,
    [sentAt, snoozedUntil]: Date[],
    changed: Partial<Delivery>,
  ): Facts => {
    const nudgeId = plan(facts).find((one) => one.rule === rule)?.id ?? '';
    const about = { nudgeId, rule, applicationId: 'acme', interviewId: 'acme-1' };
    const first = { id: 'first', repeat: 0, status: 'sent' as const, sentAt, snoozedUntil };
    const second = { id: 'second', repeat: 1, status: 'sending' as const, ...changed };
    return {
      ...facts,
      deliveries: [
        { ...about, ...first },
        { ...about, ...second },
      ],
    };
  };
  const [FRIDAY, MONDAY, TUESDAY, LATER] = [
    new Date('2026-11-27T10:00+01:00'),
    new Date('2026-11-30T09:00+01:00'),
    new Date('2026-12-01T10:00+01:00'),
    new Date('2026-12-01T10:01+01:00'),
  ];
  const checkIn = (changed: Partial<Delivery> = {}) =>
    begun(acme({ replyBy: '2026-11-26' }), 'check-in', [FRIDAY, MONDAY], changed);

  test('is tried again at once, and is no late one that waits for 10:00', () => {
    expect(found(checkIn(), '2026-11-30T09:01+01:00')).toMatchObject({ 'check-in': 'sent' });
  });

  test('waits where it was put off once more, and comes once', () => {
    const again = checkIn({ snoozedUntil: TUESDAY });
    expect(found(again, '2026-11-30T09:01+01:00')).toMatchObject({ 'check-in': 'Tue 2026-12-01 10:00' });
    const come = checkIn({ snoozedUntil: TUESDAY, status: 'sent', sentAt: LATER });
    expect(found(come, '2026-12-01T10:02+01:00')).not.toHaveProperty('check-in');
    const { doNow } = standingOf(come, LATER);
    expect(doNow.map(({ nudge }) => nudge.rule)).toContain('check-in');
  });

  test('comes again after that where it turns out to have come before', () => {
    const come = checkIn({ snoozedUntil: TUESDAY, status: 'sent', sentAt: MONDAY });
    expect(found(come, '2026-12-01T10:00+01:00')).toMatchObject({ 'check-in': 'sent' });
  });

  test('does not come once it is done', () => {
    const [sent, until] = [new Date('2026-11-24T16:15+01:00'), new Date('2026-11-24T17:15+01:00')];
    const done = begun(acme(), 'debrief', [sent, until], { doneAt: until });
    expect(found(done, '2026-11-24T18:00+01:00')).not.toHaveProperty('debrief');
  });
});

describe('together', () => {
  test('what is due together arrives as one message', () => {
    expect(found(acme(), '2026-11-24T18:00+01:00')).toMatchObject({ debrief: 'sent', 'thank-you': 'sent' });
  });

  test('what is to come at one instant is shown as it will come', () => {
    const facts = acme({ start: '2026-11-24T09:30+01:00' });
    const rules = (at: string) =>
      advise(facts, new Date(at)).coming.flatMap(({ rule }) => (rule.startsWith('thank-you') ? [rule] : []));
    expect(rules('2026-11-24T10:00+01:00')).toEqual(['thank-you', 'thank-you-last-call']);
    expect(rules('2026-11-25T06:00+01:00')).toEqual(['thank-you']);
  });

  test('reminders of one promise that passed collapse into one', () => {
    expect(
      advise(PROMISED, new Date('2026-11-28T12:00+01:00')).send.filter(({ rule }) => rule === 'material'),
    ).toHaveLength(1);
  });

  test('thanks for an offer and its answer, both held by a pause, come as the answer alone', () => {
    const pause = { until: new Date('2026-12-08T12:00+01:00') };
    const paused = { ...OFFER, settings: { ...OFFER.settings, pause } };
    const { send } = advise(paused, pause.until);
    expect(send.map(({ id }) => id)).toEqual(['offer/acme/answer/2026-12-09']);
    const [sent] = send.map(({ id: nudgeId }): Delivery => {
      const about = { nudgeId, rule: 'offer', applicationId: 'acme', repeat: 0 } as const;
      return { ...about, id: 'd', status: 'sent', sentAt: pause.until };
    });
    if (!sent) throw new Error('nothing was sent');
    const after = advise({ ...paused, deliveries: [sent] }, new Date('2026-12-08T12:01+01:00'));
    expect([...after.send, ...after.coming, ...after.missed]).toEqual([]);
  });

  test('on the day of a rejection there is nothing but the gracious reply; next morning the rest', () => {
    const elsewhere = acme().applications.map((one) => ({ ...one, id: 'globex', company: 'Globex' }));
    const facts = acme({}, { heard: [['rejection', '2026-11-24T16:30+01:00']], others: elsewhere });
    expect(found(facts, '2026-11-24T18:00+01:00')).toMatchObject({
      'gracious-reply': 'sent',
      'thank-you': 'Wed 2026-11-25 09:00',
    });
  });

  test('what may have arrived, and has lost its sense since, counts among the four of its day', () => {
    const closing = plan(acme()).find(({ rule }) => rule === 'closing')?.id ?? '';
    const about = { rule: 'check-in', applicationId: 'globex', repeat: 0, status: 'sent' } as const;
    const three = ['10:00', '11:00', '12:00'].map((time) => ({
      ...{ ...about, id: time, nudgeId: time },
      sentAt: new Date(`2026-11-24T${time}+01:00`),
    }));
    const tried = { id: '14:00', nudgeId: closing, rule: 'closing', status: 'sending' } as const;
    const tuesday = (fourth: Partial<Delivery>) => ({
      ...acme(),
      deliveries: [...three, { ...about, ...tried, ...fourth }],
    });
    const unclear = tuesday({ unclearSince: new Date('2026-11-24T14:00+01:00') });
    expect(found(unclear, '2026-11-24T18:00+01:00')).toMatchObject({ 'thank-you': 'Wed 2026-11-25 09:00' });
    expect(found(tuesday({}), '2026-11-24T18:00+01:00')).toMatchObject({ 'thank-you': 'sent' });
  });

  test('what was due yesterday and is found today keeps the quiet of today', () => {
    const elsewhere = acme().applications.map((one) => ({ ...one, id: 'globex', company: 'Globex' }));
    const facts = acme({}, { heard: [['rejection', '2026-11-25T09:30+01:00']], others: elsewhere });
    expect(found(facts, '2026-11-25T10:00+01:00')).toMatchObject({
      'gracious-reply': 'sent',
      'thank-you': 'Thu 2026-11-26 09:00',
    });
  });
});
