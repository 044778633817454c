/** What is pasted, or written around the facts: labels, lines, greetings, numbers that are no time. Right, or asked. */
import { describe, expect, test } from 'vitest';
import type { InterviewInput } from '../../src/etiquette/told.ts';
import { parsePlainWords } from '../../src/words/plain-words.ts';
import { BERLIN, interview, NOW, question, read } from './reading.ts';

const AT = new Date('2026-11-26T14:00Z');

test.each<readonly [text: string, told: Partial<InterviewInput>]>([
  [
    'Acme\nbackend engineer\ntomorrow 3pm\nwith Dana Fox',
    { role: 'backend engineer', interviewers: [{ name: 'Dana Fox' }] },
  ],
  ['Company: Acme\nRole: Engineer\nDate: 26 Nov\nTime: 3pm', { role: 'Engineer' }],
  ['Interview: Acme. Date: 26 November 2026. Time: 15:00.', { role: undefined }],
  ['Acme, when: tomorrow 3pm', { role: undefined }],
  [
    'Acme, Position: Engineer, tomorrow 3pm, Interviewer: Dana Fox',
    { role: 'Engineer', interviewers: [{ name: 'Dana Fox' }] },
  ],
  [
    'Acme, interviewers: Dana Fox and Bo Li, tomorrow 3pm',
    { interviewers: [{ name: 'Dana Fox' }, { name: 'Bo Li' }] },
  ],
  ['Acme Interview\nThu Nov 26, 2026 3pm – 3:45pm (CET)', { minutes: 45 }],
  ['Updated invitation: Acme tomorrow 3pm', { role: undefined }],
  ['HOLD: Acme tomorrow 3pm', { role: undefined }],
  ['hello, i got interview at Acme at tomorrow 3pm', { role: undefined }],
  ['hi I have an interview tomorrow at 3pm with Acme', { interviewers: [] }],
  ['yay interview w Acme tomorrow 3pm', { interviewers: [] }],
  ['new interview Acme tomorrow 3pm', { role: undefined }],
  ['create interview with Acme tomorrow 3pm', { interviewers: [] }],
  ['Acme tomorrow 3pm w dana', { interviewers: [{ name: 'dana' }] }],
  ['Acme tomorrow 3pm w/Dana', { interviewers: [{ name: 'Dana' }] }],
  ['Acme tomorrow 3pm with Dana in person', { kind: 'onsite', interviewers: [{ name: 'Dana' }] }],
  ['Acme tomorrow 3pm round two', { role: undefined }],
  ['Acme tomorrow 3pm <https://zoom.us/j/1234567890?pwd=abc|zoom>', { role: undefined }],
  ['Acme tomorrow 3pm whatsapp call', { role: undefined }],
  ['Acme tomorrow 3pm, hybrid', { role: undefined }],
  ['Acme tomorrow 3pm hiring manager interview', { role: undefined }],
  ['Acme tomorrow 3pm HR round', { kind: 'phone-screen', role: undefined }],
  ['Acme tomorrow 3pm regarding backend role', { role: 'backend' }],
  ['Acme tomorrow 3pm with Dana Fox - VP Eng', { interviewers: [{ name: 'Dana Fox' }] }],
  ['Acme tomorrow 3pm with Dana n Bo', { interviewers: [{ name: 'Dana' }, { name: 'Bo' }] }],
  ['Acme tomorrow 3pm with Dana and 2 others', { interviewers: [{ name: 'Dana' }] }],
  ['Acme tomorrow 3pm with the team', { interviewers: [] }],
  [
    'Acme tomorrow 3pm, recruiter: Mia Ray mia@hays.com',
    { interviewers: [{ name: 'Mia Ray', email: 'mia@hays.com' }] },
  ],
  ['Acme tomorrow 3pm, contact dana@acme.com', { interviewers: [{ name: 'Dana', email: 'dana@acme.com' }] }],
  [
    'Acme tomorrow 3pm with Dana Fox\ndana@acme.com',
    { interviewers: [{ name: 'Dana Fox', email: 'dana@acme.com' }] },
  ],
  [
    'Acme tomorrow 3pm with Dana Fox, dfox@acme.com and Bo Li, bo.li@acme.com',
    {
      interviewers: [
        { name: 'Dana Fox', email: 'dfox@acme.com' },
        { name: 'Bo Li', email: 'bo.li@acme.com' },
      ],
    },
  ],
  [
    'Acme tomorrow 3pm with Dana Fox, bo@acme.com',
    { interviewers: [{ name: 'Dana Fox' }, { name: 'Bo', email: 'bo@acme.com' }] },
  ],
  ['Acme, Intern 2027, tomorrow 3pm', { role: 'Intern 2027' }],
  ['Acme, 3D artist, tomorrow 3pm', { role: '3D artist' }],
  ['company: "Acme", at: "tomorrow 3pm"', { role: undefined }],
  ['company:"Acme" at:"tomorrow 3pm"', { role: undefined }],
  ['company="Acme";at="tomorrow 3pm"', { role: undefined }],
])('%j', (text, told) => {
  const found = interview(text);
  expect(found).toMatchObject({ company: 'Acme', startsAt: AT });
  expect(found).toEqual(
    expect.objectContaining(Object.fromEntries(Object.entries(told).filter(([, one]) => one))),
  );
  if ('role' in told) expect(found.role).toBe(told.role);
});

