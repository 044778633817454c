/** (a) How soon a command is acknowledged, beside a bare Bolt app; (e) how soon a recorded interview stands there as a card. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Standin, startStandin, type User } from '../../src/standin/index.ts';
import { socketMode, startProcess } from '../support/process.ts';
import { freshDatabase } from './database.ts';
import { atOnce, digits, median, percentile, ratio, table } from './measure.ts';
import { REPEATS, scaled } from './setting.ts';

const BARE = 'bare Bolt';
const OURS = { postgres: 'Afterword on PostgreSQL', embedded: 'Afterword, embedded' };
const COMMANDS = 600;
const AT_ONCE = [1, 20];
/** The bot holds up whoever types faster than a person can, so that many must type a little each. */
const A_MEMBER = 5;
const TEXTS = {
  list: () => 'list',
  add: (n: number) =>
    `add company="Acme ${n}" role="Engineer" at="2030-11-25 15:00" minutes=60 with="Dana Fox <dana@acme.example>"`,
};
type Text = keyof typeof TEXTS;
type Times = { ack: number[]; reply: number[] };
type Found = Map<string, Times[]>;

export async function measureAcknowledgement(): Promise<string> {
  const found: Found = new Map();
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    await withBot(OURS.postgres, found);
    await withBot(BARE, found);
    await withBot(OURS.embedded, found);
  }
  return `${acknowledgements(found)}\n\n${journeys(found)}`;
}

async function withBot(name: string, found: Found): Promise<void> {
  const slack = await startStandin();
  const dataDir = mkdtempSync(join(tmpdir(), 'afterword-bench-'));
  const { url, drop } = await freshDatabase();
  const postgres = { DATABASE_URL: url, ENCRYPTION_KEY: randomBytes(32).toString('base64') };
  const env = { ...socketMode(slack, dataDir), ...(name === OURS.postgres ? postgres : {}) };
  const bot = startProcess(env, name === BARE ? 'tests/bench/bare-bolt.ts' : 'src/main.ts');
  await bot.logged('ready');
  await slack.socketConnected();
  await commandAll(slack, newMembers(slack, scaled(COMMANDS)), 20, 'list');
  for (const most of AT_ONCE) {
    const members = newMembers(slack, scaled(COMMANDS));
    // Whom the bot does not know yet it asks Slack about: that is not what is measured.
    await commandAll(slack, members, 20, 'list', 1);
    for (const text of ['add', 'list'] as const)
      keep(found, key(name, text, most), await commandAll(slack, members, most, text));
  }
  if (slack.violations().length > 0) throw new Error(`${name}: ${JSON.stringify(slack.violations()[0])}`);
  bot.process.kill('SIGTERM');
  await bot.ended;
  await slack.close();
  await drop();
  rmSync(dataDir, { recursive: true });
}

function newMembers(slack: Standin, commands: number): User[] {
  return Array.from({ length: Math.ceil(commands / A_MEMBER) }, (_, n) =>
    slack.addUser({ name: `Member ${n}`, tz: 'Europe/Berlin' }),
  );
}

/** Everybody types, in turn, so many at once; the next begins when one was answered. */
async function commandAll(
  slack: Standin,
  members: readonly User[],
  most: number,
  text: Text,
  each = A_MEMBER,
): Promise<Times> {
  const times: Times = { ack: [], reply: [] };
  await atOnce(members.length * each, most, async (index) => {
    const member = members[index % members.length];
    if (!member) return;
    const begun = performance.now();
    const shown = await slack.slash(member, '/interview', TEXTS[text](index));
    await shown.waitForReply();
    times.ack.push(shown.ackMs);
    times.reply.push(performance.now() - begun);
  });
  return times;
}

const key = (name: string, text: Text, most: number): string => `${name}/${text}/${most}`;

function keep(found: Found, name: string, times: Times): void {
  found.set(name, [...(found.get(name) ?? []), times]);
}

/** The median of the runs. */
function of(found: Found, name: string, what: keyof Times, hundredth: number): number {
  return median((found.get(name) ?? []).map((times) => percentile(times[what], hundredth)));
}

function acknowledgements(found: Found): string {
  const rows = (['list', 'add'] as const).flatMap((text) =>
    AT_ONCE.flatMap((most) =>
      [BARE, OURS.postgres, OURS.embedded].map((name) => {
        const at = (hundredth: number, whose = name) => of(found, key(whose, text, most), 'ack', hundredth);
        return [
          `\`${text}\`, ${most} at once, ${name}`,
          ...[digits(at(50)), ratio(at(50), at(50, BARE)), digits(at(99)), ratio(at(99), at(99, BARE))],
        ];
      }),
    ),
  );
  return [
    '## (a) Acknowledging a command, over a socket',
    `Aim: within 1.25x of a bare Bolt app at p50. ${scaled(COMMANDS)} commands a run; each waits until the one before was answered in full.`,
    table(['`/interview`', 'p50, ms', 'to bare', 'p99, ms', 'to bare'], rows),
  ].join('\n\n');
}

function journeys(found: Found): string {
  const rows = Object.values(OURS).flatMap((name) =>
    AT_ONCE.map((most) => {
      const at = (hundredth: number) => digits(of(found, key(name, 'add', most), 'reply', hundredth));
      return [`${name}, ${most} at once`, at(50), at(99)];
    }),
  );
  return [
    '## (e) A recorded interview, from the command to its card',
    table(['`/interview add ...`', 'p50, ms', 'p99, ms'], rows),
  ].join('\n\n');
}
