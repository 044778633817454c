/** PGlite, PostgreSQL inside this process, behind the same pool and adapter as a PostgreSQL server. */
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { Pool } from 'pg';
import { takeLock } from './lock.ts';
import { type Database, requireUtc } from './postgres.ts';

/** Small, since one process with few members needs little: it saves 150 MB (shared/facts/database.md, 3). */
const SETTINGS = ['-c', 'TimeZone=UTC', '-c', 'shared_buffers=8MB'];
/** PGlite starts without fsync; a promise kept in memory alone is lost with the power. */
const DURABLE = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  '-c',
  'wal_sync_method=fsync',
];

/**
 * Opens the embedded database: in `dataDir`, durable, for this process alone, or in memory without one.
 * @throws when another process has it open; the message says which
 */
export async function openEmbedded({ dataDir }: { dataDir?: string } = {}): Promise<Database> {
  if (dataDir === undefined)
    return serve(await PGlite.create({ startParams: [...PGlite.defaultStartParams, ...SETTINGS] }));
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = await takeLock(dataDir);
  try {
    const files = resolve(dataDir, 'pgdata');
    const isFirst = readdirSync(dataDir).every((name) => name !== 'pgdata');
    const engine = await PGlite.create({ fs: new DurableFS(files), startParams: [...DURABLE, ...SETTINGS] });
    if (isFirst) syncTree(files);
    const { pool, close } = await serve(engine);
    return { pool, close: () => close().finally(lock.release) };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** A running PGlite as a pool. Closing the pool closes the engine. */
export async function serve(engine: PGlite): Promise<Database> {
  const config = createPgConfig(engine);
  const parse = config.connection.parse.bind(config.connection);
  // adapter-pg passes its type parsers where PGlite expects a list of type numbers (shared/facts/database.md, 4).
  config.connection.parse = (query: { types?: unknown }) =>
    parse(Array.isArray(query.types) ? query : { ...query, types: undefined });
  const pool = new Pool({ ...config, max: 1 });
  await requireUtc(pool);
  return {
    pool,
    close: async () => {
      await pool.end();
      await engine.close();
    },
  };
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
    fsyncSync(nfd);
    return 0;
  };
};

/** What the first start wrote before fsync was ours. */
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
