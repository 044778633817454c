/** Fresh, migrated databases of both kinds. */
import { randomUUID } from 'node:crypto';
import { PGlite } from '@electric-sql/pglite';
import { Pool } from 'pg';
import { serve } from '../../src/operate/embedded.ts';
import { migrate } from '../../src/operate/migrations.ts';
import { type Database, openPostgres } from '../../src/operate/postgres.ts';

/** The storage suite runs on each. */
export const DATABASES: { name: string; fresh: () => Promise<Database> }[] = [
  { name: 'PGlite', fresh: freshEmbedded },
  ...(process.env.TEST_DATABASE_URL ? [{ name: 'PostgreSQL', fresh: freshPostgres }] : []),
];

let migrated: Promise<File | Blob> | undefined;

/** An embedded database in memory. Starting from a dump takes a sixth of the time (shared/facts/database.md, 8). */
export async function freshEmbedded(): Promise<Database> {
  migrated ??= dumpMigrated();
  const startParams = [...PGlite.defaultStartParams, '-c', 'TimeZone=UTC'];
  return serve(await PGlite.create({ loadDataDir: await migrated, startParams }));
}

async function dumpMigrated(): Promise<File | Blob> {
  const engine = await PGlite.create();
  const { pool, close } = await serve(engine);
  await migrate(pool);
  const dump = await engine.dumpDataDir('none');
  await close();
  return dump;
}

/** A database of its own on the tests' PostgreSQL server, whose default time zone is not UTC: prisma #26786 hides otherwise. */
export async function freshPostgres(): Promise<Database> {
  const url = new URL(process.env.TEST_DATABASE_URL ?? '');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = new Pool({ connectionString: url.href, max: 1 });
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.query(`ALTER DATABASE ${name} SET TimeZone = 'America/New_York'`);
  url.pathname = name;
  const database = await openPostgres({ url: url.href });
  await migrate(database.pool);
  return {
    ...database,
    close: async () => {
      await database.close();
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.end();
    },
  };
}
