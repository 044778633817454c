import type { Facts } from '../etiquette/facts.ts';
import { findInterview } from '../etiquette/find.ts';
import type { InterviewInput } from '../etiquette/told.ts';
import { change, type Journal } from './journal.ts';
import { contactColumns, replacePeople } from './told.ts';

/** What the form for an interview holds; what the debrief asks is not part of it. */
export type InterviewEdit = Pick<
  InterviewInput,
  'company' | 'role' | 'startsAt' | 'minutes' | 'zone' | 'kind' | 'interviewers' | 'agency' | 'coordinator'
>;

/**
 * Makes an interview, and the application that it belongs to, what the form says. Everything that depends on a changed
 * time is planned again. Undefined when the interview is not (or no longer) this member's.
 */
export async function editInterview(
  journal: Journal,
  memberId: string,
  interviewId: string,
  edit: InterviewEdit,
): Promise<{ before: Facts; facts: Facts } | undefined> {
  const seal = (text: string) => journal.sealer.seal(text, memberId);
  const { result: before, facts } = await change(journal, memberId, async (tx, before) => {
    const found = findInterview(before, interviewId);
    if (!found) return undefined;
    const { company, role, startsAt, minutes, zone, kind } = edit;
    await tx.application.update({
      where: { id: found.application.id },
      data: { company: seal(company), role: role ? seal(role) : null, ...contactColumns(edit, seal) },
    });
    await tx.interview.update({ where: { id: interviewId }, data: { startsAt, minutes, zone, kind } });
    await replacePeople(tx, found.interview, edit.interviewers, seal);
    return before;
  });
  return before && { before, facts };
}
