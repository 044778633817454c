/** Slack's other surfaces on the sandbox's page: the home tab, forms on forms, files, shortcuts, links, completion. */
import { readFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { ada, callApi, hasFocus, message, page, sandbox, say, useSandboxPage, windTo } from './page.ts';

useSandboxPage();

const INVITATION = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'METHOD:REQUEST',
  'BEGIN:VEVENT',
  'UID:1@globex.example',
  'SUMMARY:Interview with Globex',
  'DTSTART:20261126T130000Z',
  'DTEND:20261126T140000Z',
  'ORGANIZER;CN=Bo Li:mailto:bo@globex.example',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\r\n');

const words = () => page.getByLabel('Write to Afterword');
const home = () => page.getByRole('tabpanel', { name: 'Home' });
const button = (place: Locator, name: string) => place.getByRole('button', { name, exact: true });
const plain = (text: string) => ({ type: 'plain_text', text });

async function openHome(): Promise<Locator> {
  await page.getByRole('tab', { name: 'Home' }).click();
  return home();
}

async function fillForm(company: string): Promise<void> {
  const form = page.getByRole('dialog', { name: 'Record an interview' });
  await form.getByLabel('Company').fill(company);
  await form.getByLabel('When does it begin?').fill('2027-03-04T15:00');
  await button(form, 'Save').click();
}

describe('the home tab', () => {
  test('is published when it is opened, its buttons work, and what changes is seen at once', async () => {
    const tab = await openHome();
    await button(tab, 'Record an interview').click();
    await fillForm('Initech');
    await tab.getByText('Initech').first().waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('log').count()).toBe(0);
  });

  test('keeps the focus where it was when it is published anew', async () => {
    await say('/interview Acme, tomorrow 15:00');
    await message('Recorded: Acme').waitFor();
    const tab = await openHome();
    await tab.getByRole('img').waitFor();
    const settings = button(tab, 'Settings');
    await settings.focus();
    const before = sandbox.slack.home(ada)?.hash;
    await sandbox.slack.openHome(ada);
    await sandbox.slack.waitForHome(ada, ({ hash }) => hash !== before);
    await expect.poll(() => hasFocus(settings)).toBe(true);
  });

  test('shows the bot’s picture, which the sandbox serves itself', async () => {
    await say('/interview Acme, tomorrow 15:00');
    await message('Recorded: Acme').waitFor();
    const picture = (await openHome()).getByRole('img');
    await picture.waitFor();
    expect(await picture.getAttribute('alt')).toMatch(/\w/);
    await expect
      .poll(() => page.evaluate('document.querySelector("#home img").naturalWidth'))
      .toBeGreaterThan(100);
  });

  test('is chosen by the arrow keys, and says what came meanwhile', async () => {
    await page.getByRole('tab', { name: 'Messages' }).press('ArrowLeft');
    await home().getByText('hold you back').waitFor();
    await callApi('chat.postMessage', { channel: ada.id, text: 'Something new' });
    await page.getByRole('tab', { name: 'Messages' }).getByText('1').waitFor();
    await page.getByRole('tab', { name: 'Home' }).press('ArrowRight');
    await message('Something new').waitFor();
    await expect.poll(() => page.getByRole('tab', { name: 'Messages' }).getByText('1').count()).toBe(0);
  });
});

