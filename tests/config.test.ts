import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { type Config, readConfig } from '../src/config.ts';
import { ConfigError } from '../src/operate/config-error.ts';

const SOCKET = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };
const HTTP = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's1' };
const OAUTH = {
  SLACK_SIGNING_SECRET: 's1',
  SLACK_CLIENT_ID: 'c1',
  SLACK_CLIENT_SECRET: 'c2',
  SLACK_STATE_SECRET: 's2',
  PUBLIC_URL: 'https://afterword.example',
};
const POSTGRES = 'postgresql://bot:hunter2@db.example/afterword';
const newKey = () => randomBytes(32);

/** The message for an environment that cannot work, a line for each problem. */
function problems(env: NodeJS.ProcessEnv): string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n');
    throw error;
  }
  return [];
}

test('two tokens are enough; all else has the default that the contract names', () => {
  expect(readConfig(SOCKET)).toEqual({
    slack: { mode: 'socket', botToken: 'xoxb-1', appToken: 'xapp-1' },
    http: { host: '127.0.0.1', port: 3000 },
    database: { kind: 'embedded', dataDir: './data' },
    retentionMonths: 12,
    logLevel: 'info',
  } satisfies Config);
});

test('what is set decides how Slack is reached', () => {
  expect(readConfig(HTTP).slack).toMatchObject({ mode: 'http', botToken: 'xoxb-1', signingSecret: 's1' });
  expect(readConfig(OAUTH)).toMatchObject({
    slack: {
      ...{ mode: 'oauth', signingSecret: 's1', clientId: 'c1', clientSecret: 'c2', stateSecret: 's2' },
      publicUrl: 'https://afterword.example',
    },
  });
  const apiUrl = 'http://127.0.0.1:4000/api/';
  for (const env of [SOCKET, HTTP, OAUTH])
    expect(readConfig({ ...env, SLACK_API_URL: apiUrl }).slack.apiUrl).toBe(apiUrl);
});

test('everything can be set', () => {
  const [first, second] = [newKey(), newKey()];
  const env = {
    ...{ HOST: '0.0.0.0', PORT: '8080', DATABASE_URL: POSTGRES, DATA_DIR: '/data' },
    ...{ RETENTION_MONTHS: '6', LOG_LEVEL: 'debug' },
    ENCRYPTION_KEY: `${first.toString('base64')},${second.toString('base64')}`,
  };
  expect(readConfig({ ...HTTP, ...env })).toMatchObject({
    http: { host: '0.0.0.0', port: 8080 },
    database: { kind: 'postgres', url: POSTGRES, keys: [first, second] },
    retentionMonths: 6,
    logLevel: 'debug',
  });
});

test('set to nothing is not set, and space around a value is no part of it', () => {
  const env = { ...SOCKET, SLACK_SIGNING_SECRET: '', DATABASE_URL: ' ', PORT: '', DATA_DIR: '\n' };
  expect(readConfig(env)).toEqual(readConfig(SOCKET));
  expect(readConfig({ ...SOCKET, SLACK_BOT_TOKEN: 'xoxb-1\n' })).toEqual(readConfig(SOCKET));
});

test('an embedded database may bring its key', () => {
  const key = newKey();
  const { database } = readConfig({ ...SOCKET, ENCRYPTION_KEY: key.toString('base64') });
  expect(database).toEqual({ kind: 'embedded', dataDir: './data', keys: [key] });
});

test('with nothing set, the three ways are named', () => {
  const text = problems({}).join('\n');
  for (const way of ['Socket Mode', 'HTTP', 'many workspaces']) expect(text).toContain(way);
});

test('every problem is named at once', () => {
  const lines = problems({
    ...{ SLACK_BOT_TOKEN: 'xapp-1', SLACK_APP_TOKEN: 'xoxb-1', SLACK_API_URL: 'http://127.0.0.1:1/' },
    ...{ PORT: '70000', RETENTION_MONTHS: '0', LOG_LEVEL: 'loud', PUBLIC_URL: 'afterword.example' },
    ...{ DATABASE_URL: 'mysql://db', ENCRYPTION_KEY: 'short' },
  });
  expect(lines.map((line) => line.split(':')[0])).toEqual([
    ...['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_API_URL', 'PUBLIC_URL', 'PORT'],
    ...['DATABASE_URL', 'ENCRYPTION_KEY', 'RETENTION_MONTHS', 'LOG_LEVEL'],
  ]);
});

test.each<[string, NodeJS.ProcessEnv, RegExp]>([
  ['no bot token', { SLACK_APP_TOKEN: 'xapp-1' }, /^SLACK_BOT_TOKEN: not set/],
  ['a bot token alone', { SLACK_BOT_TOKEN: 'xoxb-1' }, /^SLACK_APP_TOKEN or SLACK_SIGNING_SECRET: not set/],
  ['both ways at once', { ...SOCKET, SLACK_SIGNING_SECRET: 's1' }, /set only one/],
  ['the app token in the wrong place', { ...SOCKET, SLACK_BOT_TOKEN: 'xapp-1' }, /begins with xoxb-/],
  [
    'an API root without /api/',
    { ...SOCKET, SLACK_API_URL: 'https://proxy.example/slack' },
    /ends in \/api\//,
  ],
  ['a server without a key', { ...SOCKET, DATABASE_URL: POSTGRES }, /^ENCRYPTION_KEY: not set.*openssl/],
  ['OAuth without its address', { ...OAUTH, PUBLIC_URL: undefined }, /^PUBLIC_URL: not set/],
  ['OAuth, half of it', { ...HTTP, SLACK_CLIENT_ID: 'c1' }, /^SLACK_CLIENT_SECRET: not set/],
  ['OAuth with one bot token', { ...OAUTH, SLACK_BOT_TOKEN: 'xoxb-1' }, /^SLACK_BOT_TOKEN: take it away/],
  ['a port in words', { ...SOCKET, PORT: 'http' }, /^PORT: must be a port number/],
  ['half a month', { ...SOCKET, RETENTION_MONTHS: '0.5' }, /^RETENTION_MONTHS: must be a whole number/],
])('%s cannot work, and it says why', (_name, env, why) => {
  expect(problems(env)[0]).toMatch(why);
});

test('no message shows a secret', () => {
  const secrets = ['wrong-bot-token', 'wrong-app-token', 'wrong-key', 'hunter2', 'a-signing-secret'];
  const [bot, app, key, password, signing] = secrets;
  const env = {
    ...{ SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, SLACK_SIGNING_SECRET: signing },
    ...{ ENCRYPTION_KEY: `${key},${key}`, DATABASE_URL: `mysql://bot:${password}@db/x` },
  };
  const text = problems(env).join('\n');
  expect(text).toContain('SLACK_BOT_TOKEN');
  for (const secret of secrets) expect(text).not.toContain(secret);
});
