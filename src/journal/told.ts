/** What an interview's row and its children take from a member's words: shared by recording and by the debrief. */
import { atLocal } from '../etiquette/calendar.ts';
import type { Interview, Interviewer } from '../etiquette/facts.ts';
import { checkPeople } from '../etiquette/room.ts';
import type { InterviewInput, Person, ToldPromise, WhatTheySaid } from '../etiquette/told.ts';
import { dropDraftsTo } from './drafts.ts';
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

/** Adds the people who are not there yet, and returns how many there were. A known name may gain an address or a detail. */
export async function addPeople(
  tx: Transaction,
  interview: Pick<Interview, 'id' | 'interviewers'>,
  people: readonly Person[],
  seal: Seal,
): Promise<number> {
  checkPeople(people.length, interview.interviewers.length);
  let changed = 0;
  for (const person of people) {
    const known = interview.interviewers.find(({ name }) => sameName(name, person.name));
    const news = known ? newsOf(known, person) : undefined;
    if (known && !news) continue;
    changed += 1;
    if (known && news)
      await tx.interviewer.update({
        where: { id: known.id },
        data: personColumns({ ...known, ...news }, seal),
      });
    else {
      const position = interview.interviewers.length + changed;
      const data = { interviewId: interview.id, position, ...personColumns(person, seal) };
      await tx.interviewer.create({ data });
    }
  }
  return changed;
}

function newsOf(known: Person, { email, talkingPoint }: Person): Partial<Person> | undefined {
  const news = {
    ...(email && email !== known.email ? { email } : {}),
    ...(talkingPoint && talkingPoint !== known.talkingPoint ? { talkingPoint } : {}),
  };
  return Object.keys(news).length > 0 ? news : undefined;
}

/** An interview that was moved, or that nobody showed up to, has a time again; what was heard stays in the log. */
export async function takesPlace(tx: Transaction, interviewId: string): Promise<void> {
  await tx.answer.updateMany({ where: { interviewId }, data: { interviewId: null } });
}

/** Makes the people of an interview these and no others. Who stays keeps having been thanked; who goes takes along what was written to them. */
export async function replacePeople(
  tx: Transaction,
  interview: Pick<Interview, 'id' | 'interviewers'>,
  people: readonly Person[],
  { seal, memberId }: { seal: Seal; memberId: string },
): Promise<void> {
  checkPeople(people.length, interview.interviewers.length);
  const known = sameInBoth(interview.interviewers, people);
  for (const [position, person] of people.entries()) {
    const data = { position, ...personColumns(person, seal) };
    const id = known.get(person)?.id;
    if (id) await tx.interviewer.update({ where: { id }, data });
    else await tx.interviewer.create({ data: { interviewId: interview.id, ...data } });
  }
  const stay = new Set([...known.values()].map(({ id }) => id));
  const gone = interview.interviewers.filter(({ id }) => !stay.has(id)).map(({ id }) => id);
  await tx.interviewer.deleteMany({ where: { id: { in: gone } } });
  await dropDraftsTo(tx, memberId, interview, gone);
}

/** From what is surest to what is likely: both alike, the address, the name, and a first name, where the rest was mended. */
const ALIKE: readonly ((one: Person, other: Person) => boolean)[] = [
  (one, other) => sameName(one.name, other.name) && sameEmail(one, other),
  (one, other) => one.email !== undefined && sameEmail(one, other),
  (one, other) => sameName(one.name, other.name),
  (one, other) => firstName(one) === firstName(other),
];

function sameInBoth(before: readonly Interviewer[], people: readonly Person[]): Map<Person, Interviewer> {
  const left = [...before];
  const known = new Map<Person, Interviewer>();
  for (const alike of ALIKE)
    for (const person of people.filter((one) => !known.has(one))) {
      const same = takeFrom(left, (one) => alike(one, person));
      if (same) known.set(person, same);
    }
  return known;
}

function sameEmail(one: Person, other: Person): boolean {
  return one.email?.toLowerCase() === other.email?.toLowerCase();
}

function firstName({ name }: Person): string | undefined {
  return name.toLowerCase().split(' ')[0];
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function personColumns({ name, email, talkingPoint }: Person, seal: Seal) {
  return {
    name: seal(name),
    email: email ? seal(email) : null,
    talkingPoint: talkingPoint ? seal(talkingPoint) : null,
  };
}

function takeFrom<T>(things: T[], fits: (thing: T) => boolean): T | undefined {
  const index = things.findIndex(fits);
  return index < 0 ? undefined : things.splice(index, 1)[0];
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

/**
 * Makes what is still to be sent these promises and no others. One that is missing is dropped, not forgotten; what was
 * sent stays as it is.
 */
export async function replacePromises(
  tx: Transaction,
  interview: Pick<Interview, 'id' | 'promises'>,
  promises: readonly ToldPromise[],
  { seal, now }: { seal: Seal; now: Date },
): Promise<void> {
  const left = interview.promises.filter(({ sentAt, droppedAt }) => !sentAt && !droppedAt);
  const fresh: ToldPromise[] = [];
  for (const promise of promises) {
    const known = takeFrom(left, ({ what }) => sameName(what, promise.what));
    if (!known) fresh.push(promise);
    else if (known.dueAt.getTime() !== promise.dueAt.getTime())
      await tx.materialPromise.update({ where: { id: known.id }, data: { dueAt: promise.dueAt } });
  }
  await addPromises(tx, { id: interview.id, promises: [] }, fresh, seal);
  const ids = left.map(({ id }) => id);
  await tx.materialPromise.updateMany({ where: { id: { in: ids } }, data: { droppedAt: now } });
}

/** A recruiter or a coordinator, as columns of the application. */
export function contactColumns(
  { agency, coordinator }: Pick<InterviewInput, 'agency' | 'coordinator'>,
  seal: Seal,
) {
  return {
    agencyName: agency ? seal(agency.name) : null,
    agencyEmail: agency?.email ? seal(agency.email) : null,
    coordinatorName: coordinator ? seal(coordinator.name) : null,
    coordinatorEmail: coordinator?.email ? seal(coordinator.email) : null,
  };
}
