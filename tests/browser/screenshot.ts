/** Makes the README's picture anew, docs/sandbox.png: `node --import tsx tests/browser/screenshot.ts`. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { openBrowser } from '../support/browser.ts';
import { MONDAY_NOON } from '../support/story.ts';

const PICTURE = join(import.meta.dirname, '../../docs/sandbox.png');

// @sparticuz/chromium brings a font, and puts it here; a server has none that one wants to look at.
process.env.FONTCONFIG_PATH ??= join(tmpdir(), 'fonts');
const [browser, sandbox] = await Promise.all([openBrowser(), startSandbox({ port: 0, now: MONDAY_NOON })]);
const page = await browser.newPage({
  viewport: { width: 1060, height: 1060 },
  deviceScaleFactor: 1.5,
  reducedMotion: 'reduce',
});
await page.goto(sandbox.url);
await page
  .getByLabel('Write to Afterword')
  .fill('/interview Acme, backend engineer, tomorrow 3pm with Dana Fox dana@acme.com');
await page.keyboard.press('Enter');
for (const words of ['before you go in', 'how did it end?', 'thank Dana Fox']) {
  await page.locator('[data-wind=next]:not([aria-disabled])').click();
  await page.getByRole('log').locator('.nudge').filter({ hasText: words }).waitFor();
}
await page.screenshot({ path: PICTURE, animations: 'disabled' });
await browser.close();
await sandbox.close();
