/**
 * What one member recorded no other sees or changes, in the same workspace or in another: whatever they type, and whatever the
 * buttons that they press and the forms that they send off carry. Slack lets nobody forge these; this holds even if it did.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Facts } from '../../src/etiquette/facts.ts';
import { closeJournal, factsOf, type Journal, openJournal } from '../../src/journal/journal.ts';
import { findMember } from '../../src/journal/members.ts';
import { openSealer } from '../../src/operate/sealing.ts';
import { FLOOD } from '../../src/slack/blocks/faults.ts';
import type { Block, Message, User, View } from '../../src/standin/index.ts';
import { install } from '../support/oauth.ts';
import { KEY, MODES, nudgeMessages, type Story, startStory, textOf } from '../support/story.ts';

const SLACK = join(import.meta.dirname, '../../src/slack');
const SOURCES = readdirSync(SLACK, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(SLACK, name), 'utf8'))
  .join('\n');
/** What listeners wait for; a name that stands for several is written out. */
const ACTIONS = [
  ...[...SOURCES.matchAll(/\bapp\.action(?:<\w+>)?\(\s*'([^']+)'/g)].map(([, name = '']) => name),
  ...['heard.which.0', 'plan.which.0', 'when.which.0', 'show.which.0', 'edit.which.0'],
  ...['quiet.keep', 'quiet.go', 'home.previous', 'home.next'],
];
const FORMS = [
  ...['interview.add', 'interview.edit', 'interview.debrief', 'interview.heard-back'],
  ...['nudge.draft', 'nudge.snooze-until', 'member.settings'],
];

const SECRET = 'Zanzibarquux';
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** All that a victim's screen, messages and database rows name: what somebody would forge with. */
type Loot = { values: string[]; about: string[]; ids: string[]; forms: ReadonlyMap<string, View> };

let story: Story;
let journal: Journal;
let victim: User;

async function recordEverything(user: User, secret: string): Promise<void> {
  const { slack } = story;
  const said = (text: string) => story.say(user, text);
  await said(
    `add company="${secret} Ltd" role="${secret} engineer" at="2026-11-23 13:00" minutes=30 with="Dana ${secret} <dana@${secret}.example>" materials="${secret} references, 2026-11-24 10:00"`,
  );
  await said(`add company="${secret} Inc" at="2026-11-20 10:00" with="Kim ${secret}" reply-by="2026-12-01"`);
  await said(`add company="${secret} AG" at="2026-11-30 10:00"`);
  await story.wind(new Date('2026-11-23T16:00:00Z'));
  const [nudge] = nudgeMessages(slack, user).filter((message) => textOf(message).includes('nudge.draft'));
  if (!nudge) throw new Error('a nudge has a draft');
  const values = valuesIn(nudge.blocks, 'nudge.draft');
  await slack.click(user, nudge, 'nudge.draft', values[0] === undefined ? {} : { value: values[0] });
  const draft = await slack.waitForView(user, ({ callback_id }) => callback_id === 'nudge.draft');
  const text = draft.blocks.find(({ block_id }) => block_id.startsWith('text'))?.block_id ?? 'text';
  await slack.submit(user, draft, { [text]: `A letter about ${secret}` });
}

function valuesIn(blocks: readonly Block[], actionId: string): string[] {
  const found: string[] = [];
  JSON.stringify(blocks, (_key, part) => {
    if (part?.action_id === actionId && typeof part.value === 'string') found.push(part.value);
    return part;
  });
  return found;
}

/** Opens every window that there is, and takes down what all of it carries. */
async function lootOf(user: User): Promise<Loot> {
  const { slack } = story;
  await slack.openHome(user);
  const home = await slack.waitForHome(user);
  const seen: (Message | View)[] = [...slack.messages(user), home];
  for (const command of [
    'list',
    'plan',
    'show Zanzibarquux Ltd',
    'edit Zanzibarquux Ltd',
    'heard',
    'settings',
  ]) {
    const before = slack.modals(user).length;
    const shown = await slack.slash(user, '/interview', command);
    await expect.poll(() => shown.replies().length + slack.modals(user).length - before).toBeGreaterThan(0);
    seen.push(...shown.replies(), ...slack.modals(user));
    for (const view of slack.modals(user).reverse()) await slack.closeView(user, view);
  }
  const forms = new Map<string, View>();
  for (const message of nudgeMessages(slack, user)) {
    for (const actionId of ['nudge.draft', 'nudge.heard-back', 'nudge.debrief']) {
      const [value] = valuesIn(message.blocks, actionId);
      if (!value) continue;
      await slack.click(user, message, actionId, { value });
      await slack.closeView(
        user,
        await slack.waitForView(user, (view) => forms.set(view.callback_id, view).size > 0),
      );
    }
  }
  for (const view of seen) if ('callback_id' in view) forms.set(view.callback_id, view);
  seen.push(...forms.values());
  const member = await memberOf(user);
  const facts = await factsOf(journal, member);
  const text = JSON.stringify([seen, facts]);
  const values = [...text.matchAll(/"(?:value|action_value)":"([^"]+)"/g)].map(([, value = '']) => value);
  const about = [...text.matchAll(/"private_metadata":"((?:[^"\\]|\\.)+)"/g)].map(([, json = '']) =>
    json.replaceAll('\\"', '"'),
  );
  return {
    values: [...new Set(values)],
    about: [...new Set(about)],
    ids: [...new Set(text.match(UUID))],
    forms,
  };
}

