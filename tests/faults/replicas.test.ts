/** Clocks that are wrong, databases that restart and replicas that stop, in the middle of the work. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closeJournal } from '../../src/journal/journal.ts';
import { IN_FLIGHT } from '../../src/nudging/tick.ts';
import { DATABASES } from '../support/databases.ts';
import { allOnce, letHoldsEnd } from '../support/fates.ts';
import { openWorld, type World } from '../support/world.ts';

const RESTART =
  'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()';
const SEND = 'chat.postMessage';
const SECOND = 1000;
/** More than are sent to at once. */
const MEMBERS = IN_FLIGHT + 8;

describe.each(DATABASES)('on $name', ({ name, fresh }) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(fresh);
    for (let n = 0; n < MEMBERS; n++) await world.addMember();
  });
  afterEach(() => world.close());

  const expectAllOnce = async () => expect(await world.fates()).toEqual(allOnce(2 * MEMBERS));
  const posted = () => world.slack.calls({ method: SEND }).length;
  const pass = (ms: number) => {
    world.time.now = new Date(world.time.now.getTime() + ms);
  };

  test('two replicas whose clocks are 90 seconds apart do not send twice', async () => {
    const [early, late] = [world.replica(undefined, -45 * SECOND), world.replica(undefined, 45 * SECOND)];
    world.slack.faults.next(SEND, { kind: 'lose-reply' }, 3);
    for (let round = 0; round < 4; round++) {
      await Promise.all([world.send(late), world.send(early)]);
      await letHoldsEnd(world.database.pool);
      pass(45 * SECOND);
    }
    await expectAllOnce();
    await Promise.all([closeJournal(early), closeJournal(late)]);
  });

  test('a clock that is wound back an hour: nothing comes again, and what was open is found', async () => {
    world.slack.faults.next(SEND, { kind: 'lose-reply' }, 3);
    await world.send();
    pass(-3600 * SECOND);
    await letHoldsEnd(world.database.pool);
    await world.send();
    pass(3600 * SECOND);
    await world.send();
    await expectAllOnce();
  });

  test('a replica that is asked to stop ends what it has begun, and holds nobody else', async () => {
    const stopping = new AbortController();
    const stop = world.slack.onChange(({ what }) => {
      if (what === 'message') stopping.abort();
    });
    world.slack.faults.next(SEND, { kind: 'lose-reply' }, 2);
    await world.send(world.journal, { stopping: stopping.signal });
    stop();
    expect(posted()).toBeLessThan(MEMBERS);
    const { rows } = await world.database.pool.query('SELECT FROM member WHERE lease_until IS NOT NULL');
    // Whose outcome is unknown waits its time, also where the one who did not hear it is gone.
    expect(rows).toHaveLength(2);
    await world.send();
    await letHoldsEnd(world.database.pool);
    await world.send();
    await expectAllOnce();
  });

  test.runIf(name === 'PostgreSQL')('a server that restarts in the middle of a tick', async () => {
    let restarts = 0;
    let restarted: Promise<unknown> = Promise.resolve();
    const pool = await world.database.another();
    const stop = world.slack.onChange(({ what }) => {
      if (what !== 'message' || restarts === 3) return;
      restarts += 1;
      // One after the other, or they end one another.
      restarted = restarted.then(() => pool.query(RESTART));
    });
    for (let round = 0; round < 4; round++) {
      await world.send().catch(() => undefined); // the claim itself may be what the restart hits
      await restarted;
      await letHoldsEnd(pool);
    }
    stop();
    await pool.end();
    expect(restarts).toBe(3);
    await expectAllOnce();
  });
});
