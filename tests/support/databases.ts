/** Fresh, migrated databases of both kinds. */
import { randomUUID } from 'node:crypto';
import { PGlite } from '@electric-sql/pglite';
import { Client, type Pool } from 'pg';
import { afterAll } from 'vitest';
import { serve } from '../../src/operate/embedded.ts';
import { migrate } from '../../src/operate/migrations.ts';
import { type Database, openPostgres } from '../../src/operate/postgres.ts';
import { emptyDatabase } from '../../src/sandbox/database.ts';

/** `another` opens a pool of its own on the same database, for another replica or another life. */
export type TestDatabase = Database & { another: () => Promise<Pool> };

/** The storage suite runs on each. */
export const DATABASES: { name: string; fresh: () => Promise<TestDatabase> }[] = [
  { name: 'PGlite', fresh: freshEmbedded },
  ...(process.env.TEST_DATABASE_URL ? [{ name: 'PostgreSQL', fresh: freshPostgres }] : []),
];

/** The default of every database here: one in UTC hides wrong instants (prisma #26786). */
const ELSEWHERE = 'America/New_York';

let migrated: Promise<Blob> | undefined;

/**
 * An embedded database in memory. Starting from a dump takes a sixth of the time (decision 7), with small buffers
 * half of that again, and the dump is the one that the sandbox keeps.
 */
export async function freshEmbedded(): Promise<TestDatabase> {
  migrated ??= emptyDatabase();
  const settings = ['shared_buffers=8MB', `TimeZone=${ELSEWHERE}`].flatMap((setting) => ['-c', setting]);
  const startParams = [...PGlite.defaultStartParams, ...settings];
  const engine = await PGlite.create({ loadDataDir: await migrated, startParams });
  return { ...(await serve(engine)), another: async () => (await serve(engine)).pool };
}

let template: Promise<string> | undefined;
afterAll(async () => {
  if (template) await asAdmin(`DROP DATABASE ${await template} WITH (FORCE)`);
});

/** A database of its own on the tests' PostgreSQL server, copied from a migrated one. */
export async function freshPostgres(): Promise<TestDatabase & { url: string }> {
  template ??= createMigrated();
  return opened(await createDatabase(`TEMPLATE ${await template}`));
}

/** One without a table, for whoever migrates it. */
export async function emptyPostgres(): Promise<TestDatabase & { url: string }> {
  return opened(await createDatabase());
}

async function opened(name: string): Promise<TestDatabase & { url: string }> {
  const url = urlOf(name);
  const { pool, close } = await openPostgres({ url });
  return {
    ...{ pool, url },
    another: async () => (await openPostgres({ url })).pool,
    close: () => close().then(() => asAdmin(`DROP DATABASE ${name} WITH (FORCE)`)),
  };
}

async function createMigrated(): Promise<string> {
  const name = await createDatabase();
  const { pool, close } = await openPostgres({ url: urlOf(name) });
  await migrate(pool);
  await close();
  return name;
}

async function createDatabase(template = ''): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(`CREATE DATABASE ${name} ${template}`);
  await asAdmin(`ALTER DATABASE ${name} SET TimeZone = '${ELSEWHERE}'`);
  return name;
}

async function asAdmin(sql: string): Promise<void> {
  const client = new Client({ connectionString: process.env.TEST_DATABASE_URL });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

function urlOf(database: string): string {
  const url = new URL(process.env.TEST_DATABASE_URL ?? '');
  url.pathname = database;
  return url.href;
}
