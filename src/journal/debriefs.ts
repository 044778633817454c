import { atLocal } from '../etiquette/calendar.ts';
import type { Contact, Facts } from '../etiquette/facts.ts';
import { findInterview } from '../etiquette/find.ts';
import type { Person, ToldPromise, WhatTheySaid } from '../etiquette/told.ts';
import { change, type Journal } from './journal.ts';
import { fromLocalDate } from './stored.ts';
import { contactColumns, replacePeople, replacePromises } from './told.ts';

/** What a member tells within a minute of an interview. It replaces what was told before. */
export type Debrief = WhatTheySaid & {
  traditional: boolean;
  agency?: Contact | undefined;
  coordinator?: Contact | undefined;
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
  const { result, facts } = await change(journal, memberId, async (tx, before) => {
    const found = findInterview(before, interviewId);
    if (!found) return false;
    const { application, interview } = found;
    const now = journal.now();
    await tx.interview.update({
      where: { id: interviewId },
      data: {
        replyBy: fromLocalDate(debrief.replyBy) ?? null,
        holdOffUntil: debrief.holdOff ? atLocal(debrief.holdOff, 0, interview.zone) : null,
        noContact: debrief.noContact ?? false,
        nextDayInvited: debrief.nextDay ?? false,
        // Of a talk that lies ahead something was told, but it is still to be asked how it ended.
        ...(interview.startsAt > now ? {} : { debriefedAt: now }),
      },
    });
    await tx.application.update({
      where: { id: application.id },
      data: { traditional: debrief.traditional, ...contactColumns(debrief, seal) },
    });
    await replacePeople(tx, interview, debrief.interviewers, { seal, memberId });
    await replacePromises(tx, interview, debrief.materials, { seal, now });
    return true;
  });
  return result ? facts : undefined;
}
