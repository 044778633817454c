/** The least that can stand for Slack when messages are counted: it takes a message, notes when, and says so. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const question = z.union([
  z.object({ ask: z.literal('start') }),
  z.object({ ask: z.literal('await'), count: z.number() }),
]);

/** The user that each message went to, and when, in milliseconds since 1970. */
let taken: { channel: string; at: number }[] = [];
let awaited: (() => void) | undefined;
let most = Number.POSITIVE_INFINITY;

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('latin1').on('data', (part: string) => {
    body += part;
  });
  request.on('end', () => {
    const channel = /(?:^|&)channel=([^&]*)/.exec(body)?.[1] ?? '';
    if (request.url?.endsWith('/chat.postMessage')) {
      taken.push({ channel, at: performance.timeOrigin + performance.now() });
      if (taken.length >= most) awaited?.();
    }
    const answer = `{"ok":true,"channel":"D${channel}","ts":"1700000000.${String(taken.length).padStart(6, '0')}"}`;
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length })
      .end(answer);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1');

process.on('message', (message) => {
  const asked = question.parse(message);
  if (asked.ask === 'start') {
    taken = [];
    // A TCP server that listens has an address object, not a pipe's name.
    process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`);
    return;
  }
  const answer = () => {
    awaited = undefined;
    process.send?.(taken);
  };
  most = asked.count;
  if (taken.length >= most) answer();
  else awaited = answer;
});
process.on('disconnect', () => process.exit());
