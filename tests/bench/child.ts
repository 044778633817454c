/** A process beside this one that is told what to do and answers once for each. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export type Child = {
  pid: number;
  /** Resolves with the next answer; rejects when the process ends without one. */
  ask: (question: unknown) => Promise<unknown>;
  end: () => Promise<void>;
};

const START = join(import.meta.dirname, '../../src/start.mjs');

/**
 * `entry` is relative to this folder. What is TypeScript starts as the bot does; the peers, whose packages are installed here, by
 * tsx. What it logs goes nowhere: everybody pays for writing it, nobody for showing it.
 */
export function startChild(entry: string): Child {
  const path = join(import.meta.dirname, entry);
  const [module, ...args] = entry.endsWith('.ts') ? [START, path] : [path];
  const child = fork(module, args, {
    execArgv: entry.endsWith('.ts') ? [] : ['--import', 'tsx'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  return {
    pid: child.pid ?? 0,
    ask: (question) => answerOf(child, entry, question),
    end: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

function answerOf(child: ChildProcess, entry: string, question: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error(`${entry} ended without an answer`));
    child.once('exit', ended);
    child.once('message', (answer) => {
      child.off('exit', ended);
      resolve(answer);
    });
    child.send(Object(question));
  });
}
