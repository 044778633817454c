/** The home tab: what to do, what comes, what waits; every row acts with one click. */
import { describe, expect, test } from 'vitest';
import type { View } from '../../src/standin/index.ts';
import { ada, at, MODES, nudgeMessages, story, textOf, useStory } from '../support/story.ts';

describe.each(MODES)('over %s', (mode) => {
  useStory(mode);

  /** What the first button with this action carries. */
  function carriedBy(actionId: string, blocks: readonly unknown[]): string {
    const elements = blocks.flatMap((block) => Object.values(Object(block)).flat());
    const found = elements.map(Object).find((element) => element.action_id === actionId);
    return String(found?.value ?? '');
  }

  const wordsOf = (view: View | undefined) => JSON.stringify(view?.blocks);

  async function open(): Promise<View> {
    const before = story.slack.home(ada)?.hash;
    await story.slack.openHome(ada);
    return story.slack.waitForHome(ada, ({ hash }) => hash !== before);
  }

  /** Presses, and gives the home tab that is published then. */
  async function press(home: View, actionId: string, which: { value?: string } = {}): Promise<View> {
    await story.slack.click(ada, home, actionId, which);
    return story.slack.waitForHome(ada, ({ hash }) => hash !== home.hash);
  }

  test('who is new is told how to begin, and nothing is stored for that', async () => {
    const home = await open();
    expect(wordsOf(home)).toContain('Record an interview');
    const { rows } = await story.pool.query('SELECT count(*)::int AS members FROM member');
    expect(rows).toEqual([{ members: 0 }]);
    await story.slack.click(ada, home, 'interview.add');
    const form = await story.slack.waitForView(ada);
    const saved = await story.slack.submit(ada, form, {
      company: 'Acme',
      'starts-at': new Date('2026-11-24T15:00:00+01:00'),
    });
    expect(saved.errors).toBeUndefined();
    const after = await story.slack.waitForHome(ada, (view) => wordsOf(view).includes('Coming (1)'));
    expect(wordsOf(after)).toContain('Coming (1)');
  });

  test('what to do now is done there, and the row goes', async () => {
    await story.say(ada, 'Acme, engineer, today 9:00 with Dana Fox');
    await at('2026-11-23T12:01:00+01:00');
    const home = await open();
    expect(wordsOf(home)).toContain('Do now (2)');
    expect(wordsOf(home)).toContain('thank Dana Fox');
    const [message] = nudgeMessages(story.slack, ada);
    const delivered = JSON.stringify(message?.metadata);
    const thanks = home.blocks.find((block) => JSON.stringify(block).includes('nudge.draft'));
    const value = carriedBy('nudge.done', [thanks]);
    expect(delivered).toContain(value);
    const after = await press(home, 'nudge.done', { value });
    expect(wordsOf(after)).toContain('Do now (1)');
    expect(wordsOf(after)).not.toContain('thank Dana Fox');
  });

  test('hands off until their day is over, with the reason, and heard back from there', async () => {
    await story.say(ada, 'Acme, yesterday 14:00, they answer by Friday');
    const home = await open();
    expect(wordsOf(home)).toContain('hands off until Monday, 30 November');
    expect(wordsOf(home)).toContain('They said that they would answer by Friday, 27 November');
    const heard = await waitingButton(home);
    await story.slack.click(ada, home, 'application.heard-back', { value: heard });
    const form = await story.slack.waitForView(ada);
    const saved = await story.slack.submit(ada, form, { outcome: 'rejection' });
    if (!saved.view) throw new Error('not saved');
    const after = await story.slack.waitForHome(ada, (view) => wordsOf(view).includes('Closed (1)'));
    expect(wordsOf(after)).toContain('They said no');
    expect(wordsOf(after)).not.toContain('hands off');
  });

  async function waitingButton(home: View): Promise<string> {
    const row = home.blocks.find((block) => JSON.stringify(block).includes('hands off'));
    return /"value":"([^"]+)"/.exec(JSON.stringify(row))?.[1] ?? '';
  }

  test('what was missed is shown, and can be said to be done', async () => {
    await story.say(ada, 'Acme, tomorrow 15:00');
    await story.say(ada, 'pause until 25 November');
    await story.say(ada, 'Globex, 2026-11-19 14:00');
    await at('2026-11-25T08:00:00+01:00');
    const home = await open();
    expect(wordsOf(home)).toContain('Acme: before you go in');
    // What had passed when it was recorded was never to come.
    expect(wordsOf(home)).not.toContain('Globex: before you go in');
    const row = home.blocks.find((block) => JSON.stringify(block).includes('I did it anyway'));
    const value = /"value":"([^"]+)"/.exec(JSON.stringify(row))?.[1] ?? '';
    const after = await press(home, 'nudge.done', { value });
    expect(wordsOf(after)).not.toContain(value);
  });

  test('what comes is done there in advance, with one click', async () => {
    await story.say(ada, 'Acme, tomorrow 15:00');
    await story.say(ada, 'Globex, today 11:00 with Dana Fox, they answer by Friday');
    const home = await open();
    await story.slack.click(ada, home, 'nudge.draft', {
      value: comingValue(home, 'Globex: thank Dana Fox'),
    });
    const form = await story.slack.waitForView(ada);
    expect(form.callback_id).toBe('nudge.draft');
    await story.slack.closeView(ada, form);
    await story.slack.click(ada, home, 'nudge.done', { value: comingValue(home, 'Acme: before you go in') });
    // What was told of Globex may be published in between.
    const after = await story.slack.waitForHome(ada, (view) => !wordsOf(view).includes('before you go in'));
    expect(wordsOf(after)).toContain('how did it end?');
  });

  /** What the buttons below a row carry. */
  function comingValue({ blocks }: View, title: string): string {
    const at = blocks.findIndex((block) => JSON.stringify(block).includes(title));
    return /"nudge.[a-z]+".*?"value":"([^"]+)"/.exec(JSON.stringify(blocks[at + 1]))?.[1] ?? '';
  }

  test('what was missed is said with its day and its reason, and how it ended can still be told', async () => {
    await story.say(ada, 'Acme, tomorrow 15:00');
    await story.say(ada, 'pause until 7 December');
    await at('2026-12-01T12:00:00+01:00');
    const home = await open();
    expect(wordsOf(home)).toContain(
      'It was for Tuesday, 24 November at 14:00. _It shows that you want the job',
    );
    await story.slack.click(ada, home, 'nudge.debrief');
    expect((await story.slack.waitForView(ada)).callback_id).toBe('interview.debrief');
  });

  test('what is open with nothing to do says why', async () => {
    await story.say(ada, 'Acme, tomorrow 15:00');
    await story.say(ada, 'heard postponed Acme');
    const home = await open();
    expect(wordsOf(home)).toContain('Open, nothing to do (1)');
    expect(wordsOf(home)).toContain('agreeing on a new time');
  });

  test('a pause with an interview ahead: what is due stands under do now, and is missed only afterwards', async () => {
    await story.say(ada, 'Acme, tomorrow 15:00');
    await story.say(ada, 'pause until 7 December');
    expect(wordsOf(await open())).not.toContain('Missed (1)');
    await at('2026-11-24T14:30:00+01:00');
    const due = await open();
    expect(wordsOf(due)).toContain('Do now (1)');
    expect(wordsOf(due)).toContain('Acme: before you go in');
    expect(wordsOf(due)).not.toContain('Missed (1)');
    await at('2026-11-24T15:01:00+01:00');
    expect(wordsOf(await open())).toContain('Missed (1)');
    expect(nudgeMessages(story.slack, ada)).toEqual([]);
  });

  test('the question whether to go quiet is answered by looking at the home tab', async () => {
    await story.say(ada, 'Acme, tomorrow 15:00');
    await at('2026-12-03T12:00:00+01:00');
    const asked = nudgeMessages(story.slack, ada);
    expect(asked.map(textOf).join()).toContain('Shall I go quiet?');
    expect(asked.map(textOf).join()).not.toContain('You did nothing');
    expect(wordsOf(await open())).not.toContain(':pause_button:');
    await at('2026-12-11T12:00:00+01:00');
    expect(nudgeMessages(story.slack, ada).length).toBeGreaterThan(asked.length);
  });

  test('a pause is shown, and ended there', async () => {
    await story.say(ada, 'Acme, tomorrow 15:00');
    await story.say(ada, 'pause until 7 December');
    const home = await open();
    expect(wordsOf(home)).toContain('Reminders are paused until Monday, 7 December');
    expect(wordsOf(await press(home, 'member.unpause'))).not.toContain('paused');
  });

  test('everything about an application is one click away', async () => {
    await story.say(ada, 'Acme, engineer, tomorrow 15:00 with Dana Fox dana@acme.example');
    const home = await open();
    await story.slack.click(ada, home, 'application.show');
    const shown = await story.slack.waitForView(ada);
    expect(JSON.stringify(shown.blocks)).toContain('dana@acme.example');
    await story.slack.click(ada, shown, 'interview.edit');
    const form = await story.slack.waitForView(ada, ({ callback_id }) => callback_id === 'interview.edit');
    expect(JSON.stringify(form.blocks)).toContain('Dana Fox');
  });

  test('many rows come in pages, and filters keep their page', async () => {
    for (let n = 0; n < 90; n++) await story.say(ada, `Company ${n}, 2026-12-0${1 + (n % 9)} 15:00`);
    const home = await open();
    expect(wordsOf(home)).toContain('Coming (90)');
    const second = await press(home, 'home.next');
    expect(wordsOf(second)).toContain('Coming (90)');
    expect(wordsOf(second)).not.toBe(wordsOf(home));
    await story.slack.choose(ada, second, 'home.filter', 'closed');
    const closed = await story.slack.waitForHome(ada, ({ hash }) => hash !== second.hash);
    expect(wordsOf(closed)).toContain('Nothing here');
  });

  test('a picture that was drawn late neither turns the filter back nor brings back what was done', async () => {
    await story.say(ada, 'Acme, engineer, tomorrow 15:00');
    story.slack.faults.next('files.getUploadURLExternal', { kind: 'hang', ms: 700 });
    const home = await open();
    await story.slack.choose(ada, home, 'home.filter', 'closed');
    await story.slack.waitForHome(ada, ({ private_metadata }) => private_metadata.includes('closed'));
    await story.slack.waitForCall('views.publish', ({ args }) => args.hash !== undefined);
    expect(story.slack.home(ada)?.private_metadata).toContain('closed');
  });

  test('nothing is drawn, and nothing published twice, where the funnel is not shown', async () => {
    await story.say(ada, 'Acme, tomorrow 15:00');
    await open();
    const withPicture = (view: View) => wordsOf(view).includes('slack_file');
    const home = await story.slack.waitForHome(ada, withPicture);
    await story.say(ada, 'Globex, tomorrow 16:00');
    await story.slack.choose(ada, home, 'home.filter', 'coming');
    await story.slack.waitForHome(ada, ({ private_metadata }) => private_metadata.includes('coming'));
    const published = story.slack.calls({ method: 'views.publish' }).length;
    await open();
    await story.slack.waitForHome(ada, withPicture);
    expect(story.slack.calls({ method: 'views.publish' })).toHaveLength(published + 2);
    expect(story.slack.calls({ method: 'files.getUploadURLExternal' })).toHaveLength(2);
  });

  test('whoever works in the home tab ignores nothing', async () => {
    await story.say(ada, 'Acme, tomorrow 15:00');
    await at('2026-11-24T19:01:00+01:00');
    const home = await open();
    await story.slack.choose(ada, home, 'home.filter', 'coming');
    await story.slack.waitForHome(ada, ({ hash }) => hash !== home.hash);
    await at('2026-11-25T23:00:00+01:00');
    expect(nudgeMessages(story.slack, ada)).toHaveLength(4);
    expect(nudgeMessages(story.slack, ada).map(textOf).join()).not.toContain('Shall I go quiet?');
  });

  test('another member’s row does nothing', async () => {
    await story.say(ada, 'Acme, today 9:00 with Dana Fox');
    await at('2026-11-23T12:01:00+01:00');
    const home = await open();
    const eve = story.slack.addUser({ name: 'Eve', tz: 'Europe/Berlin' });
    await story.say(eve, 'Initech, today 9:00');
    await story.slack.openHome(eve);
    const eves = await story.slack.waitForHome(eve);
    const value = carriedBy('nudge.done', home.blocks);
    const forged = { ...eves, blocks: home.blocks };
    await story.slack.click(eve, forged, 'nudge.done', { value });
    await story.slack.waitForHome(eve, ({ hash }) => hash !== eves.hash).catch(() => undefined);
    expect(wordsOf(await open())).toContain('Do now (2)');
  });
});
