/** Two replicas share one database: whoever is due gets one message, from one of them. */
import { expect, test } from 'vitest';
import { startBot } from '../../src/bot.ts';
import { openLog } from '../../src/operate/log.ts';
import { openSealer } from '../../src/operate/sealing.ts';
import { startStandin } from '../../src/standin/index.ts';
import { freshPostgres } from '../support/databases.ts';
import { KEY, MONDAY_NOON, nudgeMessages } from '../support/story.ts';

test.runIf(process.env.TEST_DATABASE_URL)('nobody is nudged twice, and nobody is forgotten', async () => {
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
  const members = Array.from({ length: 30 }, (_, n) =>
    slack.addUser({ name: `Member ${n}`, tz: 'Europe/Berlin' }),
  );
  // Slack spreads commands over both sockets.
  for (const member of members)
    await (await slack.slash(member, '/interview', 'Acme, tomorrow 15:00')).waitForReply();
  now = new Date('2026-11-24T18:00:00+01:00');
  await Promise.all(replicas.map((bot) => bot.nudgeNow()));
  await Promise.all(
    members.map((member) => slack.waitForMessage(member, ({ metadata }) => metadata !== undefined)),
  );
  await Promise.all(replicas.map((bot) => bot.nudgeNow()));
  expect(members.map((member) => nudgeMessages(slack, member).length)).toEqual(members.map(() => 1));
  expect(slack.violations()).toEqual([]);
  await slack.disconnectSockets();
  await Promise.all(replicas.map((bot) => bot.stop()));
  await slack.close();
  await close();
});
