/** What people type in a hurry, as they were seen to, on Wednesday 25 November 2026 at noon in Berlin: right, or asked. */
import { describe, expect, test } from 'vitest';
import type { InterviewInput } from '../../src/etiquette/told.ts';
import { parsePlainWords } from '../../src/words/plain-words.ts';
import { BERLIN, interview, NOW, question, read } from './reading.ts';

type Told = Omit<Partial<InterviewInput>, 'startsAt'>;

/** The day, the time in Berlin (UTC+1), and what else was said; the company is Acme where none is named. */
const UNDERSTOOD: readonly (readonly [text: string, at: string, told?: Told])[] = [
  ['gave an interview at Acme on Monday 11am', '11-23T10:00'],
  ['attended interview at Acme on Monday 11am', '11-23T10:00'],
  ['met with Acme Monday 3pm', '11-23T14:00'],
  ['Your interview with Acme is confirmed for Friday at 3pm', '11-27T14:00'],
  ['please add Acme Friday 3pm', '11-27T14:00'],
  ['Acme later today 4pm', '11-25T15:00'],
  ['had an interview with Acme earlier today at 10am', '11-25T09:00'],
  ['Acme the following Tuesday 3pm', '12-01T14:00'],
  ['Acme Friday the 4th at 3pm', '12-04T14:00'],
  ['Acme Tuesday 12/1/2026 3pm', '12-01T14:00'],
  ['Acme Friday 4/12 3pm', '12-04T14:00'],
  ['Acme tomorrow at ten thirty', '11-26T09:30'],
  ['Acme tomorrow at nine forty five', '11-26T08:45'],
  ['Acme tomorrow at ten to three', '11-26T13:50'],
  ['Acme tomorrow at 5 past 4', '11-26T15:05'],
  ['Acme tomorrow at twenty past two pm', '11-26T13:20'],
  ['Acme tomorrow quarter to 12pm', '11-26T10:45'],
  ['Acme tomorrow quarter to 1pm', '11-26T11:45'],
  ['Acme in 2 hours 30 minutes', '11-25T13:30', { minutes: 60 }],
  ['Acme in 2h 30m', '11-25T13:30'],
  ['Acme finished 1 hour 30 min ago', '11-25T08:30'],
  ['interview at Two Sigma on Friday 3pm', '11-27T14:00', { company: 'Two Sigma' }],
  ['Acme tomorrow 10am US Eastern', '11-26T15:00', { zone: 'America/New_York' }],
  ['Acme tomorrow 3pm on PST', '11-26T23:00', { zone: 'America/Los_Angeles' }],
  ['Acme tomorrow 3pm [EST]', '11-26T20:00', { zone: 'America/New_York' }],
  ['Resume Genius, writer, tomorrow 3pm', '11-26T14:00', { company: 'Resume Genius', role: 'writer' }],
  ['Stats Perform, tomorrow 3pm', '11-26T14:00', { company: 'Stats Perform' }],
  ['3M, engineer, tomorrow 3pm', '11-26T14:00', { company: '3M', role: 'engineer', minutes: 60 }],
  ['"Friday", engineer, tomorrow 3pm', '11-26T14:00', { company: 'Friday', role: 'engineer' }],
  [
    '"Johnson, Johnson and Sons", clerk, tomorrow 3pm',
    '11-26T14:00',
    { company: 'Johnson, Johnson and Sons', role: 'clerk' },
  ],
  ['Acme, "Head of Growth", tomorrow 3pm', '11-26T14:00', { role: 'Head of Growth' }],
  ['No Isolation, engineer, tomorrow 3pm', '11-26T14:00', { company: 'No Isolation', role: 'engineer' }],
  ['Acme for nurse tomorrow 3pm', '11-26T14:00', { role: 'nurse' }],
  ['software engineer interview with Acme tomorrow 3pm', '11-26T14:00', { role: 'software engineer' }],
  ['round 2 with Acme Friday 3pm', '11-27T14:00'],
  ['Acme round 2 Friday 3pm', '11-27T14:00'],
  ['Acme case interview Friday 3pm', '11-27T14:00'],
  ['interview with Acme tomorrow 3pm with Dana Fox', '11-26T14:00', { interviewers: [{ name: 'Dana Fox' }] }],
  ['Acme tomorrow 3pm with Dana on Zoom', '11-26T14:00', { interviewers: [{ name: 'Dana' }] }],
  [
    'Interview with Acme Thursday, November 26, 2026 3:00 PM - 3:45 PM Join Zoom: https://zoom.us/x',
    '11-26T14:00',
  ],
  ['Acme tomorrow 3pm sharp', '11-26T14:00'],
  ['Acme tomorrow 3pm (tbc), please', '11-26T14:00'],
  [
    "Acme yesterday 3pm, they'll get back to me by Monday at the latest",
    '11-24T14:00',
    { replyBy: '2026-11-30' },
  ],
  ["Acme yesterday 3pm, they'll get back to me tomorrow", '11-24T14:00', { replyBy: '2026-11-26' }],
  ["Acme yesterday 3pm, they'll get back to me next week", '11-24T14:00', { replyBy: '2026-12-04' }],
  ['Acme yesterday 3pm, went well, they decide Friday', '11-24T14:00', { replyBy: '2026-11-27' }],
  [
    "Acme yesterday 3pm, I said I'd send references by tomorrow",
    '11-24T14:00',
    { materials: [{ what: 'references', dueAt: new Date('2026-11-26T16:00Z') }] },
  ],
  ['interview at The Acme on Friday at 3pm with Ana Took', '11-27T14:00', { company: 'The Acme' }],
  ['Met Office tomorrow 3pm', '11-26T14:00', { company: 'Met Office' }],
  ['interview at Jet Set on Friday at 3pm', '11-27T14:00', { company: 'Jet Set' }],
  ['Centre for Data, analyst, tomorrow 3pm', '11-26T14:00', { company: 'Centre for Data', role: 'analyst' }],
  ['Acme, phone support, tomorrow 3pm', '11-26T14:00', { role: 'phone support' }],
  ['Sharp, analyst, tomorrow 3pm', '11-26T14:00', { company: 'Sharp', role: 'analyst' }],
  ['Acme with Dana on Teams tomorrow 3pm', '11-26T14:00', { interviewers: [{ name: 'Dana' }] }],
  ['Acme tomorrow 3pm 30 min with Dana, 30 min with Bo', '11-26T14:00', { minutes: 30 }],
  ['Acme Wednesday 2. Dec at 3pm', '12-02T14:00'],
  ['Acme 2. Dec 10 - 11 am', '12-02T09:00'],
  ['Acme Friday eve at 8', '11-27T19:00'],
  ['FW: Your interview with Acme on 26/11/2026 at 15:00 GMT', '11-26T15:00', { zone: 'Europe/London' }],
  ["Acme today 10am, they'll call me by Friday", '11-25T09:00', { replyBy: '2026-11-27' }],
  [
    'Acme yesterday 10:00, I promised references by tomorrow 10:00 and a portfolio by Sunday eod',
    '11-24T09:00',
    {
      materials: [
        { what: 'references', dueAt: new Date('2026-11-26T09:00Z') },
        { what: 'portfolio', dueAt: new Date('2026-11-29T16:00Z') },
      ],
    },
  ],
  [
    'Acme tomorrow 3pm with Dana via agency Mia Ray mia@hays.example, coordinator Kim Day <kim@acme.example>',
    '11-26T14:00',
    {
      interviewers: [{ name: 'Dana' }],
      agency: { name: 'Mia Ray', email: 'mia@hays.example' },
      coordinator: { name: 'Kim Day', email: 'kim@acme.example' },
    },
  ],
];

