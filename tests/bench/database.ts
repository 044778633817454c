/** The one PostgreSQL server of a run: databases of their own for each contender, and what processor time the server took. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import startServer from '../support/postgres-server.ts';

const CLOCK_TICKS = 100;

let created = 0;

/** Starts the server; `fsync` is on, as it is where data matters. */
export async function openServer(): Promise<{ version: string; close: () => Promise<void> }> {
  const stop = await startServer();
  const [row] = await asAdmin('SHOW server_version');
  if (stop) {
    await asAdmin('ALTER SYSTEM SET fsync = on');
    await asAdmin('SELECT pg_reload_conf()');
  }
  return { version: String(row?.server_version), close: async () => stop?.() };
}

/** An empty database: its address, and what drops it. */
export async function freshDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `bench_${process.pid}_${created++}`;
  await asAdmin(`CREATE DATABASE ${name}`);
  const url = new URL(serverUrl());
  url.pathname = name;
  return { url: url.href, drop: async () => void (await asAdmin(`DROP DATABASE ${name} WITH (FORCE)`)) };
}

/** Seconds of processor that the server and all its children have taken so far; NaN where that cannot be seen. */
export function serverCpuSeconds(): number {
  const data = process.env.TEST_DATABASE_FILES;
  if (!data || process.platform !== 'linux') return Number.NaN;
  const postmaster = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const ticks = all.map((pid) => ticksOf(Number(pid), postmaster));
  return ticks.reduce((sum, one) => sum + one, 0) / CLOCK_TICKS;
}

/** proc(5): the fields after the name, which is in parentheses. Those that ended are in the postmaster's own. */
function ticksOf(pid: number, postmaster: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [, parent = 0] = fields;
    if (pid !== postmaster && parent !== postmaster) return 0;
    const [user = 0, system = 0, childrensUser = 0, childrensSystem = 0] = fields.slice(11, 15);
    return pid === postmaster ? user + system + childrensUser + childrensSystem : user + system;
  } catch {
    return 0; // it has ended since
  }
}

async function asAdmin(sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: serverUrl() });
  await client.connect();
  const { rows } = await client.query(sql).finally(() => client.end());
  return rows;
}

function serverUrl(): string {
  const url = process.env.TEST_DATABASE_URL;
  if (!url) throw new Error('The benchmarks need a PostgreSQL server: install one, or set TEST_DATABASE_URL');
  return url;
}
