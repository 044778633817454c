/** What axe-core says of the page: each surface, in light and dark, on a desktop and on a telephone. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import { describe, expect, test } from 'vitest';
import { ada, callApi, next, page, say, useSandboxPage, windTo } from './page.ts';

useSandboxPage();

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What it finds, however small, each with where. */
async function complaints(): Promise<string[]> {
  // Not as a script element, which the page's own policy forbids.
  await page.evaluate(await readFile(AXE, 'utf8'));
  const { violations } = await page.evaluate<axe.AxeResults>('axe.run()');
  return violations.map(
    ({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ target }) => target).join(', ')}`,
  );
}

const plain = (text: string) => ({ type: 'plain_text', text });
const CONFIRM = { title: plain('Sure?'), text: plain('For good.'), confirm: plain('Yes'), deny: plain('No') };
const SURE = {
  type: 'actions',
  elements: [{ type: 'button', text: plain('Remove'), action_id: 'x', confirm: CONFIRM }],
};
const SCREENS = [
  ['a desktop', { width: 1280, height: 800 }],
  ['a telephone', { width: 390, height: 844 }],
] as const;

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test.each(SCREENS)('on %s', async (_name, size) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize(size);
    expect(await complaints()).toEqual([]);

    await say('/interview Acme, tomorrow 15:00 with Dana Fox dana@acme.com');
    const debrief = await windTo('before you go in', 'how did it end?');
    await next().waitFor({ state: 'attached' });
    if (size.width < 1000) await page.locator('#next').click();
    expect(await complaints()).toEqual([]);
    if (size.width < 1000) await page.locator('#next').click();

    await debrief.getByRole('button', { name: 'Snooze until' }).click();
    expect(await complaints()).toEqual([]);
    await page.keyboard.press('Escape');

    await debrief.getByRole('button', { name: 'Tell what they said' }).click();
    await page.getByRole('dialog', { name: 'What they said' }).waitFor();
    expect(await complaints()).toEqual([]);
    await page.keyboard.press('Escape');

    await page.getByLabel('Write to Afterword').pressSequentially('/interview ');
    await page.getByRole('listbox').waitFor();
    expect(await complaints()).toEqual([]);
    await page.keyboard.press('Escape');

    await callApi('chat.postMessage', { channel: ada.id, text: 'Sure?', blocks: [SURE] });
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog', { name: 'Sure?' }).waitFor();
    expect(await complaints()).toEqual([]);
    await page.keyboard.press('Escape');

    await page.getByRole('tab', { name: 'Home' }).click();
    await page.getByRole('tabpanel', { name: 'Home' }).getByRole('button', { name: 'Settings' }).waitFor();
    expect(await complaints()).toEqual([]);

    await page.getByRole('tab', { name: '#job-search' }).click();
    await page.getByRole('tabpanel', { name: '#job-search' }).waitFor();
    expect(await complaints()).toEqual([]);
  });
});
