/** The sandbox's page, open in a real browser before each test, with a member of that test's own. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import type { User } from '../../src/standin/index.ts';
import { openBrowser } from '../support/browser.ts';
import { MONDAY_NOON } from '../support/story.ts';

let browser: Browser;
export let sandbox: Awaited<ReturnType<typeof startSandbox>>;
export let page: Page;
/** A member of each test's own. */
export let ada: User;
let complaints: string[];
let refused: number;

/** One sandbox for a file, one page for each test, after which nothing may have gone wrong. */
export function useSandboxPage(): void {
  beforeAll(async () => {
    [browser, sandbox] = await Promise.all([openBrowser(), startSandbox({ port: 0, now: MONDAY_NOON })]);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await sandbox.close();
  });

  beforeEach(async () => {
    ada = join('Ada', 'Europe/Berlin');
    refused = sandbox.slack.violations().length;
    complaints = [];
    page = await browser.newPage();
    page.setDefaultTimeout(20_000);
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(sandbox.url);
    await become(ada);
  });
  afterEach(async () => {
    await page.close();
    expect(complaints).toEqual([]);
    expect(sandbox.slack.violations().slice(refused)).toEqual([]);
  });
}

/** So many of the stand-in's complaints belong to the test. */
export function expectProblems(count: number): void {
  refused += count;
}

/** Nobody's name is the beginning of another's. */
export function join(name: string, tz: string): User {
  const number = 100 + sandbox.slack.users().length;
  return sandbox.slack.addUser({ name: `${name} ${number}`, tz });
}

export async function become({ name }: User): Promise<void> {
  await member(name).click();
  await page.locator('[aria-pressed=true]').getByText(name, { exact: true }).waitFor();
}

export function member(name: string): Locator {
  return page.getByRole('group', { name: 'You are' }).getByRole('button', { name });
}

export async function say(words: string): Promise<void> {
  await page.getByLabel('Write to Afterword').fill(words);
  await page.keyboard.press('Enter');
}

/** What the plan has first. */
export function next(): Locator {
  return page.locator('#planned li').first();
}

/** The newest message with these words. */
export function message(words: string): Locator {
  return page.getByRole('log').getByRole('listitem').filter({ hasText: words }).last();
}

export async function wind(button: string): Promise<void> {
  await page.locator('[data-wind]:not([aria-disabled])').getByText(button).click();
}

export async function hasFocus(element: Locator): Promise<boolean> {
  return (await element.and(page.locator(':focus')).count()) === 1;
}

/** Winds until the nudge with these words has come. What was just typed is acknowledged before it is planned. */
export async function windTo(...nudges: string[]): Promise<Locator> {
  for (const words of nudges) {
    await page.locator('#planned li', { hasText: words }).first().waitFor({ state: 'attached' });
    await wind('To the next nudge');
    await message(words).getByRole('button', { name: 'Done' }).waitFor();
  }
  return message(nudges.at(-1) ?? '');
}

/** Calls the Web API, as the bot would. */
export async function callApi(method: string, args: object): Promise<void> {
  const { apiUrl, botToken } = sandbox.slack;
  const response = await fetch(`${apiUrl}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${botToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(args),
  });
  expect(await response.json()).toMatchObject({ ok: true });
}
