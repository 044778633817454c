/** Whether the process lives, and whether it can do its work; and the server that says so where there is no other. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Readiness = () => Promise<{ ready: boolean; reasons: string[] }>;

/** What Bolt's HTTP receiver serves beside Slack's requests. */
export type Route = {
  path: string;
  method: string;
  handler: (request: IncomingMessage, response: ServerResponse) => void;
};

/** An orchestrator that asks must hear something soon, even where the database hangs. */
const PATIENCE_MS = 2_000;

/** `/healthz` and `/readyz`, as routes for Bolt's HTTP receiver. */
export function healthRoutes(readiness: Readiness): Route[] {
  return [
    {
      path: '/healthz',
      method: 'GET',
      handler: (_request, response) => answer(response, 200, { alive: true }),
    },
    {
      path: '/readyz',
      method: 'GET',
      handler: async (_request, response) => {
        const { ready, reasons } = await soon(readiness);
        answer(response, ready ? 200 : 503, { ready, reasons });
      },
    },
  ];
}

/** Serves what an operator asks for on a port of its own, for Socket Mode. Port 0 takes any free one. */
export async function startHealth({
  host,
  port,
  routes,
}: {
  host: string;
  port: number;
  routes: readonly Route[];
}) {
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0];
    const route = routes.find((one) => one.path === path && one.method === request.method);
    if (route) route.handler(request, response);
    else answer(response, 404, { error: 'not found' });
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  return {
    // A TCP server that listens has an address object, not a pipe's name.
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A check that fails is an answer too. What it failed with stays out of a page that anybody may read. */
async function soon(readiness: Readiness): ReturnType<Readiness> {
  const unready = (reason: string) => ({ ready: false, reasons: [reason] });
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<Awaited<ReturnType<Readiness>>>((resolve) => {
    timer = setTimeout(() => resolve(unready(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS);
  });
  const answered = readiness().catch(() => unready('the check itself failed'));
  return Promise.race([answered, tooLate]).finally(() => clearTimeout(timer));
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
