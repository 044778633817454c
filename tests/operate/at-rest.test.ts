/** Who gets hold of the database's files reads no word of a member's in them, whatever the member did, and no token. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { expect, test } from 'vitest';
import { keepInstallation } from '../../src/journal/installations.ts';
import { closeJournal, openJournal } from '../../src/journal/journal.ts';
import { SEALED } from '../../src/journal/sealed-columns.ts';
import { openEmbedded } from '../../src/operate/embedded.ts';
import { openSealer } from '../../src/operate/sealing.ts';
import { startedDataDir } from '../support/data-dir.ts';
import { freshPostgres } from '../support/databases.ts';
import { MARK, tellEverything } from '../support/marked.ts';
import { filesWith } from '../support/search-files.ts';
import { KEY, type Story, startStory } from '../support/story.ts';

/** Written in the clear, to see that the search finds what is there. */
const CONTROL = 'Wjkxqvz';
const FILES_OF_POSTGRES = process.env.TEST_DATABASE_FILES;

test('the embedded database, once it is closed', async () => {
  const dataDir = await startedDataDir();
  const since = aMomentAgo();
  const story = await startStory('socket', { database: () => openEmbedded({ dataDir }) });
  await live(story);
  await story.end();
  expect(await inTheClear(story, dataDir, since)).toEqual([]);
  const { pool, close } = await openEmbedded({ dataDir });
  await writeInTheClear(pool);
  await close();
  expect((await filesWith(CONTROL, dataDir, since)).join()).toContain('UTF-8');
  await rm(dataDir, { recursive: true });
});

test.runIf(FILES_OF_POSTGRES)('a PostgreSQL server, and what it writes ahead', async () => {
  const files = FILES_OF_POSTGRES ?? '';
  const since = aMomentAgo();
  const story = await startStory('socket', { database: freshPostgres });
  await live(story);
  await story.pool.query('CHECKPOINT');
  expect(await inTheClear(story, files, since)).toEqual([]);
  await writeInTheClear(story.pool);
  expect((await filesWith(CONTROL, files, since)).join()).toMatch(/pg_wal\S+ \(UTF-8/);
  await story.pool.query('CHECKPOINT');
  expect((await filesWith(CONTROL, files, since)).join()).toMatch(/base\S+ \(UTF-8/);
  await story.end();
});

test('the search finds a word in each form, wherever it begins', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'afterword-search-'));
  const since = aMomentAgo();
  const texts = ['', '-', '--'].map((before) => `${before}${CONTROL.toLowerCase()} and more`);
  const forms = (['utf8', 'utf16le', 'hex', 'base64', 'base64url'] as const).flatMap((encoding) =>
    texts.map((text) =>
      encoding === 'utf16le' ? Buffer.from(text, encoding) : Buffer.from(text).toString(encoding),
    ),
  );
  await Promise.all(forms.map((form, n) => writeFile(join(directory, String(n)), form)));
  expect(await filesWith(CONTROL, directory, since)).toHaveLength(forms.length);
  await rm(directory, { recursive: true });
});

/** Of a file system that keeps whole seconds. */
function aMomentAgo(): Date {
  return new Date(Date.now() - 1000);
}

/** The whole story; then every sealed column holds marked words, and no row holds any that can be read (TOAST squeezes long ones). */
async function live(story: Story): Promise<void> {
  await tellEverything(story);
  await installWithMarkedTokens(story);
  expect(story.slack.violations()).toEqual([]);
  const sealer = openSealer([KEY]);
  for (const { table, columns, owner } of SEALED)
    for (const column of columns) {
      const { rows } = await story.pool.query<{ sealed: string; owner: string }>(
        `SELECT "${column}" AS sealed, ${owner} AS owner FROM ${table} WHERE "${column}" IS NOT NULL`,
      );
      const words = rows.map((row) => sealer.open(row.sealed, row.owner)).join();
      expect(words.toLowerCase(), `${table}.${column}`).toContain(MARK.toLowerCase());
    }
  const { rows: tables } = await story.pool.query<{ tablename: string }>(
    `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`,
  );
  for (const { tablename } of tables) {
    const { rows } = await story.pool.query<{ words: string }>(
      `SELECT t::text AS words FROM "${tablename}" t`,
    );
    expect(rows.map(({ words }) => words.toLowerCase()).join()).not.toContain(MARK.toLowerCase());
  }
}

async function installWithMarkedTokens({ pool, clock }: Story): Promise<void> {
  const journal = openJournal({ pool, sealer: openSealer([KEY]), now: clock });
  await keepInstallation(
    journal,
    { workspaceId: 'T1' },
    {
      ...{ botId: 'B1', botUserId: 'U1', botToken: `xoxb-${MARK}` },
      refresh: { token: `xoxe-${MARK}`, seconds: 43_200 },
    },
  );
  await closeJournal(journal);
}

async function inTheClear({ slack }: Story, directory: string, since: Date): Promise<string[]> {
  const words = [MARK, slack.botToken, slack.appToken, slack.signingSecret];
  return (await Promise.all(words.map((word) => filesWith(word, directory, since)))).flat();
}

async function writeInTheClear(pool: Pool): Promise<void> {
  await pool.query('CREATE TABLE scratch (words text)');
  await pool.query('INSERT INTO scratch VALUES ($1)', [`${CONTROL} in the clear`]);
}
