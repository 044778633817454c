/** One way to answer, so that every command and press gets an answer, whatever goes wrong. */
import type { RespondFn } from '@slack/bolt';
import { faultReply, noZoneReply } from './blocks/faults.ts';
import type { Reply } from './blocks/text.ts';
import { NoZone } from './zone.ts';

/**
 * Answers what `work` returns, seen by the member alone; `inPlace` puts it where the pressed message was. When it fails
 * the member is told so, with what they typed, and the error goes on to the log.
 */
export async function answering(
  respond: RespondFn,
  work: () => Promise<Reply>,
  { typed, inPlace = false }: { typed?: string; inPlace?: boolean } = {},
): Promise<void> {
  try {
    await respond({ ...privately(await work()), replace_original: inPlace });
  } catch (error) {
    if (error instanceof NoZone) return void (await respond(privately(noZoneReply(typed))));
    await respond(privately(faultReply(typed)));
    throw error;
  }
}

function privately(reply: Reply) {
  return { ...reply, response_type: 'ephemeral' as const, replace_original: false };
}
