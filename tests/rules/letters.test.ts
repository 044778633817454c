/** What no draft may say, and what each must, over every draft that can come about. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Interviewer } from '../../src/etiquette/facts.ts';
import { plan } from '../../src/etiquette/plan.ts';
import { lettersAbout, lettersFor } from '../../src/letters/letters.ts';
import {
  ANN,
  BO,
  body,
  type Case,
  DANA,
  draft,
  drafts,
  KIM,
  MIA,
  SAM,
  sentences,
  WRITTEN,
} from '../letters/drafts.ts';
import { acme } from './story.ts';

const PANELS = [[], [DANA], [BO], [DANA, BO, ANN, SAM], [BO, ANN], [SAM, BO, ANN, SAM, SAM, SAM]];
const CASES = PANELS.flatMap((people) =>
  [{}, { agency: MIA }, { coordinator: KIM }, { agency: MIA, coordinator: KIM }].flatMap((through) =>
    [undefined, 'DE', 'JP'].flatMap((country) =>
      ['engineer', undefined].flatMap((role) =>
        [
          { again: false },
          { again: true, signature: 'Ada Lovelace', answerBy: '2026-12-09', promised: 'open' as const },
        ].map((rest): Case => ({ people, ...through, country, role, ...rest })),
      ),
    ),
  ),
);

const IMPATIENT = /waiting|still no|days ago|you (?:said|promised)|as you|yet to hear|not heard|\bASAP\b/i;
const PLEADING = /please,? please|desperate|\bbeg|hopefully|any chance|really need|last chance|reconsider/i;
const FLATTERING = /amazing|awesome|incredible|fantastic|wonderful|honou?r|privilege|impressive|inspiring/i;
const UNFINISHED = /undefined|null|\[|\{| {2}|\.\.|\?\.|!\.| [.,?]|\bthe the\b|\ban? the\b/i;

describe.each(WRITTEN)('every %s', (rule) => {
  const all = CASES.flatMap((one) => drafts(rule, one).map((letter) => ({ ...one, letter })));

  test('has three to five sentences, thanks first', () => {
    for (const { letter } of all) {
      expect(sentences(letter).length, letter.text).toBeGreaterThanOrEqual(3);
      expect(sentences(letter).length, letter.text).toBeLessThanOrEqual(5);
      expect(sentences(letter)[0]).toMatch(/^Thank you /);
    }
  });

  test('is never impatient, pleading or flattering, and nothing is left to fill in', () => {
    for (const { text, subject } of all.map(({ letter }) => letter)) {
      for (const wrong of [IMPATIENT, PLEADING, FLATTERING, UNFINISHED])
        expect(`${subject}\n${text}`).not.toMatch(wrong);
    }
  });

  test('names the role or else the company, to a recruiter both', () => {
    for (const { letter, role, agency } of all) {
      if (role) expect(body(letter)).toContain('the engineer position');
      if (!role || agency) expect(body(letter)).toContain('Acme');
    }
  });

  test('is greeted and signed', () => {
    for (const { letter, signature } of all) {
      expect(letter.text).toMatch(/^(?:Dear [A-Z][a-z]+(?: [A-Z][a-z]+)?|Hello),\n\n/);
      expect(letter.text.endsWith(signature ? 'Kind regards,\nAda Lovelace' : 'Kind regards')).toBe(true);
    }
  });
});

test('a note about one talk names its day; what answers an ending does not', () => {
  for (const one of CASES) {
    for (const rule of ['thank-you', 'handwritten-note', 'material', 'check-in'] as const)
      for (const letter of drafts(rule, one)) expect(body(letter)).toContain('on Tuesday, 24 November');
    for (const letter of drafts('gracious-reply', one)) expect(letter.text).not.toContain('24 November');
    for (const letter of drafts('stay-in-touch', one)) expect(body(letter)).toContain('in November');
  }
});

test('a check-in asks where they are in the process, the second time in other words', () => {
  for (const one of CASES) {
    const first = draft('check-in', { ...one, again: false });
    const second = draft('check-in', { ...one, again: true });
    for (const { text } of [first, second])
      expect(text).toContain(`where ${one.agency ? 'they' : 'you'} are in the process`);
    expect(sentences(first).filter((line) => second.text.includes(line))).toEqual([]);
  }
});

test('more material is offered where it fits', () => {
  for (const one of CASES)
    for (const rule of ['thank-you', 'material', 'check-in', 'stay-in-touch'] as const)
      for (const letter of drafts(rule, one))
        expect(letter.text).toMatch(/will gladly send|can send|anything else would be useful/);
});

test('what was promised is not offered once more, sent or not; what is not to come may be', () => {
  const named = /reference|sample/;
  for (const one of CASES)
    for (const rule of ['thank-you', 'check-in'] as const) {
      const of = (promised: Case['promised']) =>
        drafts(rule, { ...one, promised, again: false }).map(({ text }) => text);
      for (const text of [...of('open'), ...of('sent')]) expect(text).not.toMatch(named);
      for (const text of [...of(undefined), ...of('dropped')]) expect(text).toMatch(named);
    }
});

test('each keeps the detail that was talked about with them', () => {
  for (const rule of [
    'thank-you',
    'handwritten-note',
    'check-in',
    'gracious-reply',
    'stay-in-touch',
  ] as const)
    expect(draft(rule, { people: [BO] }).text).toContain('about the new data platform');
  const [toBo, toAnn] = drafts('thank-you', { people: [BO, ANN] });
  expect(toBo?.text).not.toContain('sailing');
  expect(toAnn?.text).toContain(': we both like sailing.');
});

test('a résumé is to be kept on file, and material that is late comes with a word of apology', () => {
  for (const one of CASES) {
    expect(draft('gracious-reply', one).text).toContain('résumé on file');
    expect(draft('material', { ...one, again: true }).text).toContain('I am sorry');
    expect(draft('material', { ...one, again: false }).text).not.toContain('sorry');
  }
  expect(draft('material', { what: 'Send them the references.' }).text).toContain('send: the references.');
});

test('material that is sent before the talk thanks for no talk, and claims none', () => {
  const ahead = new Date('2026-11-24T10:00+01:00');
  expect(body(draft('material', { now: ahead }))).toMatch(
    /^Thank you for making time to talk about the engineer position on Tuesday, 24 November\./,
  );
  for (const through of [{ agency: MIA }, { people: [SAM], coordinator: KIM }])
    expect(body(draft('material', { ...through, now: ahead }))).toMatch(/^Thank you for arranging the /);
});

test('where self-promotion reads as pushy, a letter is interested but does not want, and greets by the whole name', () => {
  const wants = /glad to join|like this job|like to do this work|happy to work|very interested|delighted/;
  for (const rule of WRITTEN) {
    for (const one of CASES.filter(({ country }) => country === 'JP'))
      for (const letter of drafts(rule, one)) {
        expect(letter.text).not.toMatch(wants);
        if (letter.to.name) expect(letter.text).toContain(`Dear ${letter.to.name},`);
      }
  }
  for (const rule of ['thank-you', 'check-in', 'handwritten-note', 'offer'] as const)
    for (const letter of drafts(rule, { country: 'DE' })) expect(letter.text).toMatch(wants);
});

test("an agency's recruiter gets every draft, and is asked to pass it on to each person by name", () => {
  for (const rule of WRITTEN)
    for (const one of CASES.filter(({ agency }) => agency))
      for (const { to } of drafts(rule, one)) expect(to).toEqual(MIA);
  const notes = drafts('thank-you', { agency: MIA, people: [DANA, BO, ANN, SAM] });
  expect(notes.map((note) => note.for)).toEqual([['dana'], ['bo'], ['ann'], ['sam']]);
  for (const [n, { name }] of [DANA, BO, ANN, SAM].entries())
    expect(notes[n]?.text).toMatch(new RegExp(`pass .*${name}`));
});

test('a recruiter who passes on several notes reads no two that begin alike, and a firm is no person', () => {
  const notes = drafts('thank-you', { agency: MIA, people: [DANA, BO, ANN] });
  expect(new Set(notes.map((note) => sentences(note)[0])).size).toBe(3);
  expect(draft('check-in', { agency: { name: 'Hays' } }).text).toMatch(/^Hello,/);
});

test('a coordinator gets one note that names everybody without an address; the others get their own', () => {
  const notes = drafts('thank-you', { coordinator: KIM, people: [DANA, BO, ANN, SAM] });
  expect(notes.map(({ to }) => to)).toEqual([{ name: DANA.name, email: DANA.email }, KIM]);
  expect(notes.map((note) => note.for)).toEqual([['dana'], ['bo', 'ann', 'sam']]);
  expect(notes[1]?.text).toContain('pass my thanks on to Bo Li, Ann Lee and Sam Ray');
  expect(notes[1]?.text).toContain('the new data platform (with Bo Li); we both like sailing (with Ann Lee)');
  expect(draft('check-in', { coordinator: KIM, people: [BO] }).to).toEqual(KIM);
  expect(draft('check-in', { coordinator: KIM, people: [BO, DANA] }).to.name).toBe('Dana Fox');
});

test('two are both, and three are all of them', () => {
  const cy = { id: 'cy', name: 'Cy Day' };
  const toCoordinator = (...people: Interviewer[]) => draft('thank-you', { coordinator: KIM, people }).text;
  expect(toCoordinator(SAM, cy)).toContain('Talking with both of them gave me');
  expect(toCoordinator(SAM, cy, { id: 'di', name: 'Di Low' })).toContain('Talking with all of them gave me');
});

test('without a coordinator each person without an address has a letter of their own', () => {
  const notes = drafts('thank-you', { people: [DANA, BO, SAM] });
  expect(notes.map(({ to }) => to)).toEqual([
    { name: DANA.name, email: DANA.email },
    { name: BO.name },
    { name: SAM.name },
  ]);
});

test('who is met in two rounds reads no sentence twice', () => {
  const facts = acme({ interviewers: [SAM] }, {}, { start: '2026-12-10T15:00+01:00', interviewers: [SAM] });
  for (const through of [{}, { agency: MIA }]) {
    const [first = [], second = []] = facts.applications.flatMap((one) =>
      one.interviews.map((interview) => {
        const application = { ...one, ...through };
        const about = { rule: 'thank-you', application, interview, now: interview.startsAt } as const;
        return lettersFor({ ...about, settings: facts.settings }).flatMap(sentences);
      }),
    );
    expect(first.length).toBeGreaterThan(3);
    expect(second.filter((line) => first.includes(line))).toEqual([]);
  }
});

test('who is thanked already gets no second note, and the others keep their words', () => {
  const people = [DANA, BO, ANN, SAM];
  const thanked = people.map((one) =>
    one === DANA || one === ANN ? { ...one, thankedAt: new Date(0) } : one,
  );
  for (const through of [{}, { agency: MIA }]) {
    const before = drafts('thank-you', { people, ...through });
    expect(drafts('thank-you', { people: thanked, ...through })).toEqual([before[1], before[3]]);
  }
  const shared = drafts('thank-you', { people: thanked, coordinator: KIM });
  expect(shared.map((note) => note.for)).toEqual([['bo', 'sam']]);
});

test('a key stays with its draft, and no two drafts share one', () => {
  for (const one of CASES) {
    const keysOf = (rule: (typeof WRITTEN)[number], again = false) =>
      drafts(rule, { ...one, again }).map(({ key }) => key);
    expect(keysOf('thank-you')).toEqual(keysOf('thank-you-last-call'));
    expect(keysOf('material')).toEqual(keysOf('material', true));
    const keys = [...WRITTEN.filter((rule) => rule !== 'thank-you-last-call')].flatMap((rule) =>
      keysOf(rule),
    );
    const ids = new Set(one.people);
    // The largest panel holds one person several times.
    if (ids.size === one.people?.length)
      expect(new Set([...keys, ...keysOf('check-in', true)]).size).toBe(keys.length + 1);
  }
  const [own] = drafts('thank-you', { people: [BO] });
  expect(draft('thank-you', { people: [BO], coordinator: KIM }).key).not.toBe(own?.key);
});

test('only the note by hand is by hand, and only thank-you notes thank somebody', () => {
  for (const rule of WRITTEN)
    for (const letter of drafts(rule)) {
      expect(letter.byHand ?? false).toBe(rule === 'handwritten-note');
      expect(letter.for.length > 0).toBe(rule.startsWith('thank-you'));
    }
});

describe('no two people get the same text', () => {
  const point = fc.constantFrom(undefined, 'the roadmap', 'the roadmap', 'Is it a big team?', 'sailing');
  const panel = fc.array(
    fc.record({ talkingPoint: point, email: fc.constantFrom(undefined, 'a@b.example') }),
    {
      ...{ minLength: 2, maxLength: 20 },
    },
  );
  test.each([
    ['written to them', {}],
    ['through a recruiter', { agency: MIA }],
    ['some through a coordinator', { coordinator: KIM }],
    ['in a reserved country', { country: 'SE' }],
    ['where something was promised', { promised: 'open' as const }],
  ])('%s, by more than the name', (_says, through) => {
    fc.assert(
      fc.property(panel, (made) => {
        // They all have one name, so that only the words can differ.
        const people = made.map((one, n) => ({ ...one, id: `p${n}`, name: 'Dana Fox' }));
        const texts = drafts('thank-you', { people, ...through }).map(({ text }) => text);
        expect(new Set(texts).size).toBe(texts.length);
      }),
    );
  });
});

test('after a no before the talk the people who were to come are written to, and no talk is claimed', () => {
  const facts = acme({ interviewers: [DANA] }, { heard: [['rejection', '2026-11-23T12:00+01:00']] });
  const letters = plan(facts).flatMap((nudge) =>
    facts.applications.flatMap((one) => lettersAbout(nudge, one, { ...facts, now: nudge.due })),
  );
  expect(new Set(letters.map(({ key }) => key))).toEqual(
    new Set(['gracious-reply/acme', 'stay-in-touch/acme']),
  );
  for (const { to, text, subject } of letters) {
    expect(to).toEqual({ name: DANA.name, email: DANA.email });
    expect(`${subject} ${text}`).not.toMatch(/conversation|our talk|talking with/);
  }
});

test('drafts are found from a planned nudge, also where it names no interview', () => {
  const heard = (outcome: 'rejection' | 'offer') =>
    acme(
      { interviewers: [DANA] },
      { heard: [[outcome, '2026-12-02T10:00Z']] },
      // A next round that was planned, and never took place.
      { start: '2026-12-10T15:00+01:00', interviewers: [SAM] },
    );
  for (const facts of [heard('rejection'), heard('offer')]) {
    const letters = plan(facts).flatMap((nudge) =>
      facts.applications.flatMap((one) => lettersAbout(nudge, one, { ...facts, now: nudge.due })),
    );
    expect(letters.length).toBeGreaterThan(0);
    for (const { to } of letters) expect(to).toEqual({ name: DANA.name, email: DANA.email });
  }
  const decide = acme({}, { heard: [['offer', '2026-12-02T10:00Z', { answerBy: '2026-12-09' }]] });
  const [thanks, answer] = plan(decide).map((nudge) =>
    decide.applications.flatMap((one) => lettersAbout(nudge, one, { ...decide, now: nudge.due })),
  );
  expect(thanks?.map(({ text }) => text.includes('my answer by Wednesday, 9 December'))).toEqual([true]);
  // Yes or no is for the member to say.
  expect(answer).toEqual([]);
  const owing = acme({ promise: { by: '2026-11-27T17:00+01:00' } });
  const apologies = plan(owing)
    .filter(({ rule }) => rule === 'material')
    .map((nudge) =>
      owing.applications
        .flatMap((one) => lettersAbout(nudge, one, { ...owing, now: nudge.due }))[0]
        ?.text.includes('sorry'),
    );
  expect(apologies).toEqual([false, false, true]);
});
