/** The sandbox's databases: migrated, in memory, and each alone. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pendingMigrations } from '../../src/operate/migrations.ts';
import type { Database } from '../../src/operate/postgres.ts';
import { openDatabase } from '../../src/sandbox/database.ts';

let databases: Database[];
beforeAll(async () => {
  databases = await Promise.all([openDatabase(), openDatabase()]);
});
afterAll(() => Promise.all(databases.map(({ close }) => close())));

test('what is opened has every migration', async () => {
  for (const { pool } of databases) expect(await pendingMigrations(pool)).toEqual([]);
});

test('what is written into one is not in the other', async () => {
  const [one, other] = databases;
  await one?.pool.query(`INSERT INTO workspace (id) VALUES ('T1')`);
  const { rows } = (await other?.pool.query('SELECT id FROM workspace')) ?? {};
  expect(rows).toEqual([]);
});
