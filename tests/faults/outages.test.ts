/** What everything stands on is gone for a while: Slack for a day, the disk for writing, the app from a workspace. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MIGRATIONS } from '../../prisma/difference.ts';
import { closeJournal } from '../../src/journal/journal.ts';
import { IN_FLIGHT } from '../../src/nudging/tick.ts';
import { openLog } from '../../src/operate/log.ts';
import { pendingMigrations } from '../../src/operate/migrations.ts';
import { openPostgres } from '../../src/operate/postgres.ts';
import { DATABASES, freshPostgres } from '../support/databases.ts';
import { allOnce, letHoldsEnd } from '../support/fates.ts';
import { CAN_BE_SHUT, startGate } from '../support/gate.ts';
import { install } from '../support/oauth.ts';
import { nudgeMessages, rulesIn, startStory, textOf } from '../support/story.ts';
import { openWorld, type World } from '../support/world.ts';

const SEND = 'chat.postMessage';
const HOUR = 3_600_000;

/** Each misses a closing, a debrief, a thank-you and its last call about each of two interviews. */
const MISSED_BY_EACH = 8;
/** The embedded database is for one community. */
const MISSED: Record<string, number> = { PGlite: 800, PostgreSQL: 10_000 };

test.each(DATABASES.map(({ name, fresh }) => ({ name, fresh, missed: MISSED[name] ?? 0 })))(
  'Slack is away for a day and a night: of $missed nudges what still makes sense comes once, worded as late, within the limits, on $name',
  async ({ fresh, missed }) => {
    const limits = { atOnce: 40, perMinute: 40 };
    const workspaceLimit = { messages: 100, withinMs: 60_000 };
    const world = await openWorld(fresh, {
      limits,
      standin: { onePerSecond: true, workspaceLimit },
    });
    const before = world.time.now.getTime();
    const workspaces = Array.from({ length: 10 }, (_, n) => world.addWorkspace(`Community ${n}`));
    const each = missed / MISSED_BY_EACH / workspaces.length;
    for (let n = 0; n < each; n++)
      await Promise.all(workspaces.map((one) => world.addMember(one, { hoursAhead: 2, interviews: 2 })));
    world.slack.faults.always(SEND, { kind: 'status', status: 503 });
    for (let hour = 1; hour <= 29; hour += 4) {
      world.time.now = new Date(before + hour * HOUR);
      await letHoldsEnd(world.database.pool);
      await world.send();
    }
    world.slack.faults.clear();
    await letHoldsEnd(world.database.pool);
    const isDone = () => world.members.every((user) => nudgeMessages(world.slack, user).length > 0);
    for (let minute = 0; minute < 10 && !isDone(); minute++) {
      await world.send();
      await world.pass(60);
    }
    expect(await world.fates()).toEqual(allOnce((missed / MISSED_BY_EACH) * 4));
    for (const user of world.members) {
      const messages = nudgeMessages(world.slack, user);
      expect(messages.flatMap(rulesIn).sort()).toEqual(['debrief', 'debrief', 'thank-you', 'thank-you']);
      expect(messages).toHaveLength(1);
      expect(messages.map(textOf).join()).toMatch(/late/i);
    }
    expect(world.slack.calls({ method: SEND }).filter(({ fault }) => fault === 'rate-limit')).toEqual([]);
    await world.close();
  },
  300_000,
);

test.runIf(CAN_BE_SHUT)(
  'the database is away for ten minutes, with nudges on their way: each comes once',
  async () => {
    let gate: Awaited<ReturnType<typeof startGate>> | undefined;
    const behindGate = async () => {
      const database = await freshPostgres();
      gate = await startGate(database.url);
      return database;
    };
    const world = await openWorld(behindGate, { limits: { atOnce: 1000, perMinute: 1000 } });
    const { pool, close } = await openPostgres({ url: gate?.url ?? '' });
    const replica = world.replica(pool);
    for (let n = 0; n < 2 * IN_FLIGHT; n++) await world.addMember();
    let shut: Promise<void> | undefined;
    const stop = world.slack.onChange(({ what }) => {
      if (what === 'message') shut ??= gate?.shut();
    });
    for (let minute = 0; minute <= 10; minute++) {
      await world.send(replica).catch(() => undefined); // what the database says; nobody is there to hear it
      await world.pass(60);
    }
    stop();
    await shut;
    const posted = world.slack.calls({ method: SEND }).length;
    expect(posted).toBeGreaterThan(0);
    expect(posted).toBeLessThanOrEqual(IN_FLIGHT);
    await gate?.open();
    await letHoldsEnd(world.database.pool);
    await world.send(replica);
    expect(await world.fates()).toEqual(allOnce(2 * world.members.length));
    await closeJournal(replica);
    await close();
    await gate?.shut();
    await world.close();
  },
);

