/** No text keeps the process busy: every reader answers within a budget, whatever it is given, or the test says for which text not. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { openReaders } from './in-time.ts';
import { READERS } from './readers.ts';

const { read, close } = openReaders();
afterAll(close);

/** Files have a test of their own. */
const names = Object.keys(READERS).filter((name) => name !== 'a file');
const longest = (reader: string) => READERS[reader]?.most ?? 0;

/** Every phrase that a pattern looks for, from the sources themselves: the nearest misses are made of these. */
const PHRASES = phrasesIn('words', 'letters');
const MARKS = [...`.,;:!?-–"'()[]<>{}|/\\@=&*_~+#$%^0 1a A\t\n\u00a0\u2028\u0301\u202e🎉`];
const GLUE = ['', ' ', ', ', '. ', ' - ', ': ', '|', '\n', '@', '"'];

function phrasesIn(...folders: string[]): string[] {
  const sources = folders.flatMap((folder) => {
    const path = join(import.meta.dirname, '../../src', folder);
    return readdirSync(path).map((name) => readFileSync(join(path, name), 'utf8'));
  });
  const code = sources.map((source) => source.replace(/^\s*(?:\/?\*|\/\/).*$/gm, '')).join('\n');
  return [...new Set(code.match(/[a-z][a-z']*(?: [a-z']+)*/g) ?? [])].filter((one) => one.length < 40);
}

test('what a pattern looks for, again and again and then not', async () => {
  expect(PHRASES.length).toBeGreaterThan(500);
  for (const phrase of PHRASES)
    for (const reader of ['command', 'plain words', 'sub-command', 'letters', 'the title of an invitation'])
      await read(reader, `hi${` ${phrase}`.repeat(60)} \u00d7`.slice(0, longest(reader)));
}, 300_000);

test.each(names)('%s: one mark or one number without end', async (reader) => {
  for (const mark of MARKS)
    for (const text of [mark.repeat(longest(reader)), `Acme ${mark.repeat(longest(reader))}`])
      for (const end of ['', '\u00d7', '\n'])
        await read(reader, `${text.slice(0, longest(reader) - end.length)}${end}`);
});

const word = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...PHRASES) },
  { weight: 2, arbitrary: fc.constantFrom(...MARKS) },
  fc.constantFrom(
    ...'Acme|Dana Fox|tomorrow|3pm|5/6|12.11|2026-11-25|15:00|a@b.example|<mailto:a@b|&amp;|company="|\\"'.split(
      '|',
    ),
  ),
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const beginning = fc.constantFrom('', 'hi ', 'Acme, ', 'heard ', 'plan ', 'I got ', '"', '(', 'they said ');
/** A few parts over and over, behind a beginning that lets a pattern start, and with an end that lets it fail. */
const monotonous = fc
  .record({
    beginning,
    parts: fc.array(word, { minLength: 1, maxLength: 3 }),
    glue: fc.constantFrom(...GLUE),
    end: fc.constantFrom('', ' x', '\u00d7', '"', '\n', ' at 3pm'),
    share: fc.constantFrom(0.05, 0.3, 1),
  })
  .map(({ beginning, parts, glue, end, share }) => (most: number) => {
    const part = `${parts.join(glue)}${glue}` || ' ';
    const room = Math.max(0, Math.floor(most * share) - beginning.length - end.length);
    return `${beginning}${part.repeat(Math.ceil(room / part.length)).slice(0, room)}${end}`;
  });

test.each(names)(
  '%s: a few parts, over and over',
  async (reader) => {
    await fc.assert(
      fc.asyncProperty(monotonous, (write) => read(reader, write(longest(reader)))),
      { numRuns: 60 },
    );
  },
  300_000,
);
