/** The bot, put together: the people's side, the clock's side, and the health of both. */
import { Server } from 'node:http';
import type { Pool } from 'pg';
import type { Config } from './config.ts';
import { releaseAll } from './journal/claims.ts';
import { nextDigestDue } from './journal/digests.ts';
import { nextDue } from './journal/due.ts';
import { closeJournal, keysFit, openJournal } from './journal/journal.ts';
import { queueNow } from './journal/queue.ts';
import { startResealing } from './journal/reseal.ts';
import { startDigests } from './nudging/digest.ts';
import { startNightly } from './nudging/nightly.ts';
import { startNudging } from './nudging/tick.ts';
import { type Clock, systemClock } from './operate/clock.ts';
import { ConfigError } from './operate/config-error.ts';
import { healthRoutes, type Readiness, startHealth } from './operate/health.ts';
import type { Log } from './operate/log.ts';
import { metricsRoute, openMetrics } from './operate/metrics.ts';
import { pendingMigrations } from './operate/migrations.ts';
import type { Sealer } from './operate/sealing.ts';
import { createSlackApp } from './slack/app.ts';
import { openCalls } from './slack/calls.ts';
import { openReach, type Reach } from './slack/reach.ts';

export type BotOptions = {
  slack: Config['slack'];
  /** Where Slack's requests (HTTP), the health checks and `/metrics` come in. */
  http: Config['http'];
  /** A migrated database. */
  pool: Pool;
  /** No other process uses this database, so that leases found at the start belong to nobody alive. */
  alone?: boolean;
  sealer: Sealer;
  /** How long closed applications are kept. */
  retentionMonths?: number;
  clock?: Clock;
  log: Log;
};

export type Bot = {
  /** Where Slack's requests (HTTP), the health checks and `/metrics` come in. */
  port: number;
  /** Sends everything that is due by the clock, nudges first; resolves when nothing is. */
  nudgeNow: () => Promise<void>;
  /** Does what is done every night; resolves when it is. */
  tidyNow: () => Promise<void>;
  /** The earliest instant at which something may become due for anybody, or for a community. */
  nextDue: () => Promise<Date | undefined>;
  /** Resolves when what was under way has ended. */
  stop: () => Promise<void>;
};

/** Milliseconds for all of a request, which Slack sends at once: whoever sends a byte now and then is to hold no memory for minutes. */
const PATIENCE = { requestTimeout: 10_000, connectionsCheckingInterval: 2_000 };

const WRONG_KEY =
  'ENCRYPTION_KEY: it does not open what is in this database. Set the key with which it was written, after the new one and a comma if you are rotating.';

/**
 * Starts the bot; it can take commands when this resolves.
 * @throws ConfigError when the keys do not fit the database, or Slack's own error when it refuses a token
 */
export async function startBot(options: BotOptions): Promise<Bot> {
  const { slack, http, pool, sealer, retentionMonths = 12, clock = systemClock, log } = options;
  const journal = openJournal({ pool, sealer, now: clock });
  if (!(await keysFit(journal))) throw new ConfigError(WRONG_KEY);
  if (options.alone) await releaseAll(journal);
  const metrics = openMetrics();
  const ways = { journal, log, ...openCalls(metrics, slack.apiUrl) };
  const reach = openReach(ways, slack);
  const page = () => metrics.page(() => queueNow(journal), clock());
  const routes = [...healthRoutes(readinessOf(pool, reach)), metricsRoute(page)];
  const { app, stop: stopApp } = await createSlackApp(ways, { slack, reach, routes });
  const health = slack.mode === 'socket' ? await startHealth({ ...http, routes }) : undefined;
  const server = await (slack.mode === 'socket'
    ? app.start()
    : app.start({ host: http.host, port: http.port }, PATIENCE));
  const stopResealing = options.alone ? startResealing(journal, log) : undefined;
  const nudging = startNudging({ journal, clientFor: reach.clientFor, log, metrics });
  const nightly = startNightly({ journal, log, retentionMonths, ...reach });
  const digests = startDigests({ journal, log, clientFor: reach.clientFor });
  return {
    port: health?.port ?? portOf(server),
    nudgeNow: async () => {
      await nudging.tickNow();
      await digests.now();
    },
    tidyNow: nightly.now,
    nextDue: async () => {
      const due = await Promise.all([nextDue(journal), nextDigestDue(journal)]);
      return due.flatMap((one) => one ?? []).sort((a, b) => a.getTime() - b.getTime())[0];
    },
    stop: async () => {
      await Promise.all([
        nudging.stop(),
        nightly.stop(),
        digests.stop(),
        stopApp(),
        health?.close(),
        stopResealing?.(),
      ]);
      await closeJournal(journal);
    },
  };
}

/** Ready means: the database answers, the migrations are in, and Slack answers, to our token where there is one. */
function readinessOf(pool: Pool, { answers }: Reach): Readiness {
  const check = async (reason: string, holds: () => Promise<boolean>): Promise<string[]> => {
    // A check that throws has failed; the reason says which, and the log of the work itself says why.
    const held = await holds().catch(() => false);
    return held ? [] : [reason];
  };
  return async () => {
    const reasons = await Promise.all([
      check('the database or its migrations', async () => (await pendingMigrations(pool)).length === 0),
      check('Slack', answers),
    ]);
    return { ready: reasons.flat().length === 0, reasons: reasons.flat() };
  };
}

/** Bolt starts an HTTP server, whose address is known once it listens; over a socket there is none. */
function portOf(started: unknown): number {
  const address = started instanceof Server ? started.address() : null;
  return typeof address === 'object' && address ? address.port : 0;
}
