import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/etiquette/facts.ts';
import { fromMessage } from '../../src/words/message.ts';
import { parsePlainWords } from '../../src/words/plain-words.ts';
import { BERLIN, NOW } from './reading.ts';

const context = { now: NOW, zone: BERLIN };
const plain = (text: string) => parsePlainWords(text, context);

const HEARD: readonly (readonly [outcome: Outcome, company: string, ...texts: string[]])[] = [
  [
    ...([
      'rejection',
      'Acme',
      'got a rejection from Acme',
      'I got a rejection from Acme.',
      'Acme rejected me',
    ] as const),
    ...[
      'Bad news: Acme turned me down',
      'Acme said no :(',
      'rejected by Acme :sob:',
      'I just got rejected by Acme',
    ],
    ...[
      'I was rejected by Acme yesterday at 3pm',
      'Got rejected from Acme this morning',
      'Acme rejected me on Friday',
    ],
    ...['yesterday I was rejected by Acme', 'Acme rejected me last week', 'rejection email from Acme today'],
    ...["didn't get the Acme job", "I didn't get the job at Acme", 'Acme went with another candidate'],
    ...['Acme decided not to move forward with me', 'Acme is not moving forward', 'Acme hired someone else'],
    ...[
      'Acme declined my application',
      'unfortunately Acme passed on me',
      'Acme offered the job to someone else',
    ],
    ...['rejection from Acme for the backend role', 'Rejection from Acme (backend engineer)'],
  ],
  [
    ...(['withdrawn', 'Acme', 'I withdrew from Acme', 'I declined Acme', 'I said no to Acme'] as const),
    ...['I have turned down Acme', 'we declined Acme', 'I turned Acme down', "I declined Acme's offer"],
    ...[
      'I rejected the offer from Acme',
      'I declined the offer from Acme',
      'I turned down the offer from Acme',
    ],
    ...['got an offer from Acme but declined', 'Acme offered me the job but I declined'],
    ...['I withdrew my application at Acme', 'I pulled out of Acme', "I'm no longer interested in Acme"],
  ],
  [
    ...(['offer', 'Globex', 'I got an offer from Globex!', 'Good news, Globex made me an offer'] as const),
    ...[
      '*Globex* offered me the job',
      'Globex called yesterday 3pm and offered me the job',
      'Globex: offer!',
    ],
    'Globex made me an offer last Friday',
  ],
  [
    ...([
      'waiting',
      'Initech',
      'no news from Initech yet',
      'no reply from Initech',
      'heard nothing from Initech',
    ] as const),
    ...['Initech, no reply', 'silence from Initech', 'no response from Initech', 'no reply from Initech yet'],
    ...['no answer from Initech', 'still waiting on Initech', "I haven't heard back from Initech"],
    ...["Initech hasn't replied", 'Initech needs more time', 'nothing from Initech since Tuesday'],
    'waiting for an offer from Initech',
  ],
  ['no-answer', 'Initech', 'Initech ghosted me', 'got ghosted by Initech', 'close Initech'],
  [
    ...([
      'postponed',
      'Acme',
      'they moved my interview with Acme',
      'my interview with Acme was postponed',
    ] as const),
    ...[
      'Acme cancelled the interview',
      'my Acme interview got cancelled',
      'Acme canceled my interview for tomorrow',
    ],
  ],
  ['no-show', 'Acme', 'nobody showed up at Acme', "Acme didn't show up", 'Nobody from Acme showed up'],
  [
    ...([
      'next-round',
      'Acme',
      'Acme invited me to a second round',
      'I passed the phone screen at Acme',
    ] as const),
    ...['I passed the Acme interview', 'Acme is moving forward with me', 'Acme moved me to the next round'],
    'Acme wants to see me again',
  ],
];

