/** Days and wall clocks in zones whose clocks change, on both hemispheres and by odd amounts. */
import { describe, expect, test } from 'vitest';
import { wallClock } from '../../src/words/instant.ts';
import { BERLIN, interview, NOW, question, read } from './reading.ts';

test.each([
  // [zone, typed, instant]
  ['Pacific/Kiritimati', 'Acme Friday 3pm', '2026-11-27T01:00Z'],
  ['Pacific/Niue', 'Acme Thursday 3pm', '2026-11-27T02:00Z'],
  ['Asia/Kolkata', 'Acme tomorrow 3pm', '2026-11-26T09:30Z'],
  ['Asia/Kathmandu', 'Acme tomorrow 3pm', '2026-11-26T09:15Z'],
  ['Pacific/Chatham', 'Acme Friday 3pm', '2026-11-27T01:15Z'],
  ['America/St_Johns', 'Acme tomorrow 3pm', '2026-11-26T18:30Z'],
  ['UTC', 'Acme tomorrow 3pm', '2026-11-26T15:00Z'],
  // the day that the clocks change on, and the days beside it
  ['Europe/Berlin', 'Acme 27 March 2027 3pm', '2027-03-27T14:00Z'],
  ['Europe/Berlin', 'Acme 28 March 2027 3pm', '2027-03-28T13:00Z'],
  ['Europe/Berlin', 'Acme 28 March 2027 1:59am', '2027-03-28T00:59Z'],
  ['Europe/Berlin', 'Acme 28 March 2027 3am', '2027-03-28T01:00Z'],
  ['America/New_York', 'Acme 14 March 2027 3pm', '2027-03-14T19:00Z'],
  ['Australia/Sydney', 'Acme 4 April 2027 3pm', '2027-04-04T05:00Z'],
  ['Australia/Lord_Howe', 'Acme 3 April 2027 3pm', '2027-04-03T04:00Z'],
  ['Australia/Lord_Howe', 'Acme 4 April 2027 3pm', '2027-04-04T04:30Z'],
  ['America/Santiago', 'Acme 4 April 2027 3pm', '2027-04-04T19:00Z'],
  // a wall time that the day has twice is the first of the two
  ['Europe/Berlin', 'Acme 2026-10-25 02:30', '2026-10-25T00:30Z'],
  ['America/New_York', 'Acme 2026-11-01 01:30', '2026-11-01T05:30Z'],
  ['Australia/Sydney', 'Acme 2027-04-04 02:30', '2027-04-03T15:30Z'],
  ['Australia/Lord_Howe', 'Acme 2027-04-04 01:45', '2027-04-03T14:45Z'],
])('%s: %s', (zone, text, startsAt) => {
  expect(interview(text, zone)).toMatchObject({ zone, startsAt: new Date(startsAt) });
});

test.each([
  ['Europe/Berlin', '2027-03-28 02:30'],
  ['America/New_York', '2027-03-14 02:30'],
  ['Australia/Sydney', '2027-10-03 02:30'],
  ['Australia/Lord_Howe', '2027-10-03 02:15'],
  ['Africa/Cairo', '2027-04-30 00:30'],
  ['Antarctica/Troll', '2027-03-28 02:59'],
])('%s skips %s, so it is asked', (zone, at) => {
  const [day, time] = at.split(' ');
  expect(question(`Acme ${at}`, zone).say).toContain(`There is no ${time} on ${day} in ${zone}`);
});

test('an hour that was skipped half way exists again on the half hour', () => {
  expect(interview('Acme 2027-10-03 02:30', 'Australia/Lord_Howe').startsAt).toEqual(
    new Date('2027-10-02T15:30Z'),
  );
});

test('a day that a zone left out is named as such', () => {
  const before = new Date('2011-12-28T12:00Z');
  expect(question('Acme 2011-12-30 15:00', 'Pacific/Apia', before).say).toBe(
    'There is no 2011-12-30 in Pacific/Apia: the calendar skips from 2011-12-29 to 2011-12-31 there.',
  );
});

