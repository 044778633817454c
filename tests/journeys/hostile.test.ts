/**
 * Words that are meant to do something else than to be read: mentions, links under other names, marks that turn the reading
 * round. Whichever field they come into, and whichever way, nothing that the bot says or sends does anything with them.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import type { File, Message, User, View } from '../../src/standin/index.ts';
import { type Mode, nudgeMessages, nudgesIn, type Story, startStory } from '../support/story.ts';

/** Each short enough for every field, and with a letter, so that it is taken. */
const HOSTILE = [
  'A<!channel>',
  'A<!here|here> @here @channel',
  'A<@U0123456789>',
  'A<!subteam^S0123456789|team>',
  'A<https://evil.example|https://acme.com>',
  '<mailto:a@evil.example?bcc=b@evil.example|Acme>',
  'A<javascript:alert(1)|Acme>',
  'A<data:text/html,x|Acme>',
  '[acme.com](http://evil.example) A',
  'A &lt;!channel&gt; &amp;lt;!here&amp;gt;',
  'acme.com #general',
  'A\u202eemcA\u202c',
  'A\u2066b\u2067c\u2068d\u2069',
  'A\u200f\u200e\u061cb',
  'A\u{e0041}\u{e0042}\u{e007f}b',
  'A\u200b\u2060\ufeff\u00adb',
  'A\u034f\u115f\u3164\uffa0b',
  'A\u0000\u0007\u001b[31mb',
  '=A1+HYPERLINK("http://evil.example")',
  '@SUM(A1)',
  '+A1|cmd',
  '-A1;=A1',
  'A*_~`b`~_*',
  '```A',
];
const hostile = fc.constantFrom(...HOSTILE);
const lines = fc.tuple(hostile, hostile).map((two) => two.join('\r\nBEGIN:VEVENT\n'));

/** What turns the reading round, or hides: of the joiners, of which emoji are made, nothing is to be feared. */
const UNSEEN = /(?!\u200c|\u200d|[\n\r\t])[\p{Cc}\p{Cf}]|\u034f|\u115f|\u1160|\u3164|\uffa0/u;
/** What the bot itself writes as markup. */
const OUR_LINK = /<mailto:[^<>|]*\|Open it in your mail program>/g;
const SCHEMES = /^(?:https|mailto|slack):/;
/** What comes back to the bot, and is shown to nobody. */
const UNSHOWN = ['value', 'private_metadata', 'metadata', 'action_id', 'block_id', 'callback_id', 'hash'];

/** Whatever is wrong with what a member sees. */
function problemsIn(shown: unknown, key = ''): string[] {
  if (typeof shown === 'string') return UNSHOWN.includes(key) ? [] : problemsInText(shown, key);
  if (Array.isArray(shown)) return shown.flatMap((one) => problemsIn(one, key));
  if (typeof shown !== 'object' || shown === null) return [];
  const { type, text, verbatim } = Object.fromEntries(Object.entries(shown));
  const isPlain = type === 'plain_text';
  return [
    ...(type === 'mrkdwn' && verbatim !== true
      ? [`mentions and links are looked for in ${String(text)}`]
      : []),
    ...Object.entries(shown).flatMap(([name, inner]) => problemsIn(inner, isPlain ? 'plain' : name)),
  ];
}

function problemsInText(text: string, key: string): string[] {
  const isMarkup = key === 'text';
  return [
    ...(UNSEEN.test(text) ? [`${key} hides something: ${JSON.stringify(text)}`] : []),
    ...(isMarkup && text.replace(OUR_LINK, '').includes('<') ? [`${key} has markup: ${text}`] : []),
    ...(isMarkup && /&(?!amp;|lt;|gt;)/.test(text) ? [`${key} is not escaped: ${text}`] : []),
    ...(key === 'url' && !SCHEMES.test(text) ? [`a link to ${text}`] : []),
    ...(key === 'url' && /[?&](?:b?cc|cc)=|[\r\n]/i.test(text) ? [`a link to more people: ${text}`] : []),
  ];
}

