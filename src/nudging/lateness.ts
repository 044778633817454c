/** What the bot itself was late with. Whatever a member tells of the past was due before anybody could know, and is not. */
import { latest } from '../etiquette/calendar.ts';
import type { Facts } from '../etiquette/facts.ts';
import type { Claim } from '../journal/claims.ts';
import type { Batch } from '../journal/due.ts';

/** How long after it might have been sent first something is sent. */
export function secondsLate({ claim, facts }: Batch, at: Date): number {
  return (at.getTime() - dueSince(claim, facts).getTime()) / 1000;
}

/** How many nudges lost their sense while the member waited to be woken. */
export function droppedMeanwhile({ claim, facts, missed }: Batch): number {
  const since = dueSince(claim, facts);
  return missed.filter(({ until }) => until && until > since).length;
}

function dueSince({ wakeAt }: Claim, { lastSeenAt = wakeAt }: Facts): Date {
  return latest(wakeAt, lastSeenAt);
}
