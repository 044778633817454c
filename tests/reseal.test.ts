/** `npm run reseal` as a process: on PostgreSQL beside replicas that write, on the embedded database when the bot is stopped. */
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { draftsOf } from '../src/journal/drafts.ts';
import { closeJournal, factsOf, type Journal, openJournal } from '../src/journal/journal.ts';
import { savePreferences, setPause } from '../src/journal/members.ts';
import { openEmbedded } from '../src/operate/embedded.ts';
import type { Database } from '../src/operate/postgres.ts';
import { keyFromDataDir, openSealer } from '../src/operate/sealing.ts';
import { startStandin } from '../src/standin/index.ts';
import { startedDataDir } from './support/data-dir.ts';
import { freshPostgres } from './support/databases.ts';
import { recordEverything } from './support/everything.ts';
import { type Running, socketMode, startProcess } from './support/process.ts';

const [OLD, NEW] = [randomBytes(32), randomBytes(32)];
const MAY_GO = 'the others may now be taken out of ENCRYPTION_KEY';

const asText = (...keys: Buffer[]) => keys.map((key) => key.toString('base64')).join();
const startReseal = (env: Record<string, string>) => startProcess(env, 'src/reseal.ts');

describe.runIf(process.env.TEST_DATABASE_URL)('on PostgreSQL', () => {
  let database: Database;
  let journals: Journal[];
  let ada: { id: string; applicationId: string };

  beforeEach(async () => {
    database = await freshPostgres();
    journals = [];
    ada = await recordEverything(withKeys(OLD));
  });
  afterEach(async () => {
    await Promise.all(journals.map(closeJournal));
    await database.close();
  });

  function withKeys(...keys: Buffer[]): Journal {
    const journal = openJournal({ ...database, sealer: openSealer(keys), now: () => new Date() });
    journals.push(journal);
    return journal;
  }

  function run(...keys: Buffer[]): Running {
    const url = database.pool.options.connectionString ?? '';
    return startReseal({ DATABASE_URL: url, ENCRYPTION_KEY: asText(...keys) });
  }

  /** Somebody writes the last table that the command comes to, and does not end: so it stands in the middle of its work. */
  async function holdDrafts({ sealer }: Journal, subject: string): Promise<PoolClient> {
    const holder = await database.pool.connect();
    await holder.query('BEGIN');
    await holder.query('UPDATE draft SET subject = $1', [sealer.seal(subject, ada.id)]);
    return holder;
  }

  async function untilItWaits(command: Running): Promise<void> {
    const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    let isOver = false;
    void command.ended.then(() => {
      isOver = true;
    });
    while ((await database.pool.query(waiting)).rowCount === 0) {
      if (isOver) throw new Error(`It ended: ${command.stderr()}`);
      await nextTurn();
    }
  }

  const readBy = async (journal: Journal) => ({
    company: (await factsOf(journal, ada.id)).applications[0]?.company,
    subject: (await draftsOf(journal, ada.id))[0]?.subject,
  });

  test('it says how many, and that the old key may go; once more, and there is nothing to do', async () => {
    const first = run(NEW, OLD);
    expect(await first.ended).toBe(0);
    expect(first.stdout()).toContain('Sealed anew with the first key of ENCRYPTION_KEY: 16.');
    expect(first.stdout()).toContain(MAY_GO);
    const again = run(NEW);
    expect(await again.ended).toBe(0);
    expect(again.stdout()).toContain(': 0.');
    expect(await readBy(withKeys(NEW))).toEqual({ company: 'Acme', subject: 'Thanks' });
  });

  test('killed in the middle and run again, it goes on; members need not wait, and what they write wins', async () => {
    const newFirst = withKeys(NEW, OLD);
    const holder = await holdDrafts(newFirst, 'Thank you');
    const killed = run(NEW, OLD);
    await untilItWaits(killed);
    await setPause(newFirst, ada.id, {});
    killed.process.kill('SIGKILL');
    expect(await killed.ended).toBe('SIGKILL');
    await expect(readBy(withKeys(NEW))).rejects.toThrow();
    const second = run(NEW, OLD);
    await untilItWaits(second);
    await holder.query('COMMIT');
    holder.release();
    expect(await second.ended).toBe(0);
    expect(second.stdout()).toContain(MAY_GO);
    expect(await readBy(withKeys(NEW))).toEqual({ company: 'Acme', subject: 'Thank you' });
  });

  test('a replica that still seals with the old key is noticed, and the old key not given up', async () => {
    const holder = await holdDrafts(withKeys(NEW, OLD), 'Thank you');
    const command = run(NEW, OLD);
    await untilItWaits(command);
    const oldFirst = withKeys(OLD, NEW);
    const { settings } = await factsOf(oldFirst, ada.id);
    await savePreferences(oldFirst, ada.id, { ...settings, signature: 'Ada' });
    await holder.query('COMMIT');
    holder.release();
    expect(await command.ended).toBe(1);
    expect(command.stderr()).toContain('1 of them were sealed with another key while this ran');
    expect(command.stdout()).not.toContain(MAY_GO);
    expect(await readBy(withKeys(NEW))).toEqual({ company: 'Acme', subject: 'Thank you' });
  });

  test('a key that is missing ends it with 78, by the places and with no words', async () => {
    const command = run(NEW);
    expect(await command.ended).toBe(78);
    expect(command.stderr()).toContain('1 in member.signature, 1 in application.company');
    expect(command.stderr()).toContain('Nothing was changed');
    expect(command.stderr()).not.toMatch(/Acme|Ada|Dana/);
    expect(await readBy(withKeys(OLD))).toMatchObject({ company: 'Acme' });
  });

  test('a database that the bot never saw, and a key that is none, end it with 78', async () => {
    await database.pool.query('DROP TABLE _prisma_migrations');
    const command = run(NEW, OLD);
    expect(await command.ended).toBe(78);
    expect(command.stderr()).toContain('Start the bot on it first');
    const keyless = startReseal({ DATABASE_URL: 'postgresql://localhost/x', ENCRYPTION_KEY: 'none' });
    expect(await keyless.ended).toBe(78);
    expect(keyless.stderr()).toContain('key 1 has');
  });
});

