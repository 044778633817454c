/**
 * What a community is told of a week: counts that can name nobody. A number is published only where five different members make it up, and
 * no number is part of another or of a sum, so that nothing left out can be reckoned from what was published, in whatever week.
 */
import type { Interviewer } from '../etiquette/facts.ts';
import { answersInOrder, type Course, endOf, type Held, isCalledOff, isOff } from '../etiquette/rounds.ts';
import type { Week } from './weeks.ts';

/** What is counted, in the order in which it is told. What happened is of one kind only. */
export const KINDS = ['interview', 'thank-you', 'next-round', 'offer'] as const;
export type Kind = (typeof KINDS)[number];

/** In a number that fewer make up, those who know each other well enough find the one. */
export const ENOUGH = 5;

/** What a member did or heard, and when. */
export type Happening = { memberId: string; kind: Kind; at: Date };

export type Count = { kind: Kind; count: number };

/** An application as far as it is counted: without a company, a name, or a word. */
export type Counted = Course & { memberId: string; interviews: readonly Held[] };

/** All that an application adds to the counts, whenever that was. */
export function happeningsIn(application: Counted): Happening[] {
  const { memberId, interviews } = application;
  const answers = answersInOrder(application);
  const all = (kind: Kind, instants: readonly Date[]) => instants.map((at) => ({ memberId, kind, at }));
  const tookPlace = (one: Held) => !isOff(application, one) && !isCalledOff(application, one);
  const heard = (outcome: string) => answers.flatMap((one) => (one.outcome === outcome ? [one.heardAt] : []));
  return [
    ...all('interview', interviews.filter(tookPlace).map(endOf)),
    ...all('thank-you', interviews.flatMap(thanked)),
    ...all('next-round', heard('next-round')),
    // Told again, with the day by which it must be answered, it is the same offer.
    ...all('offer', heard('offer').slice(0, 1)),
  ];
}

function thanked({ interviewers }: { interviewers: readonly Pick<Interviewer, 'thankedAt'>[] }): Date[] {
  return interviewers.flatMap(({ thankedAt }) => thankedAt ?? []);
}

/** What may be told of a week. Nothing, where fewer than five members make up every number. */
export function countsOf(happenings: readonly Happening[], { from, to }: Pick<Week, 'from' | 'to'>): Count[] {
  const within = happenings.filter(({ at }) => at >= from && at < to);
  return KINDS.flatMap((kind) => {
    const those = within.filter((one) => one.kind === kind);
    const members = new Set(those.map(({ memberId }) => memberId));
    return members.size >= ENOUGH ? [{ kind, count: those.length }] : [];
  });
}
