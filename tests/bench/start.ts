/** (d) How soon the bot can take commands, and what memory it holds then. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStandin } from '../../src/standin/index.ts';
import { socketMode, startProcess } from '../support/process.ts';
import { freshDatabase } from './database.ts';
import { digits, median, table } from './measure.ts';
import { REPEATS } from './setting.ts';

type Start = { seconds: number; megabytes: number };

export async function measureStart(): Promise<string> {
  const slack = await startStandin();
  const dataDir = mkdtempSync(join(tmpdir(), 'afterword-bench-'));
  const { url, drop } = await freshDatabase();
  const embedded = socketMode(slack, dataDir);
  const key = randomBytes(32).toString('base64');
  const postgres = { ...embedded, DATABASE_URL: url, ENCRYPTION_KEY: key };

  const firsts = { embedded: await startOnce(embedded), postgres: await startOnce(postgres) };
  const again: Record<keyof typeof firsts, Start[]> = { embedded: [], postgres: [] };
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    again.embedded.push(await startOnce(embedded));
    again.postgres.push(await startOnce(postgres));
  }
  await slack.close();
  await drop();
  rmSync(dataDir, { recursive: true });

  const row = (name: string, first: Start, later: Start[]) => [
    name,
    digits(first.seconds),
    digits(median(later.map(({ seconds }) => seconds))),
    digits(median(later.map(({ megabytes }) => megabytes))),
  ];
  return [
    '## (d) From `npm start` to ready',
    'Aim: 3 s embedded after the first start, which makes the database.',
    table(
      ['database', 'first start, s', 'later, s', 'MB resident when ready'],
      [row('embedded', firsts.embedded, again.embedded), row('PostgreSQL', firsts.postgres, again.postgres)],
    ),
  ].join('\n\n');
}

async function startOnce(env: Record<string, string>): Promise<Start> {
  const begun = performance.now();
  const bot = startProcess(env);
  await bot.logged('ready');
  const seconds = (performance.now() - begun) / 1000;
  const megabytes = residentMegabytes(bot.process.pid ?? 0);
  bot.process.kill('SIGTERM');
  await bot.ended;
  return { seconds, megabytes };
}

/** proc(5). NaN where there is no such thing. */
function residentMegabytes(pid: number): number {
  if (process.platform !== 'linux') return Number.NaN;
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}
