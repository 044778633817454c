/** What an interview's row and its children take from a member's words: shared by recording and by the debrief. */
import { atLocal } from '../etiquette/calendar.ts';
import type { Interview } from '../etiquette/facts.ts';
import type { Person, ToldPromise, WhatTheySaid } from '../etiquette/told.ts';
import type { Transaction } from './journal.ts';
import { fromLocalDate } from './stored.ts';

export type Seal = (text: string) => string;
/** What they said, as columns; that anything was said answers the debrief. */
export function said({ replyBy, holdOff, noContact, nextDay }: WhatTheySaid, zone: string, now: Date) {
  const anything = replyBy ?? holdOff ?? noContact ?? nextDay;
  return {
    ...(replyBy ? { replyBy: fromLocalDate(replyBy) } : {}),
    ...(holdOff ? { holdOffUntil: atLocal(holdOff, 0, zone) } : {}),
    ...(noContact === undefined ? {} : { noContact }),
    ...(nextDay === undefined ? {} : { nextDayInvited: nextDay }),
    ...(anything === undefined ? {} : { debriefedAt: now }),
  };
}

export function saysSomethingNew(
  known: Interview,
  { replyBy, holdOff, noContact, nextDay }: WhatTheySaid,
): boolean {
  return (
    (replyBy !== undefined && replyBy !== known.replyBy) ||
    (holdOff !== undefined && atLocal(holdOff, 0, known.zone).getTime() !== known.holdOffUntil?.getTime()) ||
    (noContact !== undefined && noContact !== known.noContact) ||
    (nextDay !== undefined && nextDay !== known.nextDayInvited)
  );
}

/** Adds the people who are not there yet, and returns how many there were. A known name may gain an address. */
export async function addPeople(
  tx: Transaction,
  interview: Pick<Interview, 'id' | 'interviewers'>,
  people: readonly Person[],
  seal: Seal,
): Promise<number> {
  let changed = 0;
  for (const { name, email } of people) {
    const known = interview.interviewers.find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (known && (!email || known.email === email)) continue;
    changed += 1;
    if (known && email)
      await tx.interviewer.update({ where: { id: known.id }, data: { email: seal(email) } });
    else {
      const position = interview.interviewers.length + changed;
      const data = {
        interviewId: interview.id,
        position,
        name: seal(name),
        email: email ? seal(email) : null,
      };
      await tx.interviewer.create({ data });
    }
  }
  return changed;
}

/** Adds the promises that are not there yet, and returns how many there were. */
export async function addPromises(
  tx: Transaction,
  interview: Pick<Interview, 'id' | 'promises'>,
  promises: readonly ToldPromise[],
  seal: Seal,
): Promise<number> {
  const fresh = promises.filter(
    ({ what, dueAt }) =>
      !interview.promises.some((known) => known.what === what && known.dueAt.getTime() === dueAt.getTime()),
  );
  await tx.materialPromise.createMany({
    data: fresh.map(({ what, dueAt }) => ({ interviewId: interview.id, what: seal(what), dueAt })),
  });
  return fresh.length;
}
