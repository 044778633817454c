/** Discreet mode, and the bot's own restraint: nothing named, and quiet where nobody answers. */
import { describe, expect, test } from 'vitest';
import {
  ada,
  at,
  MODES,
  nudgeMessages,
  nudgesIn,
  rulesIn,
  story,
  textOf,
  useStory,
} from '../support/story.ts';

describe.each(MODES)('over %s', (mode) => {
  useStory(mode);

  const nudges = () => nudgeMessages(story.slack, ada);
  const last = () => {
    const message = nudges().at(-1);
    if (!message) throw new Error('no nudge yet');
    return message;
  };

  async function beDiscreet(): Promise<void> {
    await story.slack.slash(ada, '/interview', 'settings');
    const form = await story.slack.waitForView(ada, ({ callback_id }) => callback_id === 'member.settings');
    const saved = await story.slack.submit(ada, form, { discreet: ['yes'] });
    if (saved.view) await story.slack.closeView(ada, saved.view);
  }

  test('a discreet reminder names nobody, and shows the rest in a window', async () => {
    await story.say(ada, 'Globex, yesterday 9:00 with Bo Li');
    await beDiscreet();
    await story.say(ada, 'Acme, engineer, today 9:00 with Dana Fox');
    await at('2026-11-23T12:01:00+01:00');
    const message = last();
    expect(textOf(message)).toContain('A reminder about interview');
    expect(textOf(message)).not.toMatch(/Acme|Globex|Dana|Bo Li|engineer|thank/i);
    const thanks = nudgesIn(message)
      .filter(({ rule }) => rule === 'thank-you')
      .at(-1);
    await story.slack.click(ada, message, 'nudge.show', { value: thanks?.id ?? '' });
    const window = await story.slack.waitForView(ada);
    expect(JSON.stringify(window.blocks)).toContain('thank Dana Fox');
    await story.slack.click(ada, window, 'nudge.done', { value: thanks?.id ?? '' });
    const done = await story.slack.waitForView(ada, (view) => JSON.stringify(view.blocks).includes('Done.'));
    expect(JSON.stringify(done.blocks)).not.toContain('nudge.done');
    await at('2026-11-26T12:00:00+01:00');
    expect(nudges().flatMap(rulesIn)).not.toContain('thank-you-last-call');
  });

  /** All that Slack keeps of the conversation; what is ephemeral it does not keep. */
  const kept = () =>
    story.slack
      .messages(ada)
      .filter((one) => one.byBot && !one.ephemeral)
      .map(textOf)
      .join();

  /** What was sent; the picture of the funnel in the home tab names nobody. */
  const files = () =>
    story.slack
      .files()
      .map(({ name }) => name)
      .filter((name) => name !== 'funnel.png');

  test('a file that Slack would keep comes only after a question, which Slack does not keep', async () => {
    await story.say(ada, 'Acme, engineer, tomorrow 9:00 with Dana Fox');
    await beDiscreet();
    const question = await story.say(ada, 'export csv');
    expect(question.ephemeral).toBe(true);
    expect(textOf(question)).toContain('discreet mode');
    const shown = await story.say(ada, 'show Acme');
    const asked = await story.slack.click(ada, shown, 'interview.calendar');
    expect((await asked.waitForReply()).ephemeral).toBe(true);
    expect(files()).toEqual([]);
    await story.slack.click(ada, question, 'file.send');
    await story.slack.waitForMessage(
      ada,
      (one) => one.ts === question.ts && textOf(one).includes('Here you are'),
    );
    expect(files()).toEqual(['afterword-log.csv']);
    expect(kept()).not.toMatch(/Acme|Dana/);
  });

  test('in a window the same is asked in a window', async () => {
    await story.say(ada, 'Acme, engineer, tomorrow 9:00');
    await beDiscreet();
    await story.slack.openHome(ada);
    await story.slack.click(ada, await story.slack.waitForHome(ada), 'application.show');
    const page = await story.slack.waitForView(ada);
    await story.slack.click(ada, page, 'interview.calendar');
    const question = await story.slack.waitForView(ada, ({ id }) => id !== page.id);
    expect(files()).toEqual([]);
    await story.slack.click(ada, question, 'file.send');
    await story.slack.waitForView(ada, (view) => JSON.stringify(view.blocks).includes('Here you are'));
    expect(files()).toEqual(['interviews.ics']);
  });

  test('what could not be done is said without keeping the words', async () => {
    await story.say(ada, 'Acme, engineer, tomorrow 9:00');
    await beDiscreet();
    await story.pool.query('ALTER TABLE interview RENAME TO interview_away');
    await story.slack.sendDm(ada, 'Globex tomorrow 3pm');
    const sorry = await story.slack.waitForMessage(ada, (one) =>
      textOf(one).includes('Something went wrong'),
    );
    await story.pool.query('ALTER TABLE interview_away RENAME TO interview');
    expect(textOf(sorry)).toContain('Globex');
    expect(kept()).not.toMatch(/Globex|Acme/);
  });

  test('after three ignored messages it asks once, and then is quiet until a sign of life', async () => {
    await story.say(ada, 'Acme, tomorrow 15:00');
    // Four in a day and a half, of which three are not ignored yet when the last call comes.
    await at('2026-11-25T23:00:00+01:00');
    expect(rulesIn(last())).toEqual(['thank-you-last-call']);
    expect(nudges().map((one) => textOf(one).includes('Shall I go quiet?'))).toEqual(Array(4).fill(false));
    await at('2026-12-03T12:00:00+01:00');
    expect(textOf(last())).toContain('Shall I go quiet?');
    expect(rulesIn(last())).toEqual(['check-in']);
    const asked = nudges().length;
    await at('2026-12-17T12:00:00+01:00');
    expect(nudges()).toHaveLength(asked);
    expect(textOf(await story.say(ada, 'list'))).toContain('Acme');
    await at('2026-12-18T12:00:00+01:00');
    expect(nudges()).toHaveLength(asked + 1);
    expect(rulesIn(last())).toEqual(['moving-on']);
  });

  test('who wants to be reminded says so; who wants quiet has it', async () => {
    await story.say(ada, 'Acme, tomorrow 15:00');
    await at('2026-12-03T12:00:00+01:00');
    const question = last();
    await story.slack.click(ada, question, 'quiet.keep');
    const kept = await story.slack.waitForMessage(
      ada,
      (one) => one.ts === question.ts && textOf(one).includes('I go on'),
    );
    expect(textOf(kept)).toContain('nudge.done');
    await at('2026-12-11T12:00:00+01:00');
    expect(last().ts).not.toBe(question.ts);
    expect(rulesIn(last())).toEqual(['moving-on']);

    await story.slack.click(ada, question, 'quiet.go');
    const paused = await story.slack.waitForMessage(ada, (one) =>
      textOf(one).includes('Paused until you say'),
    );
    await at('2027-02-01T12:00:00+01:00');
    expect(rulesIn(last())).toEqual(['moving-on']);
    await story.slack.click(ada, paused, 'member.unpause');
    await story.slack.waitForMessage(ada, (one) => textOf(one).includes('Reminders come again'));
  });
});
