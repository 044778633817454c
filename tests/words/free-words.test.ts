/** Worked examples: what people type on Wednesday 25 November 2026 at noon in Berlin (UTC+1), and what they mean. */
import { describe, expect, test } from 'vitest';
import type { InterviewInput } from '../../src/etiquette/told.ts';
import { BERLIN, interview, read } from './reading.ts';

type Expected = Partial<Omit<InterviewInput, 'startsAt'>>;
type Row = readonly [text: string, startsAt: string, expected?: Expected];

const DANA = { name: 'Dana Fox', email: 'dana@acme.com' };

const WHOLE: readonly Row[] = [
  [
    'Acme, backend engineer, tomorrow 3pm with Dana Fox dana@acme.com',
    '2026-11-26T14:00Z',
    { role: 'backend engineer', interviewers: [DANA] },
  ],
  ['yesterday 14:00 at Globex', '2026-11-24T13:00Z', { company: 'Globex' }],
  [
    'Phone screen with Initech next Tuesday at 10:30',
    '2026-12-01T09:30Z',
    { company: 'Initech', kind: 'phone-screen' },
  ],
  [
    'Onsite at Hooli on 3 December 9:00-12:00 with Ann Lee <ann@hooli.example> and Bob Ray',
    '2026-12-03T08:00Z',
    {
      company: 'Hooli',
      kind: 'onsite',
      minutes: 180,
      interviewers: [{ name: 'Ann Lee', email: 'ann@hooli.example' }, { name: 'Bob Ray' }],
    },
  ],
  [
    "Umbrella Corp, data analyst, Dec 3 at 2pm PST, 45 min, they'll answer by Friday",
    '2026-12-03T22:00Z',
    {
      company: 'Umbrella Corp',
      role: 'data analyst',
      minutes: 45,
      zone: 'America/Los_Angeles',
      replyBy: '2026-12-04',
    },
  ],
  ['Globex in two weeks at 10', '2026-12-09T09:00Z', { company: 'Globex' }],
  [
    'just had an interview at Stark Industries, it ended an hour ago',
    '2026-11-25T09:00Z',
    { company: 'Stark Industries' },
  ],
  ['had an interview with Globex yesterday at 2pm', '2026-11-24T13:00Z', { company: 'Globex' }],
  ['Had my onsite at Acme on Monday at 10', '2026-11-23T09:00Z', { kind: 'onsite' }],
  [
    'tomorrow at 3pm I have an interview with Acme for the backend engineer role',
    '2026-11-26T14:00Z',
    { role: 'backend engineer' },
  ],
  [
    'I have a technical interview at Globex tomorrow at 3pm with Dana Fox',
    '2026-11-26T14:00Z',
    { company: 'Globex', kind: 'technical', interviewers: [{ name: 'Dana Fox' }] },
  ],
  [
    'Yesterday I interviewed at Globex at 2pm with Tom and Ana',
    '2026-11-24T13:00Z',
    { company: 'Globex', interviewers: [{ name: 'Tom' }, { name: 'Ana' }] },
  ],
  ['Senior engineer at Acme tomorrow at 3pm', '2026-11-26T14:00Z', { role: 'Senior engineer' }],
  ['add Acme tomorrow 3pm', '2026-11-26T14:00Z'],
  ['/interview Acme tomorrow 3pm', '2026-11-26T14:00Z'],
];

