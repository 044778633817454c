/** A rolling deployment over a migration: the version before, as it was, works beside this one on this one's schema. */
import { Client, type Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest';
import { IN_FLIGHT } from '../../src/nudging/tick.ts';
import { pendingMigrations } from '../../src/operate/migrations.ts';
import { type Standin, startStandin, type User } from '../../src/standin/index.ts';
import { emptyPostgres, type TestDatabase } from '../support/databases.ts';
import { allOnce, fatesOf } from '../support/fates.ts';
import { type Running, runNode, socketMode, startProcess } from '../support/process.ts';
import { KEY, nudgeMessages, textOf } from '../support/story.ts';
import { type TakenOut, takeOut, versionBefore } from '../support/version-before.ts';
import { zoneAtNoon } from '../support/zones.ts';

const SEND = 'chat.postMessage';
/** More than either version has under way at once, and within Slack's limits, so that no minute need pass. */
const MEMBERS = IN_FLIGHT + 16;

const before = versionBefore();
if ('missing' in before) console.warn(`${before.missing}: the rolling deployment is SKIPPED.`);
const commit = 'commit' in before ? before.commit : '';

describe.runIf(process.env.TEST_DATABASE_URL && commit)('on PostgreSQL', () => {
  let slack: Standin;
  let database: TestDatabase & { url: string };
  let pool: Pool;
  let lock: Client;
  let version: TakenOut;
  let running: Running[];
  let members: User[];

  beforeAll(async () => {
    version = await takeOut(commit);
  });
  afterAll(() => version.remove());
  beforeEach(async () => {
    slack = await startStandin();
    database = await emptyPostgres();
    ({ pool } = database);
    lock = new Client({ connectionString: database.url });
    await lock.connect();
    [running, members] = [[], []];
  });
  afterEach(async () => {
    for (const { process } of running) process.kill('SIGKILL');
    await Promise.all(running.map(({ ended }) => ended));
    await slack.close();
    await lock.end();
    await database.close();
  });

  const environment = () => {
    const env = { DATABASE_URL: database.url, ENCRYPTION_KEY: KEY.toString('base64') };
    return { ...socketMode(slack, ''), ...env };
  };
  const tended = (bot: Running) => {
    running.push(bot);
    return bot;
  };

  async function recordByAnother(): Promise<void> {
    const user = slack.addUser({ name: `Member ${members.length}`, tz: zoneAtNoon() });
    members.push(user);
    const shown = await slack.slash(user, '/interview', 'Acme, yesterday 10:00');
    expect(textOf(await shown.waitForReply(undefined, 30_000))).toContain('Recorded: Acme');
  }

  async function recordByMany(): Promise<void> {
    const some = async () => {
      while (members.length < MEMBERS) await recordByAnother();
    };
    await Promise.all(Array.from({ length: 8 }, some));
  }

  /** Slack's answers from now on, until they are let go. */
  function holdReplies(): () => void {
    let release = () => {};
    const until = new Promise<void>((resolve) => {
      release = resolve;
    });
    slack.faults.always(SEND, { kind: 'hold-reply', until });
    return release;
  }

  const writtenTo = () => slack.calls({ method: SEND }).map(({ args }) => String(args.channel));
  const waitForSending = (isMeant: (userId: string) => boolean) =>
    slack.waitForCall(SEND, ({ args }) => isMeant(String(args.channel)), 60_000);
  const claimed = async () => {
    const { rows } = await pool.query('SELECT slack_user_id AS id FROM member WHERE lease_token IS NOT NULL');
    return new Set(rows.map(({ id }) => String(id)));
  };
  const count = async (rest: string) => (await pool.query(`SELECT ${rest}`)).rowCount;
  const entries = (bot: Running) =>
    bot
      .stdout()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  const sentBy = (bot: Running) => entries(bot).filter(({ event }) => event === 'nudge.sent').length;
  const errorsOf = (bot: Running) => entries(bot).filter(({ level }) => level >= 50);

  test('the version before is in the middle of sending when this one migrates; both go on, and this one is left', async () => {
    onTestFailed(() => console.error(running.flatMap(errorsOf).slice(0, 3)));
    const older = tended(runNode(version.start, environment(), version.root));
    await older.logged('ready');
    expect(await pendingMigrations(pool)).not.toEqual([]);
    // This version's start is the slow part: it waits here, so that its migration meets calls that are under way.
    await lock.query('BEGIN; LOCK TABLE _prisma_migrations');
    const newer = tended(startProcess(environment()));
    const later = `now() + interval '1 hour'`;
    await pool.query(`INSERT INTO workspace (id, paused_until) VALUES ($1, ${later})`, [slack.workspace.id]);
    await recordByMany();
    const waiting = `FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    await expect.poll(() => count(waiting), { timeout: 60_000 }).toBe(1);
    const letGo = holdReplies();
    await pool.query('UPDATE workspace SET paused_until = NULL');
    await waitForSending(() => true);
    const inOlderHands = await claimed();
    await lock.query('ROLLBACK');
    await expect.poll(() => pendingMigrations(pool), { timeout: 60_000 }).toEqual([]);
    expect([sentBy(older), sentBy(newer)]).toEqual([0, 0]);

    await newer.logged('ready');
    // Each of the two sockets has its turn, so that either version records one; and only this one has a hand free to send it.
    await recordByAnother();
    await recordByAnother();
    await waitForSending((userId) => !inOlderHands.has(userId));
    const begun = new Set(writtenTo());
    const letRestGo = holdReplies();
    letGo();
    await waitForSending((userId) => inOlderHands.has(userId) && !begun.has(userId));
    older.process.kill('SIGTERM');
    await older.logged('stopping');
    slack.faults.clear();
    letRestGo();
    expect(await older.ended).toBe(0);
    await recordByAnother();

    const arrived = () => members.filter((user) => nudgeMessages(slack, user).length > 0).length;
    await expect.poll(arrived, { timeout: 90_000 }).toBe(members.length);
    await expect.poll(() => count(`FROM delivery WHERE status <> 'sent'`), { timeout: 90_000 }).toBe(0);
    newer.process.kill('SIGTERM');
    expect(await newer.ended).toBe(0);
    console.info(`messages by ${commit.slice(0, 7)}: ${sentBy(older)}, by this version: ${sentBy(newer)}`);
    expect(Math.min(sentBy(older), sentBy(newer))).toBeGreaterThan(0);
    const fates = await fatesOf({ slack, pool, clock: () => new Date() }, members);
    expect(fates).toEqual(allOnce(fates.due));
    expect(fates.due).toBeGreaterThanOrEqual(members.length);
    expect([...errorsOf(older), ...errorsOf(newer)]).toEqual([]);
  }, 240_000);
});
