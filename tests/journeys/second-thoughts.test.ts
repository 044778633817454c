/** What a member tells twice, corrects, or takes back: nothing is lost on the way, and nothing is guessed. */
import { describe, expect, test } from 'vitest';
import type { Message, View } from '../../src/standin/index.ts';
import { ada, at, MODES, nudgeMessages, rulesIn, story, textOf, useStory } from '../support/story.ts';

describe.each(MODES)('over %s', (mode) => {
  useStory(mode);

  const wordsOf = (view: Pick<View, 'blocks'> | undefined) => JSON.stringify(view?.blocks);

  async function press(on: Message | View, actionId: string, formId: string): Promise<View> {
    await story.slack.click(ada, on, actionId);
    return story.slack.waitForView(ada, ({ callback_id }) => callback_id === formId);
  }

  const buttonIn = ({ blocks }: Message) => JSON.stringify(blocks.at(-1));

  function inItsPlace({ ts }: Message, words: string): Promise<Message> {
    return story.slack.waitForMessage(ada, (one) => one.ts === ts && textOf(one).includes(words));
  }

  async function debriefOf(company: string): Promise<View> {
    return press(await story.say(ada, `show ${company}`), 'interview.debrief', 'interview.debrief');
  }

  test('a promise that is overdue keeps nobody from telling what they said', async () => {
    await story.say(ada, 'Acme, today 9:00, I promised references by tomorrow 10:00');
    await at('2026-11-25T12:00:00+01:00');
    const form = await debriefOf('Acme');
    const saved = await story.slack.submit(ada, form, { 'reply-by': '2026-11-30' });
    expect(saved.errors).toBeUndefined();
    expect(textOf(await story.say(ada, 'show Acme'))).toContain(
      'You send references by Tuesday, 24 November',
    );
  });

  test('the debrief shows the day that they named last, and a year that is a slip is refused', async () => {
    await story.say(ada, 'Acme, today 9:00, they answer by 27 November');
    await story.say(ada, 'heard waiting Acme by 1 December');
    const form = await debriefOf('Acme');
    expect(wordsOf(form)).toContain('2026-12-01');
    const wrong = await story.slack.submit(ada, form, { 'reply-by': '2062-12-01' });
    expect(Object.keys(wrong.errors ?? {})).toEqual(['reply-by']);
  });

  test('a day that lies before the chosen time is asked about, and so is a time long ago', async () => {
    await story.say(ada, 'add company="Globex" reply-by="2026-12-01"');
    const form = await story.slack.waitForView(ada);
    const late = await story.slack.submit(ada, form, { 'starts-at': new Date('2026-12-09T15:00:00+01:00') });
    expect(late.errors?.['starts-at']).toContain('Tuesday, 1 December');
    const old = await story.slack.submit(ada, form, { 'starts-at': new Date('2016-11-24T15:00:00+01:00') });
    expect(old.errors?.['starts-at']).toContain('more than a year ago');
    const saved = await story.slack.submit(ada, form, { 'starts-at': new Date('2026-11-24T15:00:00+01:00') });
    expect(wordsOf(saved.view)).toContain('They answer by Tuesday, 1 December');
  });

  test('an edit says what it changed, and only that', async () => {
    const card = await story.say(
      ada,
      'Acme, engineer, tomorrow 15:00 with Bo Li, they answer by 27 November',
    );
    const form = await press(card, 'interview.edit', 'interview.edit');
    const renamed = await story.slack.submit(ada, form, { role: 'Designer', interviewers: 'Dana Fox' });
    const shown = wordsOf(renamed.view);
    expect(shown).toContain('Before: ~With Bo Li~');
    expect(shown).toContain('Now: *With Dana Fox*');
    expect(shown).not.toContain('No longer');

    const again = await press(await story.say(ada, 'show Acme'), 'interview.edit', 'interview.edit');
    const moved = await story.slack.submit(ada, again, {
      'starts-at': new Date('2026-12-01T15:00:00+01:00'),
    });
    expect(wordsOf(moved.view)).toContain('They named Friday, 27 November before it was moved');
  });

  test('two rounds of an application cannot begin at once', async () => {
    await story.say(ada, 'Acme, tomorrow 15:00');
    const card = await story.say(ada, 'Acme, Thursday 15:00');
    const form = await press(card, 'interview.edit', 'interview.edit');
    const both = await story.slack.submit(ada, form, { 'starts-at': new Date('2026-11-24T15:00:00+01:00') });
    expect(Object.keys(both.errors ?? {})).toEqual(['starts-at']);
  });

  test('where an interview could belong to two applications, its form asks for the role', async () => {
    await story.say(ada, 'Acme, engineer, today 9:00');
    await story.say(ada, 'Acme, designer, today 10:00');
    const answer = await story.say(ada, 'Acme, tomorrow 15:00 with Dana Fox');
    expect(textOf(answer)).toContain('engineer and designer');
    const form = await story.slack.waitForView(ada);
    const wrong = await story.slack.submit(ada, form, {});
    expect(wrong.errors?.role).toContain('engineer and designer');
    const saved = await story.slack.submit(ada, form, { role: 'designer' });
    expect(wordsOf(saved.view)).toContain('Recorded: Acme (designer)');
    expect(wordsOf(saved.view)).toContain('Dana Fox');
  });

  test('an old card does not take away what was told since, unless that is meant', async () => {
    const card = await story.say(ada, 'Acme, today 9:00 with Dana Fox');
    await at('2026-11-23T12:01:00+01:00');
    await story.slack.submit(ada, await debriefOf('Acme'), { 'reply-by': '2026-11-27' });
    await story.slack.click(ada, card, 'interview.undo');
    const question = await inItsPlace(card, 'Remove it with all of that?');
    expect(textOf(await story.say(ada, 'list'))).toContain('Acme');
    await story.slack.click(ada, question, 'interview.undo');
    await inItsPlace(card, 'Taken back');
    expect(textOf(await story.say(ada, 'list'))).toContain('Nothing is recorded yet');
  });

  test('an old question whether to forget everything asks anew', async () => {
    await story.say(ada, 'Acme, tomorrow 15:00');
    const question = await story.say(ada, 'forget-me');
    await at('2026-11-23T14:00:00+01:00');
    const asked = buttonIn(question);
    await story.slack.click(ada, question, 'member.forget');
    const again = await story.slack.waitForMessage(
      ada,
      (one) => one.ts === question.ts && buttonIn(one) !== asked,
    );
    expect(textOf(await story.say(ada, 'list'))).toContain('Acme');
    await story.slack.click(ada, again, 'member.forget');
    await inItsPlace(question, 'nothing about you');
    expect(textOf(await story.say(ada, 'list'))).toContain('Nothing is recorded yet');
  });

  test('a form that was opened before its member was forgotten still records', async () => {
    await story.say(ada, 'Globex, tomorrow 15:00');
    await story.slack.slash(ada, '/interview', '');
    const form = await story.slack.waitForView(ada);
    await story.pool.query('DELETE FROM member');
    const saved = await story.slack.submit(ada, form, {
      company: 'Acme',
      'starts-at': new Date('2026-11-24T15:00:00+01:00'),
    });
    expect(wordsOf(saved.view)).toContain('Recorded: Acme');
  });

  test('they moved it: the new time brings its reminders, in the same interview', async () => {
    await story.say(ada, 'Acme, tomorrow 15:00');
    await story.say(ada, 'heard postponed Acme');
    await at('2026-11-24T23:00:00+01:00');
    expect(nudgeMessages(story.slack, ada)).toEqual([]);
    await story.slack.slash(ada, '/interview', 'edit Acme');
    const form = await story.slack.waitForView(ada, ({ callback_id }) => callback_id === 'interview.edit');
    await story.slack.submit(ada, form, { 'starts-at': new Date('2026-11-26T15:00:00+01:00') });
    await at('2026-11-26T16:30:00+01:00');
    expect(nudgeMessages(story.slack, ada).flatMap(rulesIn)).toEqual(['closing', 'debrief']);
  });

  test('nobody can have stayed away from an interview that lies ahead', async () => {
    await story.say(ada, 'Acme, tomorrow 15:00');
    expect(textOf(await story.say(ada, 'heard no-show Acme'))).toContain('lies ahead');
    expect(textOf(await story.say(ada, 'plan Acme'))).toContain('before you go in');
  });
});
