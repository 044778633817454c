/** One way to answer, so that every command and press gets an answer, whatever goes wrong. */
import type { RespondFn } from '@slack/bolt';
import { NoRoom } from '../etiquette/room.ts';
import { faultReply, mistakeReply, noZoneReply } from './blocks/faults.ts';
import type { Reply } from './blocks/text.ts';
import { NoZone } from './zone.ts';

/**
 * Answers what `work` returns, if anything, seen by the member alone; `inPlace` puts it where the pressed message was. When it fails
 * the member is told so, with what they typed, and the error goes on to the log.
 */
export async function answering(
  respond: RespondFn,
  work: () => Promise<Reply | undefined>,
  { typed, inPlace = false }: { typed?: string; inPlace?: boolean } = {},
): Promise<void> {
  const answer = async (reply: Reply, replace_original = false) => {
    const message = { ...reply, response_type: 'ephemeral' as const, replace_original };
    // Once more where the way to Slack broke: what was done is done, and must not go unanswered.
    await respond(message).catch(() => respond(message));
  };
  let reply: Reply | undefined;
  try {
    reply = await work();
  } catch (error) {
    const known = knownFault(error, typed);
    await answer(known ?? faultReply(typed));
    if (!known) throw error;
  }
  if (reply) await answer(reply, inPlace);
}

/** What to say where the member can do something about it; nothing is wrong with the bot then. */
export function knownFault(error: unknown, typed?: string): Reply | undefined {
  if (error instanceof NoZone) return noZoneReply(typed);
  return error instanceof NoRoom ? mistakeReply(error.message, typed) : undefined;
}
