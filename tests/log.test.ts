import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { App, LogLevel } from '@slack/bolt';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { startBot } from '../src/bot.ts';
import { boltLogger, type Log, openLog } from '../src/operate/log.ts';
import { openSealer } from '../src/operate/sealing.ts';
import { startStandin } from '../src/standin/index.ts';
import { freshEmbedded } from './support/databases.ts';
import { MONDAY_NOON } from './support/story.ts';

const SECRETS = ['Acme', 'Dana', 'xoxb-1-secret', 'dana@acme.example'];

/** A log at its most talkative, and the lines that it wrote. */
function listen(): { log: Log; lines: () => Record<string, unknown>[]; text: () => string } {
  const written: string[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      written.push(String(chunk));
      done();
    },
  });
  return {
    log: openLog({ level: 'trace', destination }),
    lines: () => written.map((line) => JSON.parse(line)),
    text: () => written.join(''),
  };
}

function expectNoWordsIn(text: string): void {
  for (const secret of SECRETS) expect(text).not.toContain(secret);
}

test('a line is JSON with a level, a time and its fields', () => {
  const { log, lines } = listen();
  log.info({ event: 'ready', mode: 'socket' });
  expect(lines()).toEqual([{ level: 30, time: expect.any(String), event: 'ready', mode: 'socket' }]);
});

test('an error keeps its type, its codes and its place, and loses every word', () => {
  const { log, lines, text } = listen();
  const cause = Object.assign(new TypeError('no Dana'), { code: '23505', detail: 'Key (company)=(Acme)' });
  const error = Object.assign(new Error('Cannot write to Dana at Acme', { cause }), {
    code: 'slack_webapi_platform_error',
    data: { ok: false, error: 'channel_not_found', text: 'Dear Dana' },
  });
  log.error({ event: 'nudge.failed', err: error });
  log.error({ event: 'nudge.failed', reason: error });
  const safe = {
    type: 'Error',
    code: 'slack_webapi_platform_error',
    slack: 'channel_not_found',
    at: expect.arrayContaining([expect.stringContaining('log.test.ts')]),
    cause: { type: 'TypeError', code: '23505', at: expect.any(Array) },
  };
  expect(lines()[0]).toMatchObject({ event: 'nudge.failed', err: safe });
  expect(lines()[1]).toMatchObject({ event: 'nudge.failed', reason: safe });
  expectNoWordsIn(text());
});

test("a message that looks like a stack's lines is still a message", () => {
  const { log, text } = listen();
  log.error({
    event: 'failed',
    err: new Error('failed\n    at Acme (dana@acme.example:1:1)\n    at Dana:1:1'),
  });
  const renamed = new Error('at first');
  renamed.message = 'changed after the stack was taken';
  renamed.stack = 'Error: other words\n    at Acme, with Dana\n    at run (file:///src/main.ts:1:1)';
  log.error({ event: 'failed', err: renamed });
  expectNoWordsIn(text());
});

test('an error that was made of something else says only what it was', () => {
  const { log, lines, text } = listen();
  log.error({ event: 'failed', err: 'Dana at Acme' });
  expect(lines()[0]).toMatchObject({ err: { type: 'string' } });
  expectNoWordsIn(text());
});

test('a field that would hold a secret or words is masked, wherever it stands', () => {
  const { log, text } = listen();
  const held = { token: 'xoxb-1-secret', company: 'Acme', text: 'with Dana', email: 'dana@acme.example' };
  log.info({ event: 'careless', ...held });
  log.info({ event: 'careless', inside: held });
  expectNoWordsIn(text());
});

test('nothing that Bolt says of a payload comes through, at any level', () => {
  const { log, lines, text } = listen();
  const logger = boltLogger(log);
  logger.setLevel(LogLevel.DEBUG);
  logger.debug('Received', { text: 'Acme with Dana' });
  logger.info('Unhandled HTTP request (POST) made to /Acme');
  logger.warn('Failed to parse the request body: Dana', { company: 'Acme' });
  logger.error('An unhandled error occurred while Bolt processed (type: x, error: Dana)', 'Acme');
  logger.error(new Error('Dana at Acme'));
  expect(lines().map(({ level, about }) => [level, about])).toEqual([
    [30, 'Unhandled HTTP request'],
    [40, 'Failed to parse the request body'],
    [50, 'An unhandled error occurred while Bolt processed'],
    [50, undefined],
  ]);
  expectNoWordsIn(text());
});

test("a listener's failure in Bolt itself tells no words", async () => {
  const { log, text } = listen();
  const logger = boltLogger(log);
  const app = new App({
    receiver: { init: () => {}, start: async () => {}, stop: async () => {} },
    authorize: async () => ({ botToken: 'xoxb-1-secret', botId: 'B1', botUserId: 'U2' }),
    logger,
  });
  app.command('/interview', async () => {
    throw new Error('Dana at Acme');
  });
  const body = { command: '/interview', text: 'Acme with Dana', user_id: 'U1', team_id: 'T1' };
  await expect(app.processEvent({ body, ack: async () => {} })).rejects.toThrow('Dana');
  expect(text()).toContain('slack.library');
  expectNoWordsIn(text());
});

test('the whole bot, when Slack and the database fail under it, writes down nobody', async () => {
  const { log, lines, text } = listen();
  const slack = await startStandin();
  onTestFinished(() => slack.close());
  const { pool, close } = await freshEmbedded();
  onTestFinished(close);
  const { botToken, appToken, apiUrl } = slack;
  const bot = await startBot({
    ...{ slack: { mode: 'socket', botToken, appToken, apiUrl }, http: { host: '127.0.0.1', port: 0 } },
    ...{ pool, sealer: openSealer([randomBytes(32)]), log },
    // A nudge is due at noon, and at night it would wait.
    clock: () => MONDAY_NOON,
  });
  onTestFinished(bot.stop);
  await slack.socketConnected();
  const dana = slack.addUser({ name: 'Dana', tz: 'Europe/Berlin' });
  const say = async (words: string) => (await slack.slash(dana, '/interview', words)).waitForReply();
  slack.faults.next('chat.postMessage', { kind: 'status', status: 503 }, 3);
  await say('Acme, engineer, yesterday 14:00 with Dana Fox dana@acme.example');
  await bot.nudgeNow();
  // From here on the database refuses every interview, with the row in its message.
  await pool.query('ALTER TABLE interview ADD CONSTRAINT refused CHECK (false) NOT VALID');
  await say('Acme, designer, yesterday 15:00 with Dana Fox dana@acme.example');
  const failed = () => lines().map(({ event }) => event);
  await expect.poll(failed).toEqual(expect.arrayContaining(['nudge.not-sent', 'listener.failed']));
  expectNoWordsIn(text());
});

test("the test itself would see what pino's own ways let through", () => {
  const written: string[] = [];
  const careless = pino({}, { write: (line: string) => written.push(line) });
  careless.error({ err: new Error('Dana at Acme') });
  expect(written.join('')).toContain('Acme');
});
