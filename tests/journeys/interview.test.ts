/** From the command to the direct message to the button on it, over the wire, in both modes. */
import { describe, expect, test } from 'vitest';
import {
  ada,
  at,
  MODES,
  nudgeMessages,
  nudgesIn,
  rulesIn,
  startStory,
  story,
  textOf,
  useStory,
} from '../support/story.ts';

const HOUR = 3_600_000;

describe.each(MODES)('over %s', (mode) => {
  useStory(mode);

  const last = () => {
    const message = nudgeMessages(story.slack, ada).at(-1);
    if (!message) throw new Error('no nudge yet');
    return message;
  };
  const blocksOf = (ts: string) =>
    textOf(story.slack.messages(ada).find((message) => message.ts === ts) ?? last());

  test('an interview becomes a closing line, a debrief and a thank-you, each once and on time', async () => {
    const card = await story.say(ada, 'Acme, backend engineer, tomorrow 3pm with Dana Fox dana@acme.com');
    expect(textOf(card)).toMatch(/Recorded: Acme \(backend engineer\)/);
    expect(textOf(card)).toContain('Tuesday, 24 November');
    expect(textOf(card)).toContain('15:00');
    expect(textOf(card)).toContain('Europe/Berlin');
    expect(textOf(card)).toContain('dana@acme.com');
    expect(card.ephemeral).toBe(true);

    await at('2026-11-24T23:00:00+01:00');
    const messages = nudgeMessages(story.slack, ada);
    expect(messages.map(rulesIn)).toEqual([['closing'], ['debrief'], ['thank-you']]);
    const times = messages.map(({ ts }) => new Date(Number(ts.split('.')[0]) * 1000).toISOString());
    expect(times).toEqual([
      '2026-11-24T13:00:00.000Z',
      '2026-11-24T15:15:00.000Z',
      '2026-11-24T17:00:00.000Z',
    ]);
    expect(textOf(last())).toContain('thank Dana Fox');
  });

  test('Done is shown in the message, stays done when pressed again, and nothing more is said of it', async () => {
    await story.say(ada, 'yesterday 14:00 at Globex with Bo Li');
    await at('2026-11-23T12:01:00+01:00');
    const [message] = nudgeMessages(story.slack, ada);
    if (!message) throw new Error('no nudge');
    const thanks = nudgesIn(message).find(({ rule }) => rule === 'thank-you');
    await story.slack.click(ada, message, 'nudge.done', { value: thanks?.id ?? '' });
    await story.slack.waitForMessage(ada, (one) => one.ts === message.ts && textOf(one).includes('Done.'));
    expect(blocksOf(message.ts)).not.toContain(`do/${thanks?.id}`);
    // A slow client still shows the old button.
    await story.slack.click(ada, message, 'nudge.done', { value: thanks?.id ?? '' });
    await story.slack.waitForMessage(
      ada,
      (one) => one.ts === message.ts && textOf(one).includes('You marked this done'),
    );
    await at('2026-11-26T12:00:00+01:00');
    expect(nudgeMessages(story.slack, ada).flatMap(rulesIn)).not.toContain('thank-you-last-call');
  });

  test('a snoozed nudge comes back when it was told to, and never past its sense', async () => {
    await story.say(ada, 'Acme, today 9:00');
    await at('2026-11-23T12:01:00+01:00');
    const message = last();
    const thanks = nudgesIn(message).find(({ rule }) => rule === 'thank-you');
    await story.slack.choose(ada, message, 'nudge.snooze-menu', `evening/${thanks?.id}`, {
      blockId: `do/${thanks?.id}`,
    });
    await story.slack.waitForMessage(ada, (one) =>
      textOf(one).includes('Snoozed until Monday, 23 November at 18:00'),
    );
    await at('2026-11-23T18:00:00+01:00');
    const again = last();
    expect(rulesIn(again)).toEqual(['thank-you']);
    expect(again.ts.startsWith(String(Date.parse('2026-11-23T18:00:00+01:00') / 1000))).toBe(true);
    expect(nudgesIn(again)[0]?.id).not.toBe(thanks?.id);
  });

  test('a chosen time to snooze until', async () => {
    await story.say(ada, 'Acme, today 9:00');
    await at('2026-11-23T12:01:00+01:00');
    const message = last();
    const thanks = nudgesIn(message).find(({ rule }) => rule === 'thank-you');
    await story.slack.choose(ada, message, 'nudge.snooze-menu', `choose/${thanks?.id}`, {
      blockId: `do/${thanks?.id}`,
    });
    const form = await story.slack.waitForView(ada);
    const early = await story.slack.submit(ada, form, { until: new Date('2026-11-23T11:00:00+01:00') });
    expect(early.errors).toHaveProperty('until');
    const saved = await story.slack.submit(ada, form, { until: new Date('2026-11-23T14:30:00+01:00') });
    expect(JSON.stringify(saved.view?.blocks)).toContain('14:30');
    await at('2026-11-23T14:30:00+01:00');
    expect(rulesIn(last())).toEqual(['thank-you']);
  });

  test('a rejection brings the gracious reply at once, and nothing else on that day', async () => {
    await story.say(ada, 'yesterday 14:00 at Globex');
    await story.say(ada, 'Acme, today 9:00');
    await at('2026-11-23T12:01:00+01:00');
    const before = nudgeMessages(story.slack, ada).length;
    const answer = await story.say(ada, 'heard rejection Globex');
    expect(textOf(answer)).toContain('I am sorry about Globex');
    await story.bot.nudgeNow();
    expect(nudgeMessages(story.slack, ada).slice(before).map(rulesIn)).toEqual([['gracious-reply']]);
    await at('2026-11-23T23:59:00+01:00');
    expect(nudgeMessages(story.slack, ada).slice(before).map(rulesIn)).toEqual([['gracious-reply']]);
  });

  test('Heard back opens a form that says what follows, and keeps what is wrong open', async () => {
    await story.say(ada, 'Acme, today 9:00');
    await at('2026-11-23T12:01:00+01:00');
    const message = last();
    const [nudge] = nudgesIn(message);
    await story.slack.click(ada, message, 'nudge.heard-back', { value: nudge?.id ?? '' });
    const form = await story.slack.waitForView(ada);
    expect(form.callback_id).toBe('interview.heard-back');
    const wrong = await story.slack.submit(ada, form, { outcome: 'waiting', 'reply-by': '2026-11-01' });
    expect(wrong.errors).toEqual({ 'reply-by': 'That day has passed. Choose one that lies ahead.' });
    const saved = await story.slack.submit(ada, form, { outcome: 'waiting', 'reply-by': '2026-12-01' });
    expect(JSON.stringify(saved.view?.blocks)).toContain('Wednesday, 2 December at 10:00');
    const when = await story.say(ada, 'when Acme');
    expect(textOf(when)).toContain('not before Wednesday, 2 December');
  });

  test('the debrief form takes what they said in a minute', async () => {
    await story.say(ada, 'Acme, today 9:00');
    await at('2026-11-23T12:01:00+01:00');
    const message = last();
    const debrief = nudgesIn(message).find(({ rule }) => rule === 'debrief');
    await story.slack.click(ada, message, 'nudge.debrief', { value: debrief?.id ?? '' });
    const form = await story.slack.waitForView(ada);
    const saved = await story.slack.submit(ada, form, {
      'reply-by': '2026-11-27',
      materials: 'references, tomorrow 16:00\nportfolio',
      interviewers: 'Dana Fox dana@acme.com and Bo Li',
      traditional: ['yes'],
    });
    expect(saved.errors).toBeUndefined();
    const view = JSON.stringify(saved.view?.blocks);
    expect(view).toContain('send references');
    expect(view).toContain('send portfolio');
    expect(view).toContain('a note by hand');
    expect(view).toContain('Monday, 30 November at 10:00');
    expect(textOf(await story.say(ada, 'when Acme'))).toContain(
      'They said that they would answer by Friday, 27 November',
    );
  });

  test('Draft opens a text for each interviewer, keeps it as edited, and thanks one by one', async () => {
    await story.say(ada, 'Acme, engineer, today 9:00 with Dana Fox dana@acme.com and Bo Li');
    await at('2026-11-23T12:01:00+01:00');
    const message = last();
    const thanks = nudgesIn(message).find(({ rule }) => rule === 'thank-you');
    await story.slack.click(ada, message, 'nudge.draft', { value: thanks?.id ?? '' });
    const form = await story.slack.waitForView(ada);
    expect(form.callback_id).toBe('nudge.draft');
    expect(JSON.stringify(form.blocks)).toContain('0 of 2 thanked');
    expect(JSON.stringify(form.blocks)).toContain('Dear Dana,');
    expect(JSON.stringify(form.blocks)).toContain('Dear Bo,');
    expect(JSON.stringify(form.blocks)).toContain('Add one thing that you talked about');
    const edited = await story.slack.submit(ada, form, { 'text-1': 'Dear Dana, <b>thank you</b>!' });
    const page = JSON.stringify(edited.view?.blocks);
    expect(page).toContain('dana@acme.com');
    expect(page).toContain('https://mail.google.com/mail/');
    expect(page).toContain('https://outlook.office.com/mail/');
    expect(page).toContain('mailto:dana');
    expect(page).toContain('&lt;b&gt;thank you');

    if (!edited.view) throw new Error('no page');
    const danas = /"value":"(\{[^}]*\})"/.exec(page)?.[1]?.replaceAll('\\"', '"') ?? '';
    await story.slack.click(ada, edited.view, 'draft.sent', { value: danas });
    const after = await story.slack.waitForView(ada, (view) =>
      JSON.stringify(view.blocks).includes('1 of 2 thanked'),
    );
    expect(JSON.stringify(after.blocks)).not.toContain('Dear Dana');
    expect(JSON.stringify(after.blocks)).toContain('Dear Bo');
    expect(JSON.stringify(after.blocks)).not.toContain('too long for a link');

    await story.slack.closeView(ada, after);
    await story.slack.click(ada, message, 'nudge.draft', { value: thanks?.id ?? '' });
    const again = await story.slack.waitForView(ada);
    expect(JSON.stringify(again.blocks)).not.toContain('Dear Dana');
    expect(JSON.stringify(again.blocks)).toContain('Dear Bo');
    const long = await story.slack.submit(ada, again, { text: '御礼申し上げます。'.repeat(60) });
    expect(JSON.stringify(long.view?.blocks)).toContain('too long for a link');
    // The bot drafts; it never writes to anybody but the member.
    expect(
      story.slack.calls({ method: 'chat.postMessage' }).every(({ args }) => args.channel === ada.id),
    ).toBe(true);
  });

  test('Undo takes an interview back, and its buttons do no harm afterwards', async () => {
    const card = await story.say(ada, 'Acme, today 9:00');
    await at('2026-11-23T12:01:00+01:00');
    const message = last();
    await story.slack.click(ada, card, 'interview.undo');
    await story.slack.waitForMessage(ada, (one) => one.ts === card.ts && textOf(one).includes('Taken back'));
    const [nudge] = nudgesIn(message);
    await story.slack.click(ada, message, 'nudge.done', { value: nudge?.id ?? '' });
    await story.slack.waitForMessage(ada, (one) =>
      textOf(one).includes('no longer recorded, so there is nothing to do'),
    );
    expect(textOf(await story.say(ada, 'list'))).toContain('Nothing is recorded yet');
  });

  test('a command that Slack delivers twice records one interview', async () => {
    story.slack.duplicateNext('slash_commands');
    await story.say(ada, 'Acme, tomorrow 15:00');
    expect(textOf(await story.say(ada, 'list')).match(/Acme/g)).toHaveLength(1);
  });

  test('another member sees nothing of mine, whatever they ask or press', async () => {
    const eve = story.slack.addUser({ name: 'Eve', tz: 'Europe/Berlin' });
    await story.say(ada, 'Acme, today 9:00 with Dana Fox');
    await story.say(eve, 'Initech, today 9:00');
    await at('2026-11-23T12:01:00+01:00');
    const [adas] = nudgeMessages(story.slack, ada);
    const [eves] = nudgeMessages(story.slack, eve);
    if (!adas || !eves) throw new Error('no nudges');
    for (const words of ['list', 'plan', 'plan Acme', 'when Acme', 'heard rejection Acme'])
      expect(textOf(await story.say(eve, words))).not.toMatch(/Dana|Acme \(|\*Acme/);
    // Eve forges the value of a button of Ada's.
    const forged = { ...eves, blocks: adas.blocks };
    const [nudge] = nudgesIn(adas);
    const drafted = await story.slack.click(eve, forged, 'nudge.draft', {
      value: nudgesIn(adas).find(({ rule }) => rule === 'thank-you')?.id ?? '',
    });
    expect(textOf(await drafted.waitForReply())).not.toMatch(/Dana|Acme/);
    await story.slack.click(eve, forged, 'nudge.done', { value: nudge?.id ?? '' });
    await story.slack.waitForMessage(eve, (one) => textOf(one).includes('no longer recorded, so there'));
    await story.slack.click(ada, adas, 'nudge.done', { value: nudge?.id ?? '' });
    await story.slack.waitForMessage(ada, (one) => one.ts === adas.ts && textOf(one).includes('Done.'));
  });
});

test('a member who moves to another zone gets everything by the new clock', async () => {
  const story = await startStory();
  const ada = story.slack.addUser({ name: 'Ada', tz: 'Europe/Berlin' });
  await story.say(ada, 'Acme, tomorrow 17:00');
  const moved = story.slack.changeUser(ada, { tz: 'America/New_York' });
  await story.slack.event(moved, {
    type: 'user_change',
    user: { id: ada.id, team_id: ada.teamId, tz: moved.tz },
    event_ts: '1',
  });
  const plan = await story.say(ada, 'plan Acme');
  // The interview itself stays where it was: 17:00 in Berlin is 11:00 in New York, and the thank-you is due at 14:00 there.
  expect(textOf(plan)).toContain('Tuesday, 24 November at 14:00');
  await story.wind(new Date(story.clock().getTime() + 33 * HOUR));
  expect(nudgeMessages(story.slack, ada).flatMap(rulesIn)).toContain('thank-you');
  await story.end();
});
