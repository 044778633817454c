/** The bot, a stand-in for Slack and a page to try both: nothing leaves this machine, and nothing is kept. */
import { randomBytes } from 'node:crypto';
import { startBot } from '../bot.ts';
import { openEmbedded } from '../operate/embedded.ts';
import type { Log } from '../operate/log.ts';
import { migrate } from '../operate/migrations.ts';
import { openSealer } from '../operate/sealing.ts';
import { startStandin } from '../standin/index.ts';
import { createClock } from './clock.ts';
import { servePage } from './server.ts';

/** Where they live makes the difference: it is night for one while another is at work. */
const MEMBERS = [
  { name: 'Ada', tz: 'Europe/Berlin' },
  { name: 'Grace', tz: 'America/New_York' },
  { name: 'Tane', tz: 'Pacific/Auckland' },
];

/** Starts everything on a loopback address; port 0 takes any free one. */
export async function startSandbox({ port, log }: { port: number; log: Log }) {
  const clock = createClock();
  const slack = await startStandin({ clock: clock.now });
  const { pool, close } = await openEmbedded();
  await migrate(pool);
  for (const member of MEMBERS) slack.addUser(member);
  const bot = await startBot({
    slack: { mode: 'socket', botToken: slack.botToken, appToken: slack.appToken, apiUrl: slack.apiUrl },
    http: { host: '127.0.0.1', port: 0 },
    ...{ pool, sealer: openSealer([randomBytes(32)]), clock: clock.now, log },
  });
  await slack.socketConnected();
  const page = await servePage({ slack, bot, clock }, port);
  return {
    url: page.url,
    slack,
    close: async () => {
      await page.close();
      await bot.stop();
      await slack.close();
      await close();
    },
  };
}
