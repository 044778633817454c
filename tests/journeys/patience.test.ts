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
});
