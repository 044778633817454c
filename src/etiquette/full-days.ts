/** The bot keeps its own advice about being overeager: days on the member's calendar on which less is sent. */
import { localDate } from './calendar.ts';
import type { Facts, LocalDate, Rule } from './facts.ts';
import type { Nudge } from './nudge.ts';
import { answersInOrder } from './rounds.ts';

/** Messages to one member. */
const A_DAY = 4;
const EXEMPT: readonly Rule[] = ['thank-you-last-call', 'material'];

export type Days = {
  /** The messages that the member was sent, without those that count for nothing. */
  sent: ReadonlyMap<LocalDate, number>;
  /** With a rejection: nothing but the gracious reply. */
  ofRejection: ReadonlySet<LocalDate>;
};

/** Whether a nudge is one of the few that a member is sent in a day; the others come beside them. */
export function isCounted({ rule }: { rule: Rule }): boolean {
  return !EXEMPT.includes(rule);
}

/** How many more messages the member can bear on a day. */
export function messagesLeft({ sent }: Days, date: LocalDate): number {
  return Math.max(0, A_DAY - (sent.get(date) ?? 0));
}

/** `alive`: what has not lost its sense. */
export function daysOf({ settings, deliveries, applications }: Facts, alive: readonly Nudge[]): Days {
  const dayOf = (instant: Date) => localDate(instant, settings.zone);
  const tried = new Set(alive.map(({ id }) => id));
  // What may have arrived, and is not tried again as it has lost its sense, counts as if it had.
  const arrived = deliveries
    .filter(isCounted)
    .map((one) => one.sentAt ?? (tried.has(one.nudgeId) ? undefined : one.unclearSince));
  const sent = new Map<LocalDate, number>();
  for (const message of new Set(arrived.flatMap((at) => (at ? [at.getTime()] : [])))) {
    const day = dayOf(new Date(message));
    sent.set(day, (sent.get(day) ?? 0) + 1);
  }
  const rejections = applications
    .map((application) => answersInOrder(application).at(-1))
    .flatMap((last) => (last?.outcome === 'rejection' ? [dayOf(last.heardAt)] : []));
  return { sent, ofRejection: new Set(rejections) };
}
