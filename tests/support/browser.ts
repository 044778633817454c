/** A real browser: the machine's own Chromium where there is one, else the one that npm brought. */
import { existsSync } from 'node:fs';
import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export async function openBrowser(): Promise<Browser> {
  const own = INSTALLED.find((path) => existsSync(path));
  // Not the package's own arguments: they make a browser of one process, which ends with its first page.
  return chromium.launch({
    executablePath: own ?? (await sparticuz.executablePath()),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
}
