/** Two replicas share one database: whoever is due gets one message, from one of them, and what is done at night is done once. */
import { expect, test } from 'vitest';
import { startBot } from '../../src/bot.ts';
import { openLog } from '../../src/operate/log.ts';
import { openSealer } from '../../src/operate/sealing.ts';
import { startStandin } from '../../src/standin/index.ts';
import { freshPostgres } from '../support/databases.ts';
import { KEY, MONDAY_NOON, nudgeMessages } from '../support/story.ts';

const DAY = 24 * 3_600_000;

/** Two bots on one PostgreSQL database, and members whose commands Slack spreads over both. */
async function startReplicas(count: number) {
  let now = MONDAY_NOON;
  const clock = () => now;
  const slack = await startStandin({ clock });
  const { pool, close } = await freshPostgres();
  const { botToken, appToken, apiUrl } = slack;
  const replica = () =>
    startBot({
      slack: { mode: 'socket', botToken, appToken, apiUrl },
      http: { host: '127.0.0.1', port: 0 },
      ...{ pool, sealer: openSealer([KEY]), clock, log: openLog({ level: 'silent' }) },
    });
  const replicas = [await replica(), await replica()];
  const members = Array.from({ length: count }, (_, n) =>
    slack.addUser({ name: `Member ${n}`, tz: 'Europe/Berlin' }),
  );
  return {
    ...{ slack, pool, replicas, members },
    setClock: (to: Date) => {
      now = to;
    },
    end: async () => {
      expect(slack.violations()).toEqual([]);
      await slack.disconnectSockets();
      await Promise.all(replicas.map((bot) => bot.stop()));
      await slack.close();
      await close();
    },
  };
}

test.runIf(process.env.TEST_DATABASE_URL)('nobody is nudged twice, and nobody is forgotten', async () => {
  const { slack, replicas, members, setClock, end } = await startReplicas(30);
  for (const member of members)
    await (await slack.slash(member, '/interview', 'Acme, tomorrow 15:00')).waitForReply();
  setClock(new Date('2026-11-24T18:00:00+01:00'));
  await Promise.all(replicas.map((bot) => bot.nudgeNow()));
  await Promise.all(
    members.map((member) => slack.waitForMessage(member, ({ metadata }) => metadata !== undefined)),
  );
  await Promise.all(replicas.map((bot) => bot.nudgeNow()));
  expect(members.map((member) => nudgeMessages(slack, member).length)).toEqual(members.map(() => 1));
  await end();
});

test.runIf(process.env.TEST_DATABASE_URL)(
  'at night each member is asked about once, and who left is forgotten once',
  async () => {
    const { slack, pool, replicas, members, setClock, end } = await startReplicas(8);
    for (const member of members) {
      await (await slack.slash(member, '/interview', 'Acme, 2027-03-01 15:00')).waitForReply();
      await (await slack.slash(member, '/interview', 'heard withdrawn Acme')).waitForReply();
    }
    for (const member of members.slice(0, 4)) slack.changeUser(member, { deleted: true });
    const night = () => Promise.all(replicas.map((bot) => bot.tidyNow()));
    const left = async (table: string) => (await pool.query(`SELECT FROM ${table}`)).rowCount;
    setClock(new Date(MONDAY_NOON.getTime() + 31 * DAY));
    const before = slack.calls({ method: 'users.info' }).length;
    await night();
    expect(slack.calls({ method: 'users.info' })).toHaveLength(before + 8);
    expect(await left('member')).toBe(8);
    setClock(new Date(MONDAY_NOON.getTime() + 62 * DAY));
    await night();
    expect(await left('member')).toBe(4);
    setClock(new Date('2028-03-02T12:00:00Z'));
    await night();
    expect(await left('member')).toBe(4);
    expect(await left('application')).toBe(0);
    await end();
  },
);
