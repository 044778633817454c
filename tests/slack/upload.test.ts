/** Files over the wire: what is uploaded arrives, and what Slack says against it is told apart. */
import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { RespondError } from '@slack/bolt';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { statsOf } from '../../src/etiquette/stats.ts';
import { funnelPng } from '../../src/files/funnel.ts';
import { recordAnswer } from '../../src/journal/answers.ts';
import { recordInterview } from '../../src/journal/interviews.ts';
import { closeJournal, factsOf, type Journal, openJournal } from '../../src/journal/journal.ts';
import { meetMember } from '../../src/journal/members.ts';
import { pictureOf } from '../../src/journal/picture.ts';
import { boltLogger, openLog } from '../../src/operate/log.ts';
import type { Database } from '../../src/operate/postgres.ts';
import { openSealer } from '../../src/operate/sealing.ts';
import { statsReply } from '../../src/slack/blocks/stats.ts';
import { funnelPicture, showWithPicture } from '../../src/slack/picture.ts';
import { deleteFile, isFileNotReady, lacksScope, uploadFile } from '../../src/slack/upload.ts';
import { type Standin, startStandin, type User } from '../../src/standin/index.ts';
import { acme } from '../rules/story.ts';
import { freshEmbedded } from '../support/databases.ts';

const SILENT = boltLogger(openLog({ level: 'silent' }));
const NOON = new Date('2026-11-24T11:00:00Z');

let slack: Standin;
let ada: User;

beforeEach(async () => {
  slack = await startStandin();
  ada = slack.addUser({ name: 'Ada', tz: 'Europe/Berlin' });
});
afterEach(() => slack.close());

function clientOf(token = slack.botToken, options: WebClientOptions = {}): WebClient {
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    logger: SILENT,
    ...options,
  });
}

/** A workspace that granted nothing but messages. */
const withoutFiles = () => clientOf(slack.addWorkspace('Other', ['chat:write']).botToken);

const failure = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('an upload', () => {
  const csv = {
    filename: 'log.csv',
    title: 'Your log',
    content: '\uFEFFDate,Company\r\n2026-11-24,Müller\r\n',
  };

  test('is shared into the direct message, with its comment, byte for byte', async () => {
    const client = clientOf();
    const { channel } = await client.chat.postMessage({ channel: ada.id, text: 'Here it comes' });
    const id = await uploadFile(client, { ...csv, channel, comment: 'Your log, Ada' });
    const message = slack.messages(ada).at(-1);
    expect(message).toMatchObject({ text: 'Your log, Ada' });
    expect(message?.files?.map((file) => [file.id, file.name, file.title])).toEqual([
      [id, 'log.csv', 'Your log'],
    ]);
    expect(message?.files?.[0]?.content).toEqual(Buffer.from(csv.content));
  });

  test('without a conversation is seen by nobody until a block shows it', async () => {
    const content = await funnelPng(statsOf(acme(), NOON));
    const upload = { filename: 'funnel.png', title: 'Funnel', content, altText: 'Nothing yet' };
    const id = await uploadFile(clientOf(), upload);
    expect(slack.messages(ada)).toEqual([]);
    const [file] = slack.files();
    expect(file).toMatchObject({ id, altText: 'Nothing yet' });
    expect(file?.content).toEqual(Buffer.from(content));
  });

  test('goes to whatever origin Slack names for it', async () => {
    const slackApiUrl = slack.apiUrl.replace('127.0.0.1', 'localhost');
    expect(new URL(slackApiUrl).origin).not.toBe(slack.origin);
    await uploadFile(clientOf(slack.botToken, { slackApiUrl }), csv);
    expect(slack.files()).toHaveLength(1);
  });

  test('without files:write is refused for that reason, and no other refusal is taken for it', async () => {
    expect(lacksScope(await failure(uploadFile(withoutFiles(), csv)))).toBe(true);
    const nowhere = await failure(uploadFile(clientOf(), { ...csv, channel: 'D0NOWHERE00' }));
    expect(nowhere).toMatchObject({ data: { error: 'channel_not_found' } });
    expect(lacksScope(nowhere)).toBe(false);
    expect(lacksScope(new Error('missing_scope'))).toBe(false);
  });

  test('can be deleted, and deleted again', async () => {
    const id = await uploadFile(clientOf(), csv);
    await deleteFile(clientOf(), id);
    expect(slack.files()).toEqual([]);
    await deleteFile(clientOf(), id);
    expect(lacksScope(await failure(deleteFile(withoutFiles(), id)))).toBe(true);
  });
});

describe('a file that Slack cannot show', () => {
  const show = (fileId: string) =>
    clientOf().chat.postMessage({ channel: ada.id, text: 'Look', blocks: [image(fileId)] });
  const publish = (fileId: string) =>
    clientOf().views.publish({ user_id: ada.id, view: { type: 'home', blocks: [image(fileId)] } });
  const image = (id: string) => ({ type: 'image' as const, slack_file: { id }, alt_text: 'A funnel' });

  test('is told apart in a message and in the home tab, as long as Slack looks at it', async () => {
    slack.delayFiles(2);
    const id = await uploadFile(clientOf(), { filename: 'a.png', title: 'A', content: 'pixels' });
    expect(isFileNotReady(await failure(show(id)))).toBe(true);
    expect(isFileNotReady(await failure(publish(id)))).toBe(true);
    await show(id);
  });

  test('is not what other blocks are refused for', async () => {
    const text = { type: 'plain_text' as const, text: 'x'.repeat(3001) };
    const wrong = await failure(
      clientOf().chat.postMessage({ channel: ada.id, text: 'x', blocks: [{ type: 'section', text }] }),
    );
    expect(wrong).toMatchObject({ data: { error: 'invalid_blocks' } });
    expect(isFileNotReady(wrong)).toBe(false);
    expect(isFileNotReady(new Error('invalid slack file'))).toBe(false);
  });

  test('may be why a reply was refused, which a crowded or broken Slack is not', () => {
    const statuses = [400, 404, 429, 500];
    const answers = statuses.map((status) => isFileNotReady(new RespondError('refused', status)));
    expect(answers).toEqual([true, true, false, false]);
  });
});