const DAYS: readonly Row[] = [
  ['Acme today 3pm', '2026-11-25T14:00Z'],
  ['Acme today 10am', '2026-11-25T09:00Z'],
  ['Acme tonight at 7', '2026-11-25T18:00Z'],
  ['Acme last night at 8', '2026-11-24T19:00Z'],
  ['Acme this afternoon at 4', '2026-11-25T15:00Z'],
  ['Acme tommorow 3pm', '2026-11-26T14:00Z'],
  ['Acme tomorrow morning at 9', '2026-11-26T08:00Z'],
  ['Acme the day after tomorrow 3pm', '2026-11-27T14:00Z'],
  ['Acme the day before yesterday 3pm', '2026-11-23T14:00Z'],
  ['Acme Friday 3pm', '2026-11-27T14:00Z'],
  ['Acme on Wednesday 3pm', '2026-11-25T14:00Z'],
  ['Acme last Friday 2pm', '2026-11-20T13:00Z'],
  ['Acme this coming Monday 2pm', '2026-11-30T13:00Z'],
  ['Acme this past Monday 2pm', '2026-11-23T13:00Z'],
  ['Acme, next week Tuesday 14:00', '2026-12-01T13:00Z'],
  ['Acme Tuesday next week at 14:00', '2026-12-01T13:00Z'],
  ['Acme Thursday of last week 2pm', '2026-11-19T13:00Z'],
  ['Acme Friday week 2pm', '2026-12-04T13:00Z'],
  ['Acme in 10 days at 3pm', '2026-12-05T14:00Z'],
  ['Acme 3 days ago at 2pm', '2026-11-22T13:00Z'],
  ['Acme 1 week ago at 3pm', '2026-11-18T14:00Z'],
  ['Acme on Fri 27 Nov 3pm', '2026-11-27T14:00Z'],
  ['Acme Friday the 27th 3pm', '2026-11-27T14:00Z'],
  ['Acme Thursday 26th 3pm', '2026-11-26T14:00Z'],
  ['Thursday, November 26, 2026 3:00 PM – 3:45 PM with Acme', '2026-11-26T14:00Z', { minutes: 45 }],
  ['Acme 3rd of December 3pm', '2026-12-03T14:00Z'],
  ['Acme, Dec. 25th, 3:30 p.m.', '2026-12-25T14:30Z'],
  ['Acme 3 Dec 2027 3pm', '2027-12-03T14:00Z'],
  ['Acme 1 October 3pm', '2026-10-01T13:00Z'],
  ['Acme the 30th at 3pm', '2026-11-30T14:00Z'],
  ['had interview at Acme the 20th at 3pm', '2026-11-20T14:00Z'],
  ['Acme, 25.12. 15:00', '2026-12-25T14:00Z'],
  ['Acme 25.12.2026 um 15 Uhr', '2026-12-25T14:00Z'],
  ['Acme 26/11 3pm', '2026-11-26T14:00Z'],
  ['Acme 11/26 3pm', '2026-11-26T14:00Z'],
  ['Acme 12/12 3pm', '2026-12-12T14:00Z'],
  ['Acme 2026/12/01 3pm', '2026-12-01T14:00Z'],
  ['Acme 2026-11-26T15:00', '2026-11-26T14:00Z'],
];

const TIMES: readonly Row[] = [
  ['Acme at 3pm tomorrow', '2026-11-26T14:00Z'],
  ['Acme tomorrow at 3', '2026-11-26T14:00Z'],
  ['Acme tomorrow @ 10', '2026-11-26T09:00Z'],
  ['Acme tomorrow 15h30', '2026-11-26T14:30Z'],
  ['Acme tomorrow 15.30', '2026-11-26T14:30Z'],
  ['Acme tomorrow at 1500', '2026-11-26T14:00Z'],
  ['Acme tomorrow at noon', '2026-11-26T11:00Z'],
  ['Acme tomorrow 12pm', '2026-11-26T11:00Z'],
  ['Acme tomorrow half past 2', '2026-11-26T13:30Z'],
  ['Acme tomorrow quarter to three', '2026-11-26T13:45Z'],
  ["Acme tomorrow 4 o'clock", '2026-11-26T15:00Z'],
  ['Acme tomorrow at 9:30 in the evening', '2026-11-26T20:30Z'],
  ['Acme tomorrow 2-3pm', '2026-11-26T13:00Z', { minutes: 60 }],
  ['Acme tomorrow from 11 to 1pm', '2026-11-26T10:00Z', { minutes: 120 }],
  ['Acme tomorrow 9am–5pm', '2026-11-26T08:00Z', { minutes: 480 }],
  ['Acme tomorrow 2pm for 45 minutes', '2026-11-26T13:00Z', { minutes: 45 }],
  ['Acme tomorrow 2pm, 1h 30m', '2026-11-26T13:00Z', { minutes: 90 }],
  ['Acme tomorrow 2pm, half an hour', '2026-11-26T13:00Z', { minutes: 30 }],
  ['Acme tomorrow 2pm, 1.5 hours', '2026-11-26T13:00Z', { minutes: 90 }],
  ['Acme in 2 hours', '2026-11-25T13:00Z'],
  ['Acme in half an hour', '2026-11-25T11:30Z'],
  ['Acme in an hour and a half', '2026-11-25T12:30Z'],
  ['Acme 20 minutes ago', '2026-11-25T10:40Z'],
  ['Acme, 45 min, finished 15 minutes ago', '2026-11-25T10:00Z', { minutes: 45 }],
];

