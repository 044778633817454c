/** The sandbox's databases: migrated, in memory, and each alone. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from '../../src/operate/embedded.ts';
import { pendingMigrations } from '../../src/operate/migrations.ts';
import type { Database } from '../../src/operate/postgres.ts';
import { openEngine } from '../../src/sandbox/database.ts';

let databases: Database[];
beforeAll(async () => {
  const engines = await Promise.all([openEngine(), openEngine()]);
  databases = await Promise.all(engines.map(serve));
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
