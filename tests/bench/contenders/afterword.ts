/** The bot's own clock's side as it runs in production: its tick every second, a token for each workspace, its log. */
import { randomBytes } from 'node:crypto';
import { closeJournal, type Journal, openJournal } from '../../../src/journal/journal.ts';
import { startNudging } from '../../../src/nudging/tick.ts';
import { systemClock } from '../../../src/operate/clock.ts';
import { openLog } from '../../../src/operate/log.ts';
import { openMetrics } from '../../../src/operate/metrics.ts';
import { migrate } from '../../../src/operate/migrations.ts';
import { type Database, openPostgres } from '../../../src/operate/postgres.ts';
import { openSealer } from '../../../src/operate/sealing.ts';
import { openCalls } from '../../../src/slack/calls.ts';
import { openReach } from '../../../src/slack/reach.ts';
import { contend } from '../contender.ts';
import { seed } from '../seed.ts';

const OAUTH = {
  mode: 'oauth' as const,
  ...{ signingSecret: 's', clientId: 'c', clientSecret: 's', stateSecret: 's' },
  publicUrl: 'https://afterword.example',
};

const log = openLog({ level: 'info' });
let database: Database;
let journal: Journal;

contend({
  async prepare(order) {
    database = await openPostgres({ url: order.database });
    await migrate(database.pool);
    journal = openJournal({ pool: database.pool, sealer: openSealer([randomBytes(32)]), now: systemClock });
    await seed(journal, order);
  },
  async work({ slackApi }) {
    const metrics = openMetrics();
    const ways = { journal, log, ...openCalls(metrics, slackApi) };
    const { clientFor } = openReach(ways, { ...OAUTH, apiUrl: slackApi });
    const nudging = startNudging({ journal, clientFor, log, metrics });
    nudging.tickNow().catch((error: unknown) => log.error({ event: 'tick.failed', err: error }));
    return async () => {
      await nudging.stop();
      await closeJournal(journal);
      await database.close();
    };
  },
});
