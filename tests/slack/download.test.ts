/** Files come over a network, and from whoever shares them: the bot takes no more than it said, and gives its token to Slack alone. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { downloadText } from '../../src/slack/download.ts';

let server: Server;
let answer: (response: ServerResponse, request: IncomingMessage) => void;
let tokens: (string | undefined)[];

beforeEach(async () => {
  tokens = [];
  server = createServer((request, response) => {
    tokens.push(request.headers.authorization);
    answer(response, request);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

// A TCP server that listens has an address object, not a pipe's name.
const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const download = (size = 10) =>
  downloadText(new WebClient('xoxb-1', { slackApiUrl: `${origin()}/api/` }), {
    url: `${origin()}/file.ics`,
    size,
  });

test('a file comes as its text', async () => {
  answer = (response) => response.end('BEGIN:VCALENDAR');
  expect(await download()).toEqual({ text: 'BEGIN:VCALENDAR' });
  expect(tokens).toEqual(['Bearer xoxb-1']);
});

test('a file that is said to be too large is not asked for', async () => {
  expect(await download(1_000_001)).toEqual({ reason: 'too-large' });
  expect(tokens).toEqual([]);
});

test('a download without end is stopped at the limit', async () => {
  let sent = 0;
  answer = (response) => {
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(10_000))) sent += 10_000;
    };
    response.on('drain', more);
    more();
  };
  expect(await download()).toEqual({ reason: 'too-large' });
  expect(sent).toBeLessThan(50_000_000);
});

test('a small body that unpacks to a large one is stopped at the limit', async () => {
  answer = (response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(50_000_000)));
  expect(await download()).toEqual({ reason: 'too-large' });
});

test('a body that ends before its length is no file', async () => {
  answer = (response) => {
    response.writeHead(200, { 'content-length': '5000' }).write('BEGIN:VCALENDAR');
    response.socket?.end();
  };
  expect(await download()).toEqual({ reason: 'unreachable' });
});

test('the token goes to nobody but Slack', async () => {
  answer = (response) => response.end('BEGIN:VCALENDAR');
  const client = new WebClient('xoxb-1');
  for (const url of [
    `${origin()}/file.ics`,
    'http://files.slack.com/x',
    'https://slack.com.evil.example/',
    '',
  ])
    expect(await downloadText(client, { url, size: 10 })).toEqual({ reason: 'unreachable' });
  expect(tokens).toEqual([]);
});

test('the token does not go in the clear where Slack is asked by https', async () => {
  answer = (response) => response.end('BEGIN:VCALENDAR');
  const client = new WebClient('xoxb-1', { slackApiUrl: `${origin().replace('http:', 'https:')}/api/` });
  const file = { url: `${origin()}/file.ics`, size: 10 };
  expect(await downloadText(client, file)).toEqual({ reason: 'unreachable' });
  expect(tokens).toEqual([]);
});

test('an address of Slack’s that leads elsewhere is not followed, and one that leads on within Slack is', async () => {
  const elsewhere = createServer((request, response) => {
    tokens.push(`elsewhere ${request.headers.authorization}`);
    response.end('BEGIN:VCALENDAR');
  }).listen(0, '127.0.0.1');
  await once(elsewhere, 'listening');
  const { port } = elsewhere.address() as AddressInfo; // as above
  const lead = (location: string) => {
    answer = (response, { url }) =>
      url === '/file.ics' ? response.writeHead(302, { location }).end() : response.end('BEGIN:VCALENDAR');
  };
  lead(`http://127.0.0.1:${port}/`);
  expect(await download()).toEqual({ reason: 'unreachable' });
  lead('/file.ics');
  expect(await download()).toEqual({ reason: 'unreachable' });
  expect(tokens.filter((token) => token?.startsWith('elsewhere'))).toEqual([]);
  lead('/moved.ics');
  expect(await download()).toEqual({ text: 'BEGIN:VCALENDAR' });
  elsewhere.close();
});
