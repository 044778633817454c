/**
 * How much is kept for one member. No search comes near it; it is there so that a script cannot fill the database, nor make every
 * answer slow for whoever shares it.
 */
import type { Application, Facts, Interview } from './facts.ts';

const MOST = {
  applications: 500,
  interviews: 50,
  people: 100,
  promises: 100,
  answers: 200,
  done: 5000,
  drafts: 1000,
  everything: 4000,
} as const;

export type Room = keyof typeof MOST;

/** What to do instead. */
const SAY: Record<Room, string> = {
  applications: `You have ${MOST.applications} applications, and I keep no more for one person. Remove some that are long over: /interview show Acme has the button. /interview export gives you a copy first.`,
  interviews: `That application has ${MOST.interviews} interviews, and I keep no more of one. Remove some of them first, or name another role with this one.`,
  people: `I keep at most ${MOST.people} people for one interview. Name those whom you want to thank.`,
  promises: `I keep at most ${MOST.promises} things to send after one interview. Name some of them together.`,
  answers: `I have ${MOST.answers} answers for that application, and keep no more of one. Record the next interview there with another role, and tell me of that.`,
  done: `I keep at most ${MOST.done} reminders that you had or did. Please leave this one: it stops by itself.`,
  drafts: `I keep at most ${MOST.drafts} drafts as you edited them. Copy this one into your mail, or remove an application that is long over: /interview show Acme has the button.`,
  everything: `That is more than I keep for one person. Remove some applications that are long over: /interview show Acme has the button. /interview export gives you a copy first.`,
};

/** There is no room for what a member wants recorded. The message says to them what to do; nothing was recorded. */
export class NoRoom extends Error {
  readonly of: Room;

  constructor(of: Room) {
    super(SAY[of]);
    this.of = of;
  }
}

/** @throws NoRoom where a change made more of something than is kept. What was too much already may stay, and become less. */
export function checkRoom(before: Facts, after: Facts): void {
  const had = new Map(countsIn(before).map(({ of, id, count }) => [`${of} ${id}`, count]));
  const full = countsIn(after).find(
    ({ of, id, count }) => count > MOST[of] && count > (had.get(`${of} ${id}`) ?? 0),
  );
  if (full) throw new NoRoom(full.of);
}

/** Before they are written down one by one. @throws NoRoom where a member names more people of an interview than are kept, or were there */
export function checkPeople(named: number, before: number): void {
  if (named > Math.max(MOST.people, before)) throw new NoRoom('people');
}

/** @throws NoRoom where there are more drafts than are kept. */
export function checkDrafts(count: number): void {
  if (count > MOST.drafts) throw new NoRoom('drafts');
}

type Count = { of: Exclude<Room, 'drafts'>; id: string; count: number };

function countsIn({ applications, deliveries }: Facts): Count[] {
  const parts = applications.flatMap(countsOf);
  const inParts = parts.reduce((sum, { count }) => sum + count, 0);
  return [
    { of: 'applications', id: '', count: applications.length },
    ...parts,
    { of: 'done', id: '', count: deliveries.length },
    { of: 'everything', id: '', count: applications.length + inParts },
  ];
}

function countsOf({ id, interviews, answers }: Application): Count[] {
  return [
    { of: 'interviews', id, count: interviews.length },
    { of: 'answers', id, count: answers.length },
    ...interviews.flatMap(countsWithin),
  ];
}

function countsWithin({ id, interviewers, promises }: Interview): Count[] {
  return [
    { of: 'people', id, count: interviewers.length },
    { of: 'promises', id, count: promises.length },
  ];
}