const NAMES: readonly Row[] = [
  ['Acme — backend engineer — tomorrow 3pm', '2026-11-26T14:00Z', { role: 'backend engineer' }],
  ['“Acme”, engineer, tomorrow at 3 pm', '2026-11-26T14:00Z', { role: 'engineer' }],
  [
    'Smith &amp; Sons, engineer, tomorrow 3pm',
    '2026-11-26T14:00Z',
    { company: 'Smith & Sons', role: 'engineer' },
  ],
  [
    'Acme, tomorrow 3pm with <mailto:dana@acme.com|dana@acme.com>',
    '2026-11-26T14:00Z',
    { interviewers: [{ name: 'Dana', email: 'dana@acme.com' }] },
  ],
  [
    'Acme, tomorrow 3pm with Dana Fox &lt;<mailto:dana@acme.com|dana@acme.com>&gt;',
    '2026-11-26T14:00Z',
    { interviewers: [DANA] },
  ],
  [
    'Acme tomorrow 3pm with Dana, Bob and Ann <ann@acme.com>',
    '2026-11-26T14:00Z',
    { interviewers: [{ name: 'Dana' }, { name: 'Bob' }, { name: 'Ann', email: 'ann@acme.com' }] },
  ],
  ['Acme tomorrow 3pm with Dana from HR', '2026-11-26T14:00Z', { interviewers: [{ name: 'Dana' }] }],
  ['Talk with Dana from Acme tomorrow 3pm', '2026-11-26T14:00Z', { interviewers: [{ name: 'Dana' }] }],
  [
    'Interview with Dana Fox at Acme tomorrow 3pm',
    '2026-11-26T14:00Z',
    { interviewers: [{ name: 'Dana Fox' }] },
  ],
  [
    'Acme tomorrow 3pm, panel with Ann Lee, Bo Li and Cy Ng',
    '2026-11-26T14:00Z',
    { kind: 'panel', interviewers: [{ name: 'Ann Lee' }, { name: 'Bo Li' }, { name: 'Cy Ng' }] },
  ],
  ['Acme with Dana Fox on Thursday at 3pm', '2026-11-26T14:00Z', { interviewers: [{ name: 'Dana Fox' }] }],
  ['Acme tomorrow 3pm with Dana Fox (CTO).', '2026-11-26T14:00Z', { interviewers: [{ name: 'Dana Fox' }] }],
  ...[
    'Acme, tomorrow 3pm with Dana Fox, CTO',
    'Acme, tomorrow 3pm with Dana Fox, Head of Engineering',
    'with Dana Fox, hiring manager, at Acme tomorrow 3pm',
  ].map((words): [string, string, Partial<InterviewInput>] => [
    words,
    '2026-11-26T14:00Z',
    { company: 'Acme', role: undefined, interviewers: [{ name: 'Dana Fox' }] },
  ]),
  [
    'Acme, engineer, tomorrow 3pm with Dana Fox dana@acme.com, engineering manager',
    '2026-11-26T14:00Z',
    { role: 'engineer', interviewers: [{ name: 'Dana Fox', email: 'dana@acme.com' }] },
  ],
  [
    'Acme tomorrow 3pm with Dana Fox, CTO and Bo Li',
    '2026-11-26T14:00Z',
    { interviewers: [{ name: 'Dana Fox' }, { name: 'Bo Li' }] },
  ],
  [
    'Acme, tomorrow 3pm with Dana Fox, Head of Sales role',
    '2026-11-26T14:00Z',
    { role: 'Head of Sales', interviewers: [{ name: 'Dana Fox' }] },
  ],
  [
    'Acme tomorrow 3pm with Dana, engineer',
    '2026-11-26T14:00Z',
    { interviewers: [{ name: 'Dana' }], role: 'engineer' },
  ],
  [
    'I have a phone screen with Google on Thursday at 3pm',
    '2026-11-26T14:00Z',
    { company: 'Google', kind: 'phone-screen' },
  ],
  [
    'We have a call tomorrow at 3 with Initech about the SRE position',
    '2026-11-26T14:00Z',
    { company: 'Initech', role: 'SRE' },
  ],
  ['Acme / Engineer / tomorrow 3pm', '2026-11-26T14:00Z', { role: 'Engineer' }],
  [
    'Acme, engineer, remote, tomorrow 3pm via Zoom <https://zoom.us/j/1>',
    '2026-11-26T14:00Z',
    { role: 'engineer' },
  ],
  ['Monday.com, engineer, tomorrow 3pm', '2026-11-26T14:00Z', { company: 'Monday.com', role: 'engineer' }],
  ['7-Eleven, clerk, tomorrow 3pm', '2026-11-26T14:00Z', { company: '7-Eleven', role: 'clerk' }],
  ['May & Co, tomorrow 3pm', '2026-11-26T14:00Z', { company: 'May & Co' }],
  ['March Networks, tomorrow 3pm', '2026-11-26T14:00Z', { company: 'March Networks' }],
  ['Three UK, tomorrow 3pm', '2026-11-26T14:00Z', { company: 'Three UK' }],
  ['All In, tomorrow 3pm', '2026-11-26T14:00Z', { company: 'All In' }],
  ['Just Eat, tomorrow 3pm', '2026-11-26T14:00Z', { company: 'Just Eat' }],
  ['We Are Social, tomorrow 3pm', '2026-11-26T14:00Z', { company: 'We Are Social' }],
  [
    'Call Box, tomorrow 3pm with An',
    '2026-11-26T14:00Z',
    { company: 'Call Box', interviewers: [{ name: 'An' }] },
  ],
  ['Help Scout, tomorrow 3pm', '2026-11-26T14:00Z', { company: 'Help Scout' }],
  ['Acme, Inc., engineer, tomorrow 3pm', '2026-11-26T14:00Z', { company: 'Acme, Inc.', role: 'engineer' }],
  ['Acme, C++ engineer (remote), tomorrow 3pm', '2026-11-26T14:00Z', { role: 'C++ engineer (remote)' }],
  [
    'Ørsted, Señor engineer, tomorrow 3pm',
    '2026-11-26T14:00Z',
    { company: 'Ørsted', role: 'Señor engineer' },
  ],
  ['Acme interview tomorrow 3pm', '2026-11-26T14:00Z'],
  ['my Acme interview is tomorrow 3pm', '2026-11-26T14:00Z'],
  ['call with Acme tomorrow at 3pm', '2026-11-26T14:00Z'],
  ['Zoom with Acme tomorrow 3pm', '2026-11-26T14:00Z'],
  ['Zoom, engineer, tomorrow 3pm', '2026-11-26T14:00Z', { company: 'Zoom', role: 'engineer' }],
  ['Acme, assistant to the CEO, tomorrow 3pm', '2026-11-26T14:00Z', { role: 'assistant to the CEO' }],
  ['had a great interview at Acme yesterday at 3pm', '2026-11-24T14:00Z'],
  ['great interview with Acme yesterday at 3pm', '2026-11-24T14:00Z'],
  ['next interview at Acme on Friday 3pm', '2026-11-27T14:00Z'],
  ['Acme through Hays tomorrow 3pm', '2026-11-26T14:00Z', { agency: { name: 'Hays' } }],
  ['Acme via Mia at Hays tomorrow 3pm', '2026-11-26T14:00Z', { agency: { name: 'Mia' } }],
  ['Acme, tomorrow 3pm, agency Hays', '2026-11-26T14:00Z', { agency: { name: 'Hays' } }],
  ['株式会社アクメ, tomorrow 3pm', '2026-11-26T14:00Z', { company: '株式会社アクメ' }],
  ['\u202eAcme\u202c, tomorrow\u0000 3pm', '2026-11-26T14:00Z'],
];