const PLACE = [
  'company',
  'role',
  'person',
  'point',
  'material',
  'coordinator',
  'agency',
  'signature',
] as const;
type Words = Record<(typeof PLACE)[number] | 'draft', string>;
const words: fc.Arbitrary<Words> = fc.record({
  ...{ company: hostile, role: hostile, person: hostile, point: hostile, material: hostile },
  ...{ coordinator: hostile, agency: hostile, signature: hostile, draft: lines },
});

type Scene = { story: Story; ada: User; seen: unknown[] };

/**
 * Fills a form in, and keeps what it showed before and after. What it refuses is shown as well, and goes on without: of a field
 * that must be filled in something harmless is left.
 */
async function fill(
  { story, ada, seen }: Scene,
  filling: Record<string, string | Date | string[]>,
  id: string,
): Promise<void> {
  const form = await story.slack.waitForView(ada, ({ callback_id }) => callback_id === id);
  seen.push(form);
  const first = await story.slack.submit(ada, form, filling);
  seen.push(first.view, first.errors);
  if (!first.errors) return;
  const without = Object.keys(first.errors).map((field) => [field, field === 'company' ? 'Acme' : '']);
  const again = await story.slack.submit(ada, form, { ...filling, ...Object.fromEntries(without) });
  seen.push(again.view, again.errors);
  if (!again.view) await story.slack.closeView(ada, form);
}

async function closeAll({ story, ada }: Scene): Promise<void> {
  for (const view of story.slack.modals(ada).reverse()) await story.slack.closeView(ada, view);
}

async function record(scene: Scene, { company, role, person, material, agency }: Words): Promise<void> {
  const { story, ada, seen } = scene;
  const quoted = (text: string) => `"${text.replaceAll('\\', '').replaceAll('"', '\\"')}"`;
  const pairs = { company, role, with: `${person} <dana@acme.example>`, agency, materials: material };
  const keys = Object.entries(pairs).map(([key, text]) => `${key}=${quoted(text)}`);
  seen.push(await story.say(ada, `add ${keys.join(' ')} at="2026-11-24 15:00"`));
  seen.push(await story.say(ada, `${company}, ${role}, tomorrow 3pm with ${person}`));
  await story.slack.sendDm(ada, `${company}, ${role}, tomorrow 4pm with ${person}`);
  await closeAll(scene);
  await story.slack.slash(ada, '/interview');
  const people = `${person} dana@acme.example\n${person}`;
  const form = { company, role, interviewers: people, agency, 'starts-at': new Date('2026-11-24T15:00:00Z') };
  await fill(scene, form, 'interview.add');
  await closeAll(scene);
}

async function invite(scene: Scene, { company, person }: Words): Promise<void> {
  const { story, ada } = scene;
  const file = readFileSync(join(import.meta.dirname, '../fixtures/ics/google.ics'), 'utf8');
  const inLine = (text: string) => text.replace(/[\r\n]/g, ' ');
  const content = file
    .replace(/^SUMMARY:.*$/m, `SUMMARY:Interview with ${inLine(person)} at ${inLine(company)}`)
    .replace(/^UID:.*$/m, `UID:${inLine(company)}`)
    .replaceAll(/CN=[^;:\r\n]*/g, `CN="${inLine(person).replaceAll('"', "'")}"`);
  const after = await story.slack.dropFile(ada, { name: `${inLine(company)}.ics`, content });
  const answer = await story.slack.waitForMessage(ada, () => true, { after });
  if (!JSON.stringify(answer.blocks).includes('interview.add')) return;
  await story.slack.click(ada, answer, 'interview.add');
  await fill(scene, {}, 'interview.add');
  await closeAll(scene);
}

async function debrief(scene: Scene, { person, point, material, coordinator, agency }: Words): Promise<void> {
  const { story, ada, seen } = scene;
  const shown = await story.say(ada, 'show');
  seen.push(shown);
  const isAsked = JSON.stringify(shown.blocks).includes('show.which.0');
  const application = isAsked
    ? await (await story.slack.click(ada, shown, 'show.which.0')).waitForReply()
    : shown;
  const [, value] = /"interview\.debrief".*?"value":"([^"]+)"/.exec(JSON.stringify(application.blocks)) ?? [];
  await story.slack.click(ada, application, 'interview.debrief', { value });
  const filling = {
    interviewers: `${person} <dana@acme.example>: ${point}`,
    'talking-point': '',
    materials: `${material}, by 2026-11-26 10:00`,
    ...{ coordinator, agency },
  };
  await fill(scene, filling, 'interview.debrief');
  await closeAll(scene);
}

