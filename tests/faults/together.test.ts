/** Members are worked on many at a time; what is wrong with one of them is nobody else's trouble. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { claimDue } from '../../src/journal/claims.ts';
import { beginSending } from '../../src/journal/due.ts';
import { settle } from '../../src/journal/settled.ts';
import { DATABASES } from '../support/databases.ts';
import { allOnce } from '../support/fates.ts';
import { openWorld, type World } from '../support/world.ts';

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
    const { batches } = await beginSending(world.journal, await claimDue(world.journal, 10));
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

  test.runIf(name === 'PostgreSQL')('one who is just being changed comes after the others', async () => {
    const [busy] = world.members;
    const claims = await claimDue(world.journal, 10);
    const pool = await world.database.another();
    const other = await pool.connect();
    await other.query('BEGIN');
    await other.query('SELECT FROM member WHERE slack_user_id = $1 FOR UPDATE', [busy?.id]);
    const sending = beginSending(world.journal, claims);
    await expect.poll(async () => (await query('SELECT FROM delivery')).rowCount).toBe(6);
    await other.query('COMMIT');
    other.release();
    expect((await sending).batches).toHaveLength(4);
    await pool.end();
  });
});
