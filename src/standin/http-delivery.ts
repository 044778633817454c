/** Signed HTTP requests, as Slack sends them to a request URL. */
import { createHmac, randomUUID } from 'node:crypto';
import { type Carrier, NotDelivered, type Parcel } from './delivery.ts';
import { parseJson } from './http.ts';

/** Carries to a request URL, each request signed in the moment that it is sent. */
export function createHttpCarrier(url: string, signingSecret: string): Carrier {
  return {
    async carry(parcel, withinMs) {
      const { body, type } = write(parcel);
      const response = await send(url, signingSecret, body, type, parcel.retry, withinMs);
      const text = await response.text();
      if (!response.ok) throw new NotDelivered('dispatch_failed', `HTTP status ${response.status}`);
      if (text === '') return undefined;
      return response.headers.get('content-type')?.includes('json') ? parseJson(text) : text;
    },
  };
}

/**
 * Asks a request URL for its challenge, as Slack does before it accepts one.
 * @throws when the URL does not answer with it.
 */
export async function verifyUrl(url: string, signingSecret: string): Promise<void> {
  const challenge = randomUUID();
  const body = JSON.stringify({ type: 'url_verification', token: 'unused', challenge });
  const response = await send(url, signingSecret, body, 'application/json', 0, 3000);
  const text = await response.text();
  if (!response.ok || !text.includes(challenge)) {
    throw new Error(`${url} did not echo the challenge: ${response.status} ${text.slice(0, 200)}`);
  }
}

async function send(
  url: string,
  signingSecret: string,
  body: string,
  type: string,
  retry: number,
  withinMs: number,
): Promise<Response> {
  const timestamp = Math.floor(Date.now() / 1000).toString();
  const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  const headers = {
    'content-type': type,
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${signature}`,
    ...(retry > 0 && { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': 'http_timeout' }),
  };
  try {
    return await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(withinMs) });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError') {
      throw new NotDelivered('operation_timeout', `not answered within ${withinMs} ms`);
    }
    throw new NotDelivered('dispatch_failed', `${url} cannot be reached`);
  }
}

function write({ kind, payload }: Parcel): { body: string; type: string } {
  if (kind === 'events_api') return { body: JSON.stringify(payload), type: 'application/json' };
  const fields =
    kind === 'interactive'
      ? { payload: JSON.stringify(payload) }
      : Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value)]));
  return { body: new URLSearchParams(fields).toString(), type: 'application/x-www-form-urlencoded' };
}
