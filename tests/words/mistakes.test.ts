/** What could mean two things, or nothing, is asked, with what is clear kept for the form. */
import { describe, expect, test } from 'vitest';
import type { InterviewInput } from '../../src/etiquette/told.ts';
import { question, read } from './reading.ts';

type Row = readonly [text: string, say: string, understood?: Partial<InterviewInput>];

const DAYS: readonly Row[] = [
  ['Acme 5/6 at 3pm', 'That can mean Thursday 2027-05-06 or Saturday 2027-06-05', { company: 'Acme' }],
  ['Acme 11/12/2026 3pm', 'Thursday 2026-11-12 or Friday 2026-12-11'],
  ['Acme 11.12.26 15:00', 'Thursday 2026-11-12 or Friday 2026-12-11'],
  ['Acme 12.11 at 3pm', '"12.11" can be a time or a day'],
  ['Acme next Friday 2pm', 'Friday 2026-11-27 or Friday 2026-12-04'],
  ['Acme last Monday 2pm', 'Monday 2026-11-16 or Monday 2026-11-23'],
  ['Acme this Monday 2pm', 'Monday 2026-11-23 or Monday 2026-11-30'],
  ['Acme Wednesday 11am', 'Wednesday 2026-11-25 or Wednesday 2026-12-02'],
  ['Acme the 5th at 3pm', 'Thursday 2026-11-05 or Saturday 2026-12-05'],
  ['Acme, 31 February 3pm', 'There is no day "31 February"', { company: 'Acme' }],
  ['Acme, 29 Feb 2027 3pm', 'There is no day "29 Feb 2027"'],
  ['Acme 2026-13-01 3pm', 'There is no day "2026-13-01"'],
  ['Acme 32/11 3pm', 'There is no day "32/11"'],
  ['Acme 8 August 3pm', 'Which year'],
  ['Acme 3 Dec 2029 3pm', 'more than two years ahead'],
  ['Acme 3 Dec 2020 3pm', 'more than a year ago'],
  ['Acme on Thu 27 Nov 3pm', '2026-11-27 is a Friday'],
  ['Acme tomorrow or Friday 3pm', 'I cannot tell when that is'],
  ['Acme Thursday Friday 3pm', 'I read two days'],
  ['Acme next week at 3pm', 'Which day of that week'],
  ['Acme a fortnight on Friday 3pm', 'I cannot tell when that is from “Acme a fortnight”'],
  ['Acme two weeks from Friday 3pm', 'I cannot tell when that is'],
  ['Acme the week after next Tuesday 3pm', 'I cannot tell when that is'],
  ['Acme Tuesday after next 3pm', 'I cannot tell when that is'],
  ['Acme first Monday in December 3pm', 'I cannot tell when that is'],
  ['Acme every Tuesday 3pm', 'I cannot tell when that is'],
  ['Acme not tomorrow but Friday 3pm', 'I cannot tell when that is'],
  ['Acme in a couple of days 3pm', 'I cannot tell when that is'],
  ['Acme Dec 3-4 10am', 'I cannot place “4”'],
  ['Acme at 3pm', 'Which day is it?'],
];

const TIMES: readonly Row[] = [
  ['Acme tomorrow', 'At what time on Thursday 2026-11-26?', { company: 'Acme' }],
  ['Acme tomorrow morning', 'At what time on Thursday 2026-11-26?'],
  ['Acme tomorrow at 7', '7 in the morning or in the evening'],
  ['Acme tomorrow at 24:00', 'I cannot tell the time'],
  ['Acme tomorrow 3:75pm', 'I cannot tell the time'],
  ['Acme tomorrow midnight', 'I cannot tell the time'],
  ['Acme tomorrow 12am', 'noon or midnight'],
  ['Acme tonight at 12', 'I cannot tell the time of day'],
  ['Acme tomorrow night at 2', 'I cannot tell the time of day'],
  ['Acme tomorrow morning 3pm', 'I cannot tell the time of day'],
  ['Acme tomorrow 3pm or 4pm', 'I cannot tell when that is'],
  ['Acme tomorrow 3 or 4pm', 'I cannot tell when that is'],
  ['Acme tomorrow 3pm 4pm', 'I read two times of day'],
  ['Acme tomorrow 3pm, an hour ago', 'I read two times'],
  ['Acme tomorrow between 3 and 4pm', 'I cannot tell when that is'],
  ['Acme tomorrow 3pmish', 'I cannot tell when that is'],
  ['Acme Mon 3pm-Tue 4pm', 'I cannot tell when that is'],
  ['Acme tomorrow 5pm-4pm', 'It would end before it starts'],
  ['Acme tomorrow 3pm for 30 min, 45 min', 'I read two lengths'],
  ['Acme tomorrow 3', 'I cannot place “3”'],
];