describe('what was heard', () => {
  test.each(
    HEARD.flatMap(([outcome, company, ...texts]) => texts.map((text) => [text, outcome, company] as const)),
  )('%s: %s', (text, outcome, company) => {
    expect(plain(text)).toEqual({ kind: 'heard', outcome, company });
  });

  test.each([
    ['they never showed up', 'no-show'],
    ['they never came', 'no-show'],
    ['They moved it', 'postponed'],
    ['they cancelled the interview', 'postponed'],
    ['they need more time', 'waiting'],
    ['they rejected me', 'rejection'],
    ["I didn't get the job", 'rejection'],
    ['got an offer but declined', 'withdrawn'],
  ])('%s: from nobody who is named', (text, outcome) => {
    expect(plain(text)).toEqual({ kind: 'heard', outcome });
  });

  test.each([
    ['no news from Acme yet, they need until Friday', '2026-11-27'],
    ["Acme said they'd get back to me by Friday", '2026-11-27'],
    ['Acme will decide by Friday', '2026-11-27'],
    ['Dana from Acme will call me by Friday', '2026-11-27'],
    ['Acme will decide on Friday', '2026-11-27'],
    ['Acme answers by Friday', '2026-11-27'],
    ['Acme needs until Friday', '2026-11-27'],
    ['Acme will let me know in two weeks', '2026-12-09'],
    ['Acme said they will decide next week', '2026-12-04'],
  ])('%s', (text, replyBy) => {
    expect(plain(text)).toEqual({ kind: 'heard', outcome: 'waiting', company: 'Acme', replyBy });
  });

  test.each([
    'Got an offer from Acme, need to answer by Friday',
    'I got an offer from Acme, I have until Friday',
    'Acme offer, deadline Friday',
  ])('%s', (text) => {
    expect(plain(text)).toEqual({ kind: 'heard', outcome: 'offer', company: 'Acme', answerBy: '2026-11-27' });
  });

  test('they, without a name, and a day', () => {
    expect(plain("they said they'd get back to me by Friday")).toEqual({
      ...{ kind: 'heard', outcome: 'waiting', replyBy: '2026-11-27' },
    });
  });
});

describe('what the forms take', () => {
  test.each([
    'they moved it to Friday 2pm',
    'they rescheduled the interview to Friday 2pm',
    'the interview was moved to Friday 2pm',
  ])('%s', (text) => {
    expect(plain(text)).toEqual({ kind: 'moved', startsAt: new Date('2026-11-27T13:00Z'), zone: BERLIN });
  });

  test.each([
    ['Acme asked me to wait until Monday', { holdOff: '2026-11-30' }],
    ['Acme asked me not to write before Monday', { holdOff: '2026-11-30' }],
    ['Acme asked me to wait until next month', {}],
    ['Acme asked me to wait', {}],
    ["Acme said don't call us", { noContact: true }],
  ])('%s', (text, told) => {
    expect(plain(text)).toEqual({ kind: 'hold-off', company: 'Acme', ...told });
  });

  test('what was just finished', () => {
    expect(plain('just finished my interview with Acme')).toMatchObject({
      ...{ kind: 'mistake', understood: { company: 'Acme' } },
    });
  });
});

test('what is only hoped, feared or asked is never news', () => {
  const hedge = fc.constantFrom(
    ...[
      'I hope ',
      'I think ',
      'maybe ',
      'Maybe ',
      'if ',
      'I wonder whether ',
      'I am afraid ',
      'what if ',
      'probably ',
    ],
  );
  const said = fc.constantFrom(...HEARD.flatMap(([, , ...texts]) => texts));
  fc.assert(
    fc.property(hedge, said, (before, text) => {
      expect(plain(before + text)).not.toHaveProperty('outcome');
    }),
    { numRuns: 500 },
  );
});

test.each(
  'a| |"|,|-|I |they |Acme |rejected |got |offer |by |said |no |the |interview |with |to |moved |, and |but |’s |(x) |waiting |has '.split(
    '|',
  ),
)('%j without end is answered', (part) => {
  for (const before of ['', 'got a rejection from ', 'Acme ', 'they moved it to ']) {
    const long = (before + part.repeat(2980)).slice(0, 2980);
    expect(plain(long).kind).toBeTruthy();
  }
});

test.each([
  ...['Acme passed', 'Passed the Acme phone screen', 'rejected Acme', 'declined Acme', 'no offer from Acme'],
  ...[
    "Acme hasn't rejected me",
    'Acme never rejected me',
    'Acme did not reject me',
    'not rejected by Acme yet',
  ],
  ...['I hope Acme offered me the job', 'Acme might make me an offer', "I'm afraid Acme rejected me"],
  ...[
    "I didn't get an offer from Acme",
    'did Acme reject me?',
    'got rejected by Acme?',
    'Acme withdrew the offer',
  ],
  ...[
    'my friend got an offer from Acme',
    'Acme rejected my friend',
    'I cancelled it',
    'cancelled it',
    'offer up',
  ],
  ...['Rejected by Acme next Friday', 'Acme tomorrow 3pm rejected', 'They moved it to Friday'],
])('what may mean the opposite is asked: %s', (text) => {
  expect(plain(text)).toMatchObject({ kind: 'mistake' });
});

