/** The sub-commands that look after the member: pause, forget-me, and which of two is meant. */
import { describe, expect, test } from 'vitest';
import { ada, at, MODES, nudgeMessages, rulesIn, story, textOf, useStory } from '../support/story.ts';

describe.each(MODES)('over %s', (mode) => {
  useStory(mode);

  const nudges = () => nudgeMessages(story.slack, ada);

  test('a pause holds everything until its day, and the list stays visible', async () => {
    await story.say(ada, 'Acme, tomorrow 15:00, they answer by 2 December');
    const paused = await story.say(ada, 'pause until 7 December');
    expect(textOf(paused)).toContain('Paused until Monday, 7 December at 00:00');
    await at('2026-12-06T23:00:00+01:00');
    expect(nudges()).toEqual([]);
    expect(textOf(await story.say(ada, 'list'))).toContain('Acme');
    await at('2026-12-07T12:00:00+01:00');
    expect(nudges().map(rulesIn)).toEqual([['check-in']]);
  });

  test('a pause without an end lasts until the member ends it', async () => {
    await story.say(ada, 'Acme, tomorrow 15:00');
    await story.say(ada, 'pause');
    await at('2026-11-25T10:00:00+01:00');
    expect(nudges()).toEqual([]);
    expect(textOf(await story.say(ada, 'pause off'))).toContain('Reminders come again');
    await story.bot.nudgeNow();
    expect(nudges().flatMap(rulesIn)).toContain('thank-you');
  });

  test('forget-me asks once, and then nothing is left', async () => {
    await story.say(ada, 'Acme, today 9:00 with Dana Fox');
    await at('2026-11-23T12:01:00+01:00');
    const question = await story.say(ada, 'forget-me');
    expect(textOf(await story.say(ada, 'list'))).toContain('Acme');
    await story.slack.click(ada, question, 'member.forget');
    await story.slack.waitForMessage(
      ada,
      (one) => one.ts === question.ts && textOf(one).includes('nothing about you'),
    );
    const { rows } = await story.pool.query('SELECT count(*)::int AS left FROM member');
    expect(rows).toEqual([{ left: 0 }]);
    // Old messages stay, and their buttons do no harm.
    const [message] = nudges();
    if (!message) throw new Error('no nudge');
    await story.slack.click(ada, message, 'nudge.done', { blockId: lastButtons(message.blocks) });
    await story.slack.waitForMessage(ada, (one) => textOf(one).includes('no longer recorded, so there'));
    await at('2026-12-24T12:00:00+01:00');
    expect(nudges()).toHaveLength(1);
    expect(textOf(await story.say(ada, 'list'))).toContain('Nothing is recorded yet');
  });

  function lastButtons(blocks: readonly { type: string; block_id: string }[]): string {
    return blocks.filter(({ type }) => type === 'actions').at(-1)?.block_id ?? '';
  }

  test.each(['plan', 'when', 'show', 'heard offer'])(
    'two that fit %s: it asks which, with buttons',
    async (words) => {
      await story.say(ada, 'Acme, engineer, today 9:00');
      await story.say(ada, 'Acme, designer, tomorrow 9:00');
      const question = await story.say(ada, `${words} Acme`);
      expect(textOf(question)).toContain('Which one do you mean?');
      const name = words.split(' ')[0];
      const shown = await story.slack.click(ada, question, `${name}.which.1`);
      const answer = textOf(await shown.waitForReply());
      expect(answer).toContain('designer');
      expect(answer).not.toContain('engineer');
    },
  );

  test('the plan of a company shows also what an ended application there still asks for', async () => {
    await story.say(ada, 'Acme, engineer, today 9:00');
    await story.say(ada, 'Acme, designer, tomorrow 9:00');
    await story.say(ada, 'heard rejection Acme engineer');
    const plan = textOf(await story.say(ada, 'plan Acme'));
    expect(plan).toContain('Acme (engineer): reply to their no');
    expect(plan).toContain('Acme (designer): before you go in');
    expect(textOf(await story.say(ada, 'plan Acme designer'))).not.toContain('reply to their no');
    await story.say(ada, 'Acme, tester, tomorrow 11:00');
    const question = await story.say(ada, 'plan Acme');
    for (const role of ['engineer', 'designer', 'tester']) expect(textOf(question)).toContain(role);
  });

  test('two that fit edit: the button opens the form', async () => {
    await story.say(ada, 'Acme, engineer, today 9:00');
    await story.say(ada, 'Acme, designer, tomorrow 9:00');
    const question = await story.say(ada, 'edit Acme');
    await story.slack.click(ada, question, 'edit.which.1');
    const form = await story.slack.waitForView(ada);
    expect(form.callback_id).toBe('interview.edit');
    expect(JSON.stringify(form.blocks)).toContain('designer');
  });

  test('what is not there is said, and shown with everything when it is', async () => {
    expect(textOf(await story.say(ada, 'show Acme'))).toContain('Nothing is recorded yet');
    await story.say(ada, 'Acme, engineer, today 9:00 with Dana Fox dana@acme.example');
    expect(textOf(await story.say(ada, 'show Globex'))).toContain('nothing recorded for “Globex”');
    const shown = textOf(await story.say(ada, 'show Acme'));
    expect(shown).toContain('dana@acme.example');
    expect(shown).toContain('May I write?');
    expect(shown).toContain('What comes next');
  });
});
