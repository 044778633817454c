/** What was promised, and asked for, in the words in which people note it after the talk of Tuesday 24 November 2026. */
import { expect, test } from 'vitest';
import { interview, question } from './reading.ts';

const told = (text: string) => interview(`Acme yesterday 3pm, ${text}`);

test.each([
  ['hear back Friday', '2026-11-27'],
  ['should hear back in a week', '2026-12-02'],
  ["I'll hear by Friday", '2026-11-27'],
  ["you'll hear from us by Friday", '2026-11-27'],
  ['expect to hear by Friday', '2026-11-27'],
  ['should know by EOD Thursday', '2026-11-26'],
  ["I'll know more by Friday", '2026-11-27'],
  ["they'll let us know Friday", '2026-11-27'],
  ['they will email me by Friday', '2026-11-27'],
  ['they hope to decide by Friday', '2026-11-27'],
  ["she said she'd get back to me by Friday", '2026-11-27'],
  ["Dana said they'd answer by Friday", '2026-11-27'],
  ['he will reply by Friday', '2026-11-27'],
  ['they answer no later than Friday', '2026-11-27'],
  ['they answer within 48 hours', '2026-11-27'],
  ['they answer in a fortnight', '2026-12-09'],
  ['decision Friday', '2026-11-27'],
  ['feedback next week', '2026-12-04'],
  ['results by Friday', '2026-11-27'],
])('they answer: %s', (text, replyBy) => {
  expect(told(text)).toMatchObject({ company: 'Acme', replyBy, interviewers: [] });
  expect(told(text).role).toBeUndefined();
});

test.each([
  'they asked me not to call before the 10th',
  'they asked not to be contacted before 10 December',
  'told me to wait until 10 December',
  'wait til 10 December',
  'hold until 10 December',
  'no calls before 10 December',
  "don't reach out before 10 December",
  'not until 10 December',
  'no contact until 10 December',
  "don't call us before 10 December",
])('a hold-off that ends: %s', (text) => {
  expect(told(text)).toMatchObject({ company: 'Acme', holdOff: '2026-12-10' });
  expect(told(text).noContact).toBeUndefined();
});

test.each([
  ['send portfolio Thu', 'portfolio', '2026-11-26T16:00'],
  ['send portfolio tomorrow', 'portfolio', '2026-11-26T16:00'],
  ['owe Dana a case study by Friday', 'case study', '2026-11-27T16:00'],
  ['send my portfolio in 2 days', 'portfolio', '2026-11-27T16:00'],
  ['owe references by Friday', 'references', '2026-11-27T16:00'],
  ['sending references by Friday', 'references', '2026-11-27T16:00'],
  ['promised to send references Friday', 'references', '2026-11-27T16:00'],
  ['submit the assignment by Friday', 'assignment', '2026-11-27T16:00'],
  ['I will email references by Friday', 'references', '2026-11-27T16:00'],
  ['take-home due Monday 9am', 'take-home', '2026-11-30T08:00'],
  ['they asked for references by Friday', 'references', '2026-11-27T16:00'],
  ['they want an answer by Friday', 'answer', '2026-11-27T16:00'],
  ['they need my decision by Friday', 'decision', '2026-11-27T16:00'],
])('promised: %s', (text, what, due) => {
  expect(told(text).materials).toEqual([{ what, dueAt: new Date(`${due}Z`) }]);
  expect(told(text).replyBy).toBeUndefined();
});

test('two promises in one line', () => {
  const text = 'promised a portfolio tomorrow and references by Friday, they decide Monday';
  expect(told(text)).toMatchObject({
    replyBy: '2026-11-30',
    materials: [{ what: 'portfolio' }, { what: 'references', dueAt: new Date('2026-11-27T16:00Z') }],
  });
});

test.each([
  ['Acme yesterday 3pm, they answer within 3 working days', 'it is Monday 2026-11-30: write `by 2026-11-30`'],
  ['Acme Friday 3pm, answer by Thursday', 'What is due by Thursday?'],
  ['Acme 10 November 3pm, they answer in two weeks', 'Tuesday 2026-11-24 or Wednesday 2026-12-09'],
  ['Acme yesterday 3pm, they want me to call by Friday', 'What is due by Friday?'],
  ["Acme yesterday 3pm, I'll answer by Friday", 'I cannot place'],
  ['Acme yesterday 3pm, I promised to be on time', 'I promised to be on time'],
  ['Acme yesterday 3pm, send refs asap', 'I cannot place “send refs asap”'],
  ['Acme Friday 3pm, bring portfolio', 'I cannot place “bring portfolio”'],
  ['company="Acme" at="yesterday 3pm" materials="slides before the weekend"', 'due?'],
  ['company="Acme" at="yesterday 3pm" materials="portfolio asap"', 'due?'],
])('asked: %s', (text, say) => expect(question(text).say).toContain(say));

test.each(['Fox News', 'Sky News', 'Reply', 'Decision', 'Good Will', 'Send Cloud'])(
  'a company that is called %s is no promise',
  (company) => {
    expect(interview(`"${company}" Friday 3pm`)).toMatchObject({ company });
    expect(interview(`interview at ${company.replace('Send ', 'Send')} on 27 November 3pm`)).toMatchObject({
      startsAt: new Date('2026-11-27T14:00Z'),
    });
  },
);
