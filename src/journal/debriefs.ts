import { atLocal } from '../etiquette/calendar.ts';
import type { Facts } from '../etiquette/facts.ts';
import type { Person, ToldPromise, WhatTheySaid } from '../etiquette/told.ts';
import { change, type Journal } from './journal.ts';
import { fromLocalDate } from './stored.ts';
import { addPeople, addPromises } from './told.ts';

/** What a member tells within a minute of an interview. It replaces what was told before; people and promises are added. */
export type Debrief = WhatTheySaid & {
  traditional: boolean;
  interviewers: readonly Person[];
  materials: readonly ToldPromise[];
};

/** Records a debrief. Undefined when the interview is not (or no longer) this member's. */
export async function recordDebrief(
  journal: Journal,
  memberId: string,
  interviewId: string,
  debrief: Debrief,
): Promise<Facts | undefined> {
  const seal = (text: string) => journal.sealer.seal(text, memberId);
  const { result, facts } = await change(journal, memberId, async (tx, { applications }) => {
    const application = applications.find(({ interviews }) =>
      interviews.some(({ id }) => id === interviewId),
    );
    const interview = application?.interviews.find(({ id }) => id === interviewId);
    if (!application || !interview) return false;
    await tx.interview.update({
      where: { id: interviewId },
      data: {
        replyBy: fromLocalDate(debrief.replyBy) ?? null,
        holdOffUntil: debrief.holdOff ? atLocal(debrief.holdOff, 0, interview.zone) : null,
        noContact: debrief.noContact ?? false,
        nextDayInvited: debrief.nextDay ?? false,
        debriefedAt: journal.now(),
      },
    });
    await tx.application.update({
      where: { id: application.id },
      data: { traditional: debrief.traditional },
    });
    await addPeople(tx, interview, debrief.interviewers, seal);
    await addPromises(tx, interview, debrief.materials, seal);
    return true;
  });
  return result ? facts : undefined;
}
