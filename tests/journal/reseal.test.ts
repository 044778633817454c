/** The rotation of keys, on PGlite and on a PostgreSQL server alike: nothing is forgotten, and nothing that is written meanwhile is lost. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Facts } from '../../src/etiquette/facts.ts';
import { draftsOf, keepDrafts } from '../../src/journal/drafts.ts';
import { closeJournal, factsOf, type Journal, keysFit, openJournal } from '../../src/journal/journal.ts';
import { savePreferences } from '../../src/journal/members.ts';
import { type Place, reseal } from '../../src/journal/reseal.ts';
import { SEALED } from '../../src/journal/sealed-columns.ts';
import type { Database } from '../../src/operate/postgres.ts';
import { openSealer } from '../../src/operate/sealing.ts';
import { DATABASES } from '../support/databases.ts';
import { recordEverything } from '../support/everything.ts';

const NOON = new Date('2026-11-23T11:00:00Z');
const [OLD, NEW, LOST] = [randomBytes(32), randomBytes(32), randomBytes(32)];
const COLUMNS = SEALED.flatMap(({ table, columns }) => columns.map((column) => ({ table, column })));
const NONE = { unknown: [], damaged: [] };

test('the list names the columns that the schema calls sealed, and no others', () => {
  const schema = readFileSync(new URL('../../prisma/schema.prisma', import.meta.url), 'utf8');
  const sealed = [...schema.matchAll(/^model \w+ \{\n([^}]*)^\}/gm)].flatMap(([, body = '']) => {
    const table = /@@map\("(\w+)"\)/.exec(body)?.[1];
    const fields = body.matchAll(/^ +\/\/\/.*\bsealed\b.*\n(?: +\/\/.*\n)* +(\w+) +(.*)$/gim);
    return [...fields].map(([, name, rest = '']) => `${table}.${/@map\("(\w+)"\)/.exec(rest)?.[1] ?? name}`);
  });
  expect(sealed.length).toBeGreaterThan(10);
  expect(COLUMNS.map(({ table, column }) => `${table}.${column}`).sort()).toEqual(sealed.sort());
});

describe.each(DATABASES)('on $name', ({ fresh }) => {
  let database: Database;
  let journals: Map<string, Journal>;

  beforeEach(async () => {
    journals = new Map();
    database = await fresh();
  });
  afterEach(async () => {
    await Promise.all([...journals.values()].map(closeJournal));
    await database.close();
  });

  function withKeys(...keys: Buffer[]): Journal {
    const name = keys.map((key) => key.toString('hex')).join();
    const opened = journals.get(name);
    if (opened) return opened;
    const journal = openJournal({ pool: database.pool, sealer: openSealer(keys), now: () => NOON });
    journals.set(name, journal);
    return journal;
  }

  /** How many values hold anything, and how many of them the first key of a journal sealed. */
  async function count({ sealer }: Journal): Promise<{ all: number; first: number }> {
    const counts = { all: 0, first: 0 };
    for (const { table, column } of COLUMNS) {
      const { rows } = await database.pool.query(
        `SELECT count("${column}")::int AS all, (count(*) FILTER (WHERE "${column}" LIKE $1))::int AS first FROM ${table}`,
        [`${sealer.keyIds[0].replaceAll('_', '\\_')}.%`],
      );
      counts.all += rows[0].all;
      counts.first += rows[0].first;
    }
    return counts;
  }

  test('every sealed column is sealed anew, and the new key alone reads what the old one read', async () => {
    const { id } = await recordEverything(withKeys(OLD));
    for (const { table, column } of COLUMNS) {
      const { rows } = await database.pool.query(`SELECT count("${column}")::int AS filled FROM ${table}`);
      expect({ table, column, filled: rows[0].filled }).toMatchObject({ filled: 1 });
    }
    const before = await everything(withKeys(OLD), id);
    const both = withKeys(NEW, OLD);
    expect(await reseal(both)).toEqual({ values: COLUMNS.length, late: 0, ...NONE });
    expect(await everything(withKeys(NEW), id)).toEqual(before);
    expect([await keysFit(withKeys(NEW)), await keysFit(withKeys(OLD))]).toEqual([true, false]);
    expect(await reseal(both)).toEqual({ values: 0, late: 0, ...NONE });
  });

  test('while replicas of both orders write, nothing that they wrote is lost', async () => {
    const [oldFirst, newFirst] = [withKeys(OLD, NEW), withKeys(NEW, OLD)];
    const ada = await recordEverything(withKeys(OLD));
    const eve = await recordEverything(withKeys(OLD));
    for (let others = 0; others < 4; others++) await recordEverything(withKeys(OLD));
    const [old, young] = [keepWriting(oldFirst, ada), keepWriting(newFirst, eve)];
    await reseal(newFirst);
    // The last replica with the old key first is restarted.
    const last = { ada: await old.stop(), eve: '' };
    expect(await reseal(newFirst)).toMatchObject({ late: 0, ...NONE });
    last.eve = await young.stop();
    expect(await reseal(newFirst)).toEqual({ values: 0, late: 0, ...NONE });
    const onlyNew = withKeys(NEW);
    const { all, first } = await count(onlyNew);
    expect(first).toBe(all);
    expect(await keysFit(onlyNew)).toBe(true);
    for (const { memberId } of await onlyNew.prisma.application.findMany())
      expect(wordsOf(await factsOf(onlyNew, memberId))).toContain('Acme');
    expect(await everything(onlyNew, ada.id)).toMatchObject(written(last.ada));
    expect(await everything(onlyNew, eve.id)).toMatchObject(written(last.eve));
  });

  async function signatureKey(): Promise<string> {
    const { rows } = await database.pool.query('SELECT signature FROM member ORDER BY id LIMIT 1');
    return rows[0].signature.split('.')[0];
  }

  test('killed in the middle it goes on with what is left', async () => {
    for (let members = 0; members < 3; members++) await recordEverything(withKeys(OLD));
    const both = withKeys(NEW, OLD);
    const killed = new AbortController();
    const ended = reseal(both, killed.signal);
    // One of the first columns; most of the others come long after.
    while ((await signatureKey()) !== both.sealer.keyIds[0]);
    killed.abort();
    await ended;
    const { all, first } = await count(both);
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(all);
    expect(await reseal(both)).toEqual({ values: all - first, late: 0, ...NONE });
    expect(await count(withKeys(NEW))).toEqual({ all, first: all });
  });

  test('a value of an unknown key is named by its place, and nothing is changed', async () => {
    await recordEverything(withKeys(OLD));
    const { id } = await recordEverything(withKeys(OLD));
    const stranger = await recordEverything(withKeys(LOST));
    await database.pool.query(`UPDATE member SET signature = 'Ada Byron' WHERE id = $1`, [id]);
    const { unknown, ...rest } = await reseal(withKeys(NEW, OLD));
    expect(rest).toEqual({ values: 0, late: 0, damaged: [] });
    expect(unknown).toEqual(
      COLUMNS.map(
        ({ table, column }): Place => ({
          column: `${table}.${column}`,
          values: column === 'signature' ? 2 : 1,
        }),
      ),
    );
    expect(await count(withKeys(NEW))).toMatchObject({ first: 0 });
    expect(await everything(withKeys(LOST), stranger.id)).toMatchObject({ signature: 'Ada Byron' });
  });

  test('a value that was moved to another member is left as it is, and the others are sealed anew', async () => {
    const ada = await recordEverything(withKeys(OLD));
    const eve = await recordEverything(withKeys(OLD));
    await database.pool.query(
      'UPDATE draft SET text = (SELECT text FROM draft WHERE member_id = $1) WHERE member_id = $2',
      [ada.id, eve.id],
    );
    expect(await reseal(withKeys(NEW, OLD))).toEqual({
      ...{ values: 2 * COLUMNS.length - 1, late: 0, unknown: [] },
      damaged: [{ column: 'draft.text', values: 1 }],
    });
  });
});

/** All that a member reads of what is sealed. */
async function everything(journal: Journal, memberId: string) {
  const facts = await factsOf(journal, memberId);
  const [draft] = await draftsOf(journal, memberId);
  return { signature: facts.settings.signature, draft: draft?.text, subject: draft?.subject, facts };
}

function written(words: string) {
  return { signature: words, draft: words, subject: words };
}

function wordsOf({ applications }: Facts): (string | undefined)[] {
  return applications.map(({ company }) => company);
}

/** A replica on which one member writes without a pause, and reads what was written. `stop` gives what was written last. */
function keepWriting(journal: Journal, { id, applicationId }: { id: string; applicationId: string }) {
  let isOver = false;
  const write = async (): Promise<string> => {
    for (let times = 1; ; times++) {
      const { facts, ...read } = await everything(journal, id);
      if (times > 1) expect(read).toEqual(written(`words ${times - 1}`));
      const words = `words ${times}`;
      await savePreferences(journal, id, { ...facts.settings, signature: words });
      await keepDrafts(journal, id, applicationId, [{ key: 'thank-you/1', subject: words, text: words }]);
      if (isOver) return words;
    }
  };
  const ended = write();
  return {
    stop: () => {
      isOver = true;
      return ended;
    },
  };
}
