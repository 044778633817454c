/** What Slack's client makes of answers, by the way that every call of the bot goes. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebAPIHTTPError, WebAPIRequestError, type WebClient } from '@slack/web-api';
import { afterEach, expect, test } from 'vitest';
import { failureOf } from '../../src/nudging/outcome.ts';
import { openMetrics } from '../../src/operate/metrics.ts';
import { openCalls } from '../../src/slack/calls.ts';
import { NudgeClient } from '../../src/slack/nudge-client.ts';

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function slackThat(answers: RequestListener): Promise<string> {
  server = createServer(answers);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP server that listens has an address object, not a pipe's name.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
}

function clientOf(slackApiUrl: string, timeout = 10_000): WebClient {
  return new NudgeClient('xoxb-test', openCalls(openMetrics(), slackApiUrl), { slackApiUrl, timeout });
}

const post = (client: WebClient) => client.chat.postMessage({ channel: 'U1', text: 'Grüße' });
const faultOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

test('a message arrives as it was worded, and the answer’s headers with it', async () => {
  let body = '';
  const client = clientOf(
    await slackThat((request, response) => {
      request.on('data', (part) => {
        body += part;
      });
      request.on('end', () =>
        response
          .writeHead(200, { 'content-type': 'application/json', 'x-oauth-scopes': 'chat:write, im:history' })
          .end('{"ok":true,"ts":"1.0"}'),
      );
    }),
  );
  expect(await post(client)).toMatchObject({ ok: true, ts: '1.0' });
  expect(new URLSearchParams(body).get('text')).toBe('Grüße');
  expect((await client.auth.test()).response_metadata?.scopes).toEqual(['chat:write', 'im:history']);
});

test.each([
  ['nothing at all', ''],
  ['half an answer', '{"ok":tr'],
])('%s leaves it unknown', async (_name, body) => {
  const headers = { 'content-type': 'application/json' };
  const client = clientOf(
    await slackThat((_request, response) => response.writeHead(200, headers).end(body)),
  );
  const fault = await faultOf(post(client));
  expect(fault).toBeInstanceOf(WebAPIRequestError);
  expect(failureOf(fault)).toEqual({ kind: 'unknown' });
});

test('a page of somebody else’s is no refusal of Slack’s', async () => {
  const client = clientOf(
    await slackThat((_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Log in'),
    ),
  );
  expect(failureOf(await faultOf(post(client)))).toEqual({ kind: 'unknown' });
});

test.each([204, 302, 502])('status %d: Slack did not take it', async (status) => {
  const client = clientOf(
    await slackThat((_request, response) => response.writeHead(status, { location: '/elsewhere' }).end()),
  );
  const fault = await faultOf(post(client));
  expect(fault).toBeInstanceOf(WebAPIHTTPError);
  expect(failureOf(fault)).toMatchObject({ kind: 'not-sent' });
});

test('no answer in time leaves it unknown', async () => {
  const client = clientOf(await slackThat(() => {}), 100);
  expect(failureOf(await faultOf(post(client)))).toEqual({ kind: 'unknown' });
});

test('nobody there: it was not sent', async () => {
  const url = await slackThat(() => {});
  await new Promise((resolve) => server.close(resolve));
  expect(failureOf(await faultOf(post(clientOf(url))))).toMatchObject({ kind: 'not-sent' });
});

test('a pause that Slack names no length of', async () => {
  const client = clientOf(await slackThat((_request, response) => response.writeHead(429).end()));
  expect(failureOf(await faultOf(post(client)))).toMatchObject({ kind: 'not-sent' });
});
