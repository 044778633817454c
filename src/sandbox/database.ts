/** A database in memory within a second: PGlite takes six to make one, so an empty, migrated one is kept beside the packages. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { serve } from '../operate/embedded.ts';
import { migrate } from '../operate/migrations.ts';

const ROOT = join(import.meta.dirname, '../..');
const MIGRATIONS = join(ROOT, 'prisma/migrations');
/** `npm ci` empties it. */
const KEPT = join(ROOT, 'node_modules/.cache/afterword');
const SMALL = [...PGlite.defaultStartParams, '-c', 'shared_buffers=8MB'];
/** What is copied at each start has to be small: the log comes in files of one megabyte in place of sixteen. */
const INITDB = ['--wal-segsize=1'];
/** Seven megabytes each, and nobody makes a second database here. */
const UNUSED = ['template0', 'template1'];

/** Starts the engine of a migrated database in memory. */
export async function openEngine(): Promise<PGlite> {
  return PGlite.create({ loadDataDir: await emptyDatabase(), startParams: SMALL });
}

/** An empty, migrated database as PGlite dumps it: the one that is kept, or one that is made now, and kept. */
export async function emptyDatabase(): Promise<Blob> {
  const path = join(KEPT, `${await fingerprint()}.tar`);
  const kept = await readFile(path).catch(() => undefined);
  if (kept) return new Blob([kept], { type: 'application/x-tar' });
  const made = await makeEmptyDatabase();
  // Where nothing can be written there, the next start takes as long as this one.
  await keep(path, made).catch(() => undefined);
  return made;
}

/** What the dump depends on: the engine, which package.json pins exactly, how it is made, and the migrations. */
async function fingerprint(): Promise<string> {
  const names = (await readdir(MIGRATIONS, { recursive: true })).filter((name) => name.endsWith('.sql'));
  const paths = [join(ROOT, 'package.json'), ...names.sort().map((name) => join(MIGRATIONS, name))];
  const [manifest = '', ...migrations] = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
  const [engine] = /"@electric-sql\/pglite": "[^"]+"/.exec(manifest) ?? [];
  return createHash('sha256')
    .update([engine, ...INITDB, ...UNUSED, ...migrations].join('\0'))
    .digest('hex')
    .slice(0, 32);
}

async function makeEmptyDatabase(): Promise<Blob> {
  const engine = await PGlite.create({ initDbStartParams: INITDB });
  const { pool, close } = await serve(engine);
  await migrate(pool);
  for (const name of UNUSED) {
    await pool.query(`ALTER DATABASE ${name} IS_TEMPLATE false`);
    await pool.query(`DROP DATABASE ${name}`);
  }
  // Unpacking takes longer than copying all of it.
  const dump = await engine.dumpDataDir('none');
  await close();
  return dump;
}

/** Whole or not at all: another process may read it meanwhile, and this one may be killed. */
async function keep(path: string, dump: Blob): Promise<void> {
  const unfinished = `${path}.${process.pid}`;
  await mkdir(KEPT, { recursive: true });
  await writeFile(unfinished, Buffer.from(await dump.arrayBuffer()));
  await rename(unfinished, path);
}

if (process.argv[1] === import.meta.filename) await emptyDatabase();
