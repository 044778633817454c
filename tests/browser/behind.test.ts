/** Behind the conversation: two workspaces on one clock, what is planned and why, and what becomes of nudges when things break. */
import { expect, test } from 'vitest';
import { nudgesIn } from '../../src/nudging/metadata.ts';
import {
  ada,
  callApi,
  member,
  message,
  next,
  page,
  sandbox,
  say,
  useSandboxPage,
  wind,
  windTo,
} from './page.ts';

useSandboxPage();

const button = (name: string) => page.getByRole('button', { name, exact: true });
const workspace = (name: string) =>
  page.getByRole('group', { name: 'Workspace' }).getByRole('button', { name });
const nudges = () => sandbox.slack.messages(ada).filter((one) => nudgesIn(one).length > 0);
/** In UTC: 13:00 is an hour before the interview, in Berlin. */
const stamps = () => nudges().map(({ ts }) => new Date(Number(ts) * 1000).toISOString());
const count = async (name: string) => Number(await page.locator(`#ledger .${name} dd`).textContent());

async function breakIt(name: string): Promise<void> {
  await page.getByRole('region', { name: 'Break something' }).getByRole('button', { name }).click();
  await message('due so far').waitFor();
}

test('the plan says what comes, when and why', async () => {
  await say('/interview Acme, tomorrow 15:00 with Dana Fox');
  await next().getByText('Tue 24 Nov, 14:00').waitFor();
  await next().getByText('Acme: before you go in').waitFor();
  await next().getByText('It shows that you want the job').waitFor();
  expect(await page.locator('#planned li').count()).toBeGreaterThan(3);
  await windTo('before you go in');
  await next().getByText('how did it end?').waitFor();
});

test('two workspaces are apart, and go by one clock', async () => {
  await say('/interview Acme, tomorrow 15:00');
  await message('Recorded: Acme').waitFor();
  await workspace('Bootcamp').click();
  await page.getByRole('button', { name: 'Priya in Kolkata', pressed: true }).waitFor();
  expect(await member(ada.name).count()).toBe(0);
  await say('/interview list');
  await message('Nothing is recorded yet').waitFor();
  await say('/interview Globex, tomorrow 10:00');
  await next().getByText('Globex').waitFor();
  await wind('Tomorrow 09:00');
  await message('Globex: before you go in').waitFor();
  await wind('Tomorrow 09:00');
  await workspace('Alumni').getByText('unread').waitFor();
  await workspace('Alumni').click();
  await message('Acme: before you go in').waitFor();
  expect(await message('Globex').count()).toBe(0);
});

test('what arrived is counted in the conversation, not by what the bot believes', async () => {
  await say('/interview Acme, tomorrow 15:00');
  await windTo('before you go in');
  await expect.poll(() => count('arrived')).toBe(1);
  await callApi('chat.delete', { channel: ada.dm, ts: nudges()[0]?.ts });
  await expect.poll(() => count('lost')).toBe(1);
  expect(await count('due')).toBe(1);
  expect(await count('arrived')).toBe(0);
});

test('a rate limit: the nudge comes when Slack takes it again', async () => {
  await say('/interview Acme, tomorrow 15:00');
  await next().getByText('before you go in').waitFor();
  await breakIt('Rate limit');
  await message('The bot sent it twice, and it stands here once').waitFor();
  expect(stamps()).toEqual([expect.stringMatching(/T13:00:(29|30)/)]);
});

test.each(['Lost reply', 'Slack down', 'Kill the bot, early', 'Kill the bot, late'])(
  '%s: no nudge is lost, and none comes twice',
  async (name) => {
    await say('/interview Acme, tomorrow 15:00');
    await next().getByText('before you go in').waitFor();
    await breakIt(name);
    const ids = nudges().flatMap(nudgesIn);
    expect(ids).toHaveLength(1);
    await expect.poll(() => count('due')).toBe(1);
    expect(await count('arrived')).toBe(1);
    expect(await count('lost')).toBe(0);
    expect(await count('doubled')).toBe(0);
  },
);

test('killed before Slack has the nudge, it comes once, at its time, from the bot that is started next', async () => {
  await say('/interview Acme, tomorrow 15:00');
  await next().getByText('before you go in').waitFor();
  await breakIt('Kill the bot, early');
  expect(stamps()).toEqual([expect.stringMatching(/T13:00:00\.000Z/)]);
  for (const words of ['list', 'plan']) {
    await say(`/interview ${words}`);
    await message(`/interview ${words}`).waitFor();
  }
  await message('Acme').getByText('how did it end?').waitFor();
});

test('with nothing planned there is nothing to break', async () => {
  await page.getByRole('region', { name: 'Break something' }).getByRole('button').first().click();
  await page.getByRole('alert').getByText('Nothing is planned for this member').waitFor();
  await expect.poll(() => button('Rate limit').getAttribute('aria-disabled')).toBe(null);
});