describe('forms', () => {
  test('lie on top of each other; closing one leads back to the one beneath', async () => {
    await say('/interview Acme, tomorrow 15:00');
    await message('Recorded: Acme').waitFor();
    const tab = await openHome();
    // With its picture it is published anew, and a press in that very moment would be nobody's.
    await tab.getByRole('img').waitFor();
    await button(tab, 'Show').first().click();
    const beneath = page.getByRole('dialog').filter({ hasText: 'What comes next' });
    await button(beneath, 'Heard back').click();
    const above = page.getByRole('dialog', { name: 'Heard back' });
    await above.getByLabel('What did you hear?').waitFor();
    await page.keyboard.press('Escape');
    await beneath.waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  });

  test('an update keeps what is typed, and the focus', async () => {
    await page.getByRole('button', { name: 'Shortcuts' }).click();
    await page.getByRole('button', { name: 'Record an interview' }).last().click();
    const form = page.getByRole('dialog', { name: 'Record an interview' });
    await form.getByLabel('Company').fill('Acme');
    const { id, title, submit, callback_id, blocks } = await sandbox.slack.waitForView(ada);
    const more = [...blocks, { type: 'section', text: plain('One thing more') }];
    await callApi('views.update', {
      view_id: id,
      view: { type: 'modal', title, submit, callback_id, blocks: more },
    });
    await form.getByText('One thing more').waitFor();
    expect(await form.getByLabel('Company').inputValue()).toBe('Acme');
    expect(await hasFocus(form.getByLabel('Company'))).toBe(true);
  });

  test('every input is drawn with its label, and says what is wrong with it', async () => {
    await page.getByRole('button', { name: 'Shortcuts' }).click();
    await page.getByRole('button', { name: 'Record an interview' }).last().click();
    const { id } = await sandbox.slack.waitForView(ada);
    const options = ['one', 'two'].map((value) => ({ text: plain(value), value }));
    const inputs = {
      plain_text_input: {},
      email_text_input: {},
      url_text_input: {},
      number_input: { is_decimal_allowed: false, min_value: '5', initial_value: '1' },
      datepicker: {},
      timepicker: {},
      datetimepicker: {},
      static_select: { option_groups: [{ label: plain('A group'), options }] },
      multi_static_select: { options },
      radio_buttons: { options },
      checkboxes: { options },
    };
    const blocks = Object.entries(inputs).map(([type, more]) => ({
      type: 'input',
      block_id: type,
      label: plain(`The ${type}`),
      element: { type, action_id: type, ...more },
    }));
    const view = { type: 'modal', title: plain('All'), submit: plain('Save'), callback_id: 'x', blocks };
    await callApi('views.update', { view_id: id, view });
    const form = page.getByRole('dialog', { name: 'All' });
    await form.waitFor();
    const field = (type: string) =>
      form.getByLabel(`The ${type}`).or(form.getByRole('group', { name: `The ${type}` }));
    for (const type of Object.keys(inputs)) expect(await field(type).count(), type).toBe(1);
    await button(form, 'Save').click();
    await form.getByText('Please enter a larger number.').waitFor();
    expect(await form.getByText('complete this required field').count()).toBe(Object.keys(inputs).length - 1);
    expect(await form.getByLabel('The plain_text_input').getAttribute('aria-invalid')).toBe('true');
  });
});

test('a draft is edited, and opens in the member’s mail in a tab of its own', async () => {
  await say('/interview Acme, tomorrow 15:00 with Dana Fox dana@acme.com');
  const thanks = await windTo('before you go in', 'how did it end?', 'thank Dana Fox');
  await button(thanks, 'Draft').click();
  const draft = page.getByRole('dialog', { name: 'Draft' });
  await draft.getByLabel('Text').fill('Dear Dana, it was a pleasure & more.');
  await button(draft, 'Next: send it').click();
  const ready = page.getByRole('dialog', { name: 'Ready to send' });
  const gmail = ready.getByRole('link', { name: 'Open in Gmail' });
  expect(decodeURIComponent((await gmail.getAttribute('href')) ?? '')).toContain('a pleasure & more.');
  const mail = ready.getByRole('link', { name: 'mail program' });
  expect(await mail.getAttribute('href')).toMatch(/^mailto:dana@acme\.com\?/);
  for (const link of [gmail, mail]) {
    expect(await link.getAttribute('target')).toBe('_blank');
    expect(await link.getAttribute('rel')).toContain('noopener');
  }
  const [opened] = await Promise.all([page.context().waitForEvent('page'), gmail.click()]);
  await opened.close();
  await button(ready, 'I sent it').click();
  await expect.poll(() => ready.getByText('Nothing is left to write').count()).toBe(1);
});

