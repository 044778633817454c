import { appendFile, cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { difference, MIGRATIONS } from '../prisma/difference.ts';

test('the migrations lead to the schema', async () => {
  expect(await difference()).toBe('');
});

test('a column, an index or a default that only one of the two has is noticed', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'afterword-drift-'));
  await cp(MIGRATIONS, directory, { recursive: true });
  const newest =
    (await readdir(directory))
      .filter((name) => /^\d/.test(name))
      .sort()
      .at(-1) ?? '';
  await appendFile(
    join(directory, newest, 'migration.sql'),
    `ALTER TABLE member DROP COLUMN country;
     DROP INDEX member_wake_at_idx;
     ALTER TABLE member ALTER COLUMN check_in_buffer SET DEFAULT 2;`,
  );
  const sql = await difference(directory);
  expect(sql).toContain('ADD COLUMN     "country" TEXT');
  expect(sql).toContain('CREATE INDEX "member_wake_at_idx"');
  expect(sql).toContain('"check_in_buffer" SET DEFAULT 1');
  await rm(directory, { recursive: true });
});
