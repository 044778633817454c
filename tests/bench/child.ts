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

/** `entry` is relative to this folder. What it logs goes nowhere: everybody pays for writing it, nobody for showing it. */
export function startChild(entry: string, execArgv: readonly string[] = []): Child {
  const child = fork(join(import.meta.dirname, entry), {
    execArgv: ['--import', 'tsx', ...execArgv],
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
