/** The page's server. It answers this machine alone: the address, Host and Origin must all be its own. */
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type { Result } from './actions.ts';
import type { Sandbox } from './sandbox.ts';

const HOST = '127.0.0.1';
const NAMES = [HOST, 'localhost'];
/** A file comes in base64. */
const LONGEST_BODY = 4_000_000;
const PAGE = join(import.meta.dirname, 'page');
/** What a page may show; every other file is for saving. */
const PICTURES = ['image/png', 'image/jpeg', 'image/gif'];
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const HEADERS = {
  'content-security-policy':
    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** Serves the page; port 0 takes any free one. Who asks before the sandbox is open waits for it. */
export async function servePage(
  opening: Promise<Sandbox>,
  port: number,
): Promise<{ url: string; close: () => Promise<void> }> {
  const files = new Set(await readdir(PAGE));
  let origins: string[] = [];

  const server = createServer((request, response) => {
    route(request, response).catch((error: unknown) => {
      // Whoever tries the bot is the one to see what went wrong.
      send(response, 500, { error: error instanceof Error ? error.message : String(error) });
    });
  });

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isOwn(request, origins)) return send(response, 403, { error: 'Only its own page may ask here.' });
    const { pathname, searchParams } = new URL(request.url ?? '/', origins[0]);
    if (request.method === 'POST' && pathname === '/act') return answerAct(request, response);
    if (request.method !== 'GET') return send(response, 405, { error: 'There is nothing to do here.' });
    if (pathname === '/look') return answerLook(searchParams.get('as') ?? '', response);
    if (pathname === '/changes') return openStream(await opening, response);
    if (pathname.startsWith('/file/')) return sendShared(await opening, pathname.slice(6), response);
    await sendFile(pathname === '/' ? 'index.html' : pathname.slice(1), response);
  }

  // What answers is loaded when it is asked for: it knows all of the product, and the page is there in half the time without it.
  async function answerLook(userId: string, response: ServerResponse): Promise<void> {
    const [sandbox, { look }] = await Promise.all([opening, import('./look.ts')]);
    send(response, 200, await look(sandbox, userId));
  }

  async function answerAct(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const { act } = await import('./actions.ts');
    const result: Result =
      body === undefined ? { error: 'That is too long.' } : await act(await opening, body);
    send(response, 200, result);
  }

  /** Tells the page to look again: at first, and whenever something changed. */
  function openStream({ changes }: Sandbox, response: ServerResponse): void {
    const tell = () => response.write('data: changed\n\n');
    response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream' });
    tell();
    changes.on('change', tell);
    response.on('close', () => changes.off('change', tell));
  }

  /** A file of the conversation, or a picture that a block shows. */
  function sendShared({ communities }: Sandbox, id: string, response: ServerResponse): void {
    const file = communities.flatMap(({ slack }) => slack.files()).find((one) => one.id === id);
    if (!file) return void send(response, 404, { error: 'There is no such file.' });
    const isPicture = PICTURES.includes(file.mimetype);
    const name = encodeURIComponent(file.name);
    response
      .writeHead(200, {
        ...HEADERS,
        'content-type': isPicture ? file.mimetype : 'application/octet-stream',
        ...(!isPicture && { 'content-disposition': `attachment; filename*=UTF-8''${name}` }),
      })
      .end(file.content);
  }

  async function sendFile(name: string, response: ServerResponse): Promise<void> {
    const type = TYPES[extname(name)];
    if (!type || !files.has(name)) return send(response, 404, { error: 'There is no such page.' });
    const content = await readFile(join(PAGE, name));
    response.writeHead(200, { ...HEADERS, 'content-type': type }).end(content);
  }

  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, HOST, resolve));
  // A TCP server that listens has an address object, not a pipe's name.
  const { port: taken } = server.address() as AddressInfo;
  origins = NAMES.map((name) => `http://${name}:${taken}`);
  return {
    url: `http://${HOST}:${taken}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * A page elsewhere can make a browser ask us from its own origin, or under its own name (DNS rebinding). A browser names
 * the origin of everything that it posts.
 */
function isOwn({ headers, method }: IncomingMessage, origins: readonly string[]): boolean {
  const own = `http://${headers.host}`;
  const from = headers.origin ?? (method === 'GET' ? own : undefined);
  return origins.includes(own) && from === own;
}

/** @returns undefined when it is too long. Throws when it is no JSON. */
async function readBody(request: IncomingMessage): Promise<unknown> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) {
    body += chunk;
    if (body.length > LONGEST_BODY) return undefined;
  }
  return JSON.parse(body);
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { ...HEADERS, 'content-type': 'application/json' }).end(JSON.stringify(body));
}
