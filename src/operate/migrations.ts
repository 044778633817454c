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
 * @throws when a migration's file was edited after it was applied, or its SQL fails
 */
export async function migrate(pool: Pool, directory = DIRECTORY): Promise<void> {
  const migrations = await readMigrations(directory);
  const client = await pool.connect();
  try {
    await client.query(`SELECT pg_advisory_lock(${LOCK})`);
    await client.query(TABLE);
    for (const migration of await missing(client, migrations)) await apply(client, migration);
  } finally {
    await client.query(`SELECT pg_advisory_unlock_all()`);
    client.release();
  }
}

/** The names of the migrations that this version brings and the database lacks. */
export async function pendingMigrations(pool: Pool, directory = DIRECTORY): Promise<string[]> {
  const applied = await pool.query<{ name: string }>(
    'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  );
  const names = new Set(applied.rows.map(({ name }) => name));
  return (await namesIn(directory)).filter((name) => !names.has(name));
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
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'SELECT migration_name AS name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  );
  const applied = new Map(rows.map(({ name, checksum }) => [name, checksum]));
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
    await client.query('ROLLBACK');
    throw new Error(`The migration ${name} failed, and nothing of it is left in the database`, {
      cause: error,
    });
  }
}
