/** What many runs share, since opening it takes as long as a run: a database, and replicas that nobody killed. */
import type { Pool } from 'pg';
import type { Prisma } from '../../../src/journal/client/client.ts';
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
  const start = () =>
    startLife(pool, () => {
      changes += 1;
    });
  const watcher = open(start().pool);
  let idle: Opened[] = [];
  let runs = 0;
  let changes = 0;

  return {
    pool,
    /** How often anybody changed anything. */
    changes: () => changes,
    /** The journal of whoever is never killed. */
    watcher,
    take(): Opened {
      const life = start();
      return idle.pop() ?? { life, journal: open(life.pool) };
    },
    giveBack(used: readonly Opened[]): void {
      idle = [...idle, ...used.filter(({ life }) => life.isAlive())];
    },
    /** Nobody is left of the run before, and these are there. @returns their ids, by those at Slack */
    async begin(people: Prisma.MemberCreateManyInput[]): Promise<Map<string, string>> {
      await pool.query('DELETE FROM workspace');
      runs += 1;
      if (runs % VACUUM_EVERY === 0) await pool.query('VACUUM (ANALYZE)');
      await watcher.prisma.workspace.createMany({ data: people.map(({ workspaceId: id }) => ({ id })) });
      const rows = await watcher.prisma.member.createManyAndReturn({
        data: people,
        select: { id: true, slackUserId: true },
      });
      return new Map(rows.map(({ id, slackUserId }) => [slackUserId, id]));
    },
    close: () =>
      Promise.all([watcher, ...idle.map(({ journal }) => journal)].map(({ prisma }) => prisma.$disconnect())),
  };
}
