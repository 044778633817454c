/** What was heard, and what it changes: another time, nobody there, a no; and the way back from each. */
import { describe, expect, test } from 'vitest';
import type { Message } from '../../src/standin/index.ts';
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

  const rules = () => nudgeMessages(story.slack, ada).flatMap(rulesIn);
  const isEdited = (message: Message, words: string) =>
    story.slack.waitForMessage(ada, (one) => one.ts === message.ts && textOf(one).includes(words));

  test('they moved the next of two rounds: the other one stays, and brings its own reminders', async () => {
    await story.say(ada, 'Acme, tomorrow 15:00');
    await story.say(ada, 'Acme, Thursday 15:00');
    expect(textOf(await story.say(ada, 'heard postponed Acme'))).toContain('Acme moved it');
    await at('2026-11-26T13:00:00+01:00');
    expect(rules()).toEqual([]);
    await at('2026-11-26T23:00:00+01:00');
    expect(rules()).toEqual(['closing', 'debrief', 'thank-you']);
  });

  test('nobody can stay away from two rounds that lie ahead; from the first, once it began', async () => {
    await story.say(ada, 'Acme, tomorrow 15:00');
    await story.say(ada, 'Acme, Thursday 15:00');
    expect(textOf(await story.say(ada, 'heard no-show Acme'))).toContain('lies ahead');
    await at('2026-11-24T15:20:00+01:00');
    expect(textOf(await story.say(ada, 'heard no-show Acme'))).toContain('nobody showed up');
    await at('2026-11-26T23:00:00+01:00');
    expect(rules()).toEqual(['closing', 'closing', 'debrief', 'thank-you']);
  });

  test('who wants no hello in three months says so, and may change their mind', async () => {
    await story.say(ada, 'Acme, yesterday 14:00');
    const answer = await story.say(ada, 'heard rejection Acme');
    expect(textOf(answer)).toContain('say hello again');
    await story.slack.click(ada, answer, 'application.no-hello');
    const without = await isEdited(answer, 'no hello to Acme');
    expect(textOf(without)).not.toContain('say hello again');
    // A slow client still shows the old button.
    await story.slack.click(ada, answer, 'application.no-hello');
    await story.slack.click(ada, without, 'application.hello');
    const again = await isEdited(answer, 'remind you to say hello');
    expect(textOf(again)).toContain('say hello again');
    await story.slack.click(ada, again, 'application.no-hello');
    await isEdited(answer, 'no hello to Acme');
    await at('2027-04-01T12:00:00+02:00');
    expect(rules()).not.toContain('stay-in-touch');
    expect(textOf(await story.say(ada, 'show Acme'))).toContain('Say hello in three months after all');
  });

  test('an interview that a no called off is struck out, and there again when the no is taken back', async () => {
    await story.say(ada, 'Globex, designer, tomorrow 15:00 with Bo Li bo@globex.com');
    await story.say(ada, 'heard rejection Globex');
    expect(textOf(await story.say(ada, 'show Globex'))).toContain('~ does not take place');
    await at('2026-11-25T12:00:00+01:00');
    const shown = await story.say(ada, 'show Globex');
    expect(textOf(shown)).toContain('~ did not take place');
    await story.slack.click(ada, shown, 'heard.undo');
    await isEdited(shown, 'Taken back');
    const after = textOf(await story.say(ada, 'show Globex'));
    expect(after).not.toContain('not take place');
    expect(after).not.toContain('heard.undo');
  });

  test('what a form closed is taken back from the page behind its row as well', async () => {
    await story.say(ada, 'Acme, yesterday 14:00');
    await story.slack.click(ada, await story.say(ada, 'show Acme'), 'application.heard-back');
    const saved = await story.slack.submit(ada, await story.slack.waitForView(ada), { outcome: 'rejection' });
    if (saved.view) await story.slack.closeView(ada, saved.view);
    await story.slack.openHome(ada);
    const home = await story.slack.waitForHome(ada);
    const row = home.blocks.find((block) => JSON.stringify(block).includes('application.show'));
    await story.slack.click(ada, home, 'application.show', { blockId: row?.block_id ?? '' });
    const page = await story.slack.waitForView(ada);
    await story.slack.click(ada, page, 'heard.undo');
    const undone = await story.slack.waitForView(ada, ({ hash }) => hash !== page.hash);
    expect(JSON.stringify(undone.blocks)).toContain('Taken back');
  });

  test('the form for a rejection offers the same', async () => {
    await story.say(ada, 'Acme, yesterday 14:00');
    await story.slack.click(ada, await story.say(ada, 'show Acme'), 'application.heard-back');
    const saved = await story.slack.submit(ada, await story.slack.waitForView(ada), { outcome: 'rejection' });
    if (!saved.view) throw new Error('not saved');
    await story.slack.click(ada, saved.view, 'application.no-hello');
    const page = await story.slack.waitForView(ada, ({ hash }) => hash !== saved.view?.hash);
    expect(JSON.stringify(page.blocks)).toContain('no hello to Acme');
  });

  test('an offer is thanked for, and answered by its day in words of one’s own', async () => {
    await story.say(ada, 'Acme, yesterday 14:00');
    await story.say(ada, 'heard offer Acme by 9 December');
    await at('2026-11-24T10:00:00+01:00');
    const thanks = nudgeMessages(story.slack, ada).at(-1);
    expect(thanks?.text).toBe('Acme: thank them for their offer');
    expect(thanks && textOf(thanks)).toContain('nudge.draft');
    await at('2026-12-08T10:00:00+01:00');
    const answer = nudgeMessages(story.slack, ada).at(-1);
    if (!answer) throw new Error('no reminder came');
    expect(answer.text).toBe('Acme: answer their offer');
    expect(textOf(answer)).toContain('Decide, and tell them by Wednesday, 9 December');
    expect(textOf(answer)).not.toContain('nudge.draft');
  });

  test('what is overdue is called late', async () => {
    await story.say(ada, 'Acme, yesterday 14:00, I promised references by tomorrow 12:00');
    await at('2026-11-24T09:00:00+01:00');
    expect(textOf(nudgeMessages(story.slack, ada).at(-1) ?? { text: '', blocks: [] })).toContain('on time');
    await at('2026-11-24T12:00:00+01:00');
    const late = textOf(nudgeMessages(story.slack, ada).at(-1) ?? { text: '', blocks: [] });
    expect(late).toContain('It is late');
    expect(late).not.toContain('on time');
  });

  test('the answer to a no has the gracious reply with it, also at night', async () => {
    await story.say(ada, 'Acme, yesterday 14:00 with Dana Fox');
    await at('2026-11-23T23:00:00+01:00');
    const before = rules();
    const answer = await story.say(ada, 'heard rejection Acme');
    await story.bot.nudgeNow();
    expect(rules()).toEqual(before);
    await story.slack.click(ada, answer, 'nudge.draft');
    const form = await story.slack.waitForView(ada, ({ callback_id }) => callback_id === 'nudge.draft');
    expect(JSON.stringify(form.blocks)).toContain('keep my résumé on file');
    const next = await story.slack.submit(ada, form, {});
    if (!next.view) throw new Error('not kept');
    await story.slack.click(ada, next.view, 'draft.sent');
    await story.slack.waitForView(ada, ({ blocks }) => JSON.stringify(blocks).includes('Nothing is left'));
    await at('2026-11-25T12:00:00+01:00');
    expect(rules()).not.toContain('gracious-reply');
  });

  /** The nudge that offers to close an application which nobody answered. */
  async function movingOn(): Promise<{ message: Message; value: string }> {
    await story.say(ada, 'Acme, today 9:00');
    await at('2026-12-02T12:00:00+01:00');
    await story.say(ada, 'list');
    await at('2026-12-09T10:00:00+01:00');
    const message = nudgeMessages(story.slack, ada).at(-1);
    const nudge = message && nudgesIn(message).find(({ rule }) => rule === 'moving-on');
    if (!message || !nudge) throw new Error('no time to move on yet');
    return { message, value: nudge.id };
  }

  test('what was closed without an answer can be taken back', async () => {
    const { message, value } = await movingOn();
    const pressed = await story.slack.click(ada, message, 'nudge.done', { value });
    const closed = await pressed.waitForReply((one) => textOf(one).includes('never answered'));
    expect(textOf(await story.say(ada, 'list'))).toContain('1 ended');
    await story.slack.click(ada, closed, 'heard.undo');
    await isEdited(closed, 'Taken back');
    await story.slack.openHome(ada);
    const home = await story.slack.waitForHome(ada, (view) =>
      JSON.stringify(view.blocks).includes('time to move on'),
    );
    await story.slack.click(ada, home, 'nudge.done', { value });
    const window = await story.slack.waitForView(ada);
    expect(JSON.stringify(window.blocks)).toContain('never answered');
    await story.slack.click(ada, window, 'heard.undo');
    await story.slack.waitForView(ada, (view) => JSON.stringify(view.blocks).includes('Taken back'));
    expect(textOf(await story.say(ada, 'list'))).toContain('1 open');
  });
});