describe('an interview', () => {
  test.each([
    ['Globex tomorrow 3pm', 'Globex', '2026-11-26T14:00:00.000Z'],
    [
      'Acme, engineer, tomorrow 3pm with Dana Fox <mailto:dana@acme.com|dana@acme.com>',
      'Acme',
      '2026-11-26T14:00:00.000Z',
    ],
    ['/interview Acme, tomorrow 15:00', 'Acme', '2026-11-26T14:00:00.000Z'],
    ['Acme invited me to a second interview on Friday at 2pm', 'Acme', '2026-11-27T13:00:00.000Z'],
    ['Acme offered me an interview on Friday at 2pm', 'Acme', '2026-11-27T13:00:00.000Z'],
    ['Acme wants to talk on Friday at 2pm', 'Acme', '2026-11-27T13:00:00.000Z'],
    ['second interview with Acme on Friday 2pm', 'Acme', '2026-11-27T13:00:00.000Z'],
    ['Just finished with Acme an hour ago', 'Acme', '2026-11-25T09:00:00.000Z'],
    ['interview with acme tomorrow 3pm', 'acme', '2026-11-26T14:00:00.000Z'],
    ['Dentist tomorrow 3pm', 'Dentist', '2026-11-26T14:00:00.000Z'],
  ])('%s', (text, company, startsAt) => {
    expect(plain(text)).toMatchObject({ kind: 'add', interview: { company, startsAt: new Date(startsAt) } });
  });

  test('what is doubtful is asked', () => {
    expect(plain('Globex tomorrow')).toMatchObject({ kind: 'mistake' });
    expect(plain('interview at Acme soon')).toMatchObject({ kind: 'mistake' });
  });

  test.each([
    ...[
      'I emailed Umbrella yesterday at 3pm',
      "I can't make it to Acme tomorrow 3pm",
      'I’m free tomorrow at 3pm',
    ],
    ...[
      'remind me tomorrow at 9am to write to Acme',
      'send references to Acme tomorrow 3pm',
      'Call Acme tomorrow 3pm',
    ],
    ...['Acme wants me to call back tomorrow at 9am', 'Dana from Acme called me yesterday at 3pm'],
    ...['I had my interview at Acme yesterday at 3pm and they rejected me', 'dentist tomorrow 3pm'],
    ...['coffee with Dana tomorrow 3pm', 'Acme tomorrow 3pm?'],
  ])('a sentence with a time is not one for that: %s', (text) => {
    expect(plain(text)).toMatchObject({ kind: 'mistake' });
  });
});

describe('questions', () => {
  test.each([
    ['can I write to Acme yet?', { kind: 'when', company: 'Acme' }],
    ['may I follow up with Acme now', { kind: 'when', company: 'Acme' }],
    ['when may I call Acme?', { kind: 'when', company: 'Acme' }],
    ['when is my interview with Acme?', { kind: 'show', company: 'Acme' }],
    ['what time is my Acme interview?', { kind: 'show', company: 'Acme' }],
    ["what's next?", { kind: 'plan' }],
    ['what is next for Acme', { kind: 'plan', company: 'Acme' }],
    ['list', { kind: 'list' }],
    ['help', { kind: 'help' }],
    ['stats', { kind: 'stats' }],
    ['forget me', { kind: 'forget-me' }],
  ])('%s', (text, command) => {
    expect(plain(text)).toMatchObject(command);
  });
});

test.each([
  'thanks!',
  'Hello',
  'ok',
  ':tada:',
  'hi there',
  '...',
  'you are great',
  'no',
  'lol',
  '👍',
  'no way!',
  'no go',
  'no problem',
  'moved to Acme',
  'See you tomorrow at 3pm',
  'thanks, talk tomorrow at 9am',
])('small talk records nothing: %s', (text) => {
  expect(plain(text)).toEqual({ kind: 'chat' });
});

test('any text is read without a throw, and never as an interview without a time', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: 'grapheme' })), (text) => {
      expect(plain(text)).toHaveProperty('kind');
      expect(fromMessage(text, context)).toBeTypeOf('object');
    }),
  );
});

describe('a message from a recruiter', () => {
  test('fills in what is clear', () => {
    const text = `Hi Ada,
we'd like to invite you to a technical interview at Acme Robotics on Thursday 26 November at 2pm CET with Dana Fox (dana@acme.example).
Please bring a portfolio.
Best, Mia Ray <mia@acme.example>`;
    expect(fromMessage(text, context)).toMatchObject({
      company: 'Acme Robotics',
      startsAt: new Date('2026-11-26T13:00:00Z'),
      kind: 'technical',
      interviewers: [
        { name: 'Dana Fox', email: 'dana@acme.example' },
        { name: 'Mia Ray', email: 'mia@acme.example' },
      ],
    });
  });

  test('two dates are none, and no date leaves it out', () => {
    expect(fromMessage('Would Thursday at 2pm suit you? Or Friday at 3pm?', context)).not.toHaveProperty(
      'startsAt',
    );
    expect(fromMessage('Thank you for applying.', context)).toEqual({});
  });
});
