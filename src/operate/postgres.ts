import { Pool } from 'pg';
import { ConfigError } from './config-error.ts';

/** An open database. `close` resolves when everything under way has ended. */
export type Database = { pool: Pool; close: () => Promise<void> };

const CONNECTIONS = 10;

/**
 * Opens a PostgreSQL server's database, for one replica of many.
 * @throws when it cannot be reached, ConfigError when its sessions are not in UTC: the driver would store wrong instants (prisma #26786)
 */
export async function openPostgres({ url }: { url: string }): Promise<Database> {
  const pool = new Pool({ connectionString: url, max: CONNECTIONS, options: '-c TimeZone=UTC' });
  // A server that restarts ends idle connections; the next query opens another.
  pool.on('error', () => {});
  // One in use may end between two statements, when nobody listens to it: that would end the process.
  pool.on('connect', (client) => void client.on('error', () => {}));
  try {
    await requireUtc(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return { pool, close: () => pool.end() };
}

export async function requireUtc(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ TimeZone: string }>('SHOW TimeZone');
  const zone = rows[0]?.TimeZone;
  if (zone === 'UTC') return;
  throw new ConfigError(
    `DATABASE_URL: the database's sessions are in ${zone}, not in UTC, and would store wrong instants. Take the time zone out of the connection's or the role's settings.`,
  );
}
