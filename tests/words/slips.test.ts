/** Slips of the finger, and words without their apostrophe. */
import { expect, test } from 'vitest';
import { parsePlainWords } from '../../src/words/plain-words.ts';
import { BERLIN, interview, NOW, question, read } from './reading.ts';

test.each([
  ...[
    ['wendesday', '2026-11-25'],
    ['wenesday', '2026-11-25'],
    ['Wednesady', '2026-11-25'],
    ['thrusday', '2026-11-26'],
    ['Thursay', '2026-11-26'],
    ['thursdya', '2026-11-26'],
    ['firday', '2026-11-27'],
    ['fridy', '2026-11-27'],
    ['saterday', '2026-11-28'],
    ['sundy', '2026-11-29'],
    ['modnay', '2026-11-30'],
    ['tusday', '2026-12-01'],
  ],
  ...[
    ['tomoroow', '2026-11-26'],
    ['tomrrow', '2026-11-26'],
    ['tmrrw', '2026-11-26'],
    ['2mrw', '2026-11-26'],
    ['todya', '2026-11-25'],
    ['yesterady', '2026-11-24'],
  ],
  ...[
    ['5 decmber', '2026-12-05'],
    ['30 novemeber', '2026-11-30'],
    ['janurary 5', '2027-01-05'],
    ['the 3rd of feburary', '2027-02-03'],
  ],
])('Acme %s 3pm', (day, date) => {
  expect(interview(`Acme ${day} 3pm`)).toMatchObject({
    company: 'Acme',
    startsAt: new Date(`${date}T14:00Z`),
  });
});

test.each([
  'Arent Fox',
  'Frida Labs',
  'Sundar',
  'Mondal',
  'Workday',
  'Mondays',
  'Tursday',
  'Decembre',
  'Holiday Inn',
])('%s is a name', (company) => {
  expect(interview(`${company}, engineer, tomorrow 3pm`)).toMatchObject({ company, role: 'engineer' });
});

test('what may be two days is asked', () => {
  expect(question('Acme tursday 3pm').say).toContain('Which day is it?');
  expect(question('Acme firday 26 November 3pm').say).toContain('you wrote another weekday');
});

test.each([
  ['interveiw with Acme tomorrow 3pm', 'Acme'],
  ['intervew Acme tomorrow 3pm', 'Acme'],
  ['intvw w/ Acme tmrw 3pm', 'Acme'],
])('%s', (text, company) => {
  expect(interview(text)).toMatchObject({ company, interviewers: [] });
});

test('where days are read, slips are', () => {
  expect(read('pause until firday')).toMatchObject({ until: '2026-11-27' });
  expect(read('heard waiting Acme by thrusday')).toMatchObject({ company: 'Acme', replyBy: '2026-11-26' });
  expect(interview('company="Acme" at="thrusday 3pm" materials="slides by firday"')).toMatchObject({
    startsAt: new Date('2026-11-26T14:00Z'),
    materials: [{ what: 'slides', dueAt: new Date('2026-11-27T16:00Z') }],
  });
});

test.each([
  ['havent heard from Acme', 'waiting'],
  ['Acme hasnt replied', 'waiting'],
  ['i didnt get the Acme job', 'rejection'],
  ['Acme isnt moving forward', 'rejection'],
])('without its apostrophe: %s', (text, outcome) => {
  expect(parsePlainWords(text, { now: NOW, zone: BERLIN })).toMatchObject({ outcome, company: 'Acme' });
});

test('a hold-off without its apostrophe', () => {
  expect(interview('Acme yesterday 3pm, dont call before 10 December')).toMatchObject({
    holdOff: '2026-12-10',
  });
});
