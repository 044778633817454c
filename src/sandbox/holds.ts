/** Leases and pauses end by the database's own clock. When the sandbox's clock is wound, their time has to pass as well. */
import type { Life } from './life.ts';

/** Lets so much time pass for whatever the bot waits for in the database. */
export async function letPass({ pool }: Life, ms: number): Promise<void> {
  const passed = 'make_interval(secs => $1::double precision / 1000)';
  await pool.query(
    `UPDATE workspace SET paused_until = paused_until - ${passed}, spent_until = spent_until - ${passed}`,
    [ms],
  );
  await pool.query(`UPDATE member SET lease_until = lease_until - ${passed}`, [ms]);
}

/** The earliest instant, by the sandbox's clock, at which the bot may send something: due, and neither leased nor paused. */
export async function nextMoment({ pool, journal }: Life): Promise<Date | undefined> {
  // A millisecond more, as a Date holds no microseconds.
  const left = (until: string) => `$1::timestamptz + (${until} - now()) + interval '1 ms'`;
  const { rows } = await pool.query<{ next: Date | null }>(
    `SELECT min(next) AS next FROM (
       SELECT greatest(m.wake_at, ${left('m.lease_until')}, ${left('w.paused_until')}) AS next
       FROM member m JOIN workspace w ON w.id = m.workspace_id WHERE m.wake_at IS NOT NULL
       UNION ALL SELECT greatest(d.next_at, ${left('w.paused_until')})
       FROM digest d JOIN workspace w ON w.id = d.workspace_id WHERE d.announced_at IS NOT NULL) moments`,
    [journal.now()],
  );
  return rows[0]?.next ?? undefined;
}