const NAMES: readonly Row[] = [
  ['Acme, tomorrow 3pm with Dana Fox, Bo Li', 'Is Bo Li a person or the role?', { company: 'Acme' }],
  ['Acme tomorrow 3pm with Dana, Bo, Sam', 'Is Bo a person or the role?'],
  [
    'Acme - tomorrow 2:30pm - Dana Fox',
    'Do you talk with Dana Fox, or is that the role? Write `with Dana Fox`',
  ],
  ['Acme, tomorrow 2:30pm, Dana Fox and Bo Li', 'Do you talk with Dana Fox and Bo Li, or'],
  ['tomorrow 3pm', 'Which company is it?', { startsAt: new Date('2026-11-26T14:00Z') }],
  ['Acme, engineer', 'I find no day and no time', { company: 'Acme', role: 'engineer' }],
  ['Acme, engineer, senior, tomorrow 3pm', 'I cannot place “senior”', { company: 'Acme', role: 'engineer' }],
  ['Acme yesterday 3pm, they will decide soon', 'I cannot place “they will decide soon”'],
  ['Acme tomorrow 3pm in Berlin', 'I cannot place “in Berlin”'],
  [
    'I emailed Acme yesterday 3pm',
    'I cannot place “I emailed Acme”',
    { startsAt: new Date('2026-11-24T14:00Z') },
  ],
  ['Acme called me yesterday 3pm', 'I cannot place “Acme called me”'],
  ["can't do Acme tomorrow 3pm", 'I cannot place'],
  ['Acme via LinkedIn tomorrow 3pm', 'I cannot place “Acme via LinkedIn”'],
  ['Acme moved to tomorrow 3pm', 'heard postponed Acme'],
  ['Acme interview tomorrow 3pm cancelled', 'heard postponed Acme'],
  ['Acme tomorrow 3pm with dana@@acme.com', 'I cannot read the address'],
  [`${'x'.repeat(81)}, tomorrow 3pm`, 'The company can have 80 characters'],
  [`Acme, ${'x'.repeat(121)}, tomorrow 3pm`, 'The role can have 120 characters'],
  ['Acme tomorrow 3pm by Friday', 'What is due by Friday?'],
  ['Acme yesterday 3pm, they answer by 5/6', 'That can mean'],
  ['Acme tomorrow 3pm, they answer by today', 'lies before'],
];

const NOTHING: readonly Row[] = [
  ['🎉🎉', 'I find no words in that'],
  ['<!channel>', 'I find no words in that'],
  ['\u0000\u0007\u200b', 'I find no words in that'],
  ['!!!', 'I find no words in that'],
  ["'; DROP TABLE member; --", 'I find no day and no time'],
  [`Acme ${'x'.repeat(9000)}`, 'That is more than I can read'],
];

describe.each([
  ['days', DAYS],
  ['times', TIMES],
  ['names and what was told', NAMES],
  ['nothing at all', NOTHING],
])('%s', (_name, rows) => {
  test.each(rows.map((row) => [row[0].slice(0, 60), row] as const))(
    '%s',
    (_text, [text, say, understood = {}]) => {
      const mistake = question(text);
      expect(mistake.say).toContain(say);
      expect(mistake.understood ?? {}).toMatchObject(understood);
    },
  );
});

test.each(['', '   ', 'add', 'ADD', 'add '])('%j opens the form', (text) => {
  expect(read(text)).toEqual({ kind: 'open-form' });
});

test('a question is a sentence or two, and fits a message', () => {
  for (const [text] of [...DAYS, ...TIMES, ...NAMES, ...NOTHING]) {
    const { say } = question(text);
    expect(say.length).toBeLessThan(260);
    expect(say).toMatch(/^\S.*[.?]$/);
  }
});
