/** The stand-in's conversations.history, as a bot reads its own direct messages. */
import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Standin, startStandin, type User, type Workspace } from '../../src/standin/index.ts';
import { silent } from './silent.ts';

const METADATA = { event_type: 'nudge', event_payload: { nudges: [{ id: 'd1', rule: 'thank-you' }] } };

let slack: Standin;
let ada: User;
let client: WebClient;
let now: Date;

const clientOf = ({ botToken }: Pick<Workspace, 'botToken'>) =>
  new WebClient(botToken, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silent,
  });

beforeEach(async () => {
  now = new Date('2026-11-23T11:00:00Z');
  slack = await startStandin({ clock: () => now });
  ada = slack.addUser({ name: 'Ada' });
  client = clientOf(slack);
});
afterEach(() => slack.close());

/** One message a minute. */
async function post(...texts: string[]): Promise<void> {
  for (const text of texts) {
    await client.chat.postMessage({ channel: ada.id, text, metadata: METADATA });
    now = new Date(now.getTime() + 60_000);
  }
}

const read = async (args: object = {}) => {
  const { messages = [], ...rest } = await client.conversations.history({ channel: ada.dm, ...args });
  return { texts: messages.map(({ text }) => text), messages, ...rest };
};
const at = (minutes: number) => `${Date.parse('2026-11-23T11:00:00Z') / 1000 + minutes * 60}.000000`;
const refused = (error: string) => ({ data: { error } });

test('the newest come first, a page at a time', async () => {
  await post('one', 'two', 'three');
  const first = await read({ limit: 2 });
  expect(first.texts).toEqual(['three', 'two']);
  expect(first.has_more).toBe(true);
  const second = await read({ limit: 2, cursor: first.response_metadata?.next_cursor });
  expect(second).toMatchObject({ texts: ['one'], has_more: false });
});

test('a range is open at both ends, unless it is to be inclusive', async () => {
  await post('one', 'two', 'three');
  expect((await read({ oldest: at(0) })).texts).toEqual(['three', 'two']);
  expect((await read({ oldest: at(0), latest: at(2) })).texts).toEqual(['two']);
  expect((await read({ oldest: at(0), latest: at(2), inclusive: true })).texts).toEqual([
    'three',
    'two',
    'one',
  ]);
});

test('metadata comes where it was asked for', async () => {
  await post('one');
  expect((await read()).messages[0]).not.toHaveProperty('metadata');
  expect((await read({ include_all_metadata: true })).messages[0]).toMatchObject({ metadata: METADATA });
});

test('what both wrote is there, and what the member alone saw is not', async () => {
  await post('one');
  await slack.sendDm(ada, 'and mine').catch(() => undefined); // nobody listens for the event here
  await client.chat.postEphemeral({ channel: ada.dm, user: ada.id, text: 'psst' });
  expect((await read()).texts).toEqual(['and mine', 'one']);
});

test('a user is no conversation, nor is one of another workspace, and a page has an end', async () => {
  const other = slack.addWorkspace('Bootcamp');
  const bob = slack.addUser({ name: 'Bob', workspace: other });
  await expect(read({ channel: ada.id })).rejects.toMatchObject(refused('channel_not_found'));
  await expect(read({ channel: bob.dm })).rejects.toMatchObject(refused('channel_not_found'));
  await expect(read({ limit: 1000 })).rejects.toMatchObject(refused('invalid_limit'));
});

test('without im:history nothing is read, and the answer names the scope', async () => {
  const closed = slack.addWorkspace('Closed', ['chat:write']);
  const bob = slack.addUser({ name: 'Bob', workspace: closed });
  await expect(clientOf(closed).conversations.history({ channel: bob.dm })).rejects.toMatchObject({
    data: { error: 'missing_scope', needed: 'im:history' },
  });
  const { response_metadata } = await clientOf(closed).auth.test();
  expect(response_metadata?.scopes).toEqual(['chat:write']);
});

test('it fails as other methods do', async () => {
  slack.faults.next('conversations.history', { kind: 'rate-limit', retryAfter: 60 });
  await expect(read()).rejects.toMatchObject({ retryAfter: 60 });
  slack.faults.next('conversations.history', { kind: 'status', status: 503 });
  await expect(read()).rejects.toMatchObject({ statusCode: 503 });
  slack.faults.next('conversations.history', { kind: 'drop-before' });
  await expect(read()).rejects.toThrow();
  expect((await read()).texts).toEqual([]);
});
