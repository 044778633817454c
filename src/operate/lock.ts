/**
 * One process at a time on an embedded database: two would lose data silently (docs/decisions/0002-pglite-behind-a-pg-pool.md).
 *
 * Whoever wants the directory listens on a socket of its own in it, and looks who else answers there. Since it looks after
 * it listens, of two that come together at least one sees the other; since every name is used once, clearing away what a
 * killed process left never takes a living one's.
 */
import { createHash, randomBytes } from 'node:crypto';
import { readdir, realpath, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';

export type Lock = { release: () => Promise<void> };

/** Another process holds the directory. */
export class Locked extends Error {}

/** What a process answers, to whoever asks by connecting. */
type State = 'holds' | 'waits';
type Rival = { name: string; pid: number; state: State };

/** Longer than a query: the embedded database blocks its process while it works. */
const PATIENCE_MS = 5_000;
/** Of a socket's path in bytes, with room to spare: 104 on macOS, 108 on Linux. */
const LONGEST_PATH = 100;

/**
 * Takes the directory for this process, for as long as it lives: the operating system gives it back even after kill -9.
 * Of several that start together one gets it.
 * @throws Locked with the holder's process id
 */
export async function takeLock(dataDir: string): Promise<Lock> {
  const { directory, prefix } = placeOf(await realpath(dataDir));
  const name = `${prefix}${process.pid}.${randomBytes(4).toString('hex')}`;
  let state: State = 'waits';
  const server = await listen(join(directory, name), () => state);
  try {
    await untilAlone(async () => {
      const rivals = await rivalsIn(directory, prefix, name);
      const winner = rivals.find((rival) => rival.state === 'holds' || rival.name < name);
      if (winner) throw new Locked(`${dataDir} is in use by process ${winner.pid}. ${ADVICE}`);
      return rivals.length === 0;
    });
  } catch (error) {
    await closed(server);
    throw error;
  }
  state = 'holds';
  return { release: () => closed(server) };
}

const ADVICE = 'Stop that one first, or set DATA_DIR to another directory.';

/** Those with a later name are about to give way. */
async function untilAlone(isAlone: () => Promise<boolean>): Promise<void> {
  while (!(await isAlone())) await nextTurn();
}

/** In the directory itself, except where a socket cannot be, or its path would be too long. */
function placeOf(dataDir: string): { directory: string; prefix: string } {
  const id = createHash('sha256').update(dataDir).digest('hex').slice(0, 32);
  if (process.platform === 'win32') return { directory: '\\\\.\\pipe\\', prefix: `afterword-${id}.` };
  const longest = Buffer.byteLength(join(dataDir, 'lock.4194304.01234567'));
  if (longest > LONGEST_PATH) return { directory: '/tmp', prefix: `afterword-${id}.` };
  return { directory: dataDir, prefix: 'lock.' };
}

function listen(address: string, state: () => State): Promise<Server> {
  const server = createServer((socket) => socket.on('error', () => {}).end(state()));
  server.unref();
  return new Promise((give, fail) => {
    server.once('error', fail).listen(address, () => give(server));
  });
}

/** The others that are alive. What dead ones left is cleared away. */
async function rivalsIn(directory: string, prefix: string, own: string): Promise<Rival[]> {
  const names = (await readdir(directory)).filter((name) => name.startsWith(prefix) && name !== own);
  const rivals = await Promise.all(
    names.map(async (name) => {
      const state = await stateOf(join(directory, name));
      if (state) return [{ name, pid: Number.parseInt(name.slice(prefix.length), 10), state }];
      await rm(join(directory, name), { force: true });
      return [];
    }),
  );
  return rivals.flat();
}

const DEAD = ['ECONNREFUSED', 'ECONNRESET', 'ENOENT'];

/** Undefined where nobody lives. One that lives and is too busy to answer holds. */
function stateOf(address: string): Promise<State | undefined> {
  return new Promise((give, fail) => {
    const socket = connect(address);
    let said = '';
    socket.setTimeout(PATIENCE_MS, () => {
      give('holds');
      socket.destroy();
    });
    socket.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    socket.on('error', (error) => {
      if ('code' in error && DEAD.includes(String(error.code))) give(undefined);
      else fail(error);
    });
    socket.on('end', () => give(said === 'waits' ? 'waits' : 'holds'));
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((give) => server.close(() => give()));
}
