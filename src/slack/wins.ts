/** What a member told a channel, out of it again. */
import type { WebClient } from '@slack/web-api';
import type { Win } from '../journal/wins.ts';
import type { Log } from '../operate/log.ts';
import { inTurn } from './in-turn.ts';
import { isPlatformError } from './refused.ts';

/** docs.slack.dev/reference/methods/chat.delete, Errors: there is nothing to delete. */
const GONE = ['message_not_found'];
/** A channel that Slack does not show us, or in which we are not any more, may still show it to everybody else: Slack will not let us. */
const NEVER = [
  'channel_not_found',
  'not_in_channel',
  'cant_delete_message',
  'compliance_exports_prevent_deletion',
  'is_archived',
  'restricted_action',
];

/** Takes a win out of its channel. False where Slack will not, or nobody knows where it stands. Rejects where Slack cannot tell now. */
export async function deleteWin(
  client: WebClient,
  { channel, messageTs: ts }: Pick<Win, 'channel' | 'messageTs'>,
): Promise<boolean> {
  if (!ts) return false;
  try {
    await inTurn(() => client.chat.delete({ channel, ts }));
    return true;
  } catch (error) {
    if (isPlatformError(error, ...GONE)) return true;
    if (isPlatformError(error, ...NEVER)) return false;
    throw error;
  }
}

/** The same for what its member had removed here: what Slack cannot tell now is noted, and stays. */
export async function deleteRemoved(client: WebClient, log: Log, win: Win): Promise<boolean> {
  return deleteWin(client, win).catch((error: unknown) => {
    log.warn({ event: 'win.not-deleted', err: error });
    return false;
  });
}
