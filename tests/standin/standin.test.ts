/** The stand-in refuses what Slack refuses: a real Bolt app does each thing wrong once, over both transports. */
import { App, HTTPReceiver, SocketModeReceiver } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NotDelivered, type Standin, startStandin, type User } from '../../src/standin/index.ts';
import { silent } from './silent.ts';

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

  test('a press in the home tab names the view, has no response_url, and opens a form', async () => {
    const bodies: object[] = [];
    app.event('app_home_opened', async ({ event, client }) => {
      const blocks = [{ type: 'actions' as const, elements: [BUTTON] }];
      await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
    });
    app.action('press', async ({ ack, body, client }) => {
      bodies.push(body);
      await ack();
      if (body.type === 'block_actions')
        await client.views.open({ trigger_id: body.trigger_id, view: MODAL });
    });
    await start();
    await slack.openHome(ada);
    const home = await slack.waitForHome(ada);
    await slack.click(ada, home, 'press');
    expect(bodies).toMatchObject([
      { container: { type: 'view', view_id: home.id }, view: { id: home.id, type: 'home' } },
    ]);
    expect(bodies[0]).not.toHaveProperty('response_url');
    expect(await slack.waitForView(ada)).toMatchObject({ callback_id: 'form' });
    expect(kinds()).toEqual([]);
  });

  test('forms are pushed on each other, three at most, and an input with dispatch_action tells the app', async () => {
    const SELECT = {
      ...{ type: 'input' as const, block_id: 'kind', dispatch_action: true },
      label: { type: 'plain_text' as const, text: 'Kind' },
      element: {
        ...{ type: 'static_select' as const, action_id: 'press' },
        options: [{ text: { type: 'plain_text' as const, text: 'On' }, value: 'on' }],
      },
    };
    const view = { ...MODAL, blocks: [SELECT] };
    const refused: unknown[] = [];
    app.shortcut('begin', async ({ ack, shortcut, client }) => {
      await ack();
      await client.views.open({ trigger_id: shortcut.trigger_id, view });
    });
    app.action('press', async ({ ack, body, client }) => {
      await ack();
      if (body.type !== 'block_actions') return;
      await client.views
        .push({ trigger_id: body.trigger_id, view })
        .catch(({ data }) => refused.push(data.error));
    });
    await start();
    await slack.shortcut(ada, 'begin');
    const first = await slack.waitForView(ada);
    for (const count of [2, 3]) {
      await slack.choose(ada, slack.modal(ada) ?? first, 'press', 'on');
      await expect.poll(() => slack.modals(ada).length).toBe(count);
    }
    await slack.choose(ada, slack.modal(ada) ?? first, 'press', 'on');
    await expect.poll(() => refused).toEqual(['push_limit_reached']);
    for (const view of slack.modals(ada).slice(1).reverse()) await slack.closeView(ada, view);
    expect(slack.modal(ada)?.id).toBe(first.id);
  });

  test('a member’s words and files reach the app, with the address to fetch them', async () => {
    const events: object[] = [];
    app.event('message', async ({ event }) => void events.push(event));
    await start();
    await slack.sendDm(ada, 'hello');
    await slack.dropFile(ada, { name: 'a.ics', content: 'BEGIN' });
    await expect.poll(() => events.length).toBe(2);
    expect(events).toMatchObject([
      { text: 'hello', channel_type: 'im', user: ada.id },
      {
        subtype: 'file_share',
        channel: ada.dm,
        files: [{ name: 'a.ics', mimetype: 'text/calendar', size: 5, url_private: expect.any(String) }],
      },
    ]);
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
