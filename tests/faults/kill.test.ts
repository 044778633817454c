/** kill -9 at the worst moments, and a restart: nothing recorded is lost, and no nudge comes twice but for the one in that very instant. */
import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Message, type Standin, startStandin, type User } from '../../src/standin/index.ts';
import { startedDataDir } from '../support/data-dir.ts';
import { type Running, socketMode, startProcess } from '../support/process.ts';
import { nudgeMessages, nudgesIn, rulesIn, textOf } from '../support/story.ts';

let slack: Standin;
let dataDir: string;
let ada: User;

/** A zone in which it is about noon now, so that nobody sleeps while this test runs. */
function zoneAtNoon(): string {
  const ahead = 12 - new Date().getUTCHours();
  return ahead === 0 ? 'UTC' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

beforeEach(async () => {
  slack = await startStandin();
  dataDir = await startedDataDir();
  ada = slack.addUser({ name: 'Ada', tz: zoneAtNoon() });
});
afterEach(async () => {
  await slack.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function start(): Promise<Running> {
  const bot = startProcess(socketMode(slack, dataDir));
  await bot.logged('ready');
  return bot;
}

async function kill(bot: Running): Promise<void> {
  bot.process.kill('SIGKILL');
  expect(await bot.ended).toBe('SIGKILL');
}

const say = async (text: string) =>
  textOf(await (await slack.slash(ada, '/interview', text)).waitForReply(undefined, 15_000));

test('what was answered as recorded is there after every kill', async () => {
  for (let round = 1; round <= 3; round++) {
    const bot = await start();
    expect(await say(`Company${round}, in ${round + 1} days at 10:00`)).toContain(
      `Recorded: Company${round}`,
    );
    await kill(bot);
  }
  const bot = await start();
  const list = await say('list');
  for (let round = 1; round <= 3; round++) expect(list).toContain(`Company${round}`);
  await kill(bot);
}, 180_000);

test('killed in the instant in which Slack took a nudge: it comes once more at most, and then is done with', async () => {
  const first = await start();
  await say('Acme, yesterday 10:00');
  await slack.waitForCall('chat.postMessage', () => true, 15_000);
  await kill(first);
  const second = await start();
  const [once] = nudgeMessages(slack, ada);
  // Where the kill came after the settling there is no second one to wait for.
  const again = (message: Message) => rulesIn(message).includes('thank-you');
  await slack
    .waitForMessage(ada, again, { ...(once ? { after: once } : {}), timeoutMs: 10_000 })
    .catch(() => undefined);
  await kill(second);
  const third = await start();
  expect(await say('list')).toContain('Acme');
  await kill(third);
  const times = nudgeMessages(slack, ada).filter((message) => rulesIn(message).includes('thank-you')).length;
  expect(times).toBeGreaterThanOrEqual(1);
  expect(times).toBeLessThanOrEqual(2);
}, 180_000);

test('killed after a nudge was settled: it never comes again', async () => {
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
}, 180_000);
