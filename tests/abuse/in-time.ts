import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Generous: the slowest machine that runs these tests takes a twentieth of it for a text that is read as it should be. */
const BUDGET_MS = 2000;
/** A process that was just forked has yet to read its modules. */
const START_MS = 60_000;

/** Gives texts to readers in another process, and kills that where one takes too long. */
export function openReaders() {
  let child: ChildProcess | undefined;

  async function start(): Promise<ChildProcess> {
    const started = fork(join(import.meta.dirname, 'reader-process.ts'), {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    await ask(started, { reader: 'none', text: '' }, START_MS);
    return started;
  }

  return {
    /** Throws with the text, in short, where it is not read within the budget. */
    async read(reader: string, text: string): Promise<void> {
      child ??= await start();
      if (await ask(child, { reader, text }, BUDGET_MS)) return;
      child.kill('SIGKILL');
      child = undefined;
      throw new Error(
        `${reader} takes more than ${BUDGET_MS} ms for ${text.length} characters: ${text.slice(0, 300)}`,
      );
    },
    close: () => child?.kill('SIGKILL'),
  };
}

/** Whether the answer came in time. */
async function ask(
  child: ChildProcess,
  question: { reader: string; text: string },
  withinMs: number,
): Promise<boolean> {
  const signal = AbortSignal.timeout(withinMs);
  const answer = once(child, 'message', { signal });
  child.send(question);
  return answer.then(
    ([said]) => said === 'read',
    () => false,
  );
}
