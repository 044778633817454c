/** Links that open a letter in the member's own mail: complete, short enough for Slack, and nothing can be slipped in. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Letter } from '../../src/letters/letter.ts';
import { mailLinks } from '../../src/letters/mail.ts';
import { BO, drafts, WRITTEN } from './drafts.ts';

const LETTER: Letter = {
  ...{ key: 'k', for: [], to: { name: 'Dana Fox', email: 'dana+jobs@acme.example' } },
  ...{
    subject: 'C++ & you: 50% + more?',
    text: "Dear Dana,\n\nI'd say <b>|yes|</b> & thanks!\n\nKind regards",
  },
};
const AS_MAILED = LETTER.text.replaceAll('\n', '\r\n');

/** What a mail program reads from it: a `+` is a plus in a mailto, and a blank in the query of a web page. */
function read(link = '') {
  const url = new URL(link);
  const query = url.search
    .slice(1)
    .split('&')
    .map((part) => part.split('='));
  const of = (name: string) => {
    const found = query.filter(([one]) => one === name);
    expect(found.length).toBeLessThanOrEqual(1);
    return found[0]?.[1] === undefined ? undefined : decodeURIComponent(found[0][1]);
  };
  const to = url.protocol === 'mailto:' ? decodeURIComponent(url.pathname) : of('to');
  return { to, subject: of('su') ?? of('subject'), body: of('body'), names: query.map(([name]) => name) };
}

const each = (letter: Letter) => {
  const { gmail, outlook, mailto } = mailLinks(letter);
  return [gmail, outlook, mailto];
};

test('address, subject and text arrive as they were written, in each of the three', () => {
  for (const link of each(LETTER))
    expect(read(link)).toMatchObject({ to: LETTER.to.email, subject: LETTER.subject, body: AS_MAILED });
  const { gmail, outlook, mailto } = mailLinks(LETTER);
  expect(gmail).toMatch(/^https:\/\/mail\.google\.com\/mail\/\?view=cm&fs=1&to=[^&]+&su=[^&]+&body=[^&]+$/);
  expect(outlook).toMatch(
    /^https:\/\/outlook\.office\.com\/mail\/deeplink\/compose\?to=[^&]+&subject=[^&]+&body=[^&]+$/,
  );
  expect(mailto).toMatch(/^mailto:dana%2Bjobs@acme\.example\?subject=[^&]+&body=Dear%20Dana%2C%0D%0A%0D%0A/);
});

test('every draft has its links, but the note by hand, which cannot be mailed', () => {
  for (const rule of WRITTEN)
    for (const letter of drafts(rule))
      for (const link of each(letter)) expect(link !== undefined).toBe(rule !== 'handwritten-note');
});

test('a person without an address is left for the member to fill in', () => {
  for (const letter of drafts('thank-you', { people: [BO] }))
    for (const link of each(letter)) expect(read(link)).toMatchObject({ to: '', subject: letter.subject });
});

test('a text too long for Slack is left out of the links, and said to be', () => {
  const long = mailLinks({ ...LETTER, text: 'é'.repeat(600) });
  expect(long.withoutText).toBe(true);
  for (const link of [long.gmail, long.outlook, long.mailto])
    expect(read(link)).toMatchObject({ subject: LETTER.subject, body: undefined });
  expect(mailLinks(LETTER).withoutText).toBeUndefined();
  expect(mailLinks({ ...LETTER, subject: '職'.repeat(400) })).toEqual({});
});

test('an address that would be two, or a header, is none', () => {
  for (const email of [
    'a@b.example,c@d.example',
    'a@b.example\r\nBcc: c@d.example',
    'a b@c.example',
    'nobody',
    '@',
  ])
    for (const link of each({ ...LETTER, to: { email } })) expect(read(link).to).toBe('');
});

test('whatever was written, no header is added, no markup is left, and Slack takes the link', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc
      .array(
        fc.constantFrom('\r\nBcc: x@y.example', '&cc=x', '>', '|', '%0A', '\ud800', '+', '*_~`', '🎉', '"'),
      )
      .map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(anything, anything, anything, (email, subject, text) => {
      for (const link of each({ ...LETTER, to: { email }, subject, text })) {
        if (link === undefined) continue;
        expect(link.length).toBeLessThanOrEqual(2900);
        expect(link).toMatch(/^[A-Za-z0-9\-._~%?&=:/@]*$/);
        expect(read(link).subject).not.toMatch(/[\r\n]/);
        expect(read(link).to).not.toMatch(/[\r\n,;]/);
        expect(['view', 'fs', 'to', 'su', 'subject', 'body']).toEqual(
          expect.arrayContaining(read(link).names),
        );
      }
    }),
    { numRuns: 500 },
  );
});
