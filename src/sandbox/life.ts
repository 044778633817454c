/** One life of the bot, from its start to its stop, or to a sudden death that its database outlives. */
import type { PGlite } from '@electric-sql/pglite';
import type { Pool, PoolClient } from 'pg';
import { type Bot, startBot } from '../bot.ts';
import { closeJournal, type Journal, openJournal } from '../journal/journal.ts';
import type { Clock } from '../operate/clock.ts';
import { serve } from '../operate/embedded.ts';
import { openLog } from '../operate/log.ts';
import type { Sealer } from '../operate/sealing.ts';
import type { Standin } from '../standin/index.ts';

export type Life = {
  bot: Bot;
  pool: Pool;
  /** To read what is planned for a member; the bot has its own. */
  journal: Journal;
  /** Resolves when the bot dies. */
  over: Promise<void>;
  /**
   * As near to `kill -9` as one process allows: at once its connection to the database is cut, with the transaction that
   * was open, and its sockets. Whatever it still does reaches nobody.
   */
  die: () => void;
  /** Stops the bot as an operator does, and closes the database. */
  stop: () => Promise<void>;
};

type Beginning = {
  engine: PGlite;
  slack: Standin;
  sealer: Sealer;
  clock: Clock;
  /** Takes each line of the bot's log, until it dies. */
  heard: (line: string) => void;
};

/** Starts the bot on a migrated database; it can take commands when this resolves. */
export async function startLife({ engine, slack, sealer, clock, heard }: Beginning): Promise<Life> {
  const { pool, close } = await serve(engine);
  const { botToken, appToken, apiUrl } = slack;
  let isOver = false;
  let end = () => {};
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  const bot = await startBot({
    slack: { mode: 'socket', botToken, appToken, apiUrl },
    http: { host: '127.0.0.1', port: 0 },
    log: openLog({ level: 'info', destination: { write: (line) => void (isOver || heard(line)) } }),
    // Leases that are found belong to a bot that was killed.
    ...{ pool, alone: true, sealer, clock },
  });
  const cut = cutterOf(pool);
  await slack.socketConnected();
  const journal = openJournal({ pool, sealer, now: clock });
  return {
    ...{ bot, pool, journal, over },
    die: () => {
      isOver = true;
      end();
      cut();
      // Of what this waits for some never comes. It ends the timers and the socket, which would outlive the dead here.
      void bot.stop();
    },
    stop: async () => {
      await bot.stop();
      await closeJournal(journal);
      await close();
    },
  };
}

/** @returns what takes the database away at once: an open transaction is never committed, and the next session rolls it back. */
function cutterOf(pool: Pool): () => void {
  let inUse: PoolClient | undefined;
  pool.on('acquire', (client) => {
    inUse = client;
  });
  pool.on('release', () => {
    inUse = undefined;
  });
  return () => {
    void pool.end();
    inUse?.release(true);
  };
}
