/** Days, hours and zones as they are typed in a hurry, on Wednesday 25 November 2026 at noon in Berlin: right, or asked. */
import { describe, expect, test } from 'vitest';
import { BERLIN, interview, question, read } from './reading.ts';

/** The day and the time in UTC; Berlin is an hour ahead of it. */
const MEANT: readonly (readonly [text: string, at: string, zone?: string])[] = [
  ['Acme in a fortnight at 3pm', '2026-12-09T14:00'],
  ['Acme a week today 3pm', '2026-12-02T14:00'],
  ['Acme a week from tomorrow 3pm', '2026-12-03T14:00'],
  ['Acme tomorrow week 3pm', '2026-12-03T14:00'],
  ['Acme tonite 8pm', '2026-11-25T19:00'],
  ['Acme Mo 30.11. 9 Uhr', '2026-11-30T08:00'],
  ['Acme Mo, 30.11. 14-15 Uhr', '2026-11-30T13:00'],
  ['Acme 30/11 14h', '2026-11-30T13:00'],
  ['Acme tomorrow kl. 15:00', '2026-11-26T14:00'],
  ['Acme thurs 26th 3pm', '2026-11-26T14:00'],
  ['Acme tomorrow 10am west coast time', '2026-11-26T18:00', 'America/Los_Angeles'],
  ['Acme tomorrow 330pm', '2026-11-26T14:30'],
  ['Acme tomorrow 1030am', '2026-11-26T09:30'],
  ['Acme tomorrow a quarter of three', '2026-11-26T13:45'],
  ['Acme first thing Monday 8am', '2026-11-30T07:00'],
  ['Acme tomorrow lunchtime 12:30', '2026-11-26T11:30'],
  ['Acme tomorrow after lunch 2pm', '2026-11-26T13:00'],
  ['Acme tomorrow 3pm NY time', '2026-11-26T20:00', 'America/New_York'],
  ['Acme 3pm tomorrow NYC time', '2026-11-26T20:00', 'America/New_York'],
  ['Acme tomorrow 3 PM Pacific time (PT)', '2026-11-26T23:00', 'America/Los_Angeles'],
  ['Acme tomorrow 3pm Eastern Standard Time', '2026-11-26T20:00', 'America/New_York'],
  ['Acme tomorrow 3pm Bangalore time', '2026-11-26T09:30', 'Asia/Kolkata'],
  ['Acme tomorrow 3pm GMT+5:30', '2026-11-26T09:30', 'Asia/Kolkata'],
];

test.each(MEANT.map(([text, at, zone = BERLIN]) => [text, at, zone] as const))('%s', (text, at, zone) => {
  const found = interview(text);
  expect(found).toMatchObject({ company: 'Acme', startsAt: new Date(`${at}Z`), zone });
  expect(found.role).toBeUndefined();
});

test.each([
  ['Acme tomorrow half two', 'Is that 1:30 or 2:30?'],
  ['Acme tomorrow at half one', 'Is that 12:30 or 1:30?'],
  ['Acme first thing Monday', 'At what time on Monday 2026-11-30?'],
  ['Acme tomorrow 3pm (New York)', 'Is New York where the time is meant?'],
  ['Acme tomorrow 3pm east coast', 'Is east coast where the time is meant?'],
  ['Acme tomorrow 3pm Australian Eastern time', 'Which time zone'],
  ['Acme in 3 working days at 3pm', 'With no holiday between it is Monday 2026-11-30'],
])('asked: %s', (text, say) => expect(question(text).say).toContain(say));

test('the British say half two for half past two', () => {
  expect(interview('Acme tomorrow half two', 'Europe/London').startsAt).toEqual(
    new Date('2026-11-26T14:30Z'),
  );
});

describe('after midnight', () => {
  const night = new Date('2026-11-26T00:30Z');
  test.each([
    ['Acme tomorrow 3pm', 'Thursday 2026-11-26 or Friday 2026-11-27'],
    ['Acme tomorrow morning 9am', 'Thursday 2026-11-26 or Friday 2026-11-27'],
    ['Acme yesterday 3pm', 'Tuesday 2026-11-24 or Wednesday 2026-11-25'],
    ['Acme 24 November 3pm, I send references by tomorrow', 'Thursday 2026-11-26 or Friday 2026-11-27'],
  ])('the day may not have begun: %s', (text, say) => {
    expect(question(text, BERLIN, night).say).toContain(say);
    expect(read(text).kind).toBe('add');
  });

  test.each([
    ['Acme today 3pm', '2026-11-26T14:00'],
    ['Acme last night 8pm', '2026-11-25T19:00'],
    ['Acme Friday 3pm', '2026-11-27T14:00'],
    ['Acme tomorrow, Friday 3pm', '2026-11-27T14:00'],
  ])('%s', (text, at) => {
    expect(interview(text, BERLIN, night).startsAt).toEqual(new Date(`${at}Z`));
  });
});
