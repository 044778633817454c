/** What prisma/migrations lack of prisma/schema.prisma, as SQL: Prisma's own schema engine, over a database in memory. */
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { MigrationDirectory } from '@prisma/schema-engine-wasm';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import { __wbg_set_wasm, SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';
import { PrismaPGlite } from 'pglite-prisma-adapter';

export const MIGRATIONS = join(import.meta.dirname, 'migrations');
const SCHEMA = join(import.meta.dirname, 'schema.prisma');

/** The SQL that leads from the migrations to the schema; empty when they agree. */
export async function difference(migrations = MIGRATIONS): Promise<string> {
  loaded ??= loadEngine();
  await loaded;
  const [database, shadow] = await Promise.all([PGlite.create(), PGlite.create()]);
  const adapter = new PrismaPGlite(database);
  const factory = bindMigrationAwareSqlAdapterFactory({
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    connect: () => adapter.connect(),
    connectToShadowDb: () => new PrismaPGlite(shadow).connect(),
  });
  const files = [{ path: SCHEMA, content: await readFile(SCHEMA, 'utf8') }];
  const engine = await SchemaEngine.new(
    { datamodels: [[SCHEMA, files[0]?.content ?? '']] },
    () => {},
    factory,
  );
  const { stdout, exitCode } = await engine.diff({
    from: {
      tag: 'migrations',
      baseDir: migrations,
      lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"' },
      shadowDbInitScript: '',
      migrationDirectories: await directories(migrations),
    },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: true,
    filters: { externalTables: [], externalEnums: [] },
  });
  await Promise.all([database.close(), shadow.close()]);
  return exitCode === 0 ? '' : (stdout ?? '');
}

async function directories(migrations: string): Promise<MigrationDirectory[]> {
  const entries = await readdir(migrations, { withFileTypes: true }).catch(() => []);
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
  const load = async (path: string) => {
    const value = await readFile(join(migrations, path, 'migration.sql'), 'utf8');
    return { path, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } } };
  };
  return Promise.all(names.map(load));
}

/** Once in a process: a second instance would answer for the first one's objects. */
let loaded: Promise<void> | undefined;

/** Node 20 cannot import WebAssembly as a module, as the package's own entry does. */
async function loadEngine(): Promise<void> {
  const path = createRequire(import.meta.url)
    .resolve('@prisma/schema-engine-wasm')
    .replace(/schema_engine\.js$/, 'schema_engine_bg.wasm');
  // Node has WebAssembly, but @types/node leaves it to the DOM's types, which this project goes without.
  const { WebAssembly } = globalThis as unknown as { WebAssembly: { instantiate: Instantiate } };
  const { instance } = await WebAssembly.instantiate(await readFile(path), {
    './schema_engine_bg.js': bindings,
  });
  __wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === 'function') start();
}

type Instantiate = (
  code: Buffer,
  imports: object,
) => Promise<{ instance: { exports: Record<string, unknown> } }>;
