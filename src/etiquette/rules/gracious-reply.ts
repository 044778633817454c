import {
  after,
  atLocal,
  businessDayAfter,
  DAY,
  laterInWakingHours,
  latest,
  localDate,
  TEN_O_CLOCK,
} from '../calendar.ts';
import { doneAt, type Nudge, nudgeId, type Pursuit, reachedAt } from '../nudge.ts';
import { ending } from '../rounds.ts';

const GRACIOUS_FOR = 7 * DAY;

/** Advice 6: thank them again and ask them to keep you in mind; burn no bridges. At once, and once more. */
export function graciousReply({ application, settings, history }: Pursuit): Nudge[] {
  const rejection = ending(application);
  if (rejection?.outcome !== 'rejection') return [];
  const about = nudgeId('gracious-reply', application.id, rejection.heardAt.getTime());
  if (doneAt(history, about)) return [];
  const common = {
    rule: 'gracious-reply',
    applicationId: application.id,
    until: after(rejection.heardAt, GRACIOUS_FOR),
    why: 'A gracious reply keeps the door open: people remember how you took a no.',
  } as const;
  const first = {
    ...common,
    id: `${about}/at-once`,
    due: laterInWakingHours(rejection.heardAt, settings),
  };
  // A first one that was held, or put off, has its business day before the second as well.
  const seen = latest(first.due, reachedAt(history, first.id));
  const nextDay = businessDayAfter(localDate(seen, settings.zone), 1, settings);
  const again = {
    ...common,
    id: `${about}/again`,
    due: laterInWakingHours(atLocal(nextDay, TEN_O_CLOCK, settings.zone), settings),
  };
  if (reachedAt(history, again.id)) return [again];
  return again.due < common.until ? [first, again] : [first];
}
