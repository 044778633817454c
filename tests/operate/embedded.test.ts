/** The embedded database is durable, and belongs to one process. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs, { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openEmbedded } from '../../src/operate/embedded.ts';

const ROOT = join(import.meta.dirname, '../..');
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'afterword-embedded-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

/** Runs a script on the data directory in a process of its own. */
function inProcess(script: string, stderr: 'inherit' | 'ignore' = 'inherit') {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', stderr],
  });
  return { child, lines: createInterface({ input: child.stdout }) };
}

const OPEN = `import { openEmbedded } from './src/operate/embedded.ts';
const { pool } = await openEmbedded({ dataDir: process.env.DATA_DIR });`;

/** Does `act` while everyone's `fsyncSync` is this one. */
async function withFsync(fsync: typeof fs.fsyncSync, act: () => Promise<void>): Promise<void> {
  const real = fs.fsyncSync;
  fs.fsyncSync = fsync;
  syncBuiltinESMExports();
  try {
    await act();
  } finally {
    fs.fsyncSync = real;
    syncBuiltinESMExports();
  }
}

test('a commit is on the disk before it is answered: it calls fsync', async () => {
  const { pool, close } = await openEmbedded({ dataDir });
  await pool.query('CREATE TABLE t (n int)');
  const real = fs.fsyncSync;
  const called: number[] = [];
  await withFsync(
    (file) => {
      called.push(file);
      real(file);
    },
    async () => {
      for (let n = 1; n <= 5; n++) {
        await pool.query('INSERT INTO t VALUES ($1)', [n]);
        expect(called.length).toBeGreaterThanOrEqual(n);
      }
    },
  );
  await close();
});

test('a second process is refused and told who holds it; after kill -9 the next one gets it', async () => {
  const { child, lines } = inProcess(`${OPEN} console.log('open'); setInterval(() => {}, 1000);`);
  await once(lines, 'line');
  await expect(openEmbedded({ dataDir })).rejects.toThrow(`is in use by process ${child.pid}`);
  child.kill('SIGKILL');
  await once(child, 'close');
  const { pool, close } = await openEmbedded({ dataDir });
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  await close();
});

test('the same process cannot open it twice either, and can again after closing', async () => {
  const first = await openEmbedded({ dataDir });
  await expect(openEmbedded({ dataDir })).rejects.toThrow(`is in use by process ${process.pid}`);
  await first.close();
  await (await openEmbedded({ dataDir })).close();
});

test('everything that was answered as committed is there after kill -9 in mid-write', async () => {
  let known = 0;
  for (const killAfter of [3, 17, 40]) {
    const { child, lines } = inProcess(`${OPEN}
      await pool.query('CREATE TABLE IF NOT EXISTS t (n int, word text)');
      let { n } = (await pool.query('SELECT count(*)::int AS n FROM t')).rows[0];
      for (;;) { await pool.query("INSERT INTO t VALUES ($1, repeat('x', 500))", [++n]); console.log(n); }`);
    let heard = 0;
    for await (const line of lines) {
      known = Number(line);
      heard += 1;
      if (heard === killAfter) child.kill('SIGKILL');
    }
    const { pool, close } = await openEmbedded({ dataDir });
    const { rows } = await pool.query('SELECT count(*)::int AS kept, max(n) AS newest FROM t');
    expect(rows[0].kept).toBeGreaterThanOrEqual(known);
    expect(rows[0].newest).toBe(rows[0].kept);
    await close();
  }
}, 120_000);

// The last is where PGlite alone would take what is there for a database, for as long as it copies the rest.
test.each(['pgdata', 'pgdata/base', 'pgdata/PG_VERSION'])(
  'a first start that is killed when %s appears can be started again',
  async (path) => {
    const { child } = inProcess(OPEN);
    while (!fs.existsSync(join(dataDir, path))) await new Promise(setImmediate);
    child.kill('SIGKILL');
    await once(child, 'close');
    const { pool, close } = await openEmbedded({ dataDir });
    expect((await pool.query('SHOW TimeZone')).rows).toEqual([{ TimeZone: 'UTC' }]);
    await close();
  },
  60_000,
);

test('what a dropped client left open is undone, and swallows nothing that is committed after it', async () => {
  const { pool, close } = await openEmbedded();
  await pool.query('CREATE TABLE t (n int)');
  const client = await pool.connect();
  await client.query('BEGIN');
  await client.query('SELECT pg_advisory_lock(1)');
  await client.query('INSERT INTO t VALUES (1)');
  client.release(true);
  await pool.query('INSERT INTO t VALUES (2)');
  await pool.query('ROLLBACK');
  expect((await pool.query('SELECT n FROM t')).rows).toEqual([{ n: 2 }]);
  expect((await pool.query(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory'`)).rows).toEqual([]);
  await close();
});

test('a query that fails harms none of those that wait behind it', async () => {
  const { pool, close } = await openEmbedded();
  const queries = ['SELECT no_such_column', 'SELECT 1', 'SELECT no_such_column', 'SELECT 2'];
  const outcomes = await Promise.allSettled(queries.map((sql) => pool.query(sql)));
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected', 'fulfilled']);
  await close();
});

test('a disk that fails ends the process before it answers, and the next start recovers', async () => {
  const script = `import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    ${OPEN}
    await pool.query('CREATE TABLE t (n int)');
    await pool.query('INSERT INTO t VALUES (1)');
    fs.fsyncSync = () => { throw Object.assign(new Error('EIO'), { code: 'EIO' }); };
    syncBuiltinESMExports();
    await pool.query('INSERT INTO t VALUES (2)').catch(() => {});
    console.log('answered');`;
  const { child, lines } = inProcess(script, 'ignore');
  const heard: string[] = [];
  lines.on('line', (line) => heard.push(line));
  const [code] = await once(child, 'close');
  expect({ heard, code }).toEqual({ heard: [], code: 1 });
  const { pool, close } = await openEmbedded({ dataDir });
  expect((await pool.query('SELECT n FROM t WHERE n = 1')).rows).toEqual([{ n: 1 }]);
  await close();
});

test.runIf(process.platform !== 'win32')(
  'nobody else on the machine gets at its files, in a directory that was there already either',
  async () => {
    chmodSync(dataDir, 0o755);
    const files = join(dataDir, 'pgdata');
    for (const before of [undefined, 0o755]) {
      if (before) chmodSync(files, before);
      await (await openEmbedded({ dataDir })).close();
      expect(statSync(files).mode & 0o777).toBe(0o700);
    }
  },
);
