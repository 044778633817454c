/** Socket Mode: hello, envelopes with an acknowledgement each, disconnects. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { type Carrier, NotDelivered, type Parcel } from './delivery.ts';
import { parseJson } from './http.ts';
import { changed, type State, violate } from './state.ts';
import type { Answer } from './web-api/method.ts';

const MAX_SOCKETS = 10;
/** Well inside the thirty seconds after which Slack's client takes a silent server for dead. */
const PING_EVERY_MS = 10_000;

const acknowledgement = z.looseObject({ envelope_id: z.string(), payload: z.unknown() });

export type DisconnectReason = 'refresh_requested' | 'warning' | 'abrupt';

export type Sockets = Carrier & {
  /** Answers `apps.connections.open` with an address that works once. */
  open(): Answer;
  /** Takes a WebSocket's upgrade request. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** How many have said hello and are open. */
  count(): number;
  /** Ends every socket; `abrupt` without a word, as a broken network does. */
  disconnect(reason: DisconnectReason): void;
  close(): void;
};

export function createSockets(state: State, origin: string): Sockets {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const waiting = new Map<string, (body: unknown) => void>();
  /** Answered too late or too often to count, which is reported elsewhere or not at all. */
  const expired = new Set<string>();
  let turn = 0;

  const open = () => [...server.clients].filter((client) => client.readyState === client.OPEN);

  const pings = setInterval(() => {
    for (const client of open()) client.ping();
  }, PING_EVERY_MS).unref();

  function greet(client: WebSocket): void {
    client.on('message', (data) => receive(String(data)));
    client.on('close', () => changed(state, { what: 'socket' }));
    if (open().length > MAX_SOCKETS) {
      violate(state, 'api-refusal', 'apps.connections.open: too_many_websockets');
      dismiss(client, 'too_many_websockets');
      return;
    }
    client.send(JSON.stringify(hello(state.appId, open().length)));
    changed(state, { what: 'socket' });
  }

  function receive(text: string): void {
    const parsed = acknowledgement.safeParse(parseJson(text));
    if (!parsed.success) {
      violate(state, 'malformed-ack', `not an acknowledgement: ${text.slice(0, 200)}`);
      return;
    }
    const { envelope_id, payload } = parsed.data;
    const settle = waiting.get(envelope_id);
    if (settle) settle(payload);
    else if (!expired.delete(envelope_id)) violate(state, 'unknown-ack', `envelope ${envelope_id}`);
  }

  return {
    open() {
      const ticket = randomBytes(12).toString('hex');
      tickets.add(ticket);
      return {
        ok: true,
        url: `${origin.replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${state.appId}`,
      };
    },

    upgrade(request, socket, head) {
      const url = new URL(request.url ?? '/', origin);
      if (url.pathname === '/link/' && tickets.delete(url.searchParams.get('ticket') ?? '')) {
        server.handleUpgrade(request, socket, head, greet);
      } else {
        socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      }
    },

    count: () => open().length,

    carry({ kind, payload, retry }: Parcel, withinMs) {
      const clients = open();
      const client = clients[turn++ % Math.max(clients.length, 1)];
      if (!client) return Promise.reject(new NotDelivered('dispatch_failed', 'no socket is connected'));
      const envelope_id = randomUUID();
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(envelope_id);
          expired.add(envelope_id);
          reject(new NotDelivered('operation_timeout', `not acknowledged within ${withinMs} ms`));
        }, withinMs);
        waiting.set(envelope_id, (body) => {
          clearTimeout(timer);
          waiting.delete(envelope_id);
          resolve(body);
        });
        const accepts_response_payload = kind !== 'events_api';
        const retries = kind === 'events_api' && {
          retry_attempt: retry?.number ?? 0,
          retry_reason: retry ? 'timeout' : '',
        };
        client.send(
          JSON.stringify({ envelope_id, type: kind, payload, accepts_response_payload, ...retries }),
        );
      });
    },

    disconnect(reason) {
      for (const client of open()) {
        if (reason === 'abrupt') client.terminate();
        else dismiss(client, reason);
      }
    },

    close() {
      clearInterval(pings);
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}

function hello(app_id: string, num_connections: number) {
  const debug_info = { host: 'standin', build_number: 1, approximate_connection_time: 18_060 };
  return { type: 'hello', num_connections, debug_info, connection_info: { app_id } };
}

/** Says goodbye first, as Slack does. One that is only warned ends the connection itself. */
function dismiss(client: WebSocket, reason: string): void {
  client.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'standin' } }));
  if (reason !== 'warning') client.close(1000);
}
