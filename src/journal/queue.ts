/** How far behind the scheduler is. */
import type { Queue } from '../operate/metrics.ts';
import { nextDue } from './due.ts';
import type { Journal } from './journal.ts';

/** Cheap enough to be asked every few seconds: the front of an index, and the workspaces. */
export async function queueNow(journal: Journal): Promise<Queue> {
  const oldestDue = await nextDue(journal);
  const [counted] = await journal.prisma.$queryRaw<{ paused: number }[]>`
    SELECT count(*)::int AS paused FROM workspace WHERE paused_until > now()`;
  return { oldestDue, pausedWorkspaces: counted?.paused ?? 0 };
}