test.each([
  ...['Acme, $120k, tomorrow 3pm', 'Acme, salary 85-95k, tomorrow 3pm', 'Acme, job id 12345, tomorrow 3pm'],
  ...[
    'Acme, req #4521, tomorrow 3pm',
    'Acme tomorrow 3pm, 12 Main St',
    'Acme tomorrow 3pm zoom 123 4567 890',
  ],
  ...[
    'Acme tomorrow 3pm, call +1 (555) 123-4567',
    'Acme tomorrow 3pm, 15 min early',
    'Acme tomorrow 3pm building 7',
  ],
  ...['Acme yesterday 3pm, ghosted', 'Acme yesterday 3pm - got offer', 'Acme yesterday 3pm, moving on'],
  ...['actually Friday 3pm Acme', 'Acme Friday 3pm actually', 'Acme Friday 3pm, sorry, Saturday'],
  ...['Acme tomorrow 3pm, recruiter Mia Ray', 'Acme tomorrow 3pm if confirmed'],
  ...['log Acme yesterday 3pm', 'ad Acme tomorrow 3pm', 'iv acme tomorrow 3pm'],
])('neither company nor role is made of the rest: %s', (text) => {
  expect(question(text).say).toContain('I cannot place');
});

describe('news', () => {
  const plain = (text: string) => parsePlainWords(text, { now: NOW, zone: BERLIN });

  test.each([
    ['offer from Acme expires Dec 10', '2026-12-10'],
    ['got an offer from Acme, it expires Friday', '2026-11-27'],
  ])('%s', (text, answerBy) => {
    expect(plain(text)).toEqual({ kind: 'heard', outcome: 'offer', company: 'Acme', answerBy });
  });

  test('a decision that is due', () => {
    expect(read('heard waiting Acme, decision due Friday')).toEqual({
      ...{ kind: 'heard', outcome: 'waiting', company: 'Acme', replyBy: '2026-11-27' },
    });
  });

  test('a day ahead is no day on which it was heard', () => {
    expect(read('heard offer Acme 10 December')).toMatchObject({ company: 'Acme', answerBy: '2026-12-10' });
    expect(read('heard offer Acme on 20 November')).toEqual({
      kind: 'heard',
      outcome: 'offer',
      company: 'Acme',
    });
  });

  test.each([
    ...[
      'Acme pulled the offer',
      'Acme revoked the offer',
      'offer from Acme expected by Friday',
      'Acme verbal offer',
    ],
    ...['heard waiting Acme 2 weeks', 'they moved it one week'],
  ])('what holds more than a name is asked: %s', (text) => {
    expect(plain(text)).toMatchObject({ kind: 'mistake' });
  });

  test.each([
    ['withdrew my application at Acme', 'withdrawn'],
    ['not interested in Acme anymore', 'withdrawn'],
    ["didn't hear back from Acme", 'waiting'],
    ['Acme never replied', 'waiting'],
    ['Acme wants to reschedule', 'postponed'],
    ['still waiting for feedback from Acme', 'waiting'],
    ['I passed Acme phone screen', 'next-round'],
  ])('%s', (text, outcome) => {
    expect(plain(text)).toEqual({ kind: 'heard', outcome, company: 'Acme' });
  });

  test('a new time that they ask for is one for the form', () => {
    expect(plain('they want to move it to Friday 3pm')).toEqual({
      ...{ kind: 'moved', startsAt: new Date('2026-11-27T14:00Z'), zone: BERLIN },
    });
  });

  test.each([
    ['Acme offer Friday', 'must you answer by then?'],
    ['Acme delayed to Friday 3pm', 'Was the interview moved'],
    ['Acme cancelled and moved to Friday 3pm', 'I am not sure'],
    ['Acme sent a rejection', 'I am not sure'],
    ['take-home for Acme due Monday 9am', 'I cannot place'],
  ])('asked: %s', (text, say) => {
    expect(plain(text)).toMatchObject({ kind: 'mistake', say: expect.stringContaining(say) });
  });

  test('the next round is no part of the company', () => {
    expect(plain('Acme next round Friday 3pm')).toMatchObject({
      kind: 'add',
      interview: { company: 'Acme' },
    });
  });

  test('when they will answer', () => {
    expect(plain('when do I hear from Acme')).toEqual({ kind: 'when', company: 'Acme' });
  });

  test('hearing back by a day', () => {
    expect(plain('I should hear back from Acme by Friday')).toMatchObject({
      ...{ outcome: 'waiting', company: 'Acme', replyBy: '2026-11-27' },
    });
  });
});

test.each([
  ['pause 2 weeks', '2026-12-09'],
  ['pause for ten days', '2026-12-05'],
  ['pause for a fortnight', '2026-12-09'],
])('%s', (text, until) => expect(read(text)).toEqual({ kind: 'pause', until }));
