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
 * Takes turns of workspaces to be sent one message for each of these, by the database's clock. What was sent fills a bucket that leaks
 * evenly, and `spent_until` is when it will be empty; a minute's count that starts anew would let twice as much through around its
 * start.
 * @returns those that got theirs, the first before the last; none of a workspace for which Slack asked for a pause, or that spent all
 */
export async function takeTurns<T extends { workspaceId: string }>(
  { prisma }: Journal,
  wanted: readonly T[],
  limits: Limits,
): Promise<T[]> {
  const { burst, each } = secondsOf(limits);
  const ids = wanted.map(({ workspaceId }) => workspaceId);
  // Locked in their order, so that no two replicas wait for one another.
  const rows = await prisma.$queryRaw<{ id: string; turns: number }[]>`
    WITH room AS (
      SELECT w.id, least(asked.turns, floor((${burst}::double precision
        - greatest(0, extract(epoch FROM w.spent_until - now()))) / ${each}::double precision))::int AS turns
      FROM workspace w JOIN (
        SELECT id, count(*) AS turns FROM unnest(${ids}::text[]) AS wanted(id) GROUP BY id
      ) asked ON asked.id = w.id
      WHERE w.paused_until IS NULL OR w.paused_until < now()
      ORDER BY w.id FOR UPDATE OF w
    )
    UPDATE workspace
    SET spent_until = greatest(spent_until, now()) + make_interval(secs => room.turns * ${each}::double precision)
    FROM room WHERE workspace.id = room.id AND room.turns > 0
    RETURNING workspace.id, room.turns`;
  const left = new Map(rows.map(({ id, turns }) => [id, turns]));
  return wanted.filter(({ workspaceId }) => {
    const turns = left.get(workspaceId) ?? 0;
    left.set(workspaceId, turns - 1);
    return turns > 0;
  });
}

/** Nothing is begun in these workspaces for so long, by the database's clock; a pause that is longer stays. */
export async function pause({ prisma }: Journal, ids: readonly string[], seconds: number): Promise<void> {
  await prisma.$executeRaw`
    UPDATE workspace SET paused_until = greatest(paused_until, now() + make_interval(secs => ${seconds}::double precision))
    WHERE id = ANY(${[...ids]}::text[])`;
}
