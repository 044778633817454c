/** (c) What a tick costs when nobody is due, by how many are waiting. */
import { randomBytes } from 'node:crypto';
import { closeJournal, openJournal } from '../../src/journal/journal.ts';
import { openTicks } from '../../src/nudging/tick.ts';
import { systemClock } from '../../src/operate/clock.ts';
import { openLog } from '../../src/operate/log.ts';
import { openMetrics } from '../../src/operate/metrics.ts';
import { migrate } from '../../src/operate/migrations.ts';
import { openPostgres } from '../../src/operate/postgres.ts';
import { openSealer } from '../../src/operate/sealing.ts';
import { freshDatabase } from './database.ts';
import { digits, median, percentile, ratio, table } from './measure.ts';
import { scaled } from './setting.ts';

const WAITING = [1000, 100_000, 1_000_000];
const TICKS = 1000;
const WARM_UP = 200;

/** Members of a thousand workspaces who are due some time in the month that begins tomorrow. */
const ADD = `
  INSERT INTO member (id, workspace_id, slack_user_id, slack_zone, slack_zone_at, wake_at)
  SELECT gen_random_uuid(), 'T' || n % 1000, 'U' || n, 'Europe/Berlin', now(), now() + interval '1 day' + random() * interval '30 days'
  FROM generate_series(1, $1::int) AS n`;

/** Databases of one size each, looked at in turn, so that a busy moment hits all of them. */
export async function measureIdle(): Promise<string> {
  const waiting = [];
  for (const count of WAITING) waiting.push(await openWaiting(scaled(count)));
  for (let n = -WARM_UP; n < TICKS; n++) {
    for (const one of waiting) {
      const start = performance.now();
      await one.tickOnce();
      if (n >= 0) one.times.push(performance.now() - start);
    }
  }
  for (const one of waiting) await one.close();
  return report(waiting);
}

async function openWaiting(members: number) {
  const { url, drop } = await freshDatabase();
  const { pool, close } = await openPostgres({ url });
  await migrate(pool);
  await pool.query(`INSERT INTO workspace (id) SELECT 'T' || n FROM generate_series(0, 999) AS n`);
  await pool.query(ADD, [members]);
  await pool.query('VACUUM ANALYZE member');
  const journal = openJournal({ pool, sealer: openSealer([randomBytes(32)]), now: systemClock });
  const clientFor = () => Promise.reject(new Error('nobody is due'));
  const times: number[] = [];
  const parts = { journal, clientFor, log: openLog({ level: 'silent' }), metrics: openMetrics() };
  const ticks = openTicks(parts, new AbortController().signal);
  return {
    ...{ members, times },
    tickOnce: ticks.begin,
    close: async () => {
      await closeJournal(journal);
      await close();
      await drop();
    },
  };
}

function report(found: readonly { members: number; times: number[] }[]): string {
  const least = median(found[0]?.times ?? []);
  return [
    '## (c) A tick with nobody due',
    'Aim: flat, within 1.2x.',
    table(
      ['members waiting', 'p50, ms', 'p99, ms', 'p50 to the first'],
      found.map(({ members, times }) => [
        members.toLocaleString('en'),
        ...[digits(median(times)), digits(percentile(times, 99)), ratio(median(times), least)],
      ]),
    ),
  ].join('\n\n');
}