describe('the picture of the funnel', () => {
  let database: Database;
  let journal: Journal;
  let memberId: string;
  let logged: string[];

  beforeEach(async () => {
    database = await freshEmbedded();
    journal = openJournal({ pool: database.pool, sealer: openSealer([randomBytes(32)]), now: () => NOON });
    const user = { workspaceId: slack.workspace.id, userId: ada.id };
    memberId = (await meetMember(journal, user, { zone: 'Europe/Berlin' })).id;
    logged = [];
  });
  afterEach(async () => {
    await closeJournal(journal);
    await database.close();
  });

  const desk = () => {
    const destination = new Writable({
      write(line, _encoding, done) {
        logged.push(JSON.parse(String(line)).event);
        done();
      },
    });
    return { journal, log: openLog({ level: 'info', destination }) };
  };
  const picture = async (client = clientOf()) =>
    funnelPicture(desk(), client, memberId, await factsOf(journal, memberId), NOON);
  const record = (company: string) =>
    recordInterview(journal, memberId, {
      ...{ company, startsAt: NOON, minutes: 60, zone: 'Europe/Berlin', kind: 'other' },
      ...{ interviewers: [], materials: [] },
    });

  test('is uploaded once for the same numbers, and replaced when they change', async () => {
    await record('Acme');
    const first = await picture();
    expect(first).toBe(slack.files()[0]?.id);
    expect(await picture()).toBe(first);
    expect(slack.calls({ method: 'files.completeUploadExternal' })).toHaveLength(1);

    await record('Globex');
    const second = await picture();
    expect(second).not.toBe(first);
    expect(slack.files().map(({ id }) => id)).toEqual([second]);
    expect(await picture()).toBe(second);
  });

  test('is one, where two ask at the same time', async () => {
    await record('Acme');
    const [one, other] = await Promise.all([picture(), picture()]);
    expect(one).toBe(other);
    expect(slack.files().map(({ id }) => id)).toEqual([one]);
    expect(await pictureOf(journal, memberId)).toMatchObject({ fileId: one });
  });

  test('says its numbers to those who cannot see it', async () => {
    await record('Acme');
    await picture();
    expect(slack.files()[0]?.altText).toContain('1 application recorded');
  });

  test('is none where nothing is recorded, and nothing is asked of Slack', async () => {
    expect(await picture()).toBeUndefined();
    expect(slack.calls().filter(({ method }) => method.startsWith('files.'))).toEqual([]);
  });

  test('is none without the scope, which is no trouble; and none where Slack fails, which is', async () => {
    await record('Acme');
    expect(await picture(withoutFiles())).toBeUndefined();
    expect(logged).toEqual([]);
    slack.faults.next('files.getUploadURLExternal', { kind: 'status', status: 503 });
    expect(await picture()).toBeUndefined();
    expect(logged).toEqual(['picture.failed']);
    expect(await picture()).toBe(slack.files()[0]?.id);
  });

  test('is replaced all the same where the old one cannot be deleted', async () => {
    const { interviewId } = await record('Acme');
    await picture();
    const [application] = (await factsOf(journal, memberId)).applications;
    if (!application || !interviewId) throw new Error('not recorded');
    await recordAnswer(journal, memberId, application.id, { outcome: 'offer' });
    slack.faults.next('files.delete', { kind: 'error', error: 'cant_delete_file' });
    expect(await picture()).toBe(slack.files()[1]?.id);
    expect(logged).toEqual(['picture.not-deleted']);
  });

  describe('shown', () => {
    const publish = async (fileId?: string) => {
      const { blocks } = statsReply(await factsOf(journal, memberId), NOON, fileId ? { fileId } : undefined);
      return clientOf().views.publish({ user_id: ada.id, view: { type: 'home', blocks } });
    };
    const imagesAtHome = () => slack.home(ada)?.blocks.filter(({ type }) => type === 'image') ?? [];

    test('is tried again while Slack looks at it', async () => {
      slack.delayFiles(2);
      await record('Acme');
      const fileId = await picture();
      await showWithPicture(desk(), clientOf(), { memberId, fileId }, publish);
      expect(imagesAtHome()).toMatchObject([{ slack_file: { id: fileId } }]);
      expect(await picture()).toBe(fileId);
    });

    test('is left out where it never can be, and drawn anew the next time', async () => {
      await record('Acme');
      const fileId = await picture();
      await clientOf().files.delete({ file: fileId ?? '' });
      await showWithPicture(desk(), clientOf(), { memberId, fileId }, publish);
      expect(slack.home(ada)?.blocks.length).toBeGreaterThan(0);
      expect(imagesAtHome()).toEqual([]);
      expect(await picture()).not.toBe(fileId);
    });

    test('fails at once for another reason', async () => {
      await record('Acme');
      const fileId = await picture();
      slack.faults.next('views.publish', { kind: 'error', error: 'fatal_error' });
      const failed = await failure(showWithPicture(desk(), clientOf(), { memberId, fileId }, publish));
      expect(failed).toMatchObject({ data: { error: 'fatal_error' } });
      expect(slack.calls({ method: 'views.publish' })).toHaveLength(1);
    });
  });
});
