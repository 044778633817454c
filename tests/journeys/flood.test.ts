/** A script that sends whatever a member can send holds up itself, and nobody else. */
import { describe, expect, test } from 'vitest';
import { ada, MODES, story, textOf, useStory } from '../support/story.ts';

const TOO_MUCH = 'Wait a minute, then send it again';

describe.each(MODES)('over %s', (mode) => {
  useStory(mode);

  test('of a flood of commands sixty are done, each other one comes back with its words, and nobody else waits', async () => {
    const bo = story.slack.addUser({ name: 'Bo Li', tz: 'Europe/Berlin' });
    const typed = Array.from({ length: 200 }, (_, n) => `help me ${n} times`);
    const flood = Promise.all(typed.map((text) => story.say(ada, text)));
    expect(textOf(await story.say(bo, 'Acme, tomorrow 3pm'))).toContain('Recorded: Acme');
    const answers = await flood;
    const refused = answers.filter((one) => textOf(one).includes(TOO_MUCH));
    // One more is let through for each second that this takes.
    expect(refused.length).toBeGreaterThan(100);
    expect(refused.length).toBeLessThanOrEqual(140);
    for (const [n, one] of answers.entries()) {
      expect(one.ephemeral).toBe(true);
      if (refused.includes(one)) expect(textOf(one)).toContain(`\`\`\`${typed[n]}\`\`\``);
    }
  });

  const hasTooMuch = (one: object) => JSON.stringify(one).includes(TOO_MUCH);

  test('of a flood of messages one is answered with what to do, and they all stand where they were written', async () => {
    const written = await Promise.all(
      Array.from({ length: 90 }, (_, n) => story.slack.sendDm(ada, `thanks ${n}`)),
    );
    const told = await story.slack.waitForMessage(ada, hasTooMuch);
    expect(textOf(told)).toMatch(/```thanks \d+```/);
    expect(told.ephemeral).toBe(true);
    expect(story.slack.messages(ada).filter(hasTooMuch)).toHaveLength(1);
    expect(story.slack.messages(ada)).toEqual(expect.arrayContaining(written));
  });

  test('a form stays open with what was typed, and presses and shortcuts are acknowledged', async () => {
    await story.slack.slash(ada, '/interview');
    const form = await story.slack.waitForView(ada);
    const card = await story.say(ada, 'Acme, tomorrow 3pm');
    await Promise.all(Array.from({ length: 80 }, () => story.say(ada, 'help')));
    const filled = { company: 'Globex', 'starts-at': story.clock() };
    const saved = await story.slack.submit(ada, form, filled);
    expect(Object.keys(saved.errors ?? {})).toEqual(['company']);
    expect(hasTooMuch(saved)).toBe(true);
    await story.slack.click(ada, card, 'interview.undo');
    await story.slack.shortcut(ada, 'record-interview');
    await story.slack.openHome(ada);
    const { rows } = await story.pool.query('SELECT count(*)::int AS interviews FROM interview');
    expect(rows).toEqual([{ interviews: 1 }]);
  });

  test('a flood of presses is told of once, in a window', async () => {
    const card = await story.say(ada, 'Acme, tomorrow 3pm');
    await Promise.all(Array.from({ length: 90 }, () => story.slack.click(ada, card, 'interview.undo')));
    const window = await story.slack.waitForView(ada);
    expect(hasTooMuch(window)).toBe(true);
    expect(story.slack.modals(ada)).toHaveLength(1);
  });
});
