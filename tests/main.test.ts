/** What an operator may rely on: how it starts, how it stops, and with which code it ends. */
import { createHmac } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openEmbedded } from '../src/operate/embedded.ts';
import { type Standin, startStandin } from '../src/standin/index.ts';
import { emptyDataDir, startedDataDir } from './support/data-dir.ts';
import { install } from './support/oauth.ts';
import { socketMode, startByNpm, startProcess } from './support/process.ts';
import { textOf } from './support/story.ts';

let slack: Standin;
let dataDir: string;

beforeEach(async () => {
  slack = await startStandin();
  dataDir = await startedDataDir();
});
afterEach(async () => {
  await slack.close();
  await rm(dataDir, { recursive: true, force: true });
});

test('it says when it is ready for the first time, takes commands, and ends with 0 after SIGTERM', async () => {
  const firstDir = await emptyDataDir();
  const bot = startProcess(socketMode(slack, firstDir));
  expect(await bot.logged('ready')).toMatchObject({ mode: 'socket', database: 'embedded' });
  const ada = slack.addUser({ name: 'Ada', tz: 'Europe/Berlin' });
  const shown = await slack.slash(ada, '/interview', 'help');
  expect(textOf(await shown.waitForReply())).toContain('Record an interview');
  bot.process.kill('SIGTERM');
  expect(await bot.ended).toBe(0);
  await rm(firstDir, { recursive: true });
});

test('SIGINT ends it with 0 too', async () => {
  const bot = startProcess(socketMode(slack, dataDir));
  await bot.logged('ready');
  bot.process.kill('SIGINT');
  expect(await bot.ended).toBe(0);
});

test('`npm start`: SIGTERM to npm alone stops the bot, npm ends with 0, and the data is free again', async () => {
  const npm = startByNpm(socketMode(slack, dataDir));
  await npm.logged('ready');
  npm.process.kill('SIGTERM');
  expect(await npm.logged('stopping')).toMatchObject({ signal: 'SIGTERM' });
  expect(await npm.ended).toBe(0);
  await (await openEmbedded({ dataDir })).close();
});

test('SIGTERM ends it with 0 while it waits for Slack to start, and a second one changes nothing', async () => {
  slack.faults.always('apps.connections.open', { kind: 'status', status: 500 });
  const bot = startProcess(socketMode(slack, dataDir));
  await slack.waitForCall('apps.connections.open', undefined, 60_000);
  bot.process.kill('SIGTERM');
  await bot.logged('stopping');
  bot.process.kill('SIGTERM');
  expect(await bot.ended).toBe(0);
});

test('/healthz and /readyz tell how it is', async () => {
  const bot = startProcess(socketMode(slack, dataDir));
  const { port } = await bot.logged('ready');
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
  slack.faults.always('auth.test', { kind: 'status', status: 500 });
  const ready = await fetch(`http://127.0.0.1:${port}/readyz`);
  expect(ready.status).toBe(503);
  expect(await ready.text()).toContain('Slack');
  bot.process.kill('SIGTERM');
  await bot.ended;
});

test('a configuration that cannot work ends with 78 and names every problem on stderr', async () => {
  const bot = startProcess({ PORT: 'none', LOG_LEVEL: 'loud', DATABASE_URL: 'postgresql://localhost/x' });
  expect(await bot.ended).toBe(78);
  for (const name of ['SLACK_BOT_TOKEN', 'PORT', 'LOG_LEVEL', 'ENCRYPTION_KEY'])
    expect(bot.stderr()).toContain(name);
});

test('a DATA_DIR that is a file ends with 78, and is named', async () => {
  const file = join(dataDir, 'a-file');
  await writeFile(file, '');
  const bot = startProcess(socketMode(slack, file));
  expect(await bot.ended).toBe(78);
  expect(bot.stderr()).toBe(
    `DATA_DIR: ${file} cannot be used (EEXIST): name a directory that the bot's user may write to.\n`,
  );
});

test('a broken key in DATA_DIR ends with 78, and stays as it is', async () => {
  const path = join(dataDir, 'encryption-key');
  await writeFile(path, 'broken');
  const bot = startProcess(socketMode(slack, dataDir));
  expect(await bot.ended).toBe(78);
  expect(bot.stderr()).toBe(`DATA_DIR: ${path} cannot be used: restore it from a backup.\n`);
  expect(await readFile(path, 'utf8')).toBe('broken');
});

