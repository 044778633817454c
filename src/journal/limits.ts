/**
 * How much Slack takes (docs.slack.dev/apis/web-api/rate-limits): a message a second in each conversation, and "several hundred" a
 * minute in a workspace, whoever of the replicas sends them. Whoever keeps to it is hardly ever refused, and a refusal pauses a
 * whole workspace.
 */
import type { Journal } from './journal.ts';

/** What a workspace may be sent: so many at once, when nothing was sent for a while, and then so many a minute. */
export type Limits = { atOnce: number; perMinute: number };

/** At most 300 in any minute. */
export const SLACKS_LIMITS: Limits = { atOnce: 100, perMinute: 200 };
export const CHANNEL_RESTS_MS = 1000;

/** How long a message counts, and all of those that may be sent at once. */
export function secondsOf({ atOnce, perMinute }: Limits): { burst: number; each: number } {
  const each = 60 / perMinute;
  return { burst: atOnce * each, each };
}

/**
 * Takes a workspace's turn to be sent one message, by the database's clock. What was sent fills a bucket that leaks evenly, and
 * `spent_until` is when it will be empty; a minute's count that starts anew would let twice as much through around its start.
 * @returns false where Slack asked for a pause, or all is spent
 */
export async function takeTurn(journal: Journal, workspaceId: string, limits: Limits): Promise<boolean> {
  const { burst, each } = secondsOf(limits);
  const taken = await journal.prisma.$executeRaw`
    UPDATE workspace SET spent_until = greatest(spent_until, now()) + make_interval(secs => ${each}::double precision)
    WHERE id = ${workspaceId} AND (paused_until IS NULL OR paused_until < now())
      AND (spent_until IS NULL OR spent_until <= now() + make_interval(secs => ${burst - each}::double precision))`;
  return taken === 1;
}