test.each(UNDERSTOOD.map(([text, at, told = {}]) => [text, at, told] as const))('%s', (text, at, told) => {
  const found = interview(text);
  expect(found).toMatchObject({ company: 'Acme', startsAt: new Date(`2026-${at}Z`), ...told });
  expect(found.role).toBe(told.role);
});

const ASKED: readonly (readonly [text: string, say: string])[] = [
  ['just had a call, interview with Acme on Friday at 3pm', 'Friday 2026-11-20 or Friday 2026-11-27'],
  ['had an interview scheduled with Acme for Friday 3pm', 'Friday 2026-11-20 or Friday 2026-11-27'],
  ['had an interview with Acme today at 5pm', 'lies ahead, and you write of it as over'],
  ['had an interview with Acme tomorrow at 3', 'lies ahead, and you write of it as over'],
  ['The interview with Acme took place on Friday at 3pm', 'I cannot place “Acme took place”'],
  ['interview with Acme on Friday 3pm was great', 'I cannot place “great”'],
  ['Acme Thu/Fri 3pm', 'I cannot tell when that is from “/Fri”'],
  ['Acme Fri+Mon 3pm', 'I cannot tell when that is from “+Mon”'],
  ['Acme 26 and 27 Nov 10am', 'I read two days in "26 and 27 Nov"'],
  ['Acme 3-4 December 10am', 'I read two days'],
  ['Acme Good Friday 10am', 'Which date is Good Friday?'],
  ['Acme nxt friday 3pm', 'Friday 2026-11-27 or Friday 2026-12-04'],
  ['Acme this/next Friday 3pm', 'Friday 2026-11-27 or Friday 2026-12-04'],
  ['Acme tomorrow from ten to three', 'I cannot tell the time'],
  ['interview at Two Sigma on Friday', 'At what time on Friday'],
  ['Acme tomorrow 3pm MSK', 'Which time zone is "MSK"?'],
  ['Acme EST tomorrow 3pm', 'Which time zone is “Acme EST”?'],
  ['Acme pushed it to Friday 3pm', 'Was it moved or called off?'],
  ['move Acme to Friday 3pm', 'Was it moved or called off?'],
  ['Acme: new time Friday 3pm', 'Was it moved or called off?'],
  ['Acme tomorrow 3pm is off', 'I cannot place “off”'],
  ['no interview with Acme tomorrow 3pm', 'I cannot place “no”'],
  ['Acme tomorrow 3pm at Starbucks', 'Is Acme the company, or Starbucks?'],
  ['backend engineer interview tomorrow 3pm with Dana Fox', 'Which company is it?'],
  ['Acme Friday 3pm, Globex Friday 3pm', 'I read “Friday” twice'],
  ['Friday, dev, Friday 3pm', 'in quotes: `"Friday", engineer'],
  ['Acme tomorrow 3pm, phone 555-123-4567', 'I cannot place “phone'],
  ['Acme yesterday 3pm, reply before Christmas', 'I cannot place “reply before Christmas”'],
  ['paus until 7 December', '`/interview pause until 7 December`'],
  ['forget', '`/interview forget-me`'],
  ['Remove Acme', '`/interview show Acme`'],
  // A name that every object of the language has.
  ['constructor', 'I find no day and no time'],
  ['interview at the met on friday 3pm', 'Friday 2026-11-20 or Friday 2026-11-27'],
  ['Acme Monday last 10am', 'I cannot tell when that is from “last”'],
  ['Acme Friday December 3pm', 'I cannot tell when that is from “December”'],
  ['Acme Fri pm at 8', 'I cannot tell the time of day'],
  ['Acme tomorrow at 10 to 3', 'I cannot tell the time'],
  ['Acme ~3pm Friday', 'I cannot tell when that is from “Acme ~”'],
  ['Acme yesterday 3pm, wait until next month', 'From which day on may you write?'],
  ['Acme today 10am, they call me Friday 2pm', 'I cannot place “they call me”'],
  ['Acme no longer Friday 3pm', 'Was it moved or called off?'],
  ['Acme, dev, tomorrow 3pm, tax forms by Friday', 'What is due by Friday?'],
  ['just had a call with Acme', 'I find no day and no time'],
];

