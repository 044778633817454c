/** How long to wait, when to ask, and when it is enough: what is said of it holds, whatever is changed meanwhile. */
import { describe, expect, test } from 'vitest';
import type { Filling, Message } from '../../src/standin/index.ts';
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

  const said = async (words: string) => textOf(await story.say(ada, words));
  const all = (rule: string) =>
    nudgeMessages(story.slack, ada).filter((message) => rulesIn(message).includes(rule));

  function last(rule: string): { message: Message; value: string } {
    const message = all(rule).at(-1);
    const value = message && nudgesIn(message).find((one) => one.rule === rule)?.id;
    if (!message || !value) throw new Error(`no ${rule} came`);
    return { message, value };
  }

  async function done(rule: string): Promise<void> {
    const { message, value } = last(rule);
    await story.slack.click(ada, message, 'nudge.done', { value });
    await story.slack.waitForMessage(
      ada,
      (one) => one.ts === message.ts && textOf(one).includes('white_check_mark'),
    );
  }

  async function fill(words: string, formId: string, values: Filling): Promise<void> {
    await story.slack.slash(ada, '/interview', words);
    const form = await story.slack.waitForView(ada, ({ callback_id }) => callback_id === formId);
    const saved = await story.slack.submit(ada, form, values);
    expect(saved.errors).toBeUndefined();
    if (saved.view) await story.slack.closeView(ada, saved.view);
  }
  const settings = (values: Filling) => fill('settings', 'member.settings', values);

  test.each([
    ['longer nights', { 'waking-from': '11:00' }],
    ['another zone', { zone: 'New York' }],
    ['a longer wait', { 'check-in-buffer': '2' }],
  ])(
    'a check-in that came does not come again with %s, and there is a second after it',
    async (_, values) => {
      await story.say(
        ada,
        'Acme, engineer, today 9:00 with Dana Fox dana@acme.com, they answer by Wednesday',
      );
      await at('2026-11-26T10:05:00+01:00');
      expect(all('check-in')).toHaveLength(1);
      await settings(values);
      await at('2026-11-27T18:00:00+01:00');
      expect(all('check-in')).toHaveLength(1);
      await done('check-in');
      expect(await said('plan Acme')).toContain('Friday, 4 December');
      await at('2026-12-04T18:00:00+01:00');
      expect(all('check-in')).toHaveLength(2);
    },
  );

  test('the old draft of what is no longer promised says so, and writes none', async () => {
    await story.say(ada, 'Acme, engineer, today 9:00, I promised references by tomorrow 10:00');
    await at('2026-11-23T12:01:00+01:00');
    const { message, value } = last('material');
    await story.slack.click(ada, await story.say(ada, 'show Acme'), 'interview.debrief');
    const form = await story.slack.waitForView(ada);
    const saved = await story.slack.submit(ada, form, { materials: '' });
    if (saved.view) await story.slack.closeView(ada, saved.view);
    await story.slack.click(ada, message, 'nudge.draft', { value });
    const answer = await story.slack.waitForView(ada);
    expect(JSON.stringify(answer.blocks)).toContain('Nothing to do any more: it is no longer promised.');
  });

  test('a reminder to ask is promised where one comes, and nowhere else', async () => {
    await story.say(ada, 'Acme, engineer, today 9:00, they answer by Wednesday');
    const promise = 'I remind you when it is time to ask';
    expect(await said('heard waiting Acme by 26 November')).toContain(promise);
    await at('2026-11-27T10:05:00+01:00');
    await done('check-in');
    await at('2026-12-04T10:05:00+01:00');
    await done('check-in');
    const enough = await said('heard waiting Acme by 10 December');
    expect(enough).not.toContain(promise);
    expect(enough).toContain('I do not remind you to ask. You have asked twice, and that is enough.');

    await story.say(ada, 'add company="Globex" at="2026-12-03 15:00" no-contact="yes"');
    const hush = await said('heard waiting Globex');
    expect(hush).not.toContain(promise);
    expect(hush).toContain('I do not remind you to ask. They said that they would call you.');
  });

  test('an offer moves on from thanks to its answer, whose day stands wherever it is shown', async () => {
    await story.say(ada, 'Acme, engineer, today 9:00');
    await story.say(ada, 'heard offer Acme by 26 November');
    expect(await said('when Acme')).toContain('thank them by the next business day');
    const day = 'to be answered by Thursday, 26 November';
    expect(await said('show Acme')).toContain(day);
    expect(await said('list')).toContain(day);
    await story.slack.openHome(ada);
    await story.slack.waitForHome(ada, (view) => JSON.stringify(view).includes(day));

    await at('2026-11-24T12:00:00+01:00');
    await done('offer');
    const thanked = await said('when Acme');
    expect(thanked).toContain('You thanked them for their offer');
    expect(thanked).toContain('They expect your answer by Thursday, 26 November');
    await at('2026-11-25T12:00:00+01:00');
    await done('offer');
    expect(await said('when Acme')).toContain('*leave it.* You answered their offer');
  });

  test('who let the day of an offer pass is told so', async () => {
    await story.say(ada, 'Acme, engineer, today 9:00');
    await story.say(ada, 'heard offer Acme by 26 November');
    await at('2026-12-20T12:00:00+01:00');
    expect(await said('when Acme')).toContain('They expected your answer by Thursday, 26 November');
  });

  test('another day for the same offer is noted without congratulations, and shown beside the first', async () => {
    await story.say(ada, 'Acme, engineer, today 9:00');
    expect(await said('heard offer Acme by 26 November')).toContain('Congratulations');
    const moved = await said('heard offer Acme by 30 November');
    expect(moved).toContain('Noted: you answer the offer from Acme (engineer) by Monday, 30 November.');
    expect(moved).not.toContain('Congratulations');
    const shown = await said('show Acme');
    expect(shown).toContain('to be answered by Thursday, 26 November');
    expect(shown).toContain('to be answered by Monday, 30 November');
  });

  test('what came and is not done stands in the plan, also on the day of an offer', async () => {
    await story.say(ada, 'Acme, engineer, today 9:00');
    await story.say(ada, 'heard offer Acme by 26 November');
    await at('2026-11-26T10:05:00+01:00');
    for (const words of ['plan', 'plan Acme']) {
      const plan = await said(words);
      expect(plan).toContain('still to do: Acme (engineer): answer their offer');
      expect(plan).not.toContain('Nothing');
    }
    await done('offer');
    expect(await said('plan')).toContain('Nothing is open at the moment');
  });

  test('an old offer to close it closes nothing once they invited to another round', async () => {
    await story.say(ada, 'Acme, engineer, today 9:00, they answer by Wednesday');
    await at('2026-12-03T10:05:00+01:00');
    const { message, value } = last('moving-on');
    await story.say(ada, 'Acme, engineer, 2026-12-10 15:00');
    await story.slack.click(ada, message, 'nudge.done', { value });
    await story.slack.waitForMessage(
      ada,
      (one) => one.ts === message.ts && textOf(one).includes('has overtaken this'),
    );
    expect(await said('list')).toContain('1 open');
  });

  test('the next day and a later one are asked about; the next day alone is shown', async () => {
    await story.say(ada, 'Acme, engineer, today 9:00');
    await at('2026-11-23T12:05:00+01:00');
    await story.slack.click(ada, await story.say(ada, 'show Acme'), 'interview.debrief');
    const form = await story.slack.waitForView(ada, (one) => one.callback_id === 'interview.debrief');
    for (const later of [{ 'reply-by': '2026-11-24' }, { 'hold-off': '2026-11-26' }]) {
      const both = await story.slack.submit(ada, form, {
        ...{ 'next-day': ['yes'], 'reply-by': null, 'hold-off': null },
        ...later,
      });
      expect(both.errors?.['next-day']).toContain('I would hold you back');
    }
    const one = await story.slack.submit(ada, form, { 'reply-by': null, 'hold-off': null });
    if (one.view) await story.slack.closeView(ada, one.view);
    expect(await said('show Acme')).toContain('They asked you to get in touch on the next day');
    expect(await said('plan Acme')).toContain('Tuesday, 24 November at 10:00');
    await story.say(ada, 'heard waiting Acme by 3 December');
    await story.slack.click(ada, await story.say(ada, 'show Acme'), 'interview.debrief');
    const again = await story.slack.waitForView(ada, (view) => view.callback_id === 'interview.debrief');
    expect((await story.slack.submit(ada, again, {})).errors).toBeUndefined();
  });

  test('thanks that are written before the talk is over are said to be early', async () => {
    await story.say(ada, 'Acme, engineer, today 15:00 with Dana Fox dana@acme.com, they answer by Friday');
    await at('2026-11-23T14:30:00+01:00');
    await story.slack.openHome(ada);
    const home = await story.slack.waitForHome(ada, (view) => JSON.stringify(view).includes('Coming (1)'));
    await story.slack.click(ada, home, 'nudge.draft');
    expect(JSON.stringify((await story.slack.waitForView(ada)).blocks)).toContain('*Not yet*');
  });

  test('after their no nobody is shown to owe what was promised', async () => {
    await story.say(ada, 'Acme, engineer, today 9:00, I promised references by Friday 10:00');
    expect(await said('show Acme')).not.toContain('~You send references');
    await story.say(ada, 'heard rejection Acme');
    expect(await said('show Acme')).toContain('~You send references by Friday, 27 November at 10:00~');
  });

  test('moving on praises nothing, and what was closed is told as closed', async () => {
    await story.say(ada, 'Acme, engineer, today 9:00, they answer by Wednesday');
    await at('2026-12-03T10:05:00+01:00');
    const { message } = last('moving-on');
    expect(textOf(message)).not.toContain('You have done');
    expect(textOf(message)).toContain('You need not wait any longer.');
    await story.say(ada, 'heard no-answer Acme');
    expect(await said('show Acme')).toContain('I closed it: they never answered');
    await story.slack.openHome(ada);
    const home = await story.slack.waitForHome(ada, (view) => JSON.stringify(view).includes('Closed (1)'));
    expect(JSON.stringify(home)).toContain('I closed it: they never answered');
  });
});
