/** Members of many workspaces, each with one interview behind them and one nudge due at an instant of its own. */
import { randomUUID } from 'node:crypto';
import type { Journal } from '../../src/journal/journal.ts';
import { type Order, userOf, workspaceOf } from './contender.ts';

const MINUTE = 60_000;
const INTERVIEW_MINUTES = 60;
/** The debrief comes a quarter of an hour after the end, and before everything else that an interview brings. */
const DEBRIEF_AFTER_MINUTES = 15;
const ROWS_AT_ONCE = 1000;
const EARLY_AFTERNOON = 13;

/** A zone in which it is early in the afternoon now, so that waking hours hold nothing back. Its names count backwards. */
export function zoneInTheAfternoon(now = new Date()): string {
  const ahead = EARLY_AFTERNOON - now.getUTCHours();
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

export async function seed({ prisma, sealer }: Journal, order: Order): Promise<void> {
  const workspaces = Array.from({ length: order.workspaces }, (_, index) => `T${index}`);
  await prisma.installation.createMany({
    data: workspaces.map((id) => ({
      ...{ id, botId: `B${id}`, botUserId: `UB${id}`, botToken: sealer.seal(`xoxb-${id}`, id) },
    })),
  });
  await prisma.workspace.createMany({ data: workspaces.map((id) => ({ id, installationId: id })) });
  const slackZone = zoneInTheAfternoon();
  const rows = order.due.map((at, index) => {
    const [memberId, applicationId] = [randomUUID(), randomUUID()];
    const end = at - DEBRIEF_AFTER_MINUTES * MINUTE;
    const startsAt = new Date(end - INTERVIEW_MINUTES * MINUTE);
    const recorded = new Date(startsAt.getTime() - MINUTE);
    return {
      member: {
        ...{ id: memberId, workspaceId: workspaceOf(index, order), slackUserId: userOf(index) },
        ...{ slackZone, slackZoneAt: recorded, lastSeenAt: recorded, wakeAt: new Date(at) },
        // Nobody's mornings and weekends are measured here.
        ...{ weekend: [] },
      },
      application: {
        ...{ id: applicationId, memberId, createdAt: recorded },
        ...{ company: sealer.seal('Acme', memberId), role: sealer.seal('Engineer', memberId) },
      },
      interview: {
        ...{ applicationId, createdAt: recorded, startsAt, minutes: INTERVIEW_MINUTES },
        ...{ zone: slackZone, kind: 'technical' },
      },
    };
  });
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const some = rows.slice(from, from + ROWS_AT_ONCE);
    await prisma.member.createMany({ data: some.map(({ member }) => member) });
    await prisma.application.createMany({ data: some.map(({ application }) => application) });
    await prisma.interview.createMany({ data: some.map(({ interview }) => interview) });
  }
}
