/** A PostgreSQL server for the tests, from the binaries that the machine has; it lives as long as the test run. */
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'pg';

const DEBIAN = '/usr/lib/postgresql';

export default async function setup(): Promise<(() => void) | undefined> {
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
    ...(process.env.PATH ?? '').split(':'),
  ];
  return places.find((place) => existsSync(join(place, 'initdb')) && existsSync(join(place, 'postgres')));
}

async function startServer(binaries: string): Promise<() => void> {
  const directory = mkdtempSync(join(tmpdir(), 'afterword-postgres-'));
  const user = unprivileged();
  if (user) chownSync(directory, user.uid, user.gid);
  const data = join(directory, 'data');
  const initdb = spawnSync(
    join(binaries, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-N', '-E', 'UTF8'],
    { ...user, encoding: 'utf8' },
  );
  if (initdb.status !== 0) throw new Error(`initdb failed: ${initdb.stderr}`);
  const port = await freePort();
  const settings = [
    'fsync=off',
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${directory}`,
    `port=${port}`,
    'max_connections=200',
  ];
  const server = spawn(
    join(binaries, 'postgres'),
    ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
    { ...user, stdio: 'ignore' },
  );
  const stop = () => {
    server.kill('SIGINT');
    rmSync(directory, { recursive: true, force: true });
  };
  process.once('exit', stop);
  process.env.TEST_DATABASE_URL = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  await untilItAnswers(process.env.TEST_DATABASE_URL);
  return stop;
}

/** The server refuses to run as root. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string, name: string) =>
    Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout);
  const name = idOf('-u', 'postgres') ? 'postgres' : 'nobody';
  return { uid: idOf('-u', name), gid: idOf('-g', name) };
}

function freePort(): Promise<number> {
  const probe = createServer();
  return new Promise((give) => {
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => give(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function untilItAnswers(url: string): Promise<void> {
  const pool = new Pool({ connectionString: url });
  for (let attempt = 0; attempt < 200; attempt++) {
    const answers = await pool.query('SELECT 1').then(
      () => true,
      () => false,
    );
    if (answers) return pool.end();
    await delay(50);
  }
  throw new Error('The PostgreSQL server of the tests does not answer');
}
