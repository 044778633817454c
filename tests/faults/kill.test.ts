/** kill -9 of a real process at the worst moments, and a restart: nothing recorded is lost, and no nudge comes twice. */
import { rm } from 'node:fs/promises';
import { Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Standin, startStandin, type User } from '../../src/standin/index.ts';
import { startedDataDir } from '../support/data-dir.ts';
import { freshPostgres } from '../support/databases.ts';
import { letHoldsEnd } from '../support/fates.ts';
import { type Running, socketMode, startProcess } from '../support/process.ts';
import { nudgeMessages, nudgesIn, textOf } from '../support/story.ts';
import { zoneAtNoon } from '../support/zones.ts';

const SEND = 'chat.postMessage';

/** Where a bot keeps its data, and how the lease of a dead one ends before its time. */
type Storage = { env: Record<string, string>; letHoldsEnd: () => Promise<void>; remove: () => Promise<void> };

async function embedded(): Promise<Storage> {
  const dataDir = await startedDataDir();
  // Whoever holds the data directory is alone, and voids what leases it finds.
  const remove = () => rm(dataDir, { recursive: true, force: true });
  return { env: { DATA_DIR: dataDir }, letHoldsEnd: async () => {}, remove };
}

async function onServer(): Promise<Storage> {
  const { pool, url, close } = await freshPostgres();
  const env = { DATABASE_URL: url, ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64') };
  return { env, letHoldsEnd: () => letHoldsEnd(pool), remove: close };
}

const STORAGES = [
  { name: 'the embedded database', open: embedded },
  ...(process.env.TEST_DATABASE_URL ? [{ name: 'PostgreSQL', open: onServer }] : []),
];

describe.each(STORAGES)('on $name', ({ open }) => {
  let slack: Standin;
  let storage: Storage;
  let ada: User;

  beforeEach(async () => {
    slack = await startStandin();
    storage = await open();
    ada = slack.addUser({ name: 'Ada', tz: zoneAtNoon() });
  });
  afterEach(async () => {
    await slack.close();
    await storage.remove();
  });

  async function start(): Promise<Running> {
    const bot = startProcess({ ...socketMode(slack, ''), ...storage.env });
    await bot.logged('ready');
    return bot;
  }

  async function kill(bot: Running): Promise<void> {
    bot.process.kill('SIGKILL');
    expect(await bot.ended).toBe('SIGKILL');
    await storage.letHoldsEnd();
  }

  const say = async (text: string) =>
    textOf(await (await slack.slash(ada, '/interview', text)).waitForReply(undefined, 15_000));

  /** Kills the bot within the very call, before the answer has left. */
  function killAt(what: 'message' | 'call', bot: Running): Promise<unknown> {
    slack.onChange((change) => {
      const isIt = what === 'message' ? nudgeMessages(slack, ada).length > 0 : sends().at(-1)?.fault;
      if (change.what === what && isIt) bot.process.kill('SIGKILL');
    });
    return bot.ended.finally(() => storage.letHoldsEnd());
  }
  const sends = () => slack.calls({ method: SEND });

  /** A bot that is started now settles what is open, sends what is not there, and goes on. */
  async function expectEachOnce(
    isSettled: (bot: Running) => Promise<unknown> = (bot) => bot.logged('nudge.looked-up'),
  ): Promise<void> {
    const bot = await start();
    await slack.waitForMessage(ada, (one) => nudgesIn(one).length > 0, { timeoutMs: 20_000 });
    await isSettled(bot);
    expect(await say('list')).toContain('Acme');
    await kill(bot);
    const ids = nudgeMessages(slack, ada)
      .flatMap(nudgesIn)
      .map(({ id }) => id);
    console.info(`sent ${ids.length} doubled ${ids.length - new Set(ids).size}`);
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
  }

  test('what was answered as recorded is there after every kill', async () => {
    for (let round = 1; round <= 2; round++) {
      const bot = await start();
      expect(await say(`Company${round}, in ${round + 1} days at 10:00`)).toContain(
        `Recorded: Company${round}`,
      );
      await kill(bot);
    }
    const bot = await start();
    const list = await say('list');
    for (let round = 1; round <= 2; round++) expect(list).toContain(`Company${round}`);
    await kill(bot);
  }, 180_000);

  test('killed when Slack has taken a nudge and its answer is on the way', async () => {
    const bot = await start();
    const dead = killAt('message', bot);
    await say('Acme, yesterday 10:00').catch(() => undefined); // the kill may come before the answer
    expect(await dead).toBe('SIGKILL');
    await expectEachOnce();
    expect(sends()).toHaveLength(1);
  }, 180_000);

  // Both databases die at every statement in every-statement.test.ts; these show that a process does the same.
  test.runIf(open === embedded)(
    'killed while it sends, before Slack has it',
    async () => {
      const bot = await start();
      slack.faults.next(SEND, { kind: 'hang' });
      const dead = killAt('call', bot);
      await say('Acme, yesterday 10:00').catch(() => undefined); // as above
      expect(await dead).toBe('SIGKILL');
      expect(nudgeMessages(slack, ada)).toEqual([]);
      await expectEachOnce();
    },
    180_000,
  );

  test.runIf(open === embedded)(
    'killed after a nudge was settled: it never comes again',
    async () => {
      const first = await start();
      await say('Acme, yesterday 10:00');
      await first.logged('nudge.sent');
      await kill(first);
      const [message] = nudgeMessages(slack, ada);
      const before = nudgeMessages(slack, ada).length;
      const second = await start();
      // A press after the restart still knows the nudge.
      const [nudge] = message ? nudgesIn(message) : [];
      if (message) await slack.click(ada, message, 'nudge.done', { value: nudge?.id ?? '' });
      await slack.waitForMessage(ada, (one) => textOf(one).includes('Done.'), { timeoutMs: 15_000 });
      await kill(second);
      expect(nudgeMessages(slack, ada)).toHaveLength(before);
    },
    180_000,
  );

  test.runIf(process.env.TEST_DATABASE_URL && open === onServer)(
    'killed in mid-transaction, while it writes down what it sends or what was sent',
    async () => {
      let rounds = 0;
      for (const moment of ['before Slack has it', 'after'] as const) {
        rounds += 1;
        const lock = new Pool({ connectionString: storage.env.DATABASE_URL, max: 1 });
        const holdUp = () => lock.query('BEGIN; LOCK TABLE delivery IN EXCLUSIVE MODE');
        const bot = await start();
        const before = sends().length;
        let answer = () => {};
        const until = new Promise<void>((resolve) => {
          answer = resolve;
        });
        if (moment === 'after') slack.faults.next(SEND, { kind: 'hold-reply', until });
        else await holdUp();
        await say(moment === 'after' ? 'Globex, yesterday 10:00' : 'Acme, yesterday 10:00');
        if (moment === 'after') {
          await expect.poll(() => sends().length, { timeout: 20_000 }).toBe(before + 1);
          await holdUp();
          answer();
        }
        const waiting = async () => {
          // Within a transaction PostgreSQL shows for ever whoever was connected when it was first asked.
          await lock.query('SELECT pg_stat_clear_snapshot()');
          const sql = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
          return (await lock.query(sql)).rowCount;
        };
        await expect.poll(waiting, { timeout: 20_000 }).toBe(1);
        expect(sends()).toHaveLength(moment === 'after' ? before + 1 : before);
        bot.process.kill('SIGKILL');
        await bot.ended;
        // The server goes on with the statement that waited, and finds out only then that nobody is there any more.
        await lock.query('ROLLBACK');
        await storage.letHoldsEnd();
        const sent = `SELECT FROM delivery WHERE status = 'sent'`;
        await expectEachOnce(() =>
          expect.poll(async () => (await lock.query(sent)).rowCount, { timeout: 20_000 }).toBe(rounds * 2),
        );
        await lock.end();
      }
    },
    240_000,
  );
});
