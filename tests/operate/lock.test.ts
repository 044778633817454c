/** One process at a time: what holds whether or not a database is behind it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Locked, takeLock } from '../../src/operate/lock.ts';

const ROOT = join(import.meta.dirname, '../..');
let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'afterword-lock-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const outcomesOf = async (attempts: Promise<unknown>[]) =>
  (await Promise.allSettled(attempts)).map(({ status }) => status).sort();

/** Another process, which holds the directory. */
async function startHolder(): Promise<ChildProcess> {
  const script = `import { takeLock } from './src/operate/lock.ts';
    await takeLock(process.env.DATA_DIR); console.log('held'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(createInterface({ input: child.stdout }), 'line');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'close');
}

test('of many that come together over a stale lock, exactly one gets it', async () => {
  await kill(await startHolder());
  expect(await readdir(dataDir)).toHaveLength(1);
  const locks: { release: () => Promise<void> }[] = [];
  for (let round = 0; round < 20; round++) {
    const attempts = Array.from({ length: 12 }, () => takeLock(dataDir).then((lock) => locks.push(lock)));
    expect((await outcomesOf(attempts)).filter((status) => status === 'fulfilled')).toHaveLength(1);
    await Promise.all(locks.splice(0).map(({ release }) => release()));
  }
  expect(await readdir(dataDir)).toEqual([]);
});

test('the holder is named, and named again to whoever comes by another path', async () => {
  const link = `${dataDir}-link`;
  await symlink(dataDir, link);
  const { release } = await takeLock(dataDir);
  await expect(takeLock(link)).rejects.toThrow(Locked);
  await expect(takeLock(link)).rejects.toThrow(`is in use by process ${process.pid}`);
  await release();
  await (await takeLock(link)).release();
  await rm(link);
});

test('a path too long for a socket is locked all the same', async () => {
  const long = join(dataDir, 'ü'.repeat(60));
  await mkdir(long);
  const { release } = await takeLock(long);
  await expect(takeLock(long)).rejects.toThrow(`is in use by process ${process.pid}`);
  await release();
  await (await takeLock(long)).release();
});

test('a holder that is too busy to answer holds', async () => {
  const holder = await startHolder();
  holder.kill('SIGSTOP');
  await expect(takeLock(dataDir)).rejects.toThrow(`is in use by process ${holder.pid}`);
  await kill(holder);
});
