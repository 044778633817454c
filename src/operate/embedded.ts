/** PGlite, PostgreSQL inside this process, behind the same pool and adapter as a PostgreSQL server. */
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { Client, type ClientBase, Pool } from 'pg';
import { ConfigError } from './config-error.ts';
import { takeLock } from './lock.ts';
import { type Database, requireUtc } from './postgres.ts';

/** Small, since one process with few members needs little: it saves 150 MB. */
const SETTINGS = ['-c', 'shared_buffers=8MB'];
/** PGlite starts without fsync; a promise kept in memory alone is lost with the power. */
const DURABLE = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  '-c',
  'wal_sync_method=fsync',
];

/**
 * Opens the embedded database: in `dataDir`, durable, for this process alone, or in memory without one.
 * @throws Locked when another process has it open; the message says which. ConfigError when `dataDir` can be no directory of ours
 */
export async function openEmbedded({ dataDir }: { dataDir?: string } = {}): Promise<Database> {
  if (dataDir === undefined)
    return serve(await PGlite.create({ startParams: [...PGlite.defaultStartParams, ...SETTINGS] }));
  makeDirectory(dataDir);
  const lock = await takeLock(dataDir);
  try {
    const { pool, close } = await serve(await openFiles(dataDir));
    return { pool, close: () => close().finally(lock.release) };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** What a path is refused with that no restart makes usable: a file, below a file, somebody else's, or not to be written to. */
const UNUSABLE = ['EEXIST', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS'];

function makeDirectory(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!UNUSABLE.includes(code)) throw error;
    throw new ConfigError(
      `DATA_DIR: ${dataDir} cannot be used (${code}): name a directory that the bot's user may write to.`,
      { cause: error },
    );
  }
}

/**
 * PGlite takes for a database what a killed first start left of one. So a first start is marked until all of it is on the disk,
 * and what is found with the mark, which nobody has ever written to, is made again.
 */
async function openFiles(dataDir: string): Promise<PGlite> {
  const files = join(dataDir, 'pgdata');
  const mark = `${files}.unfinished`;
  const isFirst = !existsSync(files) || existsSync(mark);
  if (isFirst) {
    rmSync(files, { recursive: true, force: true });
    writeFileSync(mark, '');
    syncPath(dataDir);
  }
  keepToOurselves(files);
  const engine = await PGlite.create({ fs: new DurableFS(files), startParams: [...DURABLE, ...SETTINGS] });
  if (isFirst) {
    syncTree(files);
    rmSync(mark);
    syncPath(dataDir);
  }
  return engine;
}

/** PGlite's files are for everybody to read and to write, and `dataDir` may have been made by somebody else, as a volume is. */
function keepToOurselves(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  try {
    chmodSync(directory, 0o700);
  } catch (error) {
    // Somebody else's, who decides who gets in; or the file system knows no such thing.
    if (!(error instanceof Error && 'code' in error && /^(?:EPERM|ENOTSUP)$/.test(String(error.code))))
      throw error;
  }
}

/** A running PGlite as a pool. Closing the pool closes the engine. */
export async function serve(engine: PGlite): Promise<Database> {
  letOthersIn(engine);
  /** With a connection of its own: in one that is shared, the end of a client reaches the next one. */
  class EmbeddedClient extends Client {
    constructor() {
      super(configOf(engine));
    }
  }
  const pool = new Pool({ max: 1, Client: EmbeddedClient, onConnect: startAfresh });
  await requireUtc(pool);
  return {
    pool,
    close: async () => {
      await pool.end();
      await engine.close();
    },
  };
}

/** The first byte of the message with which a statement begins (postgresql.org/docs/current/protocol-message-formats.html). */
const PARSE = 'P'.charCodeAt(0);

/**
 * Statements run in this very thread, each as soon as the one before has ended: between two of them whatever else came meanwhile has its
 * turn, or Slack would wait for its acknowledgements until all is done.
 */
function letOthersIn(engine: PGlite): void {
  const execute = engine.execProtocolStream.bind(engine);
  engine.execProtocolStream = async (message, options) => {
    if (message[0] === PARSE) await othersTurn();
    return execute(message, options);
  };
}

function configOf(engine: PGlite) {
  const config = createPgConfig(engine);
  const parse = config.connection.parse.bind(config.connection);
  // adapter-pg passes its type parsers where PGlite expects a list of type numbers.
  config.connection.parse = (query: { types?: unknown }) =>
    parse(Array.isArray(query.types) ? query : { ...query, types: undefined });
  return config;
}

/** A server ends a session with its client. PGlite's goes on: what the last client left open would swallow the next one's commits. */
async function startAfresh(client: ClientBase): Promise<void> {
  await client.query('ROLLBACK');
  await client.query('DISCARD ALL');
  await client.query(`SET TimeZone = 'UTC'`);
}

/** PGlite has no autovacuum. */
export async function vacuum(pool: Pool): Promise<void> {
  await pool.query('VACUUM (ANALYZE)');
}

/** Files whose fsync is the disk's. PGlite's own answers at once and does nothing. */
class DurableFS extends NodeFS {
  override async init(pg: PGlite, options: Parameters<NodeFS['init']>[1]) {
    const { emscriptenOpts } = await super.init(pg, options);
    const preRun = [...runsOf(emscriptenOpts.preRun), makeDurable];
    return { emscriptenOpts: { ...emscriptenOpts, preRun } };
  }
}

type PreRun = Parameters<NodeFS['init']>[1]['preRun'];
type Run = (module: unknown) => void;

function runsOf(preRun: PreRun): Run[] {
  return [preRun ?? []].flat() as Run[]; // Emscripten allows one function or several; PGlite's type says neither exactly
}

/** The part of Emscripten's module that this leans on; the version is pinned, and a test counts the calls. */
type NodeModule = { NODEFS: { stream_ops: { fsync?: (stream: { nfd: number }) => number } } };

const makeDurable: Run = (module) => {
  const { NODEFS } = module as NodeModule; // see the type
  NODEFS.stream_ops.fsync = ({ nfd }) => {
    try {
      fsyncSync(nfd);
      return 0;
    } catch (error) {
      // The system may have dropped what it could not write. PostgreSQL dies of that, and recovers when it starts again;
      // PGlite would go on, and answer commits that are not on the disk. So this process ends before it answers.
      queueMicrotask(() => {
        throw error;
      });
      throw error;
    }
  };
};

/** PGlite's initdb writes without fsync. */
function syncTree(directory: string): void {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) syncTree(path);
    else if (entry.isFile()) syncPath(path);
  }
  syncPath(directory);
}

function syncPath(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