test("today's date is that of the member's zone, not of UTC", () => {
  const late = new Date('2026-11-25T23:30Z');
  expect(interview('Acme today 3pm', 'Europe/Berlin', late).startsAt).toEqual(new Date('2026-11-26T14:00Z'));
  expect(interview('Acme today 3pm', 'America/New_York', late).startsAt).toEqual(
    new Date('2026-11-25T20:00Z'),
  );
});

test.each([
  ['3pm Europe/London', 'Europe/London', '2026-12-01T15:00Z'],
  ['3pm (London time)', 'Europe/London', '2026-12-01T15:00Z'],
  ['3pm in New York time', 'America/New_York', '2026-12-01T20:00Z'],
  ['3pm ET', 'America/New_York', '2026-12-01T20:00Z'],
  ['3pm EST', 'America/New_York', '2026-12-01T20:00Z'],
  ['3pm Pacific', 'America/Los_Angeles', '2026-12-01T23:00Z'],
  ['3pm Pacific time', 'America/Los_Angeles', '2026-12-01T23:00Z'],
  ['3pm CET', 'Europe/Berlin', '2026-12-01T14:00Z'],
  ['3pm JST', 'Asia/Tokyo', '2026-12-01T06:00Z'],
  ['3pm UTC', 'UTC', '2026-12-01T15:00Z'],
  ['3pm GMT+2', 'Etc/GMT-2', '2026-12-01T13:00Z'],
  ['15:00+02:00', 'Etc/GMT-2', '2026-12-01T13:00Z'],
])('a zone that is written wins over the own: %s', (time, zone, startsAt) => {
  expect(interview(`Acme, 1 December ${time}`)).toMatchObject({
    zone,
    startsAt: new Date(startsAt),
    company: 'Acme',
  });
});

test.each([
  ['2026-12-01T15:00Z', '2026-12-01T15:00Z'],
  ['2026-12-01T15:00:00.000Z', '2026-12-01T15:00Z'],
  ['2026-12-01T15:00:00-05:00', '2026-12-01T20:00Z'],
  ['2026-12-01T15:00+0200', '2026-12-01T13:00Z'],
])('an ISO instant is that instant: %s', (at, startsAt) => {
  expect(interview(`Acme ${at}`).startsAt).toEqual(new Date(startsAt));
  expect(interview(`add company=Acme at=${at}`).startsAt).toEqual(new Date(startsAt));
});

describe('a zone that is not certain is asked', () => {
  test.each([
    ['Acme tomorrow 3pm IST', 'Which time zone is "IST"?'],
    ['Acme tomorrow 3pm NST', 'Which time zone is "NST"?'],
    ['Acme tomorrow 3pm Mars/Phobos', 'Which time zone is "Mars/Phobos"?'],
    // a name that every object of the language has
    ['add company=Acme at="2026-11-26 15:00" zone=constructor', 'Which time zone is "constructor"?'],
    ['Acme tomorrow 3pm constructor time', 'Which time zone is “constructor time”?'],
    ['Acme tomorrow 3pm Toronto', 'Is Toronto where the time is meant? Write `3pm Toronto time`'],
    ['Acme tomorrow 3pm Texas time', 'Which time zone is “Texas time”?'],
    ['Acme tomorrow 3pm their time', 'Which time zone is "their time"?'],
    ['Acme tomorrow 3pm GMT+9:30', 'Which time zone is "GMT+9:30"?'],
    ['Acme 2027-07-01 3pm EST', 'The clocks in America/New_York are on another time on 2027-07-01'],
    ['Acme tomorrow 3pm CET 9am EST', 'I read two time zones'],
  ])('%s', (text, say) => expect(question(text).say).toContain(say));
});

test('a zone or an instant that is none is a fault of the caller', () => {
  expect(() => read('Acme tomorrow 3pm', 'Mars/Phobos')).toThrow(RangeError);
  expect(() => read('Acme tomorrow 3pm', BERLIN, new Date(Number.NaN))).toThrow(RangeError);
});

test('the wall clock that is read is the wall clock that was written', () => {
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    const { startsAt } = interview('Acme 2027-06-16 14:45', zone, NOW);
    expect(wallClock(startsAt, zone)).toEqual({ date: '2027-06-16', hour: 14, minute: 45 });
  }
});
