/** Signed HTTP requests, as Slack sends them to a request URL. */
import { createHmac, randomUUID } from 'node:crypto';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { type Carrier, NotDelivered, type Parcel } from './delivery.ts';
import { parseJson } from './http.ts';

/** Carries to a request URL, each request signed in the moment that it is sent. */
export function createHttpCarrier(url: string, signingSecret: string): Carrier {
  return {
    async carry(parcel, withinMs) {
      const { ok, status, type, text } = await send(url, sign(signingSecret, parcel), withinMs);
      if (!ok) throw new NotDelivered('dispatch_failed', `HTTP status ${status}`);
      if (text === '') return undefined;
      return (type.includes('json') && parseJson(text)) || text;
    },
  };
}

/**
 * Asks a request URL for its challenge, as Slack does before it accepts one.
 * @throws when the URL does not answer with it.
 */
export async function verifyUrl(url: string, signingSecret: string): Promise<void> {
  const challenge = randomUUID();
  const payload = { type: 'url_verification', token: 'unused', challenge };
  const { ok, status, text } = await send(url, sign(signingSecret, { kind: 'events_api', payload }), 3000);
  if (!ok || !text.includes(challenge)) {
    throw new Error(`${url} did not echo the challenge: ${status} ${text.slice(0, 200)}`);
  }
}

type Signed = { readonly headers: Record<string, string>; readonly body: string };

function sign(signingSecret: string, parcel: Parcel): Signed {
  const { body, type } = write(parcel);
  const timestamp = (Math.floor(Date.now() / 1000) + (parcel.secondsLater ?? 0)).toString();
  const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  const { retry } = parcel;
  const headers = {
    'content-type': type,
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${signature}`,
    ...(retry && { 'x-slack-retry-num': String(retry.number), 'x-slack-retry-reason': retry.reason }),
  };
  return { headers, body };
}

/** Each over a connection of its own: one that is kept may be closed by a busy app just when it is used again. */
async function send(url: string, { headers, body }: Signed, withinMs: number) {
  const signal = AbortSignal.timeout(withinMs);
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request(url, { method: 'POST', headers, agent: false, signal }, resolve).on('error', reject).end(body);
    });
    const status = response.statusCode ?? 0;
    const type = response.headers['content-type'] ?? '';
    return { ok: status >= 200 && status < 300, status, type, text: await text(response) };
  } catch {
    if (signal.aborted) throw new NotDelivered('operation_timeout', `not answered within ${withinMs} ms`);
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
