/** Files at the stand-in: uploaded as Slack's own client does it, shared, shown in blocks, fetched and deleted. */
import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Standin, startStandin, type User } from '../../src/standin/index.ts';
import { silent } from './silent.ts';

/** A picture's first bytes, and one that is no text. */
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x00, 0xff]);

let slack: Standin;
let client: WebClient;
let ada: User;

beforeEach(async () => {
  slack = await startStandin();
  ada = slack.addUser({ name: 'Ada' });
  client = clientOf(slack.botToken);
});
afterEach(() => slack.close());

const clientOf = (token: string) =>
  new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    logger: silent,
  });
const kinds = () => slack.violations().map(({ kind }) => kind);

async function upload(name = 'funnel.png'): Promise<string> {
  const { files } = await client.filesUploadV2({ filename: name, title: 'Funnel', file: PNG });
  return files[0]?.files?.[0]?.id ?? '';
}

test('what is uploaded into a conversation stands there, byte for byte, with its comment', async () => {
  const upload = { filename: 'log.csv', title: 'Your log', file: PNG, initial_comment: 'Here it is' };
  await client.filesUploadV2({ ...upload, channel_id: ada.dm });
  const [message] = slack.messages(ada);
  expect(message).toMatchObject({ text: 'Here it is', byBot: true });
  expect(message?.files).toMatchObject([{ name: 'log.csv', title: 'Your log', mimetype: 'text/csv' }]);
  expect(message?.files[0]?.content).toEqual(PNG);
});

test('a member’s id names no conversation to share a file in', async () => {
  await expect(
    client.filesUploadV2({ filename: 'a.txt', file: PNG, channel_id: ada.id }),
  ).rejects.toMatchObject({ data: { error: 'channel_not_found' } });
});

test('an upload of another length than was announced is refused, and cannot be completed', async () => {
  const { upload_url = '', file_id = '' } = await client.files.getUploadURLExternal({
    filename: 'a.png',
    length: PNG.length + 1,
  });
  expect((await fetch(upload_url, { method: 'POST', body: new Uint8Array(PNG) })).status).toBe(400);
  await expect(client.files.completeUploadExternal({ files: [{ id: file_id }] })).rejects.toMatchObject({
    data: { error: 'file_not_found' },
  });
  expect(kinds()).toEqual(['api-refusal']);
});

test('plain bytes are taken as well as a form', async () => {
  const asked = { filename: 'a.png', length: PNG.length };
  const { upload_url = '', file_id = '' } = await client.files.getUploadURLExternal(asked);
  expect((await fetch(upload_url, { method: 'POST', body: new Uint8Array(PNG) })).status).toBe(200);
  await client.files.completeUploadExternal({ files: [{ id: file_id }] });
  expect(slack.files()[0]?.content).toEqual(PNG);
});

describe('in a block', () => {
  const image = (slack_file: { id: string } | { url: string }) => ({
    type: 'image' as const,
    alt_text: 'A funnel',
    slack_file,
  });
  const publish = (slack_file: { id: string } | { url: string }) =>
    client.views.publish({ user_id: ada.id, view: { type: 'home', blocks: [image(slack_file)] } });
  const refused = {
    data: { response_metadata: { messages: [expect.stringContaining('invalid slack file')] } },
  };

  test('a file is shown by its id or its address', async () => {
    const id = await upload();
    const { file } = await client.files.info({ file: id });
    await publish({ id });
    await publish({ url: file?.url_private ?? '' });
    expect(kinds()).toEqual([]);
  });

  test('it is refused as long as Slack looks at it, which is nobody’s mistake', async () => {
    slack.delayFiles(2);
    const id = await upload();
    await expect(publish({ id })).rejects.toMatchObject(refused);
    await expect(
      client.chat.postMessage({ channel: ada.id, text: 'Look', blocks: [image({ id })] }),
    ).rejects.toMatchObject({ data: { error: 'invalid_blocks' } });
    await publish({ id });
    expect(kinds()).toEqual([]);
  });

  test('a file of another workspace, one that is gone, one that is no picture: none is shown', async () => {
    const id = await upload();
    const other = clientOf(slack.addWorkspace('Other').botToken);
    const { channel } = await client.chat.postMessage({ channel: ada.id, text: 'x' });
    await expect(
      other.chat.postMessage({ channel: channel ?? '', text: 'x', blocks: [image({ id })] }),
    ).rejects.toThrow();
    await client.files.delete({ file: id });
    await expect(publish({ id })).rejects.toMatchObject(refused);
    await expect(publish({ id: await upload('funnel.csv') })).rejects.toMatchObject(refused);
  });
});

describe('url_private', () => {
  const event = { name: 'invitation.ics', content: 'BEGIN:VCALENDAR' };
  const addressOf = async (from: WebClient, file: string) =>
    (await from.files.info({ file })).file?.url_private ?? '';
  const get = (url: string, token: string) => fetch(url, { headers: { authorization: `Bearer ${token}` } });

  test('gives the bot what a member dropped', async () => {
    const { files } = await slack.dropFile(ada, event);
    const response = await get(await addressOf(client, files[0]?.id ?? ''), slack.botToken);
    expect(response.headers.get('content-type')).toBe('text/calendar');
    expect(await response.text()).toBe(event.content);
  });

  test('gives anybody else a page to sign in, and so the bot where it may not read files', async () => {
    const { files } = await slack.dropFile(ada, event);
    const url = await addressOf(client, files[0]?.id ?? '');
    expect((await get(url, 'xoxb-stranger')).headers.get('content-type')).toContain('text/html');
    const modest = slack.addWorkspace('Modest', ['im:history']);
    const bob = slack.addUser({ name: 'Bob', workspace: modest });
    const dropped = (await slack.dropFile(bob, event)).files[0];
    const theirs = url.replace(slack.workspace.id, modest.id).replace(files[0]?.id ?? '', dropped?.id ?? '');
    const response = await get(theirs, modest.botToken);
    expect(response.status).toBe(200);
    expect(await response.text()).not.toContain(event.content);
  });
});

test('a file is deleted once, and only by whose it is', async () => {
  const id = await upload();
  await client.files.delete({ file: id });
  await expect(client.files.delete({ file: id })).rejects.toMatchObject({
    data: { error: 'file_not_found' },
  });
  const { files } = await slack.dropFile(ada, { name: 'a.ics', content: 'x' });
  await expect(client.files.delete({ file: files[0]?.id ?? '' })).rejects.toMatchObject({
    data: { error: 'cant_delete_file' },
  });
});
