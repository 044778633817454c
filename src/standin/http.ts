import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { isFields } from './block-kit/ids.ts';
import type { Fields } from './state.ts';

/** `fields` is empty when the body was not an object. */
export type Body = { raw: string; fields: Fields };

/** Reads a body of JSON or of a form, by its content type. */
export async function readBody(request: IncomingMessage): Promise<Body> {
  const raw = await text(request);
  if (request.headers['content-type']?.includes('application/json')) {
    const parsed = parseJson(raw);
    return { raw, fields: isFields(parsed) ? parsed : {} };
  }
  return { raw, fields: Object.fromEntries(new URLSearchParams(raw)) };
}

/**
 * Whether a page in a browser asks, from an origin of its own or under a name that leads here (DNS rebinding). The stand-in's tokens are
 * known to everybody, and stop nobody.
 */
export function isFromPage({ headers }: IncomingMessage, origin: string): boolean {
  const { host, port } = new URL(origin);
  const isOwn = headers.host === host || headers.host === `localhost:${port}`;
  return headers.origin !== undefined || !isOwn;
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

/** @returns undefined when the text is no JSON. */
export function parseJson(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}
