/** Members are worked on many at a time; what is wrong with one of them is nobody else's trouble. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { claimDue } from '../../src/journal/claims.ts';
import { settle } from '../../src/journal/settled.ts';
import { beginWith } from '../support/begin.ts';
import { DATABASES } from '../support/databases.ts';
import { allOnce, letHoldsEnd } from '../support/fates.ts';
import { openWorld, type World } from '../support/world.ts';

/** A machine that is moved to another host. */
const STANDSTILL_MS = 70_000;

describe.each(DATABASES)('on $name', ({ name, fresh }) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(fresh);
    for (let n = 0; n < 4; n++) await world.addMember();
  });
  afterEach(() => world.close());

  const query = (sql: string, values: unknown[] = []) => world.database.pool.query(sql, values);
  const makeUnreadable = (userId?: string) =>
    query(
      `UPDATE application SET company = 'unreadable' WHERE member_id = (SELECT id FROM member WHERE slack_user_id = $1)`,
      [userId],
    );

  test('one whose facts cannot be read keeps nobody waiting', async () => {
    const [broken, ...sound] = world.members;
    await makeUnreadable(broken?.id);
    await world.send();
    expect(await world.fates(sound)).toEqual(allOnce(6));
    expect((await query('SELECT FROM delivery')).rowCount).toBe(6);
  });

  test('one whose facts cannot be read once they were sent to is settled, and so are the others', async () => {
    const { batches } = await beginWith(world.journal, await claimDue(world.journal, 10));
    expect(batches).toHaveLength(4);
    await makeUnreadable(batches[0]?.claim.userId);
    await query('UPDATE member SET last_seen_at = now()');
    const sent = { channel: 'D1', ts: '1.1' };
    const faults = await settle(
      world.journal,
      batches.map((batch) => ({ batch, sent })),
    );
    expect(faults).toHaveLength(1);
    expect((await query(`SELECT FROM delivery WHERE status <> 'sent'`)).rowCount).toBe(0);
    expect((await query('SELECT FROM member WHERE lease_token IS NOT NULL')).rowCount).toBe(1);
  });

  test('a replica that stood still for longer than its lease leaves what it had begun to who went on', async () => {
    const now = performance.now.bind(performance);
    const whileTheOtherSends = async () => {
      vi.spyOn(performance, 'now').mockImplementation(() => now() + STANDSTILL_MS);
      await letHoldsEnd(world.database.pool);
      await world.send(world.replica());
    };
    let isOver: Promise<void> | undefined;
    await world.send(world.journal, {
      standsStill: () => {
        isOver ??= whileTheOtherSends();
        return isOver;
      },
    });
    vi.restoreAllMocks();
    await letHoldsEnd(world.database.pool);
    await world.send();
    expect(await world.fates()).toEqual(allOnce(8));
  });

  /** Somebody else is changing the first member, until they say that it is over. */
  async function whileChanged(act: (isOver: () => Promise<void>) => Promise<void>): Promise<void> {
    const pool = await world.database.another();
    const other = await pool.connect();
    await other.query('BEGIN');
    await other.query('SELECT FROM member WHERE slack_user_id = $1 FOR UPDATE', [world.members[0]?.id]);
    await act(async () => void (await other.query('COMMIT')));
    other.release();
    await pool.end();
  }

  describe.runIf(name === 'PostgreSQL')('one who is being changed by somebody else', () => {
    test('keeps none of them waiting, and is claimed anew', async () => {
      const claims = await claimDue(world.journal, 10);
      await whileChanged(async (isOver) => {
        const sending = beginWith(world.journal, claims);
        await expect.poll(async () => (await query('SELECT FROM delivery')).rowCount).toBe(6);
        await isOver();
        expect((await sending).batches).toHaveLength(3);
        expect(await claimDue(world.journal, 10)).toHaveLength(1);
      });
    });

    test('for long keeps none of them waiting, and comes when that is over', async () => {
      const claims = await claimDue(world.journal, 10);
      await whileChanged(async (isOver) => {
        const { batches, faults } = await beginWith(world.journal, claims);
        expect([batches, faults].map(({ length }) => length)).toEqual([3, 1]);
        await isOver();
      });
      await letHoldsEnd(world.database.pool);
      await world.send();
      expect((await world.fates()).lost).toBe(0);
    });

    test('once they were sent to: what Slack took is written down nevertheless', async () => {
      const { batches } = await beginWith(world.journal, await claimDue(world.journal, 10));
      await whileChanged(async (isOver) => {
        const outcomes = batches.map((batch) => ({ batch, sent: { channel: 'D1', ts: '1.1' } }));
        expect(await settle(world.journal, outcomes)).toHaveLength(1);
        expect((await query(`SELECT FROM delivery WHERE status <> 'sent'`)).rowCount).toBe(0);
        await isOver();
      });
      await letHoldsEnd(world.database.pool);
      await world.send();
      expect((await query('SELECT FROM delivery')).rowCount).toBe(8);
    });
  });
});
