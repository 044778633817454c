/** How the tables grow from the first day on, with what is closed going after the months of retention. */
import * as assumed from './assumptions.ts';
import type { KeptLife } from './lives.ts';
import type { Population } from './population.ts';
import { type RowSizes, TABLES, type Table } from './row-sizes.ts';

const MONTHS = 36;
const DAYS_A_MONTH = 365 / 12;
/** RETENTION_MONTHS as it is without being set (src/config.ts). */
export const RETENTION_MONTHS = 12;

export type Growth = {
  /** Gigabytes by month and table, from an empty database on. */
  gigabytes: Record<Table, number>[];
  /** Rows after a year. */
  rows: Record<Table, number>;
  /** The share of applications that nobody ever closes: these stay. */
  neverClosed: number;
  pressesAMonth: number;
};

/** Every month brings as much as the next; an application and all that belongs to it goes so long after it was closed. */
export function growthOf(lives: readonly KeptLife[], { lifeOf }: Population, sizes: RowSizes): Growth {
  const lived = new Uint32Array(lives.length);
  for (const life of lifeOf) lived[life] = (lived[life] ?? 0) + 1;
  const sum = (count: (life: KeptLife) => number) =>
    lives.reduce((total, life, index) => total + count(life) * (lived[index] ?? 0), 0);
  const monthsLived = (assumed.WEEKS * 7) / DAYS_A_MONTH;
  const applications = sum((life) => life.applications.length);
  const rows: Record<Table, number> = {
    member: 0,
    application: applications,
    interview: sum((life) => life.rows.interview),
    interviewer: sum((life) => life.rows.interviewer),
    material_promise: sum((life) => life.rows.promise),
    answer: sum((life) => life.rows.answer),
    delivery: sum((life) => life.rows.delivery),
    draft: applications * assumed.DRAFTS_EACH,
  };
  const keptMonths = (after: number) => sum((life) => keptAfter(life, after)) / applications;
  const shares = Array.from({ length: MONTHS + 1 }, (_, month) => keptMonths(month));
  const alive = (month: number) => shares.slice(0, month).reduce((all, share) => all + share, 0);
  const rowsAt = (month: number): Record<Table, number> => ({
    ...mapTables((table) => (rows[table] / monthsLived) * alive(month)),
    member: lifeOf.length,
  });
  return {
    gigabytes: Array.from({ length: MONTHS + 1 }, (_, month) => {
      const then = rowsAt(month);
      return mapTables((table) => (then[table] * sizes[table]) / 1e9);
    }),
    rows: rowsAt(12),
    neverClosed:
      sum((life) => life.applications.filter(({ closed }) => closed === undefined).length) / applications,
    pressesAMonth: sum((life) => life.presses) / monthsLived / lifeOf.length,
  };
}

/** How many of a life's applications are still there so many months after they were recorded. */
function keptAfter({ applications }: KeptLife, months: number): number {
  const isKept = (recorded: number, closed: number | undefined) =>
    closed === undefined || (closed - recorded) / DAYS_A_MONTH + RETENTION_MONTHS > months;
  return applications.filter(({ recorded, closed }) => isKept(recorded, closed)).length;
}

function mapTables(value: (table: Table) => number): Record<Table, number> {
  // Every table has its entry.
  return Object.fromEntries(TABLES.map((table) => [table, value(table)])) as Record<Table, number>;
}

export const totalOf = (by: Record<Table, number>): number =>
  TABLES.reduce((sum, table) => sum + by[table], 0);
