/** The stand-in's Web API, called as a bot calls it: what Slack refuses, and how its answers fail to come. */
import type { KnownBlock } from '@slack/types';
import { WebClient } from '@slack/web-api';
import { request } from 'undici';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Standin, startStandin, type User } from '../../src/standin/index.ts';
import { silent } from './silent.ts';

const SECTION = (text: string) => ({ type: 'section' as const, text: { type: 'mrkdwn' as const, text } });
const BUTTON = {
  type: 'button' as const,
  action_id: 'press',
  value: 'v',
  text: { type: 'plain_text' as const, text: 'Press' },
};
describe('the Web API', () => {
  let slack: Standin;
  let client: WebClient;
  let ada: User;

  beforeEach(async () => {
    slack = await startStandin();
    ada = slack.addUser({ name: 'Ada', tz: 'Australia/Lord_Howe' });
    client = new WebClient(slack.botToken, {
      slackApiUrl: slack.apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      timeout: 300,
      logger: silent,
    });
  });
  afterEach(() => slack.close());

  const say = (blocks: object[]) =>
    // Wrong blocks, on purpose: the types would refuse them too.
    client.chat.postMessage({ channel: ada.id, text: 'x', blocks: blocks as KnownBlock[] });
  const button = (changes: object) => ({ type: 'actions', elements: [{ ...BUTTON, ...changes }] });

  test.each([
    ['from an origin of its own', { origin: 'http://evil.example' }],
    ['under a name that leads here', { host: 'evil.example' }],
  ])('a page in a browser that asks %s gets 403, whatever it knows', async (_how, headers) => {
    const { statusCode } = await request(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ token: slack.botToken, channel: ada.id, text: 'x' }).toString(),
    });
    expect(statusCode).toBe(403);
    expect(slack.messages(ada)).toEqual([]);
  });

  test.each<[string, object[]]>([
    ['a section of 3,001 characters', [SECTION('x'.repeat(3001))]],
    ['51 blocks', Array.from({ length: 51 }, () => SECTION('x'))],
    [
      'two blocks with one block_id',
      [
        { ...SECTION('x'), block_id: 'a' },
        { ...SECTION('y'), block_id: 'a' },
      ],
    ],
    ['two elements of a block with one action_id', [{ type: 'actions', elements: [BUTTON, BUTTON] }]],
    ['a button label of 76 characters', [button({ text: { type: 'plain_text', text: 'x'.repeat(76) } })]],
    ['a button value of 2,001 characters', [button({ value: 'x'.repeat(2001) })]],
    ['an action_id of 256 characters', [button({ action_id: 'x'.repeat(256) })]],
    ['mrkdwn in a button', [button({ text: { type: 'mrkdwn', text: 'x' } })]],
    [
      'a select without options',
      [{ type: 'actions', elements: [{ type: 'static_select', action_id: 's', options: [] }] }],
    ],
    ['an input in a message that is no input', [{ type: 'input', label: { type: 'plain_text', text: 'x' } }]],
    ['a type that does not exist', [{ type: 'banner', text: 'x' }]],
    [
      'a context of 11 elements',
      [{ type: 'context', elements: Array.from({ length: 11 }, () => ({ type: 'mrkdwn', text: 'x' })) }],
    ],
    ['an image block without a picture', [{ type: 'image', alt_text: 'x' }]],
    [
      'an initial value longer than its field',
      [
        {
          type: 'input',
          label: { type: 'plain_text', text: 'x' },
          element: { type: 'plain_text_input', initial_value: 'xxxx', max_length: 3 },
        },
      ],
    ],
  ])('refuses %s', async (_name, blocks) => {
    await expect(say(blocks)).rejects.toMatchObject({ data: { error: 'invalid_blocks' } });
    expect(slack.violations().map(({ kind }) => kind)).toEqual(['api-refusal']);
    expect(slack.messages(ada)).toEqual([]);
  });

  test('refuses blocks of more than 13,000 characters in all', async () => {
    const long = Array.from({ length: 5 }, () => SECTION('x'.repeat(2600)));
    await say(long);
    await expect(say([...long, SECTION('x')])).rejects.toMatchObject({
      data: { error: 'msg_blocks_too_long' },
    });
    expect(slack.violations().map(({ kind }) => kind)).toEqual(['api-refusal']);
  });

  test('refuses metadata that is too large', async () => {
    const metadata = { event_type: 'nudge', event_payload: { id: 'x'.repeat(8000) } };
    await expect(client.chat.postMessage({ channel: ada.id, text: 'x', metadata })).rejects.toMatchObject({
      data: { error: 'metadata_too_large' },
    });
  });

  test('takes a message of blocks alone, and notes whom that leaves out', async () => {
    const { channel = '', ts = '' } = await client.chat.postMessage({
      ...{ channel: ada.id, text: '' },
      blocks: [SECTION('x')],
    });
    await client.chat.update({ channel, ts, text: '', blocks: [SECTION('y')] });
    expect(slack.violations().map(({ kind }) => kind)).toEqual(['no-plain-text', 'no-plain-text']);
  });

  test('tells the zone, and refuses a wrong token', async () => {
    expect((await client.users.info({ user: ada.id })).user).toMatchObject({
      tz: 'Australia/Lord_Howe',
      deleted: false,
    });
    const stranger = new WebClient('xoxb-nobody', { slackApiUrl: slack.apiUrl, logger: silent });
    await expect(stranger.auth.test()).rejects.toMatchObject({ data: { error: 'invalid_auth' } });
  });

  test('429 with Retry-After, 5xx, a hang, a broken connection: the message was not taken', async () => {
    slack.faults.next('chat.postMessage', { kind: 'rate-limit', retryAfter: 7 });
    await expect(say([])).rejects.toMatchObject({ retryAfter: 7 });
    slack.faults.next('chat.postMessage', { kind: 'status', status: 503 });
    await expect(say([])).rejects.toMatchObject({ statusCode: 503 });
    slack.faults.next('chat.postMessage', { kind: 'hang' });
    await expect(say([])).rejects.toThrow();
    slack.faults.next('chat.postMessage', { kind: 'drop-before' });
    await expect(say([])).rejects.toThrow();
    expect(slack.messages(ada)).toEqual([]);
  });

  test('a lost reply: the message was taken, and the caller cannot know', async () => {
    slack.faults.next('chat.postMessage', { kind: 'lose-reply' });
    await expect(say([])).rejects.toThrow();
    expect(slack.messages(ada)).toHaveLength(1);
  });

  test('a reply that is held: the message is there at once, and the caller hears of it when told', async () => {
    let release = () => {};
    const until = new Promise<void>((resolve) => {
      release = resolve;
    });
    slack.faults.next('chat.postMessage', { kind: 'hold-reply', until });
    const answer = say([]);
    await slack.waitForMessage(ada);
    release();
    expect(await answer).toMatchObject({ ok: true });
  });

  test('an outage: every method fails until it is over', async () => {
    slack.faults.always('*', { kind: 'status', status: 503 });
    await expect(say([])).rejects.toMatchObject({ statusCode: 503 });
    await expect(client.auth.test()).rejects.toMatchObject({ statusCode: 503 });
    slack.faults.clear('*');
    expect(await client.auth.test()).toMatchObject({ ok: true });
  });

  test('one message a second in a channel, where that is asked for', async () => {
    const strict = await startStandin({ onePerSecond: true });
    const bob = strict.addUser({ name: 'Bob' });
    const hasty = new WebClient(strict.botToken, {
      slackApiUrl: strict.apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logger: silent,
    });
    await hasty.chat.postMessage({ channel: bob.id, text: 'one' });
    await expect(hasty.chat.postMessage({ channel: bob.id, text: 'two' })).rejects.toMatchObject({
      retryAfter: 1,
    });
    await strict.close();
  });

  test('an uninstalled workspace has no token any more', async () => {
    const gone = slack.uninstall();
    await expect(client.auth.test()).rejects.toMatchObject({ data: { error: 'account_inactive' } });
    await gone.catch(() => undefined); // nobody listens for the events here
  });
});
