/** The sandbox's page in a real browser: type, read, press, choose, fill in, and wind the clock. */
import { request } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openLog } from '../../src/operate/log.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { openBrowser } from '../support/browser.ts';

let browser: Browser;
let sandbox: Awaited<ReturnType<typeof startSandbox>>;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await openBrowser();
}, 120_000);
afterAll(() => browser.close());

beforeEach(async () => {
  sandbox = await startSandbox({ port: 0, log: openLog({ level: 'silent' }) });
  page = await browser.newPage();
  complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(sandbox.url);
  await page.getByText('a stand-in, not Slack').waitFor();
});
afterEach(async () => {
  expect(complaints).toEqual([]);
  expect(sandbox.slack.violations()).toEqual([]);
  await page.close();
  await sandbox.close();
});

async function say(words: string): Promise<void> {
  await page.getByLabel('Write to the bot').fill(words);
  await page.getByRole('button', { name: 'Send' }).click();
}

/** The newest message with these words. */
const message = (words: string) => page.locator('#messages > li').filter({ hasText: words }).last();

test('an interview is recorded, its nudges arrive as the clock is wound, and Done stays done', async () => {
  await say('/interview Acme, backend engineer, tomorrow 15:00 with Dana Fox dana@acme.com');
  await message('Recorded: Acme (backend engineer)').getByText('Only visible to you').waitFor();
  for (const words of ['before you go in', 'how did it end?', 'thank Dana Fox']) {
    await page.getByRole('button', { name: 'To the next nudge' }).click();
    await message(`Acme (backend engineer): ${words}`).getByRole('button', { name: 'Done' }).waitFor();
  }
  const thanks = message('Acme (backend engineer): thank Dana Fox');
  await thanks.getByRole('button', { name: 'Draft' }).click();
  await message('Dear Dana').waitFor();
  await thanks.getByRole('button', { name: 'Done' }).click();
  await thanks.getByText('Done.').waitFor();
  expect(await thanks.getByRole('button').count()).toBe(0);
});

test('a nudge is snoozed from its menu, and a chosen time is asked in a form', async () => {
  await say('/interview Acme, tomorrow 15:00');
  await page.getByRole('button', { name: 'To the next nudge' }).click();
  await page.getByRole('button', { name: 'To the next nudge' }).click();
  const debrief = message('how did it end?');
  await debrief.getByRole('combobox').selectOption({ label: 'Tomorrow morning' });
  await debrief.getByText('Snoozed until').waitFor();
  await debrief.getByRole('combobox').selectOption({ label: 'Choose a time…' });
  const form = page.getByRole('dialog');
  await form.getByText('Remind me at').waitFor();
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('Snoozed until').waitFor();
  await form.getByRole('button', { name: 'Close' }).click();
  await form.waitFor({ state: 'hidden' });
});

test('heard back: an error names its field and keeps what was typed', async () => {
  await say('/interview Acme, tomorrow 15:00');
  await page.getByRole('button', { name: 'To the next nudge' }).click();
  await message('before you go in').getByRole('button', { name: 'Heard back' }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('combobox').selectOption('rejection');
  await form.locator('input[type=date]').fill('2031-01-01');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('A day goes with').waitFor();
  expect(await form.locator('input[type=date]').inputValue()).toBe('2031-01-01');
  await form.locator('input[type=date]').fill('');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('I am sorry about Acme').waitFor();
  await page.keyboard.press('Escape');
  await form.waitFor({ state: 'hidden' });
});

test('members are apart, each in their own zone', async () => {
  await say('/interview Acme, tomorrow 15:00');
  await message('Recorded: Acme').waitFor();
  await page.getByLabel('You are').selectOption({ index: 1 });
  await say('/interview list');
  await message('Nothing is recorded yet').waitFor();
  expect(await message('Recorded: Acme').count()).toBe(0);
});

test('what looks like markup is shown, not run', async () => {
  await say('/interview add company="<img src=x onerror=alert(1)>" at="2031-11-25 15:00"');
  await say('/interview add company="<img src=x> & *Co*" at="tomorrow 15:00"');
  await message('Recorded: <img src=x> &').waitFor();
  expect(await page.locator('#messages img').count()).toBe(0);
});

test('what is no command here is said so', async () => {
  await say('/remind me');
  await page.getByRole('alert').getByText('There is one: /interview').waitFor();
});

test('it fits a telephone', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await say('/interview Acme, backend engineer, tomorrow 15:00 with Dana Fox dana@acme.com');
  await message('Recorded: Acme').waitFor();
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
});

test('another host name, or a page elsewhere, is turned away', async () => {
  const { port } = new URL(sandbox.url);
  const status = (headers: Record<string, string>) =>
    new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port, path: '/look', headers }, (answer) =>
        resolve(answer.resume().statusCode),
      );
      asked.on('error', reject).end();
    });
  expect(await status({ host: `evil.example:${port}` })).toBe(403);
  expect(await status({ origin: 'https://evil.example' })).toBe(403);
  expect(await status({})).toBe(200);
});
