/** What the bot itself was late with. Whatever a member tells of the past was due before anybody could know, and is not. */
import { advise } from '../etiquette/advice.ts';
import { latest } from '../etiquette/calendar.ts';
import type { Facts } from '../etiquette/facts.ts';
import type { Claim } from '../journal/claims.ts';
import type { Batch } from '../journal/due.ts';

/** How long after it might have been sent first something is sent. */
export function secondsLate(claim: Claim, { facts }: Pick<Batch, 'facts'>, at: Date): number {
  return (at.getTime() - dueSince(claim, facts).getTime()) / 1000;
}

/** How many nudges lost their sense while the member waited to be woken. */
export function droppedMeanwhile(claim: Claim, facts: Facts, now: Date): number {
  const since = dueSince(claim, facts);
  return advise(facts, now).missed.filter(({ until }) => until && until > since).length;
}

function dueSince({ wakeAt }: Claim, { lastSeenAt = wakeAt }: Facts): Date {
  return latest(wakeAt, lastSeenAt);
}
