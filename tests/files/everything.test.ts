/** The export leaves nothing out: every column of every table of a member's is filled, and looked for. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportJson } from '../../src/files/export.ts';
import { storedBesides } from '../../src/journal/besides.ts';
import { closeJournal, factsOf, type Journal, openJournal } from '../../src/journal/journal.ts';
import type { Database } from '../../src/operate/postgres.ts';
import { openSealer } from '../../src/operate/sealing.ts';
import { freshEmbedded } from '../support/databases.ts';
import { type Column, tablesOf } from '../support/schema.ts';

const NOW = new Date('2026-11-24T11:00:00Z');

/** What is not in the export, with the reason. Nothing that a member told may ever stand here. */
const LEFT_OUT: Record<string, string> = {
  'member.lease_until': "the bot's own: a replica works on this row at the moment",
  'member.lease_token': "the bot's own: which replica works on this row",
  'interviewer.position': 'told by the order of the list, as a test below sees',
};

/** Words out of a closed list, and the names of zones: those that nothing else in this test is filled with. */
const FITTING: Record<string, string> = {
  'interview.kind': 'panel',
  'answer.outcome': 'no-show',
  'delivery.rule': 'handwritten-note',
  'delivery.status': 'ahead',
  'member.slack_zone': 'Asia/Tokyo',
  'member.chosen_zone': 'Pacific/Chatham',
  'interview.zone': 'America/St_Johns',
};

const TABLES = tablesOf().filter(({ belongsToMember }) => belongsToMember);
const COLUMNS = TABLES.flatMap(({ columns }) => columns);
const nameOf = ({ table, name }: Column) => `${table}.${name}`;

/** A value that nothing else has: as it goes into the database before it is sealed, and as it is to come out of the export. */
function fillingOf(column: Column, n: number): { stored: unknown; exported: string } {
  const text = FITTING[nameOf(column)] ?? `words of ${nameOf(column)}`;
  const instant = new Date(Date.UTC(2030, 0, 1 + n, 4, 5, 6, 700 + n));
  if (column.isUuid) return same(randomUUID());
  if (column.type === 'String') return same(text);
  if (column.type === 'Int')
    return { stored: column.isList ? [1000 + n] : 1000 + n, exported: `${1000 + n}` };
  if (column.type === 'Boolean') return same('true');
  const day = instant.toISOString().slice(0, 10);
  return column.isDate ? same(day) : same(instant.toISOString());
}

const same = (value: string) => ({ stored: value, exported: value });

/** Every value in a JSON document, as text. */
function leavesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(leavesOf);
  return [String(value)];
}

describe('everything that is stored about a member', () => {
  let database: Database;
  let journal: Journal;
  let memberId: string;
  const sealer = openSealer([randomBytes(32)]);
  const values = new Map(COLUMNS.map((column, n) => [nameOf(column), fillingOf(column, n)]));

  const exported = async () =>
    exportJson(await factsOf(journal, memberId), {
      ...(await storedBesides(journal, memberId)),
      exportedAt: NOW,
    });

  async function insert(table: string, row: Map<string, unknown>): Promise<void> {
    const names = [...row.keys()].map((name) => `"${name}"`).join();
    const places = [...row.keys()].map((_, n) => `$${n + 1}`).join();
    await database.pool.query(`INSERT INTO "${table}" (${names}) VALUES (${places})`, [...row.values()]);
  }

  /** The row whose id another one holds. */
  const idIn = (table: string) => (table === 'workspace' ? 'T1' : values.get(`${table}.id`)?.stored);

  function stored(column: Column): unknown {
    if (column.pointsTo) return idIn(column.pointsTo);
    const { stored: value } = values.get(nameOf(column)) ?? {};
    return column.sealed ? sealer.seal(String(value), memberId) : value;
  }

  beforeAll(async () => {
    database = await freshEmbedded();
    journal = openJournal({ pool: database.pool, sealer, now: () => NOW });
    memberId = String(idIn('member'));
    await insert('workspace', new Map([['id', 'T1']]));
    for (const { name, columns } of TABLES)
      await insert(name, new Map(columns.map((column) => [column.name, stored(column)])));
  });
  afterAll(async () => {
    await closeJournal(journal);
    await database.close();
  });

  test('the schema and the database know the same columns', async () => {
    const { rows } = await database.pool.query<{ column: string }>(
      `SELECT table_name || '.' || column_name AS column FROM information_schema.columns WHERE table_schema = 'public'`,
    );
    const ofMembers = rows
      .map(({ column }) => column)
      .filter((column) => TABLES.some(({ name }) => column.startsWith(`${name}.`)));
    expect(COLUMNS.map(nameOf).sort()).toEqual(ofMembers.sort());
    const told = COLUMNS.filter(({ type }) => type !== 'Boolean').map(
      (one) => values.get(nameOf(one))?.exported,
    );
    expect(new Set(told).size).toBe(told.length);
  });

  test.each(COLUMNS.filter((one) => !(nameOf(one) in LEFT_OUT)))(
    'of each $table its $name',
    async (column) => {
      const { pointsTo, type, name, table } = column;
      const before = await exported();
      if (type === 'Boolean') {
        await database.pool.query(`UPDATE "${table}" SET "${name}" = NOT "${name}"`);
        expect(await exported()).not.toBe(before);
        return void (await database.pool.query(`UPDATE "${table}" SET "${name}" = NOT "${name}"`));
      }
      const value = pointsTo ? String(idIn(pointsTo)) : values.get(nameOf(column))?.exported;
      expect(leavesOf(JSON.parse(before))).toContain(value);
    },
  );

  test('what is left out is left out, and for a reason that still holds', async () => {
    const leaves = leavesOf(JSON.parse(await exported()));
    for (const name of Object.keys(LEFT_OUT)) {
      expect(values.has(name)).toBe(true);
      expect(leaves).not.toContain(values.get(name)?.exported);
    }
  });

  test('what was sealed is readable, and instants are in UTC beside their zone', async () => {
    const read = JSON.parse(await exported());
    expect(read).toMatchObject({ exportedAt: '2026-11-24T11:00:00.000Z', zone: 'Pacific/Chatham' });
    expect(read.drafts[0]).toMatchObject({ subject: 'words of draft.subject' });
    expect(read.applications[0].interviews[0]).toMatchObject({
      startsAt: expect.stringMatching(/^[\d-]+T[\d:.]+Z$/),
      zone: 'America/St_Johns',
    });
  });

  test('people stand in their order', async () => {
    const columns = TABLES.find(({ name }) => name === 'interviewer')?.columns ?? [];
    const first = { id: randomUUID(), position: 0, name: sealer.seal('First', memberId) };
    const row = columns.map((column) => [column.name, { ...first }[column.name] ?? stored(column)] as const);
    await insert('interviewer', new Map(row));
    const { applications } = JSON.parse(await exported());
    const names = applications[0].interviews[0].interviewers.map((one: { name: string }) => one.name);
    expect(names).toEqual(['First', 'words of interviewer.name']);
  });
});
