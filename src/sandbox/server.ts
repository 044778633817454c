/** The page's server. It answers this machine alone: the address, Host and Origin must all be its own. */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Bot } from '../bot.ts';
import type { Standin } from '../standin/index.ts';
import { act, type Result } from './actions.ts';
import type { WoundClock } from './clock.ts';
import { look } from './look.ts';

export type Sandbox = { slack: Standin; bot: Bot; clock: WoundClock };

const HOST = '127.0.0.1';
const LONGEST_BODY = 100_000;
const FILES: Record<string, { file: string; type: string }> = {
  '/': { file: 'index.html', type: 'text/html' },
  '/page.css': { file: 'page.css', type: 'text/css' },
  '/page.js': { file: 'page.js', type: 'text/javascript' },
  '/blocks.js': { file: 'blocks.js', type: 'text/javascript' },
  '/elements.js': { file: 'elements.js', type: 'text/javascript' },
  '/mrkdwn.js': { file: 'mrkdwn.js', type: 'text/javascript' },
};
const HEADERS = {
  'content-security-policy':
    "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

export async function servePage(sandbox: Sandbox, port: number) {
  const streams = new Set<ServerResponse>();
  const forget = sandbox.slack.onChange(() => {
    for (const stream of streams) stream.write('data: changed\n\n');
  });
  let origin = '';
  const server = createServer((request, response) => {
    route(request, response).catch((error: unknown) => {
      // What went wrong belongs on the page: whoever tries the bot is the one to see it.
      send(response, 500, { error: error instanceof Error ? error.message : String(error) });
    });
  });

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isOwn(request, origin))
      return send(response, 403, { error: 'This page answers its own address only' });
    const { pathname, searchParams } = new URL(request.url ?? '/', origin);
    if (request.method === 'POST' && pathname === '/act')
      return send(response, 200, await actOn(sandbox, request));
    if (request.method !== 'GET') return send(response, 405, { error: 'method not allowed' });
    if (pathname === '/look') return send(response, 200, await look(sandbox, searchParams.get('as') ?? ''));
    if (pathname === '/stream') return stream(response);
    const page = FILES[pathname];
    if (!page) return send(response, 404, { error: 'not found' });
    const content = await readFile(join(import.meta.dirname, 'page', page.file));
    response.writeHead(200, { ...HEADERS, 'content-type': `${page.type}; charset=utf-8` }).end(content);
  }

  function stream(response: ServerResponse): void {
    response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream' }).write('data: changed\n\n');
    streams.add(response);
    response.on('close', () => streams.delete(response));
  }

  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, HOST, resolve));
  // A TCP server that listens has an address object, not a pipe's name.
  origin = `http://${HOST}:${(server.address() as AddressInfo).port}`;
  return {
    url: origin,
    close: () =>
      new Promise<void>((resolve) => {
        forget();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A page elsewhere can make a browser ask us, under another name (DNS rebinding) or from another origin. */
function isOwn({ headers }: IncomingMessage, origin: string): boolean {
  const { host, origin: from } = headers;
  return `http://${host}` === origin && (from === undefined || from === origin);
}

async function actOn(sandbox: Sandbox, request: IncomingMessage): Promise<Result> {
  let body = '';
  for await (const chunk of request) {
    body += chunk;
    if (body.length > LONGEST_BODY) return { error: 'That is more than this page takes.' };
  }
  return act(sandbox, JSON.parse(body));
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { ...HEADERS, 'content-type': 'application/json' }).end(JSON.stringify(body));
}