test('the app is taken out while a nudge is on its way: all of that workspace is gone, and another is served', async () => {
  const lines: string[] = [];
  const log = openLog({ level: 'error', destination: { write: (line) => void lines.push(line) } });
  const story = await startStory('http', { log });
  const { slack, bot, pool } = story;
  const other = slack.addWorkspace('Alumni');
  await install(bot.port, other);
  const [ada, ben, eve] = [
    slack.addUser({ name: 'Ada', tz: 'Europe/Berlin' }),
    slack.addUser({ name: 'Ben', tz: 'Europe/Berlin' }),
    slack.addUser({ name: 'Eve', tz: 'Europe/Berlin', workspace: other }),
  ];
  for (const user of [ada, ben, eve]) await story.say(user, 'Acme, today 13:00');
  slack.faults.always(SEND, { kind: 'hang', ms: 1500 }, slack.workspace);
  const wound = story.wind(new Date('2026-11-23T17:00:00+01:00'));
  const isMembers = ({ args }: { args: Record<string, unknown> }) =>
    [ada.id, ben.id].includes(String(args.channel));
  // The stand-in notes a call when it comes, and tells of it when it is answered.
  await expect
    .poll(() => slack.calls({ method: SEND }).filter(isMembers).length, { timeout: 20_000 })
    .toBeGreaterThan(0);
  await slack.uninstall();
  await wound;
  const rows = async (sql: string) => (await pool.query(sql)).rowCount;
  const { id } = slack.workspace;
  await expect.poll(() => rows(`SELECT FROM workspace WHERE id = '${id}'`), { timeout: 20_000 }).toBe(0);
  expect(await rows('SELECT FROM member')).toBe(1);
  expect(await rows('SELECT FROM delivery WHERE member_id NOT IN (SELECT id FROM member)')).toBe(0);
  await story.bot.nudgeNow();
  expect(nudgeMessages(slack, eve).length).toBeGreaterThan(0);
  expect(lines.filter((line) => line.includes('nudge.failed'))).toEqual([]);
  await story.end();
});

test('every migration lets the version before it write beside it', async () => {
  const names = (await readdir(MIGRATIONS)).filter((name) => /^\d/.test(name)).sort();
  for (const name of names.slice(1)) {
    const sql = await readFile(join(MIGRATIONS, name, 'migration.sql'), 'utf8');
    // The version before knows nothing of what is new.
    const isNew = [...sql.matchAll(/CREATE TABLE "\w+"/g)].map(([made]) => made.replace('CREATE TABLE ', ''));
    const changes = sql
      .split(';')
      .filter((statement) => !isNew.some((table) => new RegExp(`(?:TABLE|ON) ${table}`).test(statement)));
    for (const change of changes) {
      expect(change).not.toMatch(
        /\bDROP (?!INDEX)|\bRENAME\b|SET NOT NULL|ALTER COLUMN "\w+" TYPE|CREATE UNIQUE/,
      );
      for (const column of change.match(/ADD COLUMN[^,]*/g) ?? [])
        if (column.includes('NOT NULL')) expect(column).toContain('DEFAULT');
    }
  }
});

describe.each(DATABASES)('on $name', ({ fresh }) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(fresh);
    for (let n = 0; n < 8; n++) await world.addMember();
  });
  afterEach(() => world.close());

  const query = (sql: string) => world.database.pool.query(sql);
  const fill = async (when: string) => {
    await query(`CREATE OR REPLACE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$`);
    for (const table of ['member', 'delivery', 'workspace'])
      await query(`CREATE TRIGGER full_disk BEFORE ${when} ON ${table} EXECUTE FUNCTION full_disk()`);
  };
  const makeRoom = async () => {
    for (const table of ['member', 'delivery', 'workspace'])
      await query(`DROP TRIGGER full_disk ON ${table}`);
    await letHoldsEnd(world.database.pool);
  };

  test('the disk is full before anything is sent: nothing is, until there is room', async () => {
    await fill('INSERT OR UPDATE');
    await expect(world.send()).rejects.toThrow(/No space left/);
    expect(world.slack.calls({ method: SEND })).toEqual([]);
    await makeRoom();
    await world.send();
    expect(await world.fates()).toEqual(allOnce(16));
  });

  test('the disk is full when Slack has taken them: what could not be written down is looked up', async () => {
    let filled: Promise<void> | undefined;
    const stop = world.slack.onChange(({ what }) => {
      if (what === 'message') filled ??= fill('INSERT OR UPDATE');
    });
    await world.send().catch(() => undefined); // the next claim is what fails, or a single delivery
    stop();
    await filled;
    await makeRoom();
    await world.send();
    await letHoldsEnd(world.database.pool);
    await world.send();
    expect(await world.fates()).toEqual(allOnce(16));
  });

  test('the next version migrates the database while this one is in the middle of its work', async () => {
    for (let n = 0; n < IN_FLIGHT; n++) await world.addMember();
    let migrated: Promise<unknown> | undefined;
    const stop = world.slack.onChange(({ what }) => {
      if (what === 'message') migrated ??= migrateFurther();
    });
    await world.send();
    stop();
    await migrated;
    await world.addMember();
    await world.send();
    expect(await pendingMigrations(world.database.pool)).toEqual([]);
    expect(await world.fates()).toEqual(allOnce(2 * world.members.length));
  });

  /** What the test above allows: columns, a table and an index more, as the next version may bring them. */
  const migrateFurther = () =>
    query(`BEGIN;
      ALTER TABLE member ADD COLUMN nickname text, ADD COLUMN mood int NOT NULL DEFAULT 0;
      ALTER TABLE delivery ADD COLUMN heard_at timestamptz;
      ALTER TABLE workspace ADD COLUMN motto text;
      CREATE TABLE badge (id uuid PRIMARY KEY, member_id uuid REFERENCES member ON DELETE CASCADE);
      CREATE INDEX ON delivery (heard_at);
      INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
        VALUES (gen_random_uuid(), repeat('0', 64), '99990101000000_next', now(), now(), 1);
      COMMIT`);

  test('what the version before wrote, which knows nothing of urgency or turns, is sent', async () => {
    await query('UPDATE member SET urgent_at = NULL');
    await query('UPDATE workspace SET spent_until = NULL');
    await world.send();
    expect(await world.fates()).toEqual(allOnce(16));
  });
});
