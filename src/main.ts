/** Reads the environment, opens everything, and closes it in reverse. */
import { schedule } from 'node-cron';
import type { Pool } from 'pg';
import { type Bot, startBot } from './bot.ts';
import { type Config, readConfig } from './config.ts';
import { ConfigError } from './operate/config-error.ts';
import { openEmbedded, vacuum } from './operate/embedded.ts';
import { cronLogger, type Log, openLog } from './operate/log.ts';
import { migrate } from './operate/migrations.ts';
import { openPostgres } from './operate/postgres.ts';
import { keyFromDataDir, openSealer } from './operate/sealing.ts';
import { refusedToken } from './slack/refused.ts';

const CANNOT_WORK = 78;
/** What hangs for longer is cut off: whatever was under way is safe to resume. */
const TIME_TO_STOP_MS = 9_000;
const NIGHTLY = '30 3 * * *';

const stopped = new Promise<string>((resolve) => {
  // Not once: npm hands on what the terminal has sent us already, and a second one would end us in the middle.
  process.on('SIGTERM', resolve);
  process.on('SIGINT', resolve);
});

try {
  const config = readConfig(process.env);
  const log = openLog({ level: config.logLevel });
  // Node itself would print the error with its message, which may quote a member.
  process.on('uncaughtException', (error) => {
    log.fatal({ event: 'crashed', err: error });
    process.exit(1);
  });
  // Before anything is opened, as opening may wait for Slack or the database without end.
  void stopped.then((signal) => {
    log.info({ event: 'stopping', signal });
    setTimeout(() => process.exit(0), TIME_TO_STOP_MS).unref();
  });
  const { bot, close } = await openAll(config, log);
  log.info({ event: 'ready', mode: config.slack.mode, database: config.database.kind, port: bot.port });
  await stopped;
  await close();
  process.exit(0);
} catch (error) {
  const reason = error instanceof ConfigError ? error.message : refusedToken(error);
  process.stderr.write(`${reason ?? (error instanceof Error ? error.stack : error)}\n`);
  process.exit(reason ? CANNOT_WORK : 1);
}

/** Opens the database, then the bot on it. `close` closes both. */
async function openAll(
  { slack, http, database, retentionMonths }: Config,
  log: Log,
): Promise<{ bot: Bot; close: () => Promise<void> }> {
  const { pool, close } =
    database.kind === 'embedded' ? await openEmbedded(database) : await openPostgres(database);
  await migrate(pool);
  const keys =
    database.keys ?? (database.kind === 'embedded' ? [await keyFromDataDir(database.dataDir)] : []);
  const alone = database.kind === 'embedded';
  const bot = await startBot({ slack, http, pool, alone, sealer: openSealer(keys), retentionMonths, log });
  // PGlite has no autovacuum (docs/decisions/0002-pglite-behind-a-pg-pool.md).
  const tidying = alone ? schedule(NIGHTLY, () => tidy(pool, log), { logger: cronLogger(log) }) : undefined;
  return {
    bot,
    close: async () => {
      await tidying?.destroy();
      await bot.stop();
      await close();
    },
  };
}

async function tidy(pool: Pool, log: Log): Promise<void> {
  await vacuum(pool).catch((error: unknown) => log.error({ event: 'vacuum.failed', err: error }));
}
