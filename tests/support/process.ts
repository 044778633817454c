/** The bot and its commands as processes of their own, as an operator runs them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Standin } from '../../src/standin/index.ts';

const ROOT = join(import.meta.dirname, '../..');

export type Running = {
  process: ChildProcess;
  /** Resolves with the first log line that has this event; rejects when the process ends without it. */
  logged: (event: string) => Promise<Record<string, unknown>>;
  /** Resolves with the exit code, or the signal that ended it. */
  ended: Promise<number | string>;
  stdout: () => string;
  stderr: () => string;
};

/** What one workspace in Socket Mode needs, against the stand-in. */
export function socketMode({ botToken, appToken, apiUrl }: Standin, dataDir: string): Record<string, string> {
  return {
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
    SLACK_API_URL: apiUrl,
    DATA_DIR: dataDir,
    PORT: '0',
  };
}

export function startProcess(env: Record<string, string>, entry = 'src/main.ts'): Running {
  return runNode(['src/start.mjs', entry], env, ROOT);
}

/** The bot below npm, of which nothing else is printed. Signals go to npm alone. */
export function startByNpm(env: Record<string, string>): Running {
  return run('npm', ['start', '--silent'], { npm_config_update_notifier: 'false', ...env }, ROOT);
}

/** `root`: where another version's files are. */
export function runNode(args: readonly string[], env: Record<string, string>, root: string): Running {
  return run(process.execPath, args, env, root);
}

function run(command: string, args: readonly string[], env: Record<string, string>, root: string): Running {
  const child = spawn(command, args, {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  let errors = '';
  let isOver = false;
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    for (const look of waiting) look();
  });
  child.stderr.on('data', (text) => {
    errors += text;
  });
  const ended = once(child, 'close').then(([code, signal]): number | string => {
    isOver = true;
    for (const look of waiting) look();
    return code ?? signal;
  });
  const logged = (event: string) =>
    new Promise<Record<string, unknown>>((resolve, reject) => {
      const look = () => {
        const line = lines.map((text) => JSON.parse(text)).find((entry) => entry.event === event);
        if (line) resolve(line);
        else if (isOver) reject(new Error(`ended without "${event}": ${errors}`));
        else return;
        waiting.delete(look);
      };
      waiting.add(look);
      look();
    });
  return { process: child, logged, ended, stdout: () => lines.join('\n'), stderr: () => errors };
}
