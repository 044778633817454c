/** Whatever is typed gets an answer that says what to do, loses nothing typed, and leaves the process alive. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { User } from '../../src/standin/index.ts';
import { MODES, type Story, startStory, textOf } from '../support/story.ts';

const BAD = {
  'emoji only': '🎉🎉',
  '31 February': 'Acme, 31 February 3pm',
  'a date that means two things': 'Acme, 5/6 at 3pm',
  'no time': 'Acme, tomorrow',
  'no company': 'tomorrow 3pm',
  'an hour that the clocks skip': 'Acme, 28 March 2027 02:30',
  'control characters': 'Acme\u0000\u0007\u001b[31m',
  SQL: "'; DROP TABLE member; --",
  'a broken key': 'add company="Acme" at="whenever"',
  'an unclosed quote': 'add company="Acme at="2026-11-25 15:00"',
  'a typo': 'lst',
  'an outcome nobody knows': 'heard maybe Acme',
  'a company nobody recorded': 'when Umbrella',
  'right-to-left marks': '\u202eemcA worromot',
};

describe.each(MODES)('over %s', (mode) => {
  let story: Story;
  let ada: User;

  beforeAll(async () => {
    story = await startStory(mode);
    ada = story.slack.addUser({ name: 'Ada', tz: 'Europe/Berlin' });
  });
  afterAll(async () => {
    expect(story.slack.violations()).toEqual([]);
    await story.end();
  });

  test.each(Object.entries(BAD))('%s', async (_name, text) => {
    const answer = await story.say(ada, text);
    expect(answer.ephemeral).toBe(true);
    expect(answer.text.length).toBeGreaterThan(20);
    expect(textOf(await story.say(ada, 'list'))).toContain('Nothing is recorded yet');
  });

  test('9,000 characters come back, so that nothing typed is lost', async () => {
    const text = `Acme ${'x'.repeat(9000)} END`;
    const answer = await story.say(ada, text);
    expect(textOf(answer)).toContain('END');
  });

  test('what was typed comes back to be mended', async () => {
    expect(textOf(await story.say(ada, 'Acme, 31 February 3pm'))).toContain('```Acme, 31 February 3pm```');
  });

  test('a name that looks like a mention stays a name, in every answer', async () => {
    const answer = await story.say(ada, 'add company="<!channel> <b> & <@U123|Bob>" at="2026-11-24 15:00"');
    for (const reply of [
      answer,
      await story.say(ada, 'list'),
      await story.say(ada, 'plan'),
      await story.say(ada, 'when'),
    ]) {
      expect(textOf(reply)).not.toMatch(/<!channel>|<@U123/);
      expect(textOf(reply)).toContain('&lt;b&gt; &amp; Bob');
    }
    await story.wind(new Date('2026-11-24T19:00:00+01:00'));
    for (const message of story.slack.messages(ada)) expect(textOf(message)).not.toMatch(/<!channel>|<@U123/);
  });

  test('a typo names the nearest sub-command', async () => {
    expect(textOf(await story.say(ada, 'lsit'))).toContain('/interview list');
    expect(textOf(await story.say(ada, 'hepl'))).toContain('/interview help');
  });
});
