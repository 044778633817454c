/** A script that sends whatever a member can send holds up itself, and nobody else. */
import { describe, expect, test } from 'vitest';
import { ada, MODES, story, textOf, useStory } from '../support/story.ts';

const TOO_MUCH = 'Wait a minute, then send it again';

describe.each(MODES)('over %s', (mode) => {
  useStory(mode);

  /** Uses up what a member may do at once; a few more are let through, one for each second that this takes. */
  async function useUp(): Promise<void> {
    for (let n = 0; n < 24; n++) await Promise.all(Array.from({ length: 5 }, () => story.say(ada, 'help')));
  }

  test('of a flood of commands each comes back with its words, and nobody else waits', async () => {
    await useUp();
    const bo = story.slack.addUser({ name: 'Bo Li', tz: 'Europe/Berlin' });
    const typed = Array.from({ length: 60 }, (_, n) => `help me ${n} times`);
    const flood = Promise.all(typed.map((text) => story.say(ada, text)));
    expect(textOf(await story.say(bo, 'Acme, tomorrow 3pm'))).toContain('Recorded: Acme');
    const answers = await flood;
    const refused = answers.filter((one) => textOf(one).includes(TOO_MUCH));
    expect(refused.length).toBeGreaterThan(30);
    for (const [n, one] of answers.entries()) {
      expect(one.ephemeral).toBe(true);
      if (refused.includes(one)) expect(textOf(one)).toContain(`\`\`\`${typed[n]}\`\`\``);
    }
  });

  const hasTooMuch = (one: object) => JSON.stringify(one).includes(TOO_MUCH);

  test('of a flood of messages one is answered with what to do, and they all stand where they were written', async () => {
    await useUp();
    const written = await Promise.all(
      Array.from({ length: 40 }, (_, n) => story.slack.sendDm(ada, `thanks ${n}`)),
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
    await useUp();
    // In one breath, so that no second passes before the form.
    const flood = Array.from({ length: 40 }, () => story.slack.slash(ada, '/interview', 'help'));
    const filled = { company: 'Globex', 'starts-at': story.clock() };
    const saved = await story.slack.submit(ada, form, filled);
    await Promise.all(flood);
    expect(Object.keys(saved.errors ?? {})).toEqual(['company']);
    expect(hasTooMuch(saved)).toBe(true);
    await story.slack.click(ada, card, 'interview.undo');
    await story.slack.shortcut(ada, 'record-interview');
    await story.slack.openHome(ada);
    // The one that was there, unless a second had passed and it was taken back.
    const { rows } = await story.pool.query('SELECT count(*)::int AS interviews FROM interview');
    expect(rows[0].interviews).toBeLessThanOrEqual(1);
  });

  test('a flood of presses is told of once, in a window', async () => {
    const card = await story.say(ada, 'Acme, tomorrow 3pm');
    await useUp();
    // Each of these is answered by itself, and keeps nothing from the presses.
    await Promise.all(Array.from({ length: 20 }, () => story.say(ada, 'help')));
    await Promise.all(Array.from({ length: 40 }, () => story.slack.click(ada, card, 'interview.undo')));
    const window = await story.slack.waitForView(ada);
    expect(hasTooMuch(window)).toBe(true);
    expect(story.slack.modals(ada)).toHaveLength(1);
  });

  test('whom Slack asks for a pause waits alone: everybody else’s forms open', async () => {
    const bo = story.slack.addUser({ name: 'Bo Li', tz: 'Europe/Berlin' });
    await story.say(bo, 'Acme, tomorrow 3pm');
    await story.say(ada, 'Acme, tomorrow 3pm');
    // Longer than a trigger lives.
    story.slack.faults.next('chat.postMessage', { kind: 'rate-limit', retryAfter: 5 });
    const asked = await story.slack.sendDm(ada, 'list');
    await story.slack.waitForCall('chat.postMessage');
    await story.slack.slash(bo, '/interview');
    await story.slack.waitForView(bo);
    await story.slack.waitForMessage(ada, (one) => textOf(one).includes('Acme'), { after: asked });
  });
});
