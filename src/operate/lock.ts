/** One process at a time on an embedded database: two would lose data silently (shared/facts/database.md, 2). */

import { createHash } from 'node:crypto';
import { unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join, resolve } from 'node:path';

export type Lock = { release: () => Promise<void> };

/** Another process holds the directory. */
export class Locked extends Error {}

const ATTEMPTS = 5;

/**
 * Takes the directory for this process, for as long as it lives: the operating system gives it back even after kill -9.
 * @throws Locked with the holder's process id
 */
export async function takeLock(dataDir: string): Promise<Lock> {
  const address = addressOf(resolve(dataDir));
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const server = await listen(address);
    const holder = await whoHolds(address);
    if (server && holder === process.pid) return { release: () => closed(server) };
    if (server) await closed(server);
    else if (holder)
      throw new Locked(
        `${dataDir} is in use by process ${holder}. Stop that one first, or set DATA_DIR to another directory.`,
      );
    // Nobody answers: what is left of a process that was killed.
    else await unlink(address).catch(() => {});
  }
  throw new Locked(`${dataDir} cannot be locked: other processes are starting on it. Start one alone.`);
}

/** A socket's path may be no longer than about 100 characters, so a long one moves to a short name. */
function addressOf(dataDir: string): string {
  if (process.platform === 'win32')
    return `\\\\.\\pipe\\afterword-${createHash('sha256').update(dataDir).digest('hex')}`;
  const beside = join(dataDir, 'lock');
  const short = createHash('sha256').update(dataDir).digest('hex').slice(0, 32);
  return beside.length < 100 ? beside : `/tmp/afterword-${short}.lock`;
}

/** A server that tells its process id to whoever connects; undefined where the address is taken. */
function listen(address: string): Promise<Server | undefined> {
  const server = createServer((socket) => socket.on('error', () => {}).end(String(process.pid)));
  server.unref();
  return new Promise((give, fail) => {
    server.once('error', (error) =>
      'code' in error && error.code === 'EADDRINUSE' ? give(undefined) : fail(error),
    );
    server.listen(address, () => give(server));
  });
}

function whoHolds(address: string): Promise<number | undefined> {
  return new Promise((give) => {
    const socket = connect(address);
    let said = '';
    socket.setEncoding('utf8').on('data', (text: string) => (said += text));
    socket.on('error', () => give(undefined)).on('close', () => give(Number(said) || undefined));
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((give) => server.close(() => give()));
}
