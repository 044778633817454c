/** A PostgreSQL server for the tests, from the binaries that the machine has; it lives as long as the test run. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'pg';

const DEBIAN = '/usr/lib/postgresql';

export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.TEST_DATABASE_URL) return undefined;
  const binaries = findBinaries();
  if (!binaries) {
    const missing =
      'No PostgreSQL server is installed (Debian: apt install postgresql), nor is TEST_DATABASE_URL set';
    if (process.env.CI) throw new Error(`${missing}: in CI its part of the suite must run.`);
    console.warn(`${missing}: its part of the suite is SKIPPED.`);
    return undefined;
  }
  return startServer(binaries);
}

function findBinaries(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const places = [
    ...versions.map((version) => join(DEBIAN, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  return places.find((place) => existsSync(join(place, 'initdb')) && existsSync(join(place, 'postgres')));
}

/** On a socket in a directory of its own: no port to lose to another run, and nobody else on the machine gets in. */
async function startServer(binaries: string): Promise<() => Promise<void>> {
  const directory = mkdtempSync(join(tmpdir(), 'afterword-postgres-'));
  const user = unprivileged();
  if (user) chownSync(directory, user.uid, user.gid);
  const data = join(directory, 'data');
  const initdb = spawnSync(
    join(binaries, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-N', '-E', 'UTF8', '--locale=C'],
    { ...user, encoding: 'utf8' },
  );
  if (initdb.status !== 0) throw new Error(`initdb failed: ${initdb.stderr ?? initdb.error}`);
  const settings = [
    'fsync=off',
    'listen_addresses=',
    `unix_socket_directories=${directory}`,
    'max_connections=200',
  ];
  const server = spawn(
    join(binaries, 'postgres'),
    ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
    { ...user, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  server.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000);
  });
  const ended = once(server, 'close');
  const remove = () => rmSync(directory, { recursive: true, force: true, maxRetries: 10 });
  const abandon = () => {
    server.kill('SIGQUIT');
    remove();
  };
  process.once('exit', abandon);
  process.env.TEST_DATABASE_FILES = data;
  process.env.TEST_DATABASE_URL = `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(directory)}`;
  if (!(await answers(process.env.TEST_DATABASE_URL))) {
    abandon();
    throw new Error(`The PostgreSQL server of the tests does not answer: ${said}`);
  }
  return async () => {
    process.off('exit', abandon);
    server.kill('SIGINT');
    await ended;
    remove();
  };
}

/** The server refuses to run as root. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string, name: string) =>
    Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout);
  const name = idOf('-u', 'postgres') ? 'postgres' : 'nobody';
  return { uid: idOf('-u', name), gid: idOf('-g', name) };
}

/** Whether it does within 10 s. */
async function answers(url: string): Promise<boolean> {
  const pool = new Pool({ connectionString: url });
  for (let attempt = 0; attempt < 200; attempt++) {
    const isUp = await pool.query('SELECT 1').then(
      () => true,
      () => false,
    );
    if (isUp) return pool.end().then(() => true);
    await delay(50);
  }
  return false;
}
