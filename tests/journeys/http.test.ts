/** HTTP mode answers Slack alone: what is not signed, or was signed long ago, is turned away before anything is read. */
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nudgeMessages, type Story, startStory, textOf } from '../support/story.ts';

let story: Story;
beforeAll(async () => {
  story = await startStory('http-alone');
});
afterAll(() => story.end());

const BODY = 'command=%2Finterview&text=list&team_id=T1&user_id=U1';

/** `mark` stands behind the signature. */
type Posted = { secret?: string; at?: number; path?: string; type?: string; retry?: string; mark?: string };

const FORM = 'application/x-www-form-urlencoded';

function signed(body: string, { secret = story.slack.signingSecret, at = Date.now() / 1000 } = {}) {
  const timestamp = Math.floor(at).toString();
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature };
}

function post(
  body: string,
  { path = '/slack/events', type = FORM, retry = '', mark = '', ...how }: Posted = {},
) {
  const proof = signed(body, how);
  const headers = {
    'content-type': type,
    ...(retry && { 'x-slack-retry-num': retry }),
    ...proof,
    'x-slack-signature': `${proof['x-slack-signature']}${mark}`,
  };
  return fetch(`http://127.0.0.1:${story.bot.port}${path}`, { method: 'POST', body, headers });
}

test('a forged signature gets 401', async () => {
  expect((await post(BODY, { secret: 'guessed' })).status).toBe(401);
});

test('a replay after five minutes gets 401', async () => {
  expect((await post(BODY, { at: Date.now() / 1000 - 301 })).status).toBe(401);
});

test('a copy of a request that was taken gets 401, within the five minutes too', async () => {
  const at = Date.now() / 1000;
  const body = BODY.replace('list', 'help');
  expect((await post(body, { at })).status).toBe(200);
  expect((await post(body, { at })).status).toBe(401);
  expect((await post(body, { at: at + 1 })).status).toBe(200);
});

test('a copy whose signature is written in another way gets 401', async () => {
  const at = Date.now() / 1000;
  const body = BODY.replace('list', 'stats');
  expect((await post(body, { at })).status).toBe(200);
  for (const mark of ['=', '=1', '==x', ', v0=1']) expect((await post(body, { at, mark })).status).toBe(401);
});

test('what is answered without a look at its signature keeps no request of Slack’s from being taken', async () => {
  const at = Date.now() / 1000;
  const body = BODY.replace('list', 'plan');
  const headers = { ...signed(body, { at }), 'content-type': FORM };
  const url = `http://127.0.0.1:${story.bot.port}`;
  const check = await fetch(`${url}/slack/events`, { method: 'POST', headers, body: 'ssl_check=1' });
  expect(check.status).toBe(200);
  expect((await fetch(`${url}/healthz`, { headers })).status).toBe(200);
  expect((await post(body, { at })).status).toBe(200);
});

test('an event that Slack repeats within the same second is taken once', async () => {
  const place = { team_id: story.slack.workspace.id, event_id: 'Ev1' };
  const event = {
    type: 'event_callback',
    ...place,
    event: { type: 'app_home_opened', user: 'U1', tab: 'home' },
  };
  const sent = { at: Date.now() / 1000, type: 'application/json' };
  expect((await post(JSON.stringify(event), sent)).status).toBe(200);
  expect((await post(JSON.stringify(event), { ...sent, retry: '1' })).status).toBe(200);
});

test('no signature at all gets 401', async () => {
  const answer = await fetch(`http://127.0.0.1:${story.bot.port}/slack/events`, {
    method: 'POST',
    body: BODY,
  });
  expect(answer.status).toBe(401);
});

test('another path is not there', async () => {
  expect((await post(BODY, { path: '/elsewhere' })).status).toBe(404);
});

test('the health checks stand on the same port', async () => {
  for (const path of ['/healthz', '/readyz']) {
    expect((await fetch(`http://127.0.0.1:${story.bot.port}${path}`)).status).toBe(200);
  }
});

test('what is larger than anything that Slack sends gets 413, signed or not, and the next request is answered', async () => {
  const large = `${BODY}&more=${'x'.repeat(2_000_000)}`;
  expect((await post(large)).status).toBe(413);
  expect((await post(large, { secret: 'guessed' })).status).toBe(413);
  expect((await post(`${BODY}&more=${'x'.repeat(1_500_000)}`, { secret: 'guessed' })).status).toBe(401);
  expect((await post(BODY, { secret: 'guessed' })).status).toBe(401);
});

test('what comes byte by byte gets 408', async () => {
  const socket = connect(story.bot.port, '127.0.0.1').setEncoding('utf8');
  const answered = once(socket, 'data');
  socket.write('POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n');
  const bytes = setInterval(() => socket.write('x'), 500);
  expect(String(await answered)).toMatch(/^HTTP\/1.1 408 /);
  clearInterval(bytes);
  await once(socket, 'close');
}, 60_000);

test('a URL or headers that are longer than a server reads get 4xx', async () => {
  const long = 'x'.repeat(100_000);
  const url = `http://127.0.0.1:${story.bot.port}`;
  expect((await fetch(`${url}/slack/events?${long}`, { method: 'POST' })).status).toBe(431);
  expect((await fetch(url, { headers: { long } })).status).toBe(431);
});

// The last: nothing is installed after it.
test('one community over HTTP: recorded, nudged, and gone when the app is taken out', async () => {
  const ada = story.slack.addUser({ name: 'Ada', tz: 'Europe/Berlin' });
  expect(textOf(await story.say(ada, 'Acme, today 15:00'))).toContain('Acme');
  await story.wind(new Date('2026-11-23T13:00:00Z'));
  expect(nudgeMessages(story.slack, ada)).toHaveLength(1);
  expect((await fetch(`http://127.0.0.1:${story.bot.port}/slack/install`)).status).toBe(404);
  await story.slack.uninstall();
  const left = async () => (await story.pool.query('SELECT id FROM workspace')).rows.length;
  await expect.poll(left, { timeout: 10_000 }).toBe(0);
});
