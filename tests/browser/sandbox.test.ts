/** The sandbox's page in a real browser: type, read, press, choose, fill in, and wind the clock. */
import { describe, expect, test } from 'vitest';
import {
  ada,
  become,
  callApi,
  expectProblems,
  hasFocus,
  join,
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

test('it says what it is, and how to begin', async () => {
  await page.getByText('A stand-in, not Slack').waitFor();
  await page.getByText('Record an interview below').waitFor();
  await page.getByText('What comes, and why').waitFor();
  await wind('To the next nudge');
  await page.getByRole('alert').getByText('Nothing is planned for this member').waitFor();
});

test('an interview is recorded, its nudges come as the clock is wound, and Done stays done', async () => {
  await say('/interview Acme, backend engineer, tomorrow 15:00 with Dana Fox dana@acme.com');
  await message('/interview Acme, backend engineer').getByText('You').waitFor();
  await message('Recorded: Acme (backend engineer)').getByText('Only visible to you').waitFor();
  await next().getByText('Tue 24 Nov, 14:00').waitFor();
  await next().getByText('It shows that you want the job').waitFor();
  const thanks = await windTo('before you go in', 'how did it end?', 'thank Dana Fox');
  await thanks.getByText('18:00').waitFor();
  await thanks.getByRole('button', { name: 'Done' }).click();
  await thanks.getByText('Done.').waitFor();
  expect(await thanks.locator('.body').getByRole('button').count()).toBe(0);
});

test('winding past several nudges brings each at its own instant, in order', async () => {
  await say('/interview Acme, tomorrow 15:00');
  await message('Recorded: Acme').waitFor();
  await wind('Tomorrow 09:00');
  await wind('Tomorrow 09:00');
  await message('thank everyone').getByRole('button', { name: 'Done' }).waitFor();
  const stamps = sandbox.slack
    .messages(ada)
    .filter(({ metadata }) => metadata?.event_type === 'nudge')
    .map(({ ts }) => new Date(Number(ts) * 1000).toISOString().slice(11));
  expect(stamps).toEqual(['13:00:00.000Z', '15:15:00.000Z', '17:00:00.000Z']);
});

test('an hour, and tomorrow at nine by the member’s clock', async () => {
  const shown = () => page.locator('#now').textContent();
  const hourOf = async () => Number(/(\d\d):\d\d$/.exec((await shown()) ?? '')?.[1]);
  const before = await hourOf();
  await wind('+1 hour');
  await expect.poll(hourOf).toBe((before + 1) % 24);
  await wind('Tomorrow 09:00');
  await expect.poll(shown).toContain('09:00');
  await become(sandbox.slack.changeUser(ada, { tz: 'Asia/Kolkata' }));
  await expect.poll(shown).toMatch(/1[23]:30$/);
});

test('a nudge is snoozed from its menu by the keyboard, and the focus stays with it', async () => {
  await say('/interview Acme, tomorrow 15:00');
  const debrief = await windTo('before you go in', 'how did it end?');
  await debrief.getByRole('button', { name: 'Snooze until' }).press('Enter');
  await expect.poll(() => hasFocus(debrief.getByRole('button', { name: 'In an hour' }))).toBe(true);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await debrief.getByText('Snoozed until').getByText('09:00').waitFor();
  expect(await hasFocus(debrief)).toBe(true);
});

test('a time is chosen in a form, in the member’s own zone', async () => {
  await say('/interview Acme, tomorrow 15:00');
  const debrief = await windTo('before you go in', 'how did it end?');
  await debrief.getByRole('button', { name: 'Snooze until' }).click();
  await debrief.getByRole('button', { name: 'Choose a time' }).click();
  const form = page.getByRole('dialog', { name: 'Snooze' });
  const time = form.getByLabel('Remind me at');
  expect(await time.inputValue()).toMatch(/T17:15$/);
  await time.fill((await time.inputValue()).replace('17:15', '19:30'));
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('at 19:30').waitFor();
  await form.getByRole('button', { name: 'Close' }).click();
  await form.waitFor({ state: 'hidden' });
});

test('heard back: an error names its field and keeps what was typed', async () => {
  await say('/interview Acme, tomorrow 15:00');
  const closing = await windTo('before you go in');
  await closing.getByRole('button', { name: 'Heard back' }).click();
  const form = page.getByRole('dialog', { name: 'Heard back' });
  const day = form.getByLabel('By when?');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('complete this required field').waitFor();
  await form.getByLabel('What did you hear?').selectOption('rejection');
  await day.fill('2031-01-01');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('A day goes with').waitFor();
  expect(await day.inputValue()).toBe('2031-01-01');
  expect(await hasFocus(day)).toBe(true);
  await day.fill('');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('I am sorry about Acme').waitFor();
  await page.keyboard.press('Escape');
  await form.waitFor({ state: 'hidden' });
});

test('the debrief form: dates, boxes and lines', async () => {
  await say('/interview Acme, tomorrow 15:00');
  const debrief = await windTo('before you go in', 'how did it end?');
  await debrief.getByRole('button', { name: 'Tell what they said' }).click();
  const form = page.getByRole('dialog', { name: 'What they said' });
  await form.getByLabel('I promised to send').fill('references\nportfolio');
  await form.getByLabel('A traditional company').check();
  await form.getByRole('button', { name: 'Save' }).click();
  for (const words of ['send references', 'send portfolio', 'a note by hand'])
    await page.getByRole('dialog', { name: 'Noted' }).getByText(words).first().waitFor();
});

test('members are apart, and one sees that another has got something', async () => {
  const grace = join('Grace', 'America/New_York');
  await say('/interview Acme, tomorrow 15:00');
  await message('Recorded: Acme').waitFor();
  await become(grace);
  await say('/interview list');
  await message('Nothing is recorded yet').waitFor();
  expect(await message('Recorded: Acme').count()).toBe(0);
  await wind('Tomorrow 09:00');
  await wind('Tomorrow 09:00');
  await member(ada.name).getByText('unread').waitFor();
  await become(ada);
  await message('before you go in').waitFor();
  expect(await member(ada.name).getByText('unread').count()).toBe(0);
});

test('what looks like markup is shown, not run', async () => {
  await say('/interview add company="<img src=x> & *Co*" at="tomorrow 15:00"');
  await message('Recorded: <img src=x> &').waitFor();
  await say('<b>not bold</b>');
  await message('<b>not bold</b>').waitFor();
  expect(await page.getByRole('log').locator('img, b').count()).toBe(0);
});

test('every kind of block is drawn, or says that it is not', async () => {
  await post([
    { type: 'header', text: plain('A header') },
    section('*bold* _italic_ ~struck~ `code` 2*3*4 &lt;b&gt; <https://example.com/?a=1&amp;b=2|a link>'),
    section('<!date^1764082800^{date_long} at {time}|later>\n• a point\n```two  spaces\n*as is*```'),
    { type: 'section', fields: [plain('one field'), plain('another field')] },
    { type: 'section', text: plain('with a menu'), accessory: { type: 'overflow', options: options('o') } },
    { type: 'divider' },
    {
      type: 'actions',
      elements: [
        { type: 'datepicker', initial_date: '2026-12-01' },
        { type: 'datetimepicker', initial_date_time: 1764082800 },
        { type: 'radio_buttons', options: options('r') },
        { type: 'checkboxes', options: options('c') },
        { type: 'users_select' },
      ],
    },
  ]);
  const drawn = message('A header');
  await drawn.getByRole('heading', { name: 'A header' }).waitFor();
  expect(await drawn.locator('strong, em, s, code').allTextContents()).toEqual([
    'Afterword',
    ...['bold', 'italic', 'struck', 'code'],
  ]);
  await drawn.getByText('2*3*4 <b>').waitFor();
  expect(await drawn.getByRole('link').getAttribute('href')).toBe('https://example.com/?a=1&b=2');
  await drawn.getByText('Tuesday 25 November at 16:00').waitFor();
  expect(await drawn.locator('pre').textContent()).toBe('two  spaces\n*as is*');
  expect(await drawn.locator('[type=datetime-local]').inputValue()).toBe('2025-11-25T16:00');
  for (const role of ['radio', 'checkbox'] as const) expect(await drawn.getByRole(role).count()).toBe(2);
  await drawn.getByText('(a users_select, which this page cannot draw)').waitFor();
});

test('a confirmation is asked, and only Yes presses the button', async () => {
  const confirm = { title: plain('Sure?'), text: plain('It cannot be undone.') };
  const yesNo = { confirm: plain('Yes'), deny: plain('No') };
  const button = { type: 'button', text: plain('Remove'), action_id: 'interview.undo', value: 'x' };
  await post([{ type: 'actions', elements: [{ ...button, confirm: { ...confirm, ...yesNo } }] }]);
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog', { name: 'Sure?' }).getByRole('button', { name: 'No' }).click();
  expect(await message('was not recorded any more').count()).toBe(0);
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog', { name: 'Sure?' }).getByRole('button', { name: 'Yes' }).click();
  await message('was not recorded any more').waitFor();
});

test('what is no command here is said so, and stays to be mended', async () => {
  await say('/remind me');
  await page.getByRole('alert').getByText('There is one: /interview').waitFor();
  expect(await page.getByLabel('Write to Afterword').inputValue()).toBe('/remind me');
});

test('a command that the bot misses is shown as such', async () => {
  await sandbox.slack.disconnectSockets('abrupt');
  await say('/interview list');
  await message('Nobody was there to take this').getByText('Something went wrong').waitFor();
  expectProblems(1);
  await sandbox.slack.socketConnected(20_000);
});

describe('on a telephone', () => {
  test.each(['light', 'dark'] as const)('it fits, in %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 390, height: 844 });
    await say('/interview Acme, backend engineer, tomorrow 15:00 with Dana Fox dana@acme.com');
    const thanks = await windTo('before you go in', 'how did it end?', 'thank Dana Fox');
    await thanks.getByRole('button', { name: 'Done' }).click();
    await thanks.getByText('Done.').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(await page.evaluate('document.querySelector("main").scrollWidth')).toBeLessThanOrEqual(390);
  });
});

const plain = (text: string) => ({ type: 'plain_text', text });
const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const options = (name: string) => ['1', '2'].map((value) => ({ text: plain(name + value), value }));

async function post(blocks: object[]): Promise<void> {
  await callApi('chat.postMessage', { channel: ada.id, text: 'blocks', blocks });
}

test('what is written before the bot is there waits for it', async () => {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  await page.route('**/look*', async (route) => {
    await opened;
    await route.continue();
  });
  await page.goto(sandbox.url);
  await say('/interview Early Bird, tomorrow 15:00');
  open();
  await page.getByText('Recorded: Early Bird').first().waitFor();
  await page.unrouteAll();
});
