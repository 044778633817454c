/** The wording rules of product.md ("Drafts"), over every draft. */
import { describe, expect, test } from 'vitest';
import {
  type Application,
  DEFAULT_SETTINGS,
  type Interviewer,
  type Rule,
} from '../../src/etiquette/facts.ts';
import { lettersFor } from '../../src/letters/letters.ts';
import { acme } from './story.ts';

const PEOPLE: Interviewer[] = ['Dana Fox', 'Bo Li', 'Ann Lee', 'Sam Ray', 'Kim Day'].map((name, n) => ({
  id: `p${n}`,
  name,
  email: n === 0 ? 'dana@acme.example' : undefined,
  talkingPoint: n === 1 ? 'the new data platform' : undefined,
}));

const RULES: Rule[] = [
  'thank-you',
  'thank-you-last-call',
  'handwritten-note',
  'material',
  'check-in',
  'gracious-reply',
  'stay-in-touch',
  'offer',
];

function drafts(rule: Rule, changes: Partial<Application> = {}, again = false) {
  const [application] = acme({
    interviewers: PEOPLE,
    promise: { by: '2026-11-27T17:00+01:00' },
  }).applications;
  if (!application) throw new Error('no application');
  const [interview] = application.interviews;
  const occasion = {
    application: { ...application, ...changes },
    interview,
    promise: interview?.promises[0],
    rule,
    settings: { ...DEFAULT_SETTINGS, zone: 'Europe/Berlin' },
  };
  return lettersFor(occasion, again);
}

const VARIANTS: [string, Partial<Application>][] = [
  ['with a role', {}],
  ['without a role', { role: undefined }],
  ['through an agency', { agency: { name: 'Mia Ray', email: 'mia@agency.example' } }],
  [
    'with an offer to answer',
    {
      answers: [
        { id: 'a', outcome: 'offer', heardAt: new Date('2026-12-02T10:00:00Z'), answerBy: '2026-12-09' },
      ],
    },
  ],
];
const ALL = VARIANTS.flatMap(([says, changes]) =>
  RULES.flatMap((rule) =>
    [false, true].flatMap((again) =>
      drafts(rule, changes, again).map((letter) => ({
        name: `${rule} ${says}${again ? ', again' : ''} to ${letter.to.name}`,
        rule,
        letter,
      })),
    ),
  ),
);

const body = (text: string) => text.split('\n\n').slice(1, -1).join(' ');
const sentences = (text: string) => body(text).split(/(?<=[.?!]) (?=[A-Z])/);

describe.each(ALL)('$name', ({ rule, letter }) => {
  test('three to five sentences, thanks first', () => {
    expect(sentences(letter.text).length).toBeGreaterThanOrEqual(3);
    expect(sentences(letter.text).length).toBeLessThanOrEqual(5);
    expect(sentences(letter.text)[0]).toMatch(/thank/i);
  });

  test('never impatient, pleading or flattering, and nothing left to fill in', () => {
    expect(letter.text).not.toMatch(
      /waiting|you said|as you promised|days ago|still no|please,? please|desperate|beg|amazing|awesome|incredible|honou?red|undefined|null|\[|\{/i,
    );
  });

  test('a check-in asks where they are in the process', () => {
    if (rule === 'check-in') expect(letter.text).toContain('where you are in the process');
  });
});

test('the role and the day of the talk are named', () => {
  for (const rule of ['thank-you', 'check-in'] as const) {
    for (const { text } of drafts(rule)) {
      expect(text).toContain('engineer');
      expect(text).toContain('Tuesday, 24 November');
    }
  }
});

test('no two people get the same text, and each keeps their own detail', () => {
  const texts = drafts('thank-you').map(({ text }) => text);
  expect(texts).toHaveLength(5);
  expect(new Set(texts).size).toBe(5);
  expect(texts[1]).toContain('the new data platform');
});

test('who is thanked already gets no second note', () => {
  const [application] = acme({
    interviewers: PEOPLE.map((one, n) => (n === 0 ? { ...one, thankedAt: new Date() } : one)),
  }).applications;
  if (!application) throw new Error('no application');
  const letters = lettersFor({
    rule: 'thank-you',
    application,
    interview: application.interviews[0],
    settings: DEFAULT_SETTINGS,
  });
  expect(letters.map(({ to }) => to.name)).toEqual(['Bo Li', 'Ann Lee', 'Sam Ray', 'Kim Day']);
});

test("an agency's recruiter gets every draft", () => {
  const agency = { name: 'Mia Ray', email: 'mia@agency.example' };
  for (const rule of RULES) for (const { to } of drafts(rule, { agency })) expect(to).toEqual(agency);
});

test('the second check-in is worded anew', () => {
  expect(drafts('check-in', {}, true)[0]?.text).not.toBe(drafts('check-in')[0]?.text);
});