describe('on the embedded database', () => {
  let dataDir: string;
  let made: Buffer;
  let id: string;

  beforeEach(async () => {
    dataDir = await startedDataDir();
    made = await keyFromDataDir(dataDir);
    id = (await inJournal([made], recordEverything)).id;
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  async function inJournal<T>(keys: Buffer[], act: (journal: Journal) => Promise<T>): Promise<T> {
    const { pool, close } = await openEmbedded({ dataDir });
    const journal = openJournal({ pool, sealer: openSealer(keys), now: () => new Date() });
    return act(journal)
      .finally(() => closeJournal(journal))
      .finally(close);
  }

  const companyBy = (...keys: Buffer[]) =>
    inJournal(keys, async (journal) => (await factsOf(journal, id)).applications[0]?.company);

  test('it works while the bot is stopped', async () => {
    const command = startReseal({ DATA_DIR: dataDir, ENCRYPTION_KEY: asText(NEW, made) });
    expect(await command.ended).toBe(0);
    expect(command.stdout()).toContain(MAY_GO);
    expect(await companyBy(NEW)).toBe('Acme');
  });

  test('a bot with two keys seals everything anew by itself; beside it the command says what to do', async () => {
    const slack = await startStandin();
    const bot = startProcess({ ...socketMode(slack, dataDir), ENCRYPTION_KEY: asText(NEW, made) });
    expect(await bot.logged('resealed')).toMatchObject({ values: 16, unknown: [], damaged: [] });
    const command = startReseal({ DATA_DIR: dataDir, ENCRYPTION_KEY: asText(NEW, made) });
    expect(await command.ended).toBe(1);
    expect(command.stderr()).toContain(`in use by process ${bot.process.pid}. Stop that one first`);
    expect(command.stderr()).toContain('seals everything anew by itself');
    bot.process.kill('SIGTERM');
    expect(await bot.ended).toBe(0);
    await slack.close();
    expect(await companyBy(NEW)).toBe('Acme');
  });
});
