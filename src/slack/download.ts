import type { WebClient } from '@slack/web-api';
import { textOfFile } from '../words/ics-lines.ts';

const PATIENCE_MS = 10_000;
const TOO_LARGE = 1_000_000;
/** To its page to sign in, for one. */
const MOST_REDIRECTS = 3;

/** Why a shared file could not be read. `no-scope`: the workspace did not grant `files:read`. */
export type NotDownloaded = { reason: 'no-scope' | 'too-large' | 'unreachable' };

/**
 * The text of a file that was shared with the bot, at most a megabyte, whatever its length was said to be. Without
 * `files:read` Slack answers with its page to sign in instead of an error (docs.slack.dev/reference/objects/file-object,
 * "Authentication").
 */
export async function downloadText(
  client: WebClient,
  file: { url: string; size: number },
): Promise<{ text: string } | NotDownloaded> {
  if (file.size > TOO_LARGE) return { reason: 'too-large' };
  try {
    const response = await fetchFromSlack(client, file.url, AbortSignal.timeout(PATIENCE_MS));
    if (!response) return { reason: 'unreachable' };
    const isPage = response.headers.get('content-type')?.startsWith('text/html');
    if (!response.ok || isPage) await response.body?.cancel();
    if (isPage || response.status === 403) return { reason: 'no-scope' };
    return response.ok ? await textWithin(response, TOO_LARGE) : { reason: 'unreachable' };
  } catch {
    // A network that fails is answered with how to do it otherwise; there is nothing here to mend.
    return { reason: 'unreachable' };
  }
}

/** Undefined where the file lies elsewhere, or an address of Slack's leads there: that may be one of this server's own network. */
async function fetchFromSlack(
  client: WebClient,
  url: string,
  signal: AbortSignal,
  redirects = MOST_REDIRECTS,
): Promise<Response | undefined> {
  if (!isSlacks(url, client) || redirects < 0) return undefined;
  const headers = { authorization: `Bearer ${client.token}` };
  const response = await fetch(url, { headers, signal, redirect: 'manual' });
  const next = response.headers.get('location');
  if (response.status < 300 || response.status > 399 || !next) return response;
  await response.body?.cancel();
  return fetchFromSlack(client, new URL(next, url).href, signal, redirects - 1);
}

/** A file that another app shares may lie anywhere, and nobody but Slack is to see the token. */
function isSlacks(url: string, { slackApiUrl }: WebClient): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, hostname, protocol } = new URL(url);
  return origin === new URL(slackApiUrl).origin || (protocol === 'https:' && hostname.endsWith('.slack.com'));
}

/** Stops at the limit: a body may be longer than it was said to be, or have no end. */
async function textWithin(
  { body }: Response,
  most: number,
): Promise<{ text: string } | { reason: 'too-large' }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > most) return { reason: 'too-large' };
    chunks.push(chunk);
  }
  return { text: textOfFile(Buffer.concat(chunks)) };
}
