import { localDate } from '../etiquette/calendar.ts';
import type { Facts, Interview } from '../etiquette/facts.ts';
import { findInterview } from '../etiquette/find.ts';
import type { InterviewInput } from '../etiquette/told.ts';
import { change, type Journal } from './journal.ts';
import { contactColumns, replacePeople, takesPlace } from './told.ts';

/** What the form for an interview holds; what the debrief asks is not part of it. */
export type InterviewEdit = Pick<
  InterviewInput,
  'company' | 'role' | 'startsAt' | 'minutes' | 'zone' | 'kind' | 'interviewers' | 'agency' | 'coordinator'
>;

/** A day that lies before the new time was said of another interview: it is to be asked for again. */
function spentBy({ startsAt, zone }: InterviewEdit, { replyBy }: Interview) {
  return replyBy && replyBy < localDate(startsAt, zone) ? { replyBy: null, debriefedAt: null } : {};
}

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
    await tx.interview.update({
      where: { id: interviewId },
      data: { startsAt, minutes, zone, kind, ...spentBy(edit, found.interview) },
    });
    if (startsAt.getTime() !== found.interview.startsAt.getTime()) await takesPlace(tx, interviewId);
    await replacePeople(tx, found.interview, edit.interviewers, seal);
    return before;
  });
  return before && { before, facts };
}
