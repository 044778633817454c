/** "Add to Slack" in a real browser, with its cookies and its ideas of what a page may do. */
import { createServer } from 'node:net';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Bot, startBot } from '../../src/bot.ts';
import { openLog } from '../../src/operate/log.ts';
import { openSealer } from '../../src/operate/sealing.ts';
import { type Standin, startStandin } from '../../src/standin/index.ts';
import { openBrowser } from '../support/browser.ts';
import { freshEmbedded } from '../support/databases.ts';
import { oauthConfig } from '../support/oauth.ts';
import { KEY } from '../support/story.ts';

let browser: Browser;
let page: Page;
let slack: Standin;
let bot: Bot;
let closeDatabase: () => Promise<void>;

beforeAll(async () => {
  browser = await openBrowser();
  slack = await startStandin();
  slack.workspace.installed = false;
  const { pool, close } = await freshEmbedded();
  closeDatabase = close;
  const port = await freePort();
  // The browser is to come back to where it was: the cookie is good for one host.
  const publicUrl = `http://127.0.0.1:${port}`;
  const log = openLog({ level: 'silent' });
  const config = { ...oauthConfig(slack), publicUrl };
  const http = { host: '127.0.0.1', port };
  bot = await startBot({ slack: config, http, pool, sealer: openSealer([KEY]), log });
});
afterAll(async () => {
  await browser.close();
  await bot.stop();
  await slack.close();
  await closeDatabase();
});

beforeEach(async () => {
  page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${bot.port}/slack/install`);
});
afterEach(() => page.close());

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** What a screen reader would stumble over; the page's own rules forbid scripts, so the check is brought in from outside. */
async function stumbles(): Promise<string[]> {
  const copy = await browser.newPage({ bypassCSP: true });
  await copy.setContent(await page.content());
  await copy.evaluate(axe.source);
  const { violations } = await copy.evaluate<axe.AxeResults>('axe.run()');
  await copy.close();
  return violations.map(({ id }) => id);
}

const addToSlack = () => page.getByRole('link', { name: 'Add to Slack' }).click();

test('from the page to Slack and back: the workspace is named, and each page can be read by everybody', async () => {
  expect(await stumbles()).toEqual([]);
  await addToSlack();
  await page.getByRole('link', { name: `Allow in ${slack.workspace.name}` }).click();
  await page.getByRole('heading', { name: `Afterword is in ${slack.workspace.name}` }).waitFor();
  expect(await stumbles()).toEqual([]);
  expect(slack.workspace.installed).toBe(true);
  // Going back and again: the address worked once.
  await page.reload();
  await page.getByRole('heading', { name: 'This link works once' }).waitFor();
  expect(await stumbles()).toEqual([]);
});

test('who says no is told so, and can begin again', async () => {
  await addToSlack();
  await page.getByRole('link', { name: 'Cancel' }).click();
  await page.getByRole('heading', { name: 'Afterword was not installed' }).waitFor();
  await page.getByRole('link', { name: 'Begin again' }).click();
  await page.getByRole('heading', { name: 'Add Afterword to Slack' }).waitFor();
});

test('the page is styled in spite of its strict rules', async () => {
  const border = "getComputedStyle(document.querySelector('main')).borderTopStyle";
  expect(await page.evaluate<string>(border)).toBe('solid');
});
