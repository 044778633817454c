/** What many runs share, since opening it takes as long as a run: a database, and replicas that nobody killed. */
import type { Pool } from 'pg';
import { type Journal, openJournal } from '../../../src/journal/journal.ts';
import { openSealer } from '../../../src/operate/sealing.ts';
import { KEY } from '../story.ts';
import { type Life, startLife } from './life.ts';

/** PGlite has no autovacuum, and every run leaves as many dead rows as live ones were there. */
const VACUUM_EVERY = 25;

export type Station = ReturnType<typeof openStation>;
export type Opened = { life: Life; journal: Journal };

export function openStation(pool: Pool) {
  const sealer = openSealer([KEY]);
  const open = (over: Pool) => openJournal({ pool: over, sealer, now: () => new Date(0) });
  const watcher = open(pool);
  let idle: Opened[] = [];
  let runs = 0;

  return {
    pool,
    /** The journal of whoever is never killed. */
    watcher,
    take(): Opened {
      const life = startLife(pool);
      return idle.pop() ?? { life, journal: open(life.pool) };
    },
    giveBack(used: readonly Opened[]): void {
      idle = [...idle, ...used.filter(({ life }) => life.isAlive())];
    },
    async clear(): Promise<void> {
      await pool.query('DELETE FROM workspace');
      runs += 1;
      if (runs % VACUUM_EVERY === 0) await pool.query('VACUUM (ANALYZE)');
    },
    close: () =>
      Promise.all([watcher, ...idle.map(({ journal }) => journal)].map(({ prisma }) => prisma.$disconnect())),
  };
}
