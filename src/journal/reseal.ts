/**
 * Rotation: every value that another key sealed is sealed anew with the first one, while any number of replicas write.
 * Nobody waits: each value is compared and set by itself, so that no lock outlives a statement, and what a member wrote
 * meanwhile wins. Killed and begun again, it goes on with what is left.
 */
import type { Log } from '../operate/log.ts';
import { Prisma } from './client/client.ts';
import type { Journal } from './journal.ts';
import { SEALED, type SealedTable } from './sealed-columns.ts';

/** How many values there are of a kind, and in which column. Never a word of them. */
export type Place = { column: string; values: number };

export type Resealed = {
  /** How many values were sealed anew. */
  values: number;
  /** How many of these somebody sealed with another key while this ran: a replica does not have this first key first. */
  late: number;
  /** Sealed with a key that is not there. Where there are any at the start, nothing is changed. */
  unknown: Place[];
  /** What no key opens: it was changed, or moved to another owner. It is left as it was. */
  damaged: Place[];
};

const PAGE = 500;
/** More at once would make a member's own query wait behind them, where there is one connection. */
const AT_ONCE = 8;
/** Each finds only what was written during the one before. A replica that goes on with another key would keep it up for ever. */
const MOST_PASSES = 10;

/** Seals everything with the first key, in passes, until one finds nothing. With `signal` it ends after the values under way. */
export async function reseal(journal: Journal, signal?: AbortSignal): Promise<Resealed> {
  const unknown = await sealedWithUnknown(journal);
  if (unknown.length > 0) return { values: 0, late: 0, unknown, damaged: [] };
  const first = await pass(journal, signal);
  let { found, damaged } = first;
  let late = 0;
  for (let passes = 1; found > 0 && passes < MOST_PASSES && !signal?.aborted; passes++) {
    const again = await pass(journal, signal);
    ({ found, damaged } = again);
    late += again.values;
  }
  const values = first.values + late;
  return { values, late, unknown: signal?.aborted ? [] : await sealedWithUnknown(journal), damaged };
}

/**
 * The same in the background, for a bot that is alone on its database: there no command can be run beside it. Only with
 * more than one key is there anything to do. What is returned resolves once it has stopped.
 */
export function startResealing(journal: Journal, log: Log): () => Promise<void> {
  if (journal.sealer.keyIds.length === 1) return async () => {};
  const stopping = new AbortController();
  const ended = reseal(journal, stopping.signal).then(
    ({ values, unknown, damaged }) => {
      const isWhole = unknown.length === 0 && damaged.length === 0;
      log[isWhole ? 'info' : 'error']({
        event: stopping.signal.aborted ? 'reseal.stopped' : 'resealed',
        ...{ values, unknown, damaged },
      });
    },
    (error: unknown) => log.error({ event: 'reseal.failed', err: error }),
  );
  return () => {
    stopping.abort();
    return ended;
  };
}

/** What is sealed with a key that is not in ENCRYPTION_KEY, or with none. */
async function sealedWithUnknown({ prisma, sealer }: Journal): Promise<Place[]> {
  const places: Place[] = [];
  for (const { table, columns } of SEALED)
    for (const column of columns) {
      const name = identifier(column);
      const [row] = await prisma.$queryRaw<{ values: number }[]>`
        SELECT count(*)::int AS values FROM ${identifier(table)}
        WHERE split_part(${name}, '.', 1) NOT IN (${Prisma.join([...sealer.keyIds])})`;
      if (row && row.values > 0) places.push({ column: `${table}.${column}`, values: row.values });
    }
  return places;
}

type Pass = { values: number; found: number; damaged: Place[] };

/** Once through everything. `found` counts what may be found again: what was lost to another writer too. */
async function pass(journal: Journal, signal?: AbortSignal): Promise<Pass> {
  const total: Pass = { values: 0, found: 0, damaged: [] };
  for (const table of SEALED)
    for (const column of table.columns) {
      if (signal?.aborted) return total;
      const { resealed, lost, damaged } = await resealColumn(journal, table, column, signal);
      total.values += resealed;
      total.found += resealed + lost;
      if (damaged > 0) total.damaged.push({ column: `${table.table}.${column}`, values: damaged });
    }
  return total;
}

type Fate = 'resealed' | 'lost' | 'damaged';

async function resealColumn(journal: Journal, table: SealedTable, column: string, signal?: AbortSignal) {
  const fates: Record<Fate, number> = { resealed: 0, lost: 0, damaged: 0 };
  let rows = await page(journal, table, column);
  while (rows.length > 0 && !signal?.aborted) {
    for (let at = 0; at < rows.length && !signal?.aborted; at += AT_ONCE) {
      const some = rows.slice(at, at + AT_ONCE).map((row) => resealOne(journal, table, column, row));
      for (const fate of await Promise.all(some)) fates[fate] += 1;
    }
    rows = await page(journal, table, column, rows.at(-1));
  }
  return fates;
}

/** `key1` is there where the primary key has two columns. */
type Row = { sealed: string; owner: string; key0: string; key1?: string };

/** The next values, in the order of the primary key, that the first key did not seal. */
function page({ prisma, sealer }: Journal, table: SealedTable, column: string, after?: Row): Promise<Row[]> {
  const keys = keyOf(table);
  const selected = keys.map((key, n) => Prisma.sql`${key}::text AS ${identifier(`key${n}`)}`);
  const further = after ? Prisma.sql`AND (${Prisma.join(keys)}) > (${valuesOf(after)})` : Prisma.empty;
  return prisma.$queryRaw<Row[]>`
    SELECT ${identifier(column)} AS sealed, ${Prisma.raw(table.owner)}::text AS owner, ${Prisma.join(selected)}
    FROM ${identifier(table.table)}
    WHERE NOT starts_with(${identifier(column)}, ${`${sealer.keyIds[0]}.`}) ${further}
    ORDER BY ${Prisma.join(keys)} LIMIT ${PAGE}`;
}

async function resealOne(
  { prisma, sealer }: Journal,
  table: SealedTable,
  column: string,
  row: Row,
): Promise<Fate> {
  const anew = sealedAnew(sealer, row);
  if (anew === undefined) return 'damaged';
  const name = identifier(column);
  const changed = await prisma.$executeRaw`
    UPDATE ${identifier(table.table)} SET ${name} = ${anew}
    WHERE (${Prisma.join(keyOf(table))}) = (${valuesOf(row)}) AND ${name} = ${row.sealed}`;
  return changed === 1 ? 'resealed' : 'lost';
}

function sealedAnew(sealer: Journal['sealer'], { sealed, owner }: Row): string | undefined {
  try {
    return sealer.seal(sealer.open(sealed, owner), owner);
  } catch {
    // Opening throws for nothing but a key that is missing, another owner, or a change.
    return undefined;
  }
}

function keyOf({ key = ['id'] }: SealedTable): Prisma.Sql[] {
  return key.map(identifier);
}

function valuesOf({ key0, key1 }: Row): Prisma.Sql {
  return Prisma.join(key1 === undefined ? [key0] : [key0, key1]);
}

/** Of the list above, never of a member. */
function identifier(name: string): Prisma.Sql {
  return Prisma.raw(`"${name}"`);
}
