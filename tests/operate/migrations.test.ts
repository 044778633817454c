import { appendFile, cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MIGRATIONS } from '../../prisma/difference.ts';
import { migrate, pendingMigrations } from '../../src/operate/migrations.ts';
import type { Database } from '../../src/operate/postgres.ts';
import { DATABASES } from '../support/databases.ts';

describe.each(DATABASES)('on $name', ({ fresh }) => {
  let database: Database;
  let directory: string;

  beforeEach(async () => {
    database = await fresh();
    directory = await mkdtemp(join(tmpdir(), 'afterword-migrations-'));
    await cp(MIGRATIONS, directory, { recursive: true });
  });
  afterEach(async () => {
    await database.close();
    await rm(directory, { recursive: true });
  });

  async function add(name: string, sql: string): Promise<void> {
    await mkdir(join(directory, name));
    await writeFile(join(directory, name, 'migration.sql'), sql);
  }
  const tables = async () => {
    const { rows } = await database.pool.query(`SELECT tablename FROM pg_tables WHERE schemaname = 'public'`);
    return rows.map(({ tablename }) => tablename);
  };

  test('what is applied is not applied again', async () => {
    expect(await pendingMigrations(database.pool, directory)).toEqual([]);
    await migrate(database.pool, directory);
    const { rows } = await database.pool.query('SELECT count(*)::int AS n FROM _prisma_migrations');
    expect(rows[0].n).toBe((await readdir(directory)).filter((name) => /^\d/.test(name)).length);
  });

  test('a new one is seen as pending, and applied once however many start together', async () => {
    await add('20990101000000_next', 'CREATE TABLE next_one (id int)');
    expect(await pendingMigrations(database.pool, directory)).toEqual(['20990101000000_next']);
    await Promise.all([migrate(database.pool, directory), migrate(database.pool, directory)]);
    expect(await pendingMigrations(database.pool, directory)).toEqual([]);
    expect(await tables()).toContain('next_one');
  });

  test('one that fails says why, and leaves nothing behind', async () => {
    await add('20990101000000_half', 'CREATE TABLE half (id int); SELECT no_such_column');
    await expect(migrate(database.pool, directory)).rejects.toThrow(
      /^The migration 20990101000000_half failed.*column "no_such_column" does not exist$/,
    );
    expect(await tables()).not.toContain('half');
    expect(await pendingMigrations(database.pool, directory)).toEqual(['20990101000000_half']);
  });

  test('on an empty database all are pending, and applied once however many start together', async () => {
    await database.pool.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    const all = (await readdir(directory)).filter((name) => /^\d/.test(name));
    expect(await pendingMigrations(database.pool, directory)).toEqual(all);
    await Promise.all([migrate(database.pool, directory), migrate(database.pool, directory)]);
    expect(await pendingMigrations(database.pool, directory)).toEqual([]);
    expect(await tables()).toContain('interview');
  });

  test('one that Prisma began and did not finish is refused, until that is resolved', async () => {
    await add('20990101000000_begun', 'CREATE TABLE begun (id int)');
    await database.pool.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('1', 'x', '20990101000000_begun')`,
    );
    await expect(migrate(database.pool, directory)).rejects.toThrow(
      '20990101000000_begun was begun by Prisma',
    );
    await database.pool.query(`UPDATE _prisma_migrations SET rolled_back_at = now() WHERE id = '1'`);
    await migrate(database.pool, directory);
    expect(await tables()).toContain('begun');
  });

  test('one that was edited after it was applied is refused', async () => {
    const [first = ''] = (await readdir(directory)).filter((name) => /^\d/.test(name));
    await appendFile(join(directory, first, 'migration.sql'), '-- changed');
    await expect(migrate(database.pool, directory)).rejects.toThrow('was edited');
  });

  test("a newer version's migration does not stop this one, so that replicas can be replaced one by one", async () => {
    await add('20990101000000_next', 'CREATE TABLE next_one (id int)');
    await migrate(database.pool, directory);
    await migrate(database.pool);
    expect(await pendingMigrations(database.pool)).toEqual([]);
  });
});