async function memberOf({ teamId, id }: User): Promise<string> {
  const member = await findMember(journal, { workspaceId: teamId, userId: id });
  return member?.id ?? '';
}

/** What the bot noted of a sign of life is not what a member recorded. */
async function recordedBy(user: User): Promise<Omit<Facts, 'lastSeenAt'>> {
  const { lastSeenAt: _, ...facts } = await factsOf(journal, await memberOf(user));
  return facts;
}

type Attack =
  | { kind: 'press' | 'choose'; actionId: string; value: string }
  | { kind: 'send'; form: string; about: string }
  | { kind: 'type'; text: string };

function attacks({ values, about, ids }: Omit<Loot, 'forms'>): fc.Arbitrary<Attack> {
  const id = fc.constantFrom(...ids);
  const value = fc.oneof(
    fc.constantFrom(...values),
    id,
    fc
      .tuple(fc.constantFrom('sure', 'hour', 'evening', 'rejection', 'undo'), id)
      .map(([word, one]) => `${word}/${one}`),
    id.map((one) => `${one}/sure`),
    id.map((one) => JSON.stringify({ applicationId: one, interviewId: one, outcome: 'rejection' })),
    fc
      .tuple(fc.constantFrom('thank-you', 'closing', 'check-in', 'material'), id)
      .map(([rule, one]) => `${rule}/${one}/1`),
  );
  const metadata = fc.oneof(
    ...(about.length > 0 ? [fc.constantFrom(...about)] : []),
    value,
    id.map((one) => JSON.stringify({ interviewId: one, applicationId: one, nudgeId: one, id: one })),
  );
  const words = fc.constantFrom(
    'show',
    'plan',
    'when',
    'edit',
    'heard rejection',
    'heard offer',
    'list',
    'export',
  );
  return fc.oneof(
    fc.record({
      kind: fc.constantFrom('press' as const, 'choose' as const),
      actionId: fc.constantFrom(...ACTIONS),
      value,
    }),
    fc.record({ kind: fc.constant('send' as const), form: fc.constantFrom(...FORMS), about: metadata }),
    fc.record({
      kind: fc.constant('type' as const),
      text: fc.tuple(words, fc.constantFrom(`${SECRET} Ltd`, SECRET, ...ids)).map((all) => all.join(' ')),
    }),
  );
}

async function attempt(attacker: User, own: Message, attack: Attack, forms: Loot['forms']): Promise<void> {
  const { slack } = story;
  if (attack.kind === 'type') return void (await slack.slash(attacker, '/interview', attack.text));
  if (attack.kind === 'send') {
    // Any window of their own will do to send another's from.
    await slack.shortcut(attacker, 'record-interview');
    const view = await slack.waitForView(attacker, ({ callback_id }) => callback_id === 'interview.add');
    // Filled in as the victim's is, but with words of their own.
    const filled = JSON.stringify((forms.get(attack.form) ?? view).blocks).replaceAll(SECRET, 'Forged');
    const names = { callback_id: attack.form, private_metadata: attack.about };
    await slack.submit(attacker, { ...view, ...names, blocks: JSON.parse(filled) });
    for (const open of slack.modals(attacker).reverse()) await slack.closeView(attacker, open);
    return;
  }
  const { actionId: action_id, value } = attack;
  const label = { type: 'plain_text', text: 'x' };
  const element =
    attack.kind === 'press'
      ? { type: 'button', text: label, action_id, value }
      : { type: 'static_select', action_id, options: [{ text: label, value }] };
  const forged = { ...own, blocks: [{ type: 'actions', block_id: 'forged', elements: [element] }] };
  await (attack.kind === 'press'
    ? slack.click(attacker, forged, action_id)
    : slack.choose(attacker, forged, action_id, value));
  for (const open of slack.modals(attacker).reverse()) {
    expect(JSON.stringify(open)).not.toContain(SECRET);
    await slack.closeView(attacker, open);
  }
}

