/** The form that scripts use. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { INTERVIEW_KINDS } from '../../src/etiquette/facts.ts';
import type { InterviewInput } from '../../src/etiquette/told.ts';
import { addDays, wallClock } from '../../src/words/instant.ts';
import { BERLIN, interview, question } from './reading.ts';

test('every key', () => {
  expect(
    interview(
      'add company="Acme" role="Engineer" at="2026-11-25 15:00" minutes=45 zone=America/New_York kind=phone-screen ' +
        'with="Dana Fox <dana@acme.example>; Bo Li" agency="Mia Ray <mia@agency.example>" reply-by="2026-12-01" ' +
        'hold-off=2026-11-30 no-contact=yes next-day=no traditional=true materials="references by tomorrow 10:00; portfolio"',
    ),
  ).toEqual({
    company: 'Acme',
    role: 'Engineer',
    startsAt: new Date('2026-11-25T20:00Z'),
    minutes: 45,
    zone: 'America/New_York',
    kind: 'phone-screen',
    interviewers: [{ name: 'Dana Fox', email: 'dana@acme.example' }, { name: 'Bo Li' }],
    agency: { name: 'Mia Ray', email: 'mia@agency.example' },
    replyBy: '2026-12-01',
    holdOff: '2026-11-30',
    noContact: true,
    nextDay: false,
    traditional: true,
    // the portfolio has no time of its own: the morning after the interview
    materials: [
      { what: 'references', dueAt: new Date('2026-11-26T09:00Z') },
      { what: 'portfolio', dueAt: new Date('2026-11-26T09:00Z') },
    ],
  });
});

test.each([
  ['add company=Acme at=2026-11-26T15:00', '2026-11-26T14:00Z'],
  ["company='Acme', at='2026-11-26 15:00'", '2026-11-26T14:00Z'],
  ['company=Acme, at="2026-11-26 15:00"', '2026-11-26T14:00Z'],
  ['add company=“Acme” at=“tomorrow 3pm”', '2026-11-26T14:00Z'],
  ['add AT="2026-11-26 3pm" Company="Acme"', '2026-11-26T14:00Z'],
  ['add company="Acme" at="2026-11-26 15:00-16:30"', '2026-11-26T14:00Z', 90],
  ['add company="Acme" at="2026-11-26 15:00" zone="Tokyo"', '2026-11-26T06:00Z'],
])('%s', (text, startsAt, minutes = 60) => {
  expect(interview(text)).toMatchObject({ company: 'Acme', startsAt: new Date(startsAt), minutes });
});

test.each([
  ['add company="Acme"', 'When is it?'],
  ['add at="2026-11-26 15:00"', 'Which company is it?'],
  ['add company="Acme" at="tomorrow"', 'At what time on Thursday 2026-11-26?'],
  ['add company="Acme" at="3pm"', 'Which day is it?'],
  ['add company="Acme" at="whenever"', 'I cannot read at="whenever"'],
  ['add company="Acme" at="2026-11-26 15:00 or 16:00"', 'I cannot read at='],
  ['add company="Acme" at="2026-02-31 15:00"', 'There is no day "2026-02-31"'],
  ['add company="Acme" at="5/6/2027 3pm"', 'That can mean'],
  ['add company="Acme at="2026-11-25 15:00"', 'I cannot read'],
  ['add company="Acme', 'The quote after company= is not closed'],
  ['add compnay="Acme" at="2026-11-25 15:00"', 'Did you mean company=?'],
  ['add company="Acme" company="B"', 'company stands there twice'],
  ['add company="🎉" at="2026-11-26 15:00"', 'needs a letter or a digit'],
  ['add company="Acme" at="2026-11-25 15:00" minutes=0', 'from 1 to 1440'],
  ['add company="Acme" at="2026-11-25 15:00" minutes=soon', 'from 1 to 1440'],
  ['add company="Acme" at="2026-11-25 15:00" kind=tea', 'Which kind is it?'],
  ['add company="Acme" at="2026-11-25 15:00" zone=Narnia', 'Which time zone is "Narnia"?'],
  ['add company="Acme" at="2026-11-25 15:00" no-contact=maybe', 'no-contact=yes or no-contact=no'],
  ['add company="Acme" at="2026-11-25 15:00" with="dana@@acme"', 'I cannot read the address'],
  ['add company="Acme" at="2026-11-25 15:00" agency="a@x.example b@x.example"', 'Give one name'],
  ['add company="Acme" at="2026-11-26 15:00" reply-by="2026-11-20"', 'lies before'],
])('%s leads to: %s', (text, say) => {
  expect(question(text).say).toContain(say);
});

const name = fc
  .stringMatching(/^[A-Za-zÀ-ÿ0-9"'&.,;=|+ -]{1,40}$/)
  .map((text) => text.trim().replace(/ +/g, ' '))
  .filter((text) => /[A-Za-z]/.test(text));
const plainName = fc.stringMatching(/^[A-Z][a-z]{1,8} [A-Z][a-z]{1,8}$/);
const day = fc.integer({ min: 0, max: 300 }).map((days) => addDays('2026-11-25', days));

test('what is written in quotes is what is read', () => {
  const quote = (text: string) => `"${text.replaceAll('"', String.raw`\"`)}"`;
  fc.assert(
    fc.property(
      fc.record({
        company: name,
        role: name,
        date: day,
        hour: fc.integer({ min: 8, max: 20 }),
        minute: fc.integer({ min: 0, max: 59 }),
        minutes: fc.integer({ min: 1, max: 1440 }),
        kind: fc.constantFrom(...INTERVIEW_KINDS),
        people: fc.array(plainName, { maxLength: 5 }),
        wait: fc.integer({ min: 0, max: 100 }),
      }),
      fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
      (one, zone) => {
        const time = `${String(one.hour).padStart(2, '0')}:${String(one.minute).padStart(2, '0')}`;
        const replyBy = addDays(one.date, one.wait);
        const text =
          `add company=${quote(one.company)} role=${quote(one.role)} at="${one.date} ${time}" minutes=${one.minutes} ` +
          `kind=${one.kind} with="${one.people.map((p) => `${p} <${p.replace(' ', '.')}@x.example>`).join('; ')}" reply-by="${replyBy}"`;
        const read: InterviewInput = interview(text, zone);
        expect(read).toMatchObject({
          company: one.company,
          role: one.role,
          minutes: one.minutes,
          kind: one.kind,
          interviewers: one.people.map((p) => ({ name: p, email: `${p.replace(' ', '.')}@x.example` })),
          replyBy,
          zone,
        });
        expect(wallClock(read.startsAt, zone)).toEqual({
          date: one.date,
          hour: one.hour,
          minute: one.minute,
        });
      },
    ),
  );
});

test('a value keeps the backslash that escapes nothing', () => {
  expect(interview(String.raw`add company="A\\B" at="2026-11-26 15:00"`, BERLIN).company).toBe(
    String.raw`A\B`,
  );
});
