/** Whatever a member typed stands well inside a letter: trimmed, on one line, in a sentence that is still one. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { body, type Case, DANA, draft, drafts, KIM, MIA, sentences, WRITTEN } from './drafts.ts';

test.each([
  ['an SRE', 'the SRE position'],
  ['Intern', 'the Intern position'],
  ['backend engineer', 'the backend engineer position'],
  ['  Sales lead.  ', 'the Sales lead position'],
  ['DATA ENGINEER', 'the DATA ENGINEER position'],
  ['The Head of Marketing role', 'the Head of Marketing position'],
  ['A/B tester', 'the A/B tester position'],
  ['Engineer\nPlatform', 'the Engineer Platform position'],
  ['https://acme.example/jobs/12', 'the position at Acme'],
  ['Designer https://acme.example/jobs/12', 'the Designer position'],
  ['...', 'the position at Acme'],
  ['job', 'the position at Acme'],
])('the role %j is “%s”', (role, says) => {
  for (const rule of WRITTEN.filter((one) => one !== 'offer'))
    for (const letter of drafts(rule, { role, people: [DANA] })) expect(body(letter)).toContain(says);
  expect(draft('offer', { role }).text).toContain(`the offer of ${says}`);
});

test.each([
  ['Acme Inc.', 'glad to join Acme Inc. If'],
  [' acme ', 'glad to join acme. If'],
  ['Yahoo!', 'glad to join Yahoo! If'],
  ['Acme...', 'glad to join Acme. If'],
  ['https://www.acme.example/jobs?id=1', 'glad to join acme.example. If'],
  ['www.acme.example', 'glad to join acme.example. If'],
  ['https://', 'glad to join the company. If'],
  ['a stealth startup', 'glad to join the company. If'],
  ['my old company', 'glad to join the company. If'],
  ['A Cloud Guru', 'glad to join A Cloud Guru. If'],
])('the company %j ends a sentence once', (company, says) => {
  expect(draft('thank-you', { company, people: [DANA] }).text).toContain(says);
});

test.each([
  ['The new data platform.', 'about the new data platform has'],
  ['Kafka', 'about Kafka has'],
  ['we talked about sailing', 'about sailing has'],
  ['Their move to Kafka', 'about your move to Kafka has'],
  ['How they do on-call', 'about how you do on-call has'],
  ['THE NEW PLATFORM', 'about THE NEW PLATFORM has'],
  ['We both like sailing.', 'has stayed with me: we both like sailing.'],
  ['I should read about CRDTs!', 'has stayed with me: I should read about CRDTs.'],
  ['Why is the team so small?', 'has stayed with me: why is the team so small? I'],
  ['https://acme.example/blog', 'has stayed with me: https://acme.example/blog.'],
  ['tests\n first', 'about tests first has'],
  ['my gap year', 'Our conversation about my gap year has'],
  ['I asked about tests', 'about tests has'],
  ['Migration to Kafka', 'about the migration to Kafka has'],
  ['loved her story about founding the company', 'about your story about founding the company has'],
  ['how she moved to engineering', 'about how you moved to engineering has'],
  ['Rails at their scale', 'about Rails at your scale has'],
  ['Her team uses Rust', 'has stayed with me: your team uses Rust.'],
  ['The team is 5 people', 'has stayed with me: the team is 5 people.'],
  ['He said the team is growing', 'has stayed with me: the team is growing.'],
  ['mentioned she is hiring', 'has stayed with me: you are hiring.'],
  ['Dana likes sailing', 'has stayed with me: you like sailing.'],
  ['she studies at night', 'has stayed with me: you study at night.'],
  ['was impressed by my portfolio', 'has stayed with me: you were impressed by my portfolio.'],
  ['Kubernetes, and how they do on-call', 'has stayed with me: Kubernetes, and how you do on-call.'],
  ['speaks Spanish', 'has stayed with me: you speak Spanish.'],
  ['Grew up in Leeds', 'has stayed with me: you grew up in Leeds.'],
  ['used to work at Google', 'has stayed with me: you used to work at Google.'],
  ['dana likes sailing', 'has stayed with me: you like sailing.'],
  ['Dana’s move to Kafka', 'about your move to Kafka has'],
  ['Dana said the team is growing', 'has stayed with me: the team is growing.'],
  ['told me she is hiring', 'has stayed with me: you are hiring.'],
  ['asked me why I left', 'about why I left has'],
  ['talked football', 'about football has'],
  ['i told her about my thesis', 'about my thesis has'],
  ['i should tell her about Kafka', 'has stayed with me: I should tell you about Kafka.'],
  ['both from Ohio', 'has stayed with me: both from Ohio.'],
  ['really into Rust', 'has stayed with me: really into Rust.'],
  ['same school', 'has stayed with me: same school.'],
  ['Great chat about Kafka', 'Our conversation about Kafka has'],
  ['a long discussion of testing', 'Our conversation about testing has'],
  ['k8s migration', 'about the k8s migration has'],
  ['start date', 'about the start date has'],
  ['Move to Berlin', 'about the move to Berlin has'],
  ['new CRM', 'about the new CRM has'],
  ['a data platform', 'about a data platform has'],
  ['building data platforms', 'about building data platforms has'],
  ['remote work', 'about remote work has'],
  ['Kafka migrations', 'about Kafka migrations has'],
  ['why this move', 'about why this move has'],
  ['Their CI takes 40 minutes', 'has stayed with me: your CI takes 40 minutes.'],
])('the talking point %j reads well', (talkingPoint, says) => {
  expect(draft('thank-you', { people: [{ ...DANA, talkingPoint }] }).text).toContain(says);
});

test.each([
  ['Send them references.', 'send: references.'],
  ['email her my portfolio', 'send: my portfolio.'],
  ['send Dana the slides', 'send: the slides.'],
  ['share the slides', 'send: the slides.'],
  ['Send-off film', 'send: Send-off film.'],
])('of the promise %j the letter says what it brings', (what, says) => {
  expect(draft('material', { what }).text).toContain(says);
});

test('“their” is “your” to the person alone, not to a recruiter', () => {
  const people = [{ ...DANA, talkingPoint: 'Their move to Kafka' }];
  expect(draft('thank-you', { people, agency: MIA }).text).toContain('about their move to Kafka');
});

test('of who is known by what they do nobody takes the article for a name', () => {
  const about = (talkingPoint: string) =>
    draft('thank-you', { people: [{ ...DANA, name: 'the CTO', talkingPoint }] }).text;
  expect(about('the team is growing')).toContain('with me: the team is growing.');
  expect(about('the CTO likes sailing')).toContain('with me: you like sailing.');
});

test('a recruiter reads of the person by name', () => {
  const about = (talkingPoint: string) =>
    draft('thank-you', { people: [{ ...DANA, talkingPoint }], agency: MIA }).text;
  expect(about('was impressed by my portfolio')).toContain('with me: Dana was impressed by my portfolio.');
  expect(about('used to row')).toContain('with me: Dana used to row.');
  expect(about('she likes sailing')).toContain('with me: she likes sailing.');
});

test.each([
  ...['', ' ', '...', '?!', 'n/a', 'None.', 'nothing special', "don't remember", 'forgot', 'idk'],
  ...['very friendly', 'Super nice!', 'nice guy', 'great vibe', 'seemed tired', 'was really kind'],
  ...['salary range 60-70k', 'asked about salary expectations', 'I messed up the SQL question'],
])('what the member notes for themselves is no talking point: %j', (talkingPoint) => {
  for (const rule of ['thank-you', 'check-in', 'handwritten-note', 'gracious-reply'] as const) {
    const without = draft(rule, { people: [DANA] });
    expect(draft(rule, { people: [{ ...DANA, talkingPoint }] })).toEqual(without);
  }
});

test.each([
  ['Dana Fox', 'Dear Dana,'],
  ['dana fox', 'Dear Dana,'],
  ['Fox, Dana', 'Dear Dana,'],
  ['Dana Fox, CTO', 'Dear Dana,'],
  ['Dana, CTO', 'Dear Dana,'],
  ['Dr. Dana Fox', 'Dear Dr. Dana Fox,'],
  ['Ms Fox', 'Dear Ms Fox,'],
  ['Drew Fox', 'Dear Drew,'],
  ['D. Fox', 'Dear D. Fox,'],
  ['J.R. Fox', 'Dear J.R. Fox,'],
  ['Anne-Marie Li', 'Dear Anne-Marie,'],
  ['李伟', 'Dear 李伟,'],
  ['the CTO', 'Hello,'],
  ['Hiring manager', 'Hello,'],
  ['dana@acme.example', 'Hello,'],
  ['DANA FOX', 'Dear Dana,'],
  ['Dana (CTO)', 'Dear Dana,'],
  ['van der Berg', 'Dear van der Berg,'],
  ['two engineers', 'Hello,'],
  ['head of engineering', 'Hello,'],
  ['Somebody new', 'Hello,'],
  ['Dana\nBcc: all@acme.example', 'Hello,'],
])('%j is greeted with “%s”', (name, says) => {
  expect(draft('thank-you', { people: [{ ...DANA, name }] }).text.split('\n\n')[0]).toBe(says);
});

test.each([
  ['Dana fox', 'on to Dana Fox?'],
  ['Ludwig van', 'on to Ludwig van?'],
  ['Recruiter', 'on to the recruiter?'],
  ['HR manager', 'on to the HR manager?'],
  ['Engineering Manager', 'on to the engineering manager?'],
  ['the CTO', 'on to the CTO?'],
  ['Dana from HR', 'on to Dana from HR?'],
])('%j is spoken of as “%s”', (name, says) => {
  expect(draft('thank-you', { people: [{ ...DANA, name }], agency: MIA }).text).toContain(says);
});

test('where the family name comes first, nobody is greeted by that alone', () => {
  const people = [{ ...DANA, name: 'Wang Wei' }];
  for (const country of ['CN', 'HU', 'JP', 'KR'])
    expect(draft('check-in', { people, country }).text).toMatch(/^Dear Wang Wei,/);
  // The name alone does not say how it is written.
  expect(draft('check-in', { people, country: 'US' }).text).toMatch(/^Dear Wang,/);
  expect(draft('thank-you', { people, country: 'CN' }).text).toContain('very glad to join');
});

describe('whatever the words are', () => {
  const mark = fc.constantFrom('', '.', '...', ',', '!', ' ', '\n', ':', '…');
  const before = fc.constantFrom('', ' ', 'the ', 'An ', '\n', '\t');
  const tame = fc.stringMatching(/^[A-Za-z0-9À-ÖØ-öø-ÿ][A-Za-z0-9À-ÖØ-öø-ÿ &'()/-]{0,40}$/);
  const odd = fc.tuple(before, tame, mark).map(([first, words, last]) => first + words.trim() + last);
  const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
  const person = (words: fc.Arbitrary<string>) =>
    fc.record({ name: words, email: maybe(fc.constant('a@b.example')), talkingPoint: maybe(words) });
  const cases = (words: fc.Arbitrary<string>): fc.Arbitrary<Case> =>
    fc.record({
      company: words,
      role: maybe(words),
      people: fc
        .array(person(words), { maxLength: 12 })
        .map((people) => people.map((one, n) => ({ ...one, id: `p${n}` }))),
      agency: maybe(fc.constant(MIA)),
      coordinator: maybe(fc.constant(KIM)),
      country: fc.constantFrom(undefined, 'DE', 'NO'),
      signature: maybe(words),
      again: fc.boolean(),
      what: words,
    });

  test('there are three to five sentences, each with one full stop, thanks first', () => {
    fc.assert(
      fc.property(fc.constantFrom(...WRITTEN), cases(odd), (rule, one) => {
        for (const letter of drafts(rule, one)) {
          expect(sentences(letter).length).toBeGreaterThanOrEqual(3);
          expect(sentences(letter).length).toBeLessThanOrEqual(5);
          expect(sentences(letter)[0]).toMatch(/^Thank you /);
          expect(body(letter)).not.toMatch(/\.\.|[!?…]\.|…| {2}| [.,;:!?]|\bthe the\b|\s$|undefined/i);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('no word breaks a line, no subject is longer than its field, and no text is shared', () => {
    const anything = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), odd);
    fc.assert(
      fc.property(fc.constantFrom(...WRITTEN), cases(anything), (rule, one) => {
        const letters = drafts(rule, { ...one, signature: undefined });
        for (const letter of letters) {
          expect(letter.subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
          expect(letter.subject.length).toBeLessThanOrEqual(250);
          expect(letter.text.split(/[\p{Cc}\p{Zl}\p{Zp}]/u)).toHaveLength(5);
        }
        expect(new Set(letters.map(({ text }) => text)).size).toBe(letters.length);
      }),
      { numRuns: 500 },
    );
  });
});