/** Every action with one thing of each kind, and whatever chance adds to that. */
function attacksOn(
  loot: Loot,
  { applications, deliveries }: Pick<Facts, 'applications' | 'deliveries'>,
): Attack[] {
  const [application] = applications;
  const interview = applications
    .flatMap(({ interviews }) => interviews)
    .find(({ promises }) => promises.length > 0);
  const ids = [
    application,
    interview,
    interview?.interviewers[0],
    interview?.promises[0],
    ...deliveries.slice(0, 2),
  ];
  const values = ids.flatMap((one) => (one ? [one.id, `${one.id}/sure`, `hour/${one.id}`] : []));
  const sweep = ACTIONS.flatMap((actionId) =>
    values.map((value): Attack => ({ kind: 'press', actionId, value })),
  );
  return [...sweep, ...fc.sample(attacks(loot), { numRuns: 100, seed: SEED })];
}

const WHERE = { socket: ['the same workspace'], http: ['another workspace'] } as const;
/** More is a flood, which is held up (src/slack/flood.ts). A window counts twice. */
const BY_ONE = 25;
/** Of what chance adds; a failure names it. */
const SEED = Date.now() % 1_000_000;

describe.each(MODES)('over %s', (mode) => {
  beforeEach(async () => {
    story = await startStory(mode);
    journal = openJournal({ pool: story.pool, sealer: openSealer([KEY]), now: story.clock });
    victim = story.slack.addUser({ name: 'Vera Victim', tz: 'Europe/Berlin' });
    await recordEverything(victim, SECRET);
  });
  afterEach(async () => {
    await closeJournal(journal);
    await story.end();
  });

  test.each(WHERE[mode])(`from %s (seed ${SEED})`, async (where) => {
    const { slack } = story;
    const workspace = where === 'another workspace' ? slack.addWorkspace('Elsewhere') : slack.workspace;
    if (where === 'another workspace') await install(story.bot.port, workspace);
    const loot = await lootOf(victim);
    expect([...loot.forms.keys()]).toEqual(
      expect.arrayContaining(['interview.edit', 'nudge.draft', 'interview.heard-back']),
    );
    const before = await recordedBy(victim);
    const [sawBefore, callsBefore] = [slack.messages(victim).length, slack.calls().length];
    const all = attacksOn(loot, before);
    const attackers: User[] = [];
    for (let done = 0; done < all.length; done += BY_ONE) {
      const attacker = slack.addUser({ name: 'Eve', tz: 'Europe/Berlin', workspace });
      attackers.push(attacker);
      const own = await story.say(attacker, 'Hooli, tomorrow 15:00');
      for (const attack of all.slice(done, done + BY_ONE)) await attempt(attacker, own, attack, loot.forms);
      await slack.openHome(attacker);
      await slack.waitForHome(attacker);
    }
    await story.stop();
    expect(JSON.stringify(slack.calls())).not.toContain(FLOOD);
    expect(await recordedBy(victim)).toEqual(before);
    // Everything that they were shown in any window, message or file, but their own words quoted back.
    const calls = slack.calls().slice(callsBefore);
    const shown = [
      ...calls.map(({ args }) => JSON.stringify(args)),
      ...attackers.flatMap(slack.messages).map(textOf),
    ];
    expect(shown.filter((text) => text.includes(SECRET) && !isQuoted(text))).toEqual([]);
    expect(calls.filter(({ args }) => args.channel === victim.id || args.user === victim.id)).toEqual([]);
    expect(slack.messages(victim)).toHaveLength(sawBefore);
    expect(slack.files().filter(({ user }) => user === victim.id)).toEqual([]);
  });
});

/** Nothing of the victim's but the name that the attacker typed. */
function isQuoted(text: string): boolean {
  return (
    text.includes(SECRET) && !new RegExp(`${SECRET} (engineer|references|Inc|AG)|Dana ${SECRET}`).test(text)
  );
}
