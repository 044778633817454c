/** Makes the README's pictures anew, docs/sandbox*.png, from the sandbox as it is: `npm run screenshots`. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { openBrowser } from '../support/browser.ts';

const DOCS = join(import.meta.dirname, '../../docs');
const DESKTOP = { width: 1280, height: 860 };
const TELEPHONE = { width: 390, height: 844 };
const MONDAY_NOON = new Date('2026-11-23T11:00:00Z');

// @sparticuz/chromium brings a font, and puts it here; a server has none that one wants to look at.
process.env.FONTCONFIG_PATH ??= join(tmpdir(), 'fonts');
const browser = await openBrowser();
await picture('sandbox', { viewport: DESKTOP, colorScheme: 'light' }, thankDana);
await picture('sandbox-dark', { viewport: DESKTOP, colorScheme: 'dark' }, thankDana);
await picture('sandbox-phone', { viewport: TELEPHONE, colorScheme: 'light' }, killTheBot);
await browser.close();

type Look = { viewport: typeof DESKTOP; colorScheme: 'light' | 'dark' };

/** Each in a sandbox of its own, so that it is Monday in all of them. */
async function picture(name: string, look: Look, scene: (page: Page) => Promise<void>): Promise<void> {
  const sandbox = await startSandbox({ port: 0, now: MONDAY_NOON });
  const page = await browser.newPage({ ...look, deviceScaleFactor: 1.5, reducedMotion: 'reduce' });
  await page.goto(sandbox.url);
  await page
    .getByLabel('Write to Afterword')
    .fill('/interview Acme, backend engineer, tomorrow 3pm with Dana Fox dana@acme.com');
  await page.keyboard.press('Enter');
  await page.getByText('Recorded: Acme').first().waitFor();
  await scene(page);
  // Where it clicked last, something would look hovered.
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(DOCS, `${name}.png`), animations: 'disabled' });
  await page.close();
  await sandbox.close();
}

async function thankDana(page: Page): Promise<void> {
  for (const words of ['before you go in', 'how did it end?', 'thank Dana Fox']) {
    await page.locator('[data-wind=next]:not([aria-disabled])').click();
    await page.getByRole('log').locator('.nudge').filter({ hasText: words }).waitFor();
  }
  await page.locator('#ledger .arrived').getByText('3').waitFor();
}

async function killTheBot(page: Page): Promise<void> {
  await page.locator('#next').click();
  await page.getByRole('button', { name: 'Kill the bot, early' }).click();
  await page.getByText('due so far').waitFor();
}
