import { stringify } from 'node:querystring';
import {
  type WebAPICallResult,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
  type WebClientOptions,
} from '@slack/web-api';
import { z } from 'zod';
import { LONGEST_CALL_MS } from '../journal/claims.ts';
import type { Answer, Calls } from './calls.ts';

const NO_RETRIES: WebClientOptions = { retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };
const said = z.looseObject({ ok: z.boolean(), error: z.string().optional() });

/**
 * Slack's client as it sends nudges: nothing is ever retried, as after a lost reply that would be a second message. Its `chat.postMessage`
 * goes by no queue, and words no log for nobody, which together cost more than the call (docs/decisions/0012); what Slack
 * answers comes back as Slack's client tells it, in the same errors.
 */
export class NudgeClient extends WebClient {
  readonly #call: Calls['call'];
  readonly #timeout: number;

  constructor(
    token: string | undefined,
    { call, fetch }: Calls,
    { timeout = LONGEST_CALL_MS, ...options }: WebClientOptions = {},
  ) {
    super(token, { ...NO_RETRIES, ...options, timeout, fetch });
    this.#call = call;
    this.#timeout = timeout;
  }

  override async apiCall(method: string, options: Record<string, unknown> = {}): Promise<WebAPICallResult> {
    if (method !== 'chat.postMessage') return super.apiCall(method, options);
    const answer = await this.#post(`${this.slackApiUrl}${method}`, options).catch((error: unknown) => {
      throw new WebAPIRequestError(error instanceof Error ? error : new Error(String(error)));
    });
    return resultOf(answer);
  }

  #post(url: string, options: Record<string, unknown>): Promise<Answer> {
    const fields = Object.entries(options).flatMap(([name, value]) =>
      value == null ? [] : [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]],
    );
    return this.#call(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...(this.token && { authorization: `Bearer ${this.token}` }),
      },
      body: stringify(Object.fromEntries(fields)),
      signal: AbortSignal.timeout(this.#timeout),
    });
  }
}

/** Slack's statuses besides 200 and 429 say nothing but that it did not take the message. */
function resultOf({ status, statusText, headers, text }: Answer): WebAPICallResult {
  const seconds = Number.parseInt(headers.get('retry-after') ?? '', 10);
  if (status === 429 && seconds >= 0) throw new WebAPIRateLimitedError(seconds);
  if (status !== 200) throw new WebAPIHTTPError(status, statusText, Object.fromEntries(headers), text);
  const result = read(text);
  if (!result.ok) throw new WebAPIPlatformError({ ...result, error: result.error ?? '' });
  return result;
}

/** A page of whoever stands in between is an error of that name, as Slack's client has it. */
function read(text: string): z.infer<typeof said> {
  try {
    return said.parse(JSON.parse(text));
  } catch {
    return { ok: false, error: text };
  }
}
