/** Applies prisma/migrations at the start, in the way of `prisma migrate deploy`, so that either may be used. */
import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool, PoolClient } from 'pg';

const DIRECTORY = join(import.meta.dirname, '../../prisma/migrations');
/** Prisma Migrate's own advisory lock. */
const LOCK = 72_707_369;

const TABLE = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id varchar(36) PRIMARY KEY NOT NULL,
    checksum varchar(64) NOT NULL,
    finished_at timestamptz,
    migration_name varchar(255) NOT NULL,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz NOT NULL DEFAULT now(),
    applied_steps_count integer NOT NULL DEFAULT 0
  )`;

type Migration = { name: string; sql: string; checksum: string };

/**
 * Applies what is missing, each migration whole or not at all. Replicas that start together wait for each other.
 * A migration that only the database knows is a newer version's, and is left alone.
 * @throws when a migration's file was edited after it was applied, `prisma migrate` left one half done, or the SQL fails
 */
export async function migrate(pool: Pool, directory = DIRECTORY): Promise<void> {
  const migrations = await readMigrations(directory);
  const client = await pool.connect();
  try {
    await client.query(`SELECT pg_advisory_lock(${LOCK})`);
    await client.query(TABLE);
    for (const migration of await missing(client, migrations)) await apply(client, migration);
  } finally {
    // The lock ends with the session.
    client.release(true);
  }
}

/** The names of the migrations that this version brings and the database lacks. */
export async function pendingMigrations(pool: Pool, directory = DIRECTORY): Promise<string[]> {
  const { rows } = await pool.query<{ exists: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists`,
  );
  const records = rows[0]?.exists ? await recordsIn(pool) : [];
  const applied = new Set(records.filter(({ isFinished }) => isFinished).map(({ name }) => name));
  return (await namesIn(directory)).filter((name) => !applied.has(name));
}

/** What the database says of each migration; one that was rolled back counts as never begun. */
async function recordsIn(
  database: Pool | PoolClient,
): Promise<{ name: string; checksum: string; isFinished: boolean }[]> {
  const { rows } = await database.query(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS "isFinished"
     FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  );
  return rows;
}

async function namesIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

function readMigrations(directory: string): Promise<Migration[]> {
  const read = async (name: string) => {
    const sql = await readFile(join(directory, name, 'migration.sql'), 'utf8');
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
  };
  return namesIn(directory).then((names) => Promise.all(names.map(read)));
}

async function missing(client: PoolClient, migrations: readonly Migration[]): Promise<Migration[]> {
  const records = await recordsIn(client);
  const begun = records.find(({ isFinished }) => !isFinished);
  if (begun)
    throw new Error(
      `The migration ${begun.name} was begun by Prisma and not finished: see to it with \`prisma migrate resolve\``,
    );
  const applied = new Map(records.map(({ name, checksum }) => [name, checksum]));
  const edited = migrations.find(({ name, checksum }) => applied.has(name) && applied.get(name) !== checksum);
  if (edited)
    throw new Error(
      `The migration ${edited.name} was edited after it was applied: restore it, and write a new one`,
    );
  return migrations.filter(({ name }) => !applied.has(name));
}

async function apply(client: PoolClient, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    // Where the connection itself was lost, the server has rolled back; the cause says so.
    await client.query('ROLLBACK').catch(() => {});
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The migration ${name} failed, and nothing of it is left in the database: ${reason}`, {
      cause: error,
    });
  }
}
