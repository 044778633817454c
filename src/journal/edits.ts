import { atLocal, localDate } from '../etiquette/calendar.ts';
import type { Facts, Interview, Settings } from '../etiquette/facts.ts';
import { findInterview } from '../etiquette/find.ts';
import { usualDue } from '../etiquette/promise.ts';
import type { InterviewInput } from '../etiquette/told.ts';
import { change, type Journal, type Transaction } from './journal.ts';
import { contactColumns, replacePeople, takesPlace } from './told.ts';

/** What the form for an interview holds; what the debrief asks is not part of it. */
export type InterviewEdit = Pick<
  InterviewInput,
  'company' | 'role' | 'startsAt' | 'minutes' | 'zone' | 'kind' | 'interviewers' | 'agency' | 'coordinator'
>;

/**
 * What was said about days, by the new time and zone: a day that lies before it was said of another interview, and is to be
 * asked for again; a hold-off is a day on the calendar of wherever the interview is.
 */
function daysBy({ startsAt, zone }: InterviewEdit, known: Interview) {
  const day = localDate(startsAt, zone);
  const holdOff = known.holdOffUntil && localDate(known.holdOffUntil, known.zone);
  return {
    ...(known.replyBy && known.replyBy < day ? { replyBy: null, debriefedAt: null } : {}),
    holdOffUntil: holdOff && holdOff >= day ? atLocal(holdOff, 0, zone) : null,
  };
}

/** What was promised for the morning after the interview is promised for the morning after its new time. */
async function moveUsualPromises(
  tx: Transaction,
  { startsAt: was, promises }: Interview,
  startsAt: Date,
  { zone }: Settings,
): Promise<void> {
  const usual = promises.filter(({ dueAt }) => dueAt.getTime() === usualDue(was, zone).getTime());
  const ids = usual.map(({ id }) => id);
  await tx.materialPromise.updateMany({
    where: { id: { in: ids }, sentAt: null, droppedAt: null },
    data: { dueAt: usualDue(startsAt, zone) },
  });
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
      data: {
        ...{ startsAt, minutes, zone, kind, ...daysBy(edit, found.interview) },
        // Whatever was told of a talk that lies ahead now, how it ends is asked after it.
        ...(startsAt > journal.now() ? { debriefedAt: null } : {}),
      },
    });
    if (startsAt.getTime() !== found.interview.startsAt.getTime()) {
      await takesPlace(tx, interviewId);
      await moveUsualPromises(tx, found.interview, startsAt, before.settings);
    }
    await replacePeople(tx, found.interview, edit.interviewers, { seal, memberId });
    // Whoever was thanked for the talk at its old time is to be thanked for the one that is still to come.
    if (startsAt > journal.now())
      await tx.interviewer.updateMany({
        where: { interviewId, thankedAt: { gte: found.interview.startsAt } },
        data: { thankedAt: null },
      });
    return before;
  });
  return before && { before, facts };
}