const TOLD: readonly Row[] = [
  ['Acme yesterday 3pm, they answer by 11 December', '2026-11-24T14:00Z', { replyBy: '2026-12-11' }],
  ['Acme yesterday 3pm, they’ll get back to me in two weeks', '2026-11-24T14:00Z', { replyBy: '2026-12-09' }],
  ['Acme tomorrow 3pm, they answer within two weeks', '2026-11-26T14:00Z', { replyBy: '2026-12-10' }],
  ['Had Acme yesterday 3pm, they will answer by Friday', '2026-11-24T14:00Z', { replyBy: '2026-11-27' }],
  [
    'Acme yesterday 3pm. They said they would reply by Friday.',
    '2026-11-24T14:00Z',
    { replyBy: '2026-11-27' },
  ],
  ['Acme yesterday 3pm, hear back by the end of next week', '2026-11-24T14:00Z', { replyBy: '2026-12-04' }],
  ['Acme yesterday 3pm, decision by end of the month', '2026-11-24T14:00Z', { replyBy: '2026-11-30' }],
  ['Acme yesterday 3pm, not before Monday', '2026-11-24T14:00Z', { holdOff: '2026-11-30' }],
  ["Acme yesterday 3pm, don't call us, we'll call you", '2026-11-24T14:00Z', { noContact: true }],
  ["Acme yesterday 3pm, don't call us we call you", '2026-11-24T14:00Z', { noContact: true }],
  ['Acme tomorrow 3pm, traditional company', '2026-11-26T14:00Z', { traditional: true }],
  [
    'Acme, tomorrow 3pm, I promised references by Friday noon',
    '2026-11-26T14:00Z',
    { materials: [{ what: 'references', dueAt: new Date('2026-11-27T11:00Z') }] },
  ],
  [
    'Acme, tomorrow 3pm, I promised the references, they answer by Friday',
    '2026-11-26T14:00Z',
    { replyBy: '2026-11-27', materials: [{ what: 'references', dueAt: new Date('2026-11-27T09:00Z') }] },
  ],
  [
    'Acme yesterday 3pm. I have promised to send a portfolio',
    '2026-11-24T14:00Z',
    { materials: [{ what: 'portfolio', dueAt: new Date('2026-11-26T09:00Z') }] },
  ],
  [
    'Acme yesterday 3pm, send the portfolio by end of day Friday',
    '2026-11-24T14:00Z',
    { materials: [{ what: 'portfolio', dueAt: new Date('2026-11-27T16:00Z') }] },
  ],
];

describe.each([
  ['a whole sentence', WHOLE],
  ['a day', DAYS],
  ['a time and a length', TIMES],
  ['names of companies, roles and people', NAMES],
  ['what was said at the end', TOLD],
])('%s', (_name, rows) => {
  test.each(rows.map((row) => [row[0], row] as const))('%s', (_text, [text, startsAt, expected]) => {
    expect(interview(text)).toEqual({
      company: 'Acme',
      minutes: 60,
      zone: BERLIN,
      kind: 'other',
      interviewers: [],
      materials: [],
      ...expected,
      startsAt: new Date(startsAt),
    });
  });
});

test('where the role is said elsewhere, a name behind a name is a person', () => {
  expect(read('Acme, engineer, tomorrow 3pm with Dana Fox, Bo Li')).toMatchObject({
    kind: 'add',
    interview: { role: 'engineer', interviewers: [{ name: 'Dana Fox' }, { name: 'Bo Li' }] },
  });
});