test.each(ASKED)('asked: %s', (text, say) => expect(question(text).say).toContain(say));

test('a day for a sub-command is no interview', () => {
  expect(read('settings Europe/Berlin')).toEqual({ kind: 'settings' });
  expect(read('resume Monday')).toEqual({ kind: 'pause', off: true });
  expect(read('Resume tomorrow 9am')).toEqual({ kind: 'pause', off: true });
});

test('letters that are the time at home too are asked there, and nowhere else', () => {
  for (const [letters, home] of [
    ['CST', 'Asia/Shanghai'],
    ['EST', 'Australia/Sydney'],
    ['PST', 'Asia/Manila'],
    ['BST', 'Asia/Dhaka'],
  ] as const) {
    expect(question(`Acme 1 December 10am ${letters}`, home).say).toContain(
      `${letters} is used in ${home} too`,
    );
    expect(read(`Acme 1 December 10am ${letters}`, 'America/Bogota').kind).toBe(
      letters === 'BST' ? 'mistake' : 'add',
    );
  }
});

test('the form begins without a time that may be another one', () => {
  expect(question('Acme Monday last 10am').understood).toEqual({
    company: 'Acme',
    interviewers: [],
    materials: [],
  });
});

test('a week that ends today or did, said on a weekend, is asked about', () => {
  const saturday = new Date('2026-11-28T18:00Z');
  expect(question('Acme yesterday 3pm, they answer by eow', BERLIN, saturday).say).toContain('is over');
});

test('what was promised is kept for the form where the time is missing', () => {
  const text = 'Zeta, dev, today, they answer by 18 December, I promised references by Friday 12:00';
  expect(question(text)).toMatchObject({
    say: 'At what time on Wednesday 2026-11-25? For example `3pm` or `15:00`.',
    understood: {
      ...{ company: 'Zeta', role: 'dev', replyBy: '2026-12-18' },
      materials: [{ what: 'references', dueAt: new Date('2026-11-27T11:00Z') }],
    },
  });
});

describe('in a direct message', () => {
  const plain = (text: string) => parsePlainWords(text, { now: NOW, zone: BERLIN });
  test('a slot that is offered is no offer of work', () => {
    expect(plain('Acme offered Friday 3pm').kind).toBe('mistake');
    expect(plain('offer call with Acme Friday 3pm').kind).not.toBe('heard');
    expect(plain('offer from Acme, answer by 4 December')).toMatchObject({ kind: 'heard', outcome: 'offer' });
  });
  test('a no is a no', () => {
    expect(plain('no from Acme')).toMatchObject({ kind: 'heard', outcome: 'rejection', company: 'Acme' });
    expect(plain('heard no from Acme')).toMatchObject({ kind: 'heard', outcome: 'rejection' });
    expect(plain('no reply from Acme')).toMatchObject({ kind: 'heard', outcome: 'waiting' });
  });
});
