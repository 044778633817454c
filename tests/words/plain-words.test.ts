import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromMessage } from '../../src/words/message.ts';
import { parsePlainWords } from '../../src/words/plain-words.ts';
import { BERLIN, NOW } from './reading.ts';

const context = { now: NOW, zone: BERLIN };
const plain = (text: string) => parsePlainWords(text, context);

describe('what was heard', () => {
  test.each([
    ['got a rejection from Acme', 'rejection', 'Acme'],
    ['I got a rejection from Acme.', 'rejection', 'Acme'],
    ['Acme rejected me', 'rejection', 'Acme'],
    ['Bad news: Acme turned me down', 'rejection', 'Acme'],
    ['I got an offer from Globex!', 'offer', 'Globex'],
    ['Good news, Globex made me an offer', 'offer', 'Globex'],
    ['*Globex* offered me the job', 'offer', 'Globex'],
    ['Initech ghosted me', 'no-answer', 'Initech'],
    ['they moved my interview with Acme', 'postponed', 'Acme'],
    ['my interview with Acme was postponed', 'postponed', 'Acme'],
    ['Acme cancelled the interview', 'postponed', 'Acme'],
    ['nobody showed up at Acme', 'no-show', 'Acme'],
    ["Acme didn't show up", 'no-show', 'Acme'],
    ['no news from Initech yet', 'waiting', 'Initech'],
    ['Acme invited me to a second round', 'next-round', 'Acme'],
    ['I withdrew from Acme', 'withdrawn', 'Acme'],
  ])('%s', (text, outcome, company) => {
    expect(plain(text)).toMatchObject({ kind: 'heard', outcome, company });
  });

  test('with a day', () => {
    expect(plain('no news from Initech yet, they need until Friday')).toMatchObject({
      ...{ kind: 'heard', outcome: 'waiting', company: 'Initech', replyBy: '2026-11-27' },
    });
  });
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
  ])('%s', (text, company, startsAt) => {
    expect(plain(text)).toMatchObject({ kind: 'add', interview: { company, startsAt: new Date(startsAt) } });
  });

  test('what is doubtful is asked', () => {
    expect(plain('Globex tomorrow')).toMatchObject({ kind: 'mistake' });
    expect(plain('interview at Acme soon')).toMatchObject({ kind: 'mistake' });
  });
});

describe('questions', () => {
  test.each([
    ['can I write to Acme yet?', { kind: 'when', company: 'Acme' }],
    ['may I follow up with Acme now', { kind: 'when', company: 'Acme' }],
    ['when may I call Acme?', { kind: 'when', company: 'Acme' }],
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

test.each(['thanks!', 'Hello', 'ok', ':tada:', 'hi there', '...', 'you are great', 'no', 'lol', '👍'])(
  'small talk records nothing: %s',
  (text) => {
    expect(plain(text)).toEqual({ kind: 'chat' });
  },
);

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