/** Every letter of every nudge, edited. */
async function write(scene: Scene, { draft }: Words): Promise<void> {
  const { story, ada } = scene;
  for (const message of nudgeMessages(story.slack, ada))
    for (const { id, rule } of nudgesIn(message).filter((one) => one.rule === 'thank-you')) {
      await story.slack.click(ada, message, 'nudge.draft', { value: id });
      const form = await story.slack.waitForView(ada);
      const fields = form.blocks.flatMap(({ block_id = '' }) =>
        /^(?:subject|text)/.test(block_id) ? block_id : [],
      );
      expect(fields.length, rule).toBeGreaterThan(0);
      await fill(scene, Object.fromEntries(fields.map((field) => [field, draft])), 'nudge.draft');
      await closeAll(scene);
    }
}

/** As a spreadsheet parts them, by commas or by semicolons. */
function cellsIn(csv: string): string[] {
  const cells = csv.matchAll(/(?:^|[,;\r\n])(?:"((?:[^"]|"")*)"|([^",;\r\n]*))/g);
  return [...cells].map(([, quoted, bare = '']) => quoted ?? bare);
}

function problemsInFile({ name, title, content }: File): string[] {
  const text = content.toString('utf8').replace(/^\uFEFF/, '');
  const found = [name, title, ...(name.endsWith('.png') ? [] : [text])].flatMap((one) =>
    problemsInText(one, 'file'),
  );
  if (name.endsWith('.csv')) found.push(...cellsIn(text).filter((cell) => /^[=+\-@\t\r]/.test(cell)));
  if (!name.endsWith('.ics')) return found;
  const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
  return text.split('BEGIN:VEVENT').length - 1 === events.length
    ? found
    : [...found, 'an event was smuggled in'];
}

async function lastWords({ story, ada, seen }: Scene, { company }: Words): Promise<void> {
  for (const command of [
    'list',
    'plan',
    'when',
    `show ${company}`,
    `heard offer ${company}`,
    'export',
    'export ics',
  ])
    seen.push(await story.say(ada, command));
  await story.slack.openHome(ada);
  seen.push(await story.slack.waitForHome(ada));
}

test.each<Mode>(['socket', 'http'])(
  'over %s, whatever is written does nothing but to be read',
  async (mode) => {
    await fc.assert(
      fc.asyncProperty(words, async (told) => {
        const story = await startStory(mode);
        const ada = story.slack.addUser({ name: told.signature, tz: 'Europe/Berlin' });
        const scene: Scene = { story, ada, seen: [] };
        await record(scene, told);
        await story.slack.slash(ada, '/interview', 'settings');
        await fill(scene, { signature: told.signature }, 'member.settings');
        await closeAll(scene);
        await invite(scene, told);
        await story.wind(new Date('2026-11-24T20:00:00+01:00'));
        await debrief(scene, told);
        await story.wind(new Date('2026-11-25T10:00:00+01:00'));
        await write(scene, told);
        await story.wind(new Date('2026-12-04T10:00:00+01:00'));
        await lastWords(scene, told);
        const messages: Message[] = story.slack.messages(ada).filter(({ byBot }) => byBot);
        const views: (View | undefined)[] = [story.slack.home(ada), story.slack.modal(ada)];
        const shown = [scene.seen, messages.map(({ text, blocks }) => ({ text, blocks })), views];
        const files = story.slack.files().filter(({ user }) => user !== ada.id);
        const kinds = files.map(({ name }) => name.split('.').at(-1));
        expect(kinds).toEqual(expect.arrayContaining(['csv', 'json', 'ics']));
        expect([...problemsIn(shown), ...files.flatMap(problemsInFile)]).toEqual([]);
        expect(story.slack.violations()).toEqual([]);
        await story.end();
      }),
      { numRuns: 3, endOnFailure: true },
    );
  },
  600_000,
);
