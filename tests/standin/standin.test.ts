/** The stand-in refuses what Slack refuses: a real Bolt app does each thing wrong once, over both transports. */
import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NotDelivered, type Standin, startStandin, type User } from '../../src/standin/index.ts';

const SECTION = (text: string) => ({ type: 'section' as const, text: { type: 'mrkdwn' as const, text } });
const BUTTON = {
  type: 'button' as const,
  action_id: 'press',
  value: 'v',
  text: { type: 'plain_text' as const, text: 'Press' },
};
const MODAL = {
  type: 'modal' as const,
  callback_id: 'form',
  title: { type: 'plain_text' as const, text: 'Form' },
  submit: { type: 'plain_text' as const, text: 'Save' },
  blocks: [
    {
      type: 'input' as const,
      block_id: 'name',
      label: { type: 'plain_text' as const, text: 'Name' },
      element: { type: 'plain_text_input' as const, action_id: 'name', max_length: 10 },
    },
  ],
};

const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

describe.each(['socket', 'http'] as const)('over %s', (mode) => {
  let slack: Standin;
  let app: App;
  let ada: User;

  beforeEach(async () => {
    slack = await startStandin({ ackWithinMs: 400, responseUrlLifetimeMs: 60_000 });
    ada = slack.addUser({ name: 'Ada', tz: 'Europe/Berlin' });
    const clientOptions = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } };
    const receiver =
      mode === 'socket'
        ? new SocketModeReceiver({
            appToken: slack.appToken,
            logger: silent,
            clientPingTimeout: 300,
            installerOptions: { clientOptions },
          })
        : new HTTPReceiver({ signingSecret: slack.signingSecret, logger: silent });
    app = new App({
      token: slack.botToken,
      receiver,
      clientOptions,
      logger: silent,
      deferInitialization: true,
      convoStore: false,
    });
    await app.init();
    app.error(async () => {});
  });
  afterEach(async () => {
    await slack.disconnectSockets();
    await app.stop();
    await slack.close();
  });

  /** Starts the app; its listeners are there by now. */
  async function start(): Promise<void> {
    const server = await app.start({ port: 0, host: '127.0.0.1' });
    if (mode === 'socket') await slack.socketConnected();
    else if ('address' in server) {
      const address = server.address();
      await slack.deliverByHttp(
        `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/slack/events`,
      );
    }
  }
  const kinds = () => slack.violations().map(({ kind }) => kind);

  test('a command is acknowledged with a body, which the member alone sees', async () => {
    app.command('/c', async ({ ack, command }) => ack({ text: `you said ${command.text}` }));
    await start();
    const shown = await slack.slash(ada, '/c', 'hello');
    expect(await shown.waitForReply()).toMatchObject({ text: 'you said hello', ephemeral: true });
    expect(kinds()).toEqual([]);
  });

  test('an acknowledgement that comes too late is what the member sees as a timeout', async () => {
    let release = () => {};
    const late = new Promise<void>((resolve) => {
      release = resolve;
    });
    app.command('/c', async ({ ack }) => {
      await late;
      await ack();
    });
    await start();
    await expect(slack.slash(ada, '/c')).rejects.toThrow(NotDelivered);
    release();
    expect(kinds()).toContain('late-ack');
  });

  test('a response_url works five times, and not a sixth', async () => {
    const statuses: unknown[] = [];
    app.command('/c', async ({ ack, respond }) => {
      await ack();
      for (let n = 1; n <= 6; n++)
        statuses.push(
          await respond(`answer ${n}`).then(
            () => 'ok',
            () => 'refused',
          ),
        );
    });
    await start();
    const shown = await slack.slash(ada, '/c');
    await shown.waitForReply(({ text }) => text === 'answer 5');
    await expect.poll(() => statuses).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'refused']);
    expect(kinds()).toEqual(['response-url']);
  });

  test('a trigger opens one modal', async () => {
    const answers: unknown[] = [];
    app.command('/c', async ({ ack, client, command }) => {
      await ack();
      for (let n = 0; n < 2; n++)
        answers.push(
          await client.views.open({ trigger_id: command.trigger_id, view: MODAL }).then(
            () => 'ok',
            ({ data }) => data.error,
          ),
        );
    });
    await start();
    await slack.slash(ada, '/c');
    await expect.poll(() => answers).toEqual(['ok', 'exchanged_trigger_id']);
    expect(kinds()).toEqual(['api-refusal']);
  });

  test('a form answers with errors, and then with another view', async () => {
    app.command('/c', async ({ ack, client, command }) => {
      await ack();
      await client.views.open({ trigger_id: command.trigger_id, view: MODAL });
    });
    app.view('form', async ({ ack, view }) => {
      if (view.state.values.name?.name?.value === 'bad')
        return ack({ response_action: 'errors', errors: { name: 'Not this.' } });
      return ack({
        response_action: 'update',
        view: {
          ...MODAL,
          title: { type: 'plain_text', text: 'Thanks' },
          submit: undefined,
          blocks: [SECTION('Saved')],
        },
      });
    });
    await start();
    await slack.slash(ada, '/c');
    const form = await slack.waitForView(ada);
    expect((await slack.submit(ada, form)).errors).toEqual({ name: expect.any(String) });
    expect((await slack.submit(ada, form, { name: 'x'.repeat(11) })).errors).toEqual({
      name: expect.any(String),
    });
    expect((await slack.submit(ada, form, { name: 'bad' })).errors).toEqual({ name: 'Not this.' });
    expect((await slack.submit(ada, form, { name: 'good' })).view?.title).toMatchObject({ text: 'Thanks' });
    expect(kinds()).toEqual([]);
  });

  test('a button acts on the message, which an update changes; its metadata stays', async () => {
    app.action('press', async ({ ack, body, client }) => {
      await ack();
      if (body.type !== 'block_actions' || !body.channel || !body.message) return;
      await client.chat.update({
        channel: body.channel.id,
        ts: body.message.ts,
        text: 'pressed',
        blocks: [SECTION('pressed')],
      });
    });
    await start();
    const metadata = { event_type: 'nudge', event_payload: { id: '1' } };
    await app.client.chat.postMessage({
      channel: ada.id,
      text: 'Hi',
      blocks: [{ type: 'actions', elements: [BUTTON] }],
      metadata,
    });
    const message = await slack.waitForMessage(ada);
    await slack.click(ada, message, 'press');
    expect(await slack.waitForMessage(ada, ({ text }) => text === 'pressed')).toMatchObject({
      ts: message.ts,
      metadata,
    });
  });

  test('what is delivered twice arrives twice', async () => {
    let times = 0;
    app.command('/c', async ({ ack }) => {
      times += 1;
      await ack();
    });
    await start();
    slack.duplicateNext('slash_commands');
    await slack.slash(ada, '/c');
    expect(times).toBe(2);
  });

  // Over HTTP there is no connection to drop.
  if (mode === 'socket')
    test('after a dropped socket the app comes back', async () => {
      app.command('/c', async ({ ack }) => ack({ text: 'back' }));
      await start();
      await slack.disconnectSockets();
      await slack.socketConnected();
      expect((await (await slack.slash(ada, '/c')).waitForReply()).text).toBe('back');
    });
});

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
  ])('refuses %s', async (_name, blocks) => {
    await expect(say(blocks)).rejects.toMatchObject({ data: { error: 'invalid_blocks' } });
    expect(slack.violations().map(({ kind }) => kind)).toEqual(['api-refusal']);
    expect(slack.messages(ada)).toEqual([]);
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
