/** A member with something in every sealed column, in a workspace with a token. */
import { randomUUID } from 'node:crypto';
import type { InterviewInput } from '../../src/etiquette/told.ts';
import { recordDebrief } from '../../src/journal/debriefs.ts';
import { keepDrafts } from '../../src/journal/drafts.ts';
import { keepInstallation } from '../../src/journal/installations.ts';
import { recordInterview } from '../../src/journal/interviews.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { meetMember } from '../../src/journal/members.ts';

const ACME: InterviewInput = {
  ...{ company: 'Acme', role: 'Engineer', calendarUid: 'uid@acme.example', kind: 'technical' },
  ...{ startsAt: new Date('2026-11-24T14:00:00Z'), minutes: 60, zone: 'Europe/Berlin' },
  interviewers: [{ name: 'Dana Fox', email: 'dana@acme.example' }],
  materials: [],
};

/** Records it, and gives the member's id and the application's. */
export async function recordEverything(journal: Journal): Promise<{ id: string; applicationId: string }> {
  const user = { workspaceId: `T${randomUUID()}`, userId: `U${randomUUID()}` };
  await keepInstallation(journal, user, {
    ...{ botId: 'B1', botUserId: 'U1', botToken: 'xoxb-1' },
    refresh: { token: 'xoxe-1', seconds: 43_200 },
  });
  const { id } = await meetMember(journal, user, { zone: 'Europe/Berlin', signature: 'Ada Byron' });
  const { interviewId } = await recordInterview(journal, id, ACME);
  const dueAt = new Date('2026-11-26T09:00:00Z');
  const facts = await recordDebrief(journal, id, interviewId, {
    traditional: true,
    interviewers: [{ name: 'Dana Fox', email: 'dana@acme.example', talkingPoint: 'the garden' }],
    materials: [{ what: 'references', dueAt }],
    agency: { name: 'Mia Ray', email: 'mia@agency.example' },
    coordinator: { name: 'Kim Day', email: 'kim@acme.example' },
  });
  const applicationId = facts?.applications[0]?.id ?? '';
  await keepDrafts(journal, id, applicationId, [
    { key: 'thank-you/1', subject: 'Thanks', text: 'Dear Dana' },
  ]);
  return { id, applicationId };
}
