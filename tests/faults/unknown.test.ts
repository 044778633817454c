/** Nobody told the bot whether Slack took a nudge: it is looked up in the conversation, and comes exactly once. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Fault, User } from '../../src/standin/index.ts';
import { DATABASES } from '../support/databases.ts';
import { allOnce, fatesOf, letHoldsEnd } from '../support/fates.ts';
import { nudgeMessages, nudgesIn, rulesIn, type Story, startStory } from '../support/story.ts';

const SEND = 'chat.postMessage';
const LOOK = 'conversations.history';
const LOST: Fault = { kind: 'lose-reply' };
const BROKEN: Fault = { kind: 'drop-before' };
const GLOBEX_BEGINS = new Date('2026-11-23T12:30:00+01:00');
const UNREAD = ['commands', 'chat:write', 'files:write', 'users:read'];

describe.each(DATABASES)('on $name', ({ fresh }) => {
  let story: Story;
  let ada: User;

  async function begin(scopes?: readonly string[]): Promise<void> {
    story = await startStory('socket', { database: fresh, ...(scopes ? { scopes } : {}) });
    ada = story.slack.addUser({ name: 'Ada', tz: 'Europe/Berlin' });
  }
  /** The bot ticks by itself as well, so that what is to go wrong is arranged before there is anything to send. */
  async function record(): Promise<void> {
    await story.say(ada, 'Acme, today 9:00');
    await story.bot.nudgeNow();
  }
  afterEach(() => story.end());

  const calls = (method: string) => story.slack.calls({ method }).length;
  const fates = () => fatesOf(story, [ada]);
  /** The bot's next tries, each after whatever it waits for. */
  async function tries(count: number): Promise<void> {
    for (let n = 0; n < count; n++) {
      await letHoldsEnd(story.pool);
      await story.bot.nudgeNow();
    }
  }

  describe('where the history may be read', () => {
    beforeEach(() => begin());

    test('a lost reply: what was taken is found, and settled as it stands', async () => {
      story.slack.faults.next(SEND, LOST);
      await record();
      await tries(1);
      expect(await fates()).toEqual(allOnce(2));
      expect(calls(SEND)).toBe(1);
      const [message] = nudgeMessages(story.slack, ada);
      const { rows } = await story.pool.query('SELECT status, channel, message_ts FROM delivery');
      const settled = { status: 'sent', channel: ada.dm, message_ts: message?.ts };
      expect(rows).toEqual([settled, settled]);
      await tries(2);
      expect(calls(LOOK)).toBe(1);
    });

    test('a connection that breaks before Slack has it: it is sent again, as often as that takes', async () => {
      story.slack.faults.next(SEND, BROKEN, 3);
      await record();
      await tries(4);
      expect(await fates()).toEqual(allOnce(2));
      expect(calls(SEND)).toBe(4);
    });

    test('not taken at first, and then the reply is lost', async () => {
      story.slack.faults.next(SEND, BROKEN);
      story.slack.faults.next(SEND, LOST);
      await record();
      await tries(3);
      expect(await fates()).toEqual(allOnce(2));
      expect(calls(SEND)).toBe(2);
    });

    test.each<[string, Fault]>([
      ['a rate limit', { kind: 'rate-limit', retryAfter: 60 }],
      ['an HTTP error', { kind: 'status', status: 503 }],
      ['a broken connection', BROKEN],
      ['an error of its own', { kind: 'error', error: 'internal_error' }],
    ])('the history fails with %s: nothing is sent until it has been read', async (_name, fault) => {
      story.slack.faults.next(SEND, LOST);
      story.slack.faults.next(LOOK, fault, 3);
      await record();
      await tries(3);
      expect(calls(SEND)).toBe(1);
      await tries(1);
      expect(calls(LOOK)).toBe(4);
      expect(await fates()).toEqual(allOnce(2));
      expect(calls(SEND)).toBe(1);
    });

    test('the history fails, and the nudge had not arrived: it comes once the history can be read', async () => {
      story.slack.faults.next(SEND, BROKEN);
      story.slack.faults.next(LOOK, { kind: 'status', status: 500 }, 6);
      await record();
      await tries(7);
      expect(await fates()).toEqual(allOnce(2));
    });

    test('a history that keeps failing while Slack answers does not hold a nudge for ever', async () => {
      story.slack.faults.next(SEND, BROKEN);
      story.slack.faults.always(LOOK, { kind: 'status', status: 500 });
      await record();
      await tries(3);
      expect(calls(SEND)).toBe(1);
      await story.wind(new Date('2026-11-23T13:01:00+01:00'));
      await tries(1);
      expect(await fates()).toEqual(allOnce(2));
    });

    test('the rate limit of the history holds up nobody else', async () => {
      const bob = story.slack.addUser({ name: 'Bob', tz: 'Europe/Berlin' });
      story.slack.faults.next(SEND, LOST);
      story.slack.faults.next(LOOK, { kind: 'rate-limit', retryAfter: 60 });
      await record();
      await tries(1);
      await story.say(bob, 'Globex, today 9:00');
      await story.bot.nudgeNow();
      expect(nudgeMessages(story.slack, bob)).toHaveLength(1);
      await tries(1);
      expect(await fatesOf(story, [ada, bob])).toEqual(allOnce(4));
    });

    test('some of it is there and some is not: only the rest is sent', async () => {
      // Slack refuses the message of both for its form, so each goes by itself.
      story.slack.faults.next(SEND, { kind: 'error', error: 'invalid_blocks' });
      story.slack.faults.next(SEND, LOST);
      await record();
      expect(nudgeMessages(story.slack, ada).map(rulesIn)).toEqual([['debrief']]);
      await tries(1);
      expect(nudgeMessages(story.slack, ada).map(rulesIn)).toEqual([['debrief'], ['thank-you']]);
      expect(await fates()).toEqual(allOnce(2));
    });

    test('what stood in it beside, and has lost its sense since, is known to have come as well', async () => {
      story.slack.faults.next(SEND, LOST);
      await story.say(ada, 'pause');
      await record();
      await story.say(ada, 'Globex, today 12:30');
      await story.say(ada, 'pause off');
      await story.bot.nudgeNow();
      await story.wind(GLOBEX_BEGINS);
      await tries(1);
      expect(nudgeMessages(story.slack, ada).map(rulesIn)).toEqual([['closing', 'debrief', 'thank-you']]);
      const { rows } = await story.pool.query('SELECT DISTINCT status FROM delivery');
      expect(rows).toEqual([{ status: 'sent' }]);
    });

    test('it is found beneath what was written since', async () => {
      story.slack.faults.next(SEND, LOST);
      await record();
      for (let n = 0; n < 14; n++) await story.slack.sendDm(ada, 'thanks');
      await tries(1);
      expect(await fates()).toEqual(allOnce(2));
    });

    test('an outage right after a lost reply', async () => {
      story.slack.faults.next(SEND, LOST);
      await record();
      story.slack.faults.always('*', { kind: 'status', status: 503 });
      await tries(4);
      story.slack.faults.clear();
      await tries(1);
      expect(await fates()).toEqual(allOnce(2));
      expect(calls(SEND)).toBe(1);
    });
  });

  describe('where it may not', () => {
    beforeEach(() => begin(UNREAD));

    test('it is sent again once, and never a third time', async () => {
      story.slack.faults.next(SEND, LOST, 5);
      await record();
      await tries(4);
      expect(await fates()).toEqual({ ...allOnce(2), doubled: 2 });
      expect(calls(SEND)).toBe(2);
      expect(calls(LOOK)).toBe(0);
      expect(story.slack.violations()).toEqual([]);
    });

    test('what Slack never had comes once', async () => {
      story.slack.faults.next(SEND, BROKEN);
      await record();
      await tries(2);
      expect(await fates()).toEqual(allOnce(2));
    });

    test('whoever presses a button of it has it: it is not sent again', async () => {
      story.slack.faults.next(SEND, LOST);
      await record();
      const [message] = nudgeMessages(story.slack, ada);
      if (!message) throw new Error('nothing came');
      for (const { id } of nudgesIn(message)) {
        await story.slack.click(ada, message, 'nudge.snooze', { value: id });
        await story.slack.waitForMessage(ada, (one) => JSON.stringify(one.blocks).includes(`status/${id}`));
      }
      await tries(2);
      expect(calls(SEND)).toBe(1);
    });
  });

  test('a conversation that the bot does not know of is not looked into: the nudge is sent again once', async () => {
    await begin();
    story.slack.faults.next(SEND, LOST, 2);
    await record();
    // As where the member only ever wrote in channels.
    await story.pool.query('UPDATE member SET dm_channel = NULL');
    await tries(4);
    expect(await fates()).toEqual({ ...allOnce(2), doubled: 2 });
    expect(calls(LOOK)).toBe(0);
  });

  test('a command that was typed to somebody else says nothing about the conversation with the bot', async () => {
    await begin();
    story.slack.faults.next(SEND, LOST);
    await record();
    await story.pool.query(`UPDATE member SET dm_channel = 'D0ELSEWHERE'`);
    await story.slack.openHome(ada);
    await story.slack.waitForHome(ada);
    await tries(1);
    expect(await fates()).toEqual(allOnce(2));
    expect(calls(SEND)).toBe(1);
  });
});