describe('files', () => {
  test('what the bot sends is a link to save it by', async () => {
    await say('/interview Acme, tomorrow 15:00');
    await message('Recorded: Acme').waitFor();
    await say('/interview export');
    const link = message('afterword.json').getByRole('link');
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toBe('afterword.json');
    expect(await readFile(await download.path(), 'utf8')).toContain('Acme');
  });

  test('an invitation that is chosen stands in the conversation, and is read', async () => {
    await page.locator('#file').setInputFiles({
      name: 'invite.ics',
      mimeType: 'text/calendar',
      buffer: Buffer.from(INVITATION),
    });
    await message('invite.ics').getByRole('link', { name: 'invite.ics' }).waitFor();
    await message('Globex').getByRole('button').first().waitFor();
  });

  test('one that is dropped is sent as well', async () => {
    const dropped = await page.evaluateHandle(`(() => {
      const files = new DataTransfer();
      files.items.add(new File(['BEGIN:VCALENDAR'], 'dropped.ics', { type: 'text/calendar' }));
      return files;
    })()`);
    await page.locator('#messages').dispatchEvent('drop', { dataTransfer: dropped });
    await message('dropped.ics').getByRole('link').waitFor();
    await page.getByRole('log').getByRole('listitem').filter({ hasText: 'Afterword' }).last().waitFor();
  });
});

test('a message’s menu makes an interview of it', async () => {
  await callApi('chat.postMessage', {
    channel: ada.id,
    text: 'An interview at Hooli on Friday 27 November at 2pm with Dana Fox?',
  });
  await message('Hooli').getByRole('button', { name: 'Message actions' }).click();
  await page.getByRole('button', { name: 'Record interview from this message' }).last().click();
  const form = page.getByRole('dialog', { name: 'Record an interview' });
  expect(await form.getByLabel('When does it begin?').inputValue()).toBe('2026-11-27T14:00');
  await page.keyboard.press('Escape');
});

test('plain words go to the bot as a message', async () => {
  await say('Initech tomorrow at 10am');
  await message('Recorded: Initech').waitFor();
  expect(await message('Recorded: Initech').getByText('Only visible to you').count()).toBe(0);
});

describe('completion', () => {
  const offered = () => page.getByRole('listbox').getByRole('option').locator('strong').allTextContents();

  test('offers the sub-commands that fit; Tab takes the first', async () => {
    await words().pressSequentially('/interview ');
    expect(await offered()).toContain('forget-me');
    await words().pressSequentially('he');
    expect(await offered()).toEqual(['heard', 'help']);
    await page.keyboard.press('Tab');
    expect(await words().inputValue()).toBe('/interview heard ');
    expect(await page.getByRole('listbox').count()).toBe(0);
  });

  test('goes by the arrows, and Enter takes what was gone to; Escape closes it', async () => {
    await words().pressSequentially('/interview he');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await words().inputValue()).toBe('/interview help ');
    await words().fill('/int');
    await page.getByRole('listbox').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('listbox').count()).toBe(0);
  });

  test('stands in nobody’s way: Enter sends what is written', async () => {
    await words().pressSequentially('/interview list');
    await page.keyboard.press('Enter');
    await message('Nothing is recorded yet').waitFor();
  });
});

test('the story is told, from the recording to the offer, and nothing goes wrong in it', async () => {
  await page.getByRole('button', { name: 'Tell me the story' }).click();
  page.setDefaultTimeout(60_000);
  await message('Recorded: Acme').waitFor();
  await page.getByRole('dialog', { name: 'What they said' }).waitFor();
  await message('/interview when Acme').waitFor();
  await page.getByRole('dialog', { name: 'Ready to send' }).waitFor();
  await message('/interview heard offer Acme').waitFor();
  await message('Congratulations').waitFor();
  expect(await message('Something went wrong').count()).toBe(0);
});
