/** The digest and “share this win” on the sandbox's page, by hand: what the community's channel reads. */
import { expect, test } from 'vitest';
import { ada, become, join, message, page, sandbox, say, useSandboxPage, wind } from './page.ts';

useSandboxPage();

const channel = () => page.getByRole('tabpanel', { name: '#job-search' });
const dialog = (name: string) => page.getByRole('dialog', { name });

async function turnOn(): Promise<void> {
  sandbox.slack.changeUser(ada, { role: 'admin' });
  await say('/interview digest');
  const form = dialog('Community digest');
  await form.getByLabel('Channel').selectOption('#job-search');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('The community digest is on in #job-search').waitFor();
  await closeDialog();
}

/** What is written while a dialog stands open reaches nobody. */
async function closeDialog(): Promise<void> {
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
}

const openChannel = () => page.getByRole('tab', { name: '#job-search' }).click();
const openMessages = () => page.getByRole('tab', { name: 'Messages' }).click();

test('an organiser turns it on, five have an interview, and three weeks later the channel reads of five', async () => {
  await turnOn();
  await openChannel();
  await channel().getByText(`@${ada.name} turned on the community digest`).waitFor();
  await openMessages();
  for (let day = 0; day < 8; day++) await wind('Tomorrow 09:00');
  for (let n = 0; n < 5; n++) {
    await become(join('Bea', 'Europe/Berlin'));
    await say('/interview Acme, today 8:00 for 30 minutes');
    await message('Recorded: Acme').waitFor();
  }
  for (let day = 0; day < 13; day++) await wind('Tomorrow 09:00');
  await wind('+1 hour');
  await openChannel();
  await channel().getByText('5 interviews took place').waitFor();
}, 240_000);

test('a member shares an offer by a second click, and takes it back', async () => {
  await turnOn();
  await say('/interview Globex, yesterday 15:00');
  await message('Recorded: Globex').waitFor();
  await say('/interview heard offer Globex');
  await message('Congratulations').getByRole('button', { name: 'Share this win' }).click();
  const form = dialog('Share this win');
  await form.getByLabel('A line of your own below it').fill('Thank you all!');
  await form.getByRole('button', { name: 'Share', exact: true }).click();
  await form.getByText('You told #job-search of your offer').waitFor();
  await closeDialog();
  await openChannel();
  await channel().getByText(`@${ada.name} has an offer`).waitFor();
  await channel().getByText('Thank you all!').waitFor();
  await openMessages();
  await message('Congratulations').getByRole('button', { name: 'Share this win' }).click();
  await dialog('Afterword').getByRole('button', { name: 'Take it back' }).click();
  await dialog('Afterword').getByText('Taken back').waitFor();
  await closeDialog();
  await openChannel();
  await expect.poll(() => channel().getByText('has an offer').count()).toBe(0);
});
