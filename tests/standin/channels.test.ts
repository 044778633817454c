/** Public channels in the stand-in, as Slack has them for a bot with `chat:write` alone. */
import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Channel, type Standin, startStandin } from '../../src/standin/index.ts';
import { silent } from './silent.ts';

let slack: Standin;
let client: WebClient;
let wins: Channel;

beforeEach(async () => {
  slack = await startStandin();
  wins = slack.addChannel('wins');
  client = new WebClient(slack.botToken, {
    ...{ slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, logger: silent },
  });
});
afterEach(() => slack.close());

const post = () => client.chat.postMessage({ channel: wins.id, text: 'Hello' });
const refused = (error: string) => ({ data: { error } });

test('the bot posts where it was invited, and takes back what it posted, once', async () => {
  const { ts = '' } = await post();
  expect(slack.channelMessages(wins).map(({ text }) => text)).toEqual(['Hello']);
  await client.chat.delete({ channel: wins.id, ts });
  expect(slack.channelMessages(wins)).toEqual([]);
  await expect(client.chat.delete({ channel: wins.id, ts })).rejects.toMatchObject(
    refused('message_not_found'),
  );
  expect(slack.violations()).toEqual([]);
});

test('it cannot post where nobody invited it, nor in an archive, nor where there is no channel', async () => {
  slack.changeChannel(wins, { hasBot: false });
  await expect(post()).rejects.toMatchObject(refused('not_in_channel'));
  slack.changeChannel(wins, { hasBot: true, isArchived: true });
  await expect(post()).rejects.toMatchObject(refused('is_archived'));
  expect(slack.violations()).toEqual([]);
  await expect(client.chat.postMessage({ channel: 'C0NOWHERE', text: 'x' })).rejects.toMatchObject(
    refused('channel_not_found'),
  );
});

test('it reads no channel: that takes scopes of its own', async () => {
  await expect(client.conversations.history({ channel: wins.id })).rejects.toMatchObject(
    refused('missing_scope'),
  );
  await expect(client.conversations.info({ channel: wins.id })).rejects.toMatchObject(
    refused('missing_scope'),
  );
});

test('another workspace has no part in it', async () => {
  const other = new WebClient(slack.addWorkspace('Other').botToken, {
    ...{ slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, logger: silent },
  });
  await expect(other.chat.postMessage({ channel: wins.id, text: 'x' })).rejects.toMatchObject(
    refused('channel_not_found'),
  );
});

test.each([
  ['member', { is_admin: false, is_owner: false, is_restricted: false }],
  ['admin', { is_admin: true, is_owner: false, is_restricted: false }],
  ['owner', { is_admin: true, is_owner: true, is_restricted: false }],
  ['guest', { is_admin: false, is_owner: false, is_restricted: true }],
] as const)('of a %s it is said what they may do', async (role, said) => {
  const { id } = slack.addUser({ name: 'Ada', role });
  expect((await client.users.info({ user: id })).user).toMatchObject(said);
});
