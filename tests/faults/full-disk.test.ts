/** A file system of a few megabytes that is really full, under PostgreSQL's tables. Only root may mount one. */
import { spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { IN_FLIGHT } from '../../src/nudging/tick.ts';
import { freshPostgres } from '../support/databases.ts';
import { allOnce, letHoldsEnd } from '../support/fates.ts';
import { openWorld, type World } from '../support/world.ts';

const SEND = 'chat.postMessage';
const MEMBERS = IN_FLIGHT;
const mount = mkdtempSync(join(tmpdir(), 'afterword-small-disk-'));
const run = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;
const isMounted = Boolean(
  process.env.TEST_DATABASE_FILES && run('mount', '-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', mount),
);
if (!isMounted) {
  rmdirSync(mount);
  console.warn('Only root can mount a small disk here: the tests of a full one are SKIPPED.');
}

describe.runIf(isMounted)('on a disk that is full', () => {
  let world: World;
  const query = (sql: string) => world.database.pool.query(sql);

  beforeAll(() => {
    const { uid, gid } = statSync(process.env.TEST_DATABASE_FILES ?? '');
    chownSync(mount, uid, gid);
  });
  afterAll(() => {
    run('umount', mount);
    rmdirSync(mount);
  });
  beforeEach(async () => {
    world = await openWorld(freshPostgres);
    await query(`CREATE TABLESPACE small LOCATION '${mount}'`);
    await query('ALTER TABLE ALL IN TABLESPACE pg_default SET TABLESPACE small');
    await query('ALTER INDEX ALL IN TABLESPACE pg_default SET TABLESPACE small');
    for (let n = 0; n < MEMBERS; n++) await world.addMember();
  });
  afterEach(async () => {
    await query('ALTER TABLE ALL IN TABLESPACE small SET TABLESPACE pg_default');
    await query('ALTER INDEX ALL IN TABLESPACE small SET TABLESPACE pg_default');
    await query('DROP TABLESPACE small');
    await world.close();
  });

  /** A page at a time, until the server itself says that there is no room. */
  async function fill(): Promise<void> {
    await query('CREATE TABLE filling (what text) TABLESPACE small');
    const page = `INSERT INTO filling SELECT repeat('x', 1500) FROM generate_series(1, $1::int)`;
    for (const rows of [2000, 100, 5]) {
      for (let isFull = false; !isFull; ) {
        isFull = await world.database.pool.query(page, [rows]).then(
          () => false,
          (error: Error) => {
            expect(error.message).toContain('No space left on device');
            return true;
          },
        );
      }
    }
  }
  async function makeRoom(): Promise<void> {
    await query('DROP TABLE filling');
    await letHoldsEnd(world.database.pool);
  }

  test('before anything is sent: nothing is, until there is room', async () => {
    await fill();
    await expect(world.send()).rejects.toThrow(/No space left/);
    expect(world.slack.calls({ method: SEND })).toEqual([]);
    await makeRoom();
    await world.send();
    expect(await world.fates()).toEqual(allOnce(2 * MEMBERS));
  });

  test('while nudges are on their way: what could not be written down is looked up', async () => {
    let letGo = () => {};
    const until = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    world.slack.faults.always(SEND, { kind: 'hold-reply', until });
    const sending = world.send().catch(() => undefined); // what the server says
    await expect.poll(() => world.slack.calls({ method: SEND }).length).toBeGreaterThan(IN_FLIGHT / 2);
    await fill();
    letGo();
    await sending;
    world.slack.faults.clear();
    const unsettled = await query(`SELECT FROM delivery WHERE status = 'sending'`);
    expect(unsettled.rowCount).toBeGreaterThan(0);
    await makeRoom();
    for (let round = 0; round < 2; round++) {
      await world.send();
      await letHoldsEnd(world.database.pool);
    }
    expect(await world.fates()).toEqual(allOnce(2 * MEMBERS));
  });
});