test.runIf(process.env.TEST_DATABASE_URL)(
  'a database whose sessions are not in UTC ends with 78',
  async () => {
    const url = new URL(process.env.TEST_DATABASE_URL ?? '');
    url.searchParams.set('options', '-c TimeZone=America/New_York');
    const bot = startProcess({
      ...{ ...socketMode(slack, dataDir), DATABASE_URL: url.href },
      ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
    });
    expect(await bot.ended).toBe(78);
    expect(bot.stderr()).toMatch(/^DATABASE_URL: .* America\/New_York/);
  },
);

test('a token that Slack refuses ends with 78', async () => {
  const bot = startProcess({ ...socketMode(slack, dataDir), SLACK_BOT_TOKEN: 'xoxb-wrong' });
  expect(await bot.ended).toBe(78);
  expect(bot.stderr()).toContain('invalid_auth');
});

test('an app token that Slack refuses ends with 78', async () => {
  const bot = startProcess({ ...socketMode(slack, dataDir), SLACK_APP_TOKEN: 'xapp-wrong' });
  expect(await bot.ended).toBe(78);
  expect(bot.stderr()).toContain('invalid_auth');
});

test('for many workspaces it starts without a token, and serves the page on which they install it', async () => {
  const bot = startProcess({
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_CLIENT_ID: slack.client.id,
    SLACK_CLIENT_SECRET: slack.client.secret,
    SLACK_STATE_SECRET: 'a state secret',
    SLACK_API_URL: slack.apiUrl,
    ...{ PUBLIC_URL: 'https://afterword.example', DATA_DIR: dataDir, PORT: '0' },
  });
  const { port } = await bot.logged('ready');
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
  expect((await install(Number(port), slack.workspace)).status).toBe(200);
  bot.process.kill('SIGTERM');
  expect(await bot.ended).toBe(0);
});

test('a Slack that cannot be reached ends with 1, so that whoever runs it starts it again', async () => {
  const bot = startProcess({ ...socketMode(slack, dataDir), SLACK_API_URL: 'http://127.0.0.1:9/api/' });
  expect(await bot.ended).toBe(1);
});

test('what nobody foresaw ends it with 1, and its message stays out of what the operator reads', async () => {
  const { signingSecret } = slack;
  const { SLACK_APP_TOKEN: _, ...env } = socketMode(slack, dataDir);
  const bot = startProcess({ ...env, SLACK_SIGNING_SECRET: signingSecret });
  const { port } = await bot.logged('ready');
  // Bolt looks into it as if it were an object, where nothing catches that.
  const body = 'null';
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  const headers = {
    'content-type': 'application/json',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${signature}`,
  };
  await fetch(`http://127.0.0.1:${port}/slack/events`, { method: 'POST', headers, body }).catch(() => {});
  expect(await bot.ended).toBe(1);
  expect(await bot.logged('crashed')).toMatchObject({ err: { type: 'TypeError' } });
  expect(bot.stdout()).not.toContain('Cannot read');
  expect(bot.stderr()).toBe('');
});

test('a second process on the same data is refused, and told who has it', async () => {
  const first = startProcess(socketMode(slack, dataDir));
  await first.logged('ready');
  const second = startProcess(socketMode(slack, dataDir));
  expect(await second.ended).toBe(1);
  expect(second.stderr()).toContain(String(first.process.pid));
  first.process.kill('SIGTERM');
  await first.ended;
});

test('a key that does not fit the database ends with 78, before anything is written with it', async () => {
  const keyed = (fill: number) => ({
    ...socketMode(slack, dataDir),
    ENCRYPTION_KEY: Buffer.alloc(32, fill).toString('base64'),
  });
  const first = startProcess(keyed(1));
  await first.logged('ready');
  const ada = slack.addUser({ name: 'Ada', tz: 'Europe/Berlin' });
  await (await slack.slash(ada, '/interview', 'Acme, tomorrow 15:00')).waitForReply();
  first.process.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  const second = startProcess(keyed(2));
  expect(await second.ended).toBe(78);
  expect(second.stderr()).toContain('ENCRYPTION_KEY');
});
