/** `slack run`: the Slack CLI reads .slack/hooks.json, asks `get-hooks` for the rest, and runs the hooks in a shell. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { startStandin } from '../src/standin/index.ts';

const root = join(import.meta.dirname, '..');
const hooksFile = z.object({ hooks: z.record(z.string(), z.string()) });
const { hooks } = hooksFile.parse(JSON.parse(readFileSync(join(root, '.slack/hooks.json'), 'utf8')));

const run = (hook: string) => execFileSync('sh', ['-c', hook], { cwd: root, encoding: 'utf8' });

test('the hooks that are not ours come from @slack/cli-hooks', () => {
  const given = hooksFile.parse(JSON.parse(run(hooks['get-hooks'] ?? '')));
  expect(Object.keys(given.hooks)).toEqual(expect.arrayContaining(['start', 'get-manifest', 'doctor']));
  const manifest: unknown = JSON.parse(run(given.hooks['get-manifest'] ?? ''));
  expect(manifest).toEqual(JSON.parse(readFileSync(join(root, 'manifest.json'), 'utf8')));
});

test('the start hook starts the bot with the tokens that the CLI hands over', async () => {
  const slack = await startStandin();
  onTestFinished(() => slack.close());
  const dataDir = mkdtempSync(join(tmpdir(), 'afterword-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const bot = spawn('sh', ['-c', `exec ${hooks.start}`], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...{ PATH: process.env.PATH, PORT: '0', DATA_DIR: dataDir, SLACK_API_URL: slack.apiUrl },
      ...{ SLACK_CLI_XOXB: slack.botToken, SLACK_CLI_XAPP: slack.appToken },
    },
  });
  onTestFinished(() => void bot.kill('SIGKILL'));
  const ended = once(bot, 'exit');
  for await (const line of createInterface(bot.stdout)) if (line.includes('"event":"ready"')) break;
  await slack.socketConnected();
  bot.kill('SIGINT');
  expect((await ended)[0]).toBe(0);
}, 60_000);
