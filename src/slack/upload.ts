/** Files that the bot gives to a member, and what Slack says when it cannot take or show them. */
import { RespondError } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { inTurn } from './in-turn.ts';
import { isPlatformError } from './refused.ts';

export type Upload = {
  /**
   * The conversation to share it in (C..., G..., D...); never a user's id, which Slack refuses here (bolt-js #2115): the id
   * of a direct message is what `chat.postMessage` to the user answers. Without it the file stays the bot's own, and is
   * seen where an image block shows it.
   */
  channel?: string | undefined;
  filename: string;
  title: string;
  content: string | Uint8Array;
  /** What a picture shows, for those who cannot see it. */
  altText?: string | undefined;
  /** The message that it is shared with. */
  comment?: string | undefined;
};

/**
 * Uploads a file, and returns its id. Slack goes on working on it: a picture cannot be shown at once (`isFileNotReady`), and
 * a shared file comes into the conversation a moment later.
 * @throws what the calls to Slack throw; `lacksScope` tells whether `files:write` was not granted
 */
export async function uploadFile(client: WebClient, upload: Upload): Promise<string> {
  const { channel, filename, title, content, altText, comment } = upload;
  const { files } = await inTurn(() =>
    client.filesUploadV2({
      filename,
      title,
      file: Buffer.from(content),
      ...(channel ? { channel_id: channel } : {}),
      ...(altText ? { alt_text: altText } : {}),
      ...(comment ? { initial_comment: comment } : {}),
    }),
  );
  const id = files[0]?.files?.[0]?.id;
  if (!id) throw new Error('Slack took a file and did not say its id');
  return id;
}

/** Deletes a file that the bot uploaded; one that is gone is deleted. Needs `files:write`. */
export async function deleteFile(client: WebClient, fileId: string): Promise<void> {
  try {
    await inTurn(() => client.files.delete({ file: fileId }));
  } catch (error) {
    if (!isPlatformError(error, 'file_not_found', 'file_deleted')) throw error;
  }
}

/** Whether the workspace did not grant the scope that a call needs. */
export function lacksScope(error: unknown): boolean {
  return isPlatformError(error, 'missing_scope');
}

/**
 * Whether Slack could not show a picture: it still looks at what was just uploaded, or the file is gone. So a few more tries
 * are worth it, and then the same without the picture. A response_url gives no reason, only 404 (java-slack-sdk #1349) or
 * another refusal of what it was sent.
 */
export function isFileNotReady(error: unknown): boolean {
  if (error instanceof RespondError) return [400, 404].includes(error.statusCode);
  if (!isPlatformError(error, 'invalid_blocks', 'invalid_arguments')) return false;
  // "[ERROR] invalid slack file [json-pointer:/blocks/0/slack_file]" (python-slack-sdk #1658)
  return error.data.response_metadata?.messages?.some((message) => /slack.file/i.test(message)) ?? false;
}
