import type { WebClient } from '@slack/web-api';

const PATIENCE_MS = 10_000;
const TOO_LARGE = 1_000_000;

/** Why a shared file could not be read. `no-scope`: the workspace did not grant `files:read`. */
export type NotDownloaded = { reason: 'no-scope' | 'too-large' | 'unreachable' };

/**
 * The text of a file that was shared with the bot, at most a megabyte. Without `files:read` Slack answers with its page to
 * sign in instead of an error (docs.slack.dev/reference/objects/file-object, "Authentication").
 */
export async function downloadText(
  client: WebClient,
  file: { url: string; size: number },
): Promise<{ text: string } | NotDownloaded> {
  if (file.size > TOO_LARGE) return { reason: 'too-large' };
  try {
    const response = await fetch(file.url, {
      headers: { authorization: `Bearer ${client.token}` },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const isPage = response.headers.get('content-type')?.startsWith('text/html');
    if (isPage || response.status === 403) return { reason: 'no-scope' };
    return response.ok ? { text: await response.text() } : { reason: 'unreachable' };
  } catch {
    // A network that fails is answered with how to do it otherwise; there is nothing here to mend.
    return { reason: 'unreachable' };
  }
}
