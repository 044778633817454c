/** A real process on a PostgreSQL server: asked to stop in the middle of its work, and with the server gone under it. */
import type { Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { recordInterview } from '../../src/journal/interviews.ts';
import { closeJournal, openJournal } from '../../src/journal/journal.ts';
import { markSeen, meetMember } from '../../src/journal/members.ts';
import { IN_FLIGHT } from '../../src/nudging/tick.ts';
import { openSealer } from '../../src/operate/sealing.ts';
import { type Standin, startStandin, type User } from '../../src/standin/index.ts';
import { freshPostgres } from '../support/databases.ts';
import { allOnce, type Fates, fatesOf, letHoldsEnd } from '../support/fates.ts';
import { CAN_BE_SHUT, startGate } from '../support/gate.ts';
import { type Running, socketMode, startProcess } from '../support/process.ts';
import { KEY, nudgeMessages } from '../support/story.ts';
import { zoneAtNoon } from '../support/zones.ts';

const SEND = 'chat.postMessage';
const HOUR = 3_600_000;
/** More than are sent to at once. */
const MEMBERS = IN_FLIGHT + 8;

describe.runIf(CAN_BE_SHUT)('on PostgreSQL', () => {
  let slack: Standin;
  let pool: Pool;
  let url: string;
  let close: () => Promise<void>;
  let members: User[];

  beforeEach(async () => {
    slack = await startStandin();
    ({ pool, url, close } = await freshPostgres());
    const journal = openJournal({ pool, sealer: openSealer([KEY]), now: () => new Date() });
    members = Array.from({ length: MEMBERS }, (_, n) =>
      slack.addUser({ name: `Member ${n}`, tz: zoneAtNoon() }),
    );
    for (const user of members) {
      const member = await meetMember(
        journal,
        { workspaceId: user.teamId, userId: user.id },
        { zone: user.tz },
      );
      await markSeen(journal, member, { channel: user.dm, isWithBot: true });
      await recordInterview(journal, member.id, {
        ...{ company: 'Acme', zone: user.tz, kind: 'other', minutes: 60, interviewers: [], materials: [] },
        startsAt: new Date(Date.now() - 3 * HOUR),
      });
    }
    await closeJournal(journal);
  });
  afterEach(async () => {
    await slack.close();
    await close();
  });

  const start = (databaseUrl: string): Running =>
    startProcess({
      ...socketMode(slack, ''),
      DATABASE_URL: databaseUrl,
      ENCRYPTION_KEY: KEY.toString('base64'),
    });
  const fates = (): Promise<Fates> => fatesOf({ slack, pool, clock: () => new Date() }, members);
  const arrived = () => members.filter((user) => nudgeMessages(slack, user).length > 0).length;
  const allArrived = () => expect.poll(arrived, { timeout: 30_000 }).toBe(MEMBERS);
  const allSettled = () =>
    expect
      .poll(async () => (await pool.query(`SELECT FROM delivery WHERE status <> 'sent'`)).rowCount, {
        timeout: 30_000,
      })
      .toBe(0);

  test('asked to stop in the middle of a batch, it ends what it has begun, leaves the rest, and ends with 0', async () => {
    slack.faults.always(SEND, { kind: 'hang', ms: 1500 });
    const bot = start(url);
    await slack.waitForCall(SEND, undefined, 60_000);
    bot.process.kill('SIGTERM');
    expect(await bot.ended).toBe(0);
    expect(slack.calls({ method: SEND }).length).toBeLessThan(MEMBERS);
    expect((await pool.query('SELECT FROM member WHERE lease_token IS NOT NULL')).rowCount).toBe(0);
    slack.faults.clear();
    const next = start(url);
    await allArrived();
    await allSettled();
    next.process.kill('SIGTERM');
    await next.ended;
    expect(await fates()).toEqual(allOnce(2 * MEMBERS));
  });

  test('the server is gone while nudges are on their way: the process lives, says so, and goes on when it is back', async () => {
    const gate = await startGate(url);
    slack.faults.always(SEND, { kind: 'hang', ms: 1500 });
    const bot = start(gate.url);
    const { port } = await bot.logged('ready');
    const status = async (path: string) => (await fetch(`http://127.0.0.1:${port}/${path}`)).status;
    await slack.waitForCall(SEND, undefined, 60_000);
    await gate.shut();
    await expect.poll(() => status('readyz'), { timeout: 20_000 }).toBe(503);
    await bot.logged('tick.failed');
    expect(await status('healthz')).toBe(200);
    slack.faults.clear();
    await gate.open();
    await expect.poll(() => status('readyz'), { timeout: 20_000 }).toBe(200);
    // What was under way is looked up when its lease ends.
    await letHoldsEnd(pool);
    await allArrived();
    await allSettled();
    bot.process.kill('SIGTERM');
    expect(await bot.ended).toBe(0);
    await gate.shut();
    expect(await fates()).toEqual(allOnce(2 * MEMBERS));
  });
});
