import {
  after,
  atLocal,
  businessDayAfter,
  DAY,
  laterInWakingHours,
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
  const due = laterInWakingHours(rejection.heardAt, settings);
  const nextDay = businessDayAfter(localDate(due, settings.zone), 1, settings);
  const common = {
    rule: 'gracious-reply',
    applicationId: application.id,
    until: after(rejection.heardAt, GRACIOUS_FOR),
    why: 'A gracious reply keeps the door open: people remember how you took a no.',
  } as const;
  const again = {
    ...common,
    id: `${about}/again`,
    due: laterInWakingHours(atLocal(nextDay, TEN_O_CLOCK, settings.zone), settings),
  };
  if (reachedAt(history, again.id)) return [again];
  return [{ ...common, id: `${about}/at-once`, due }, again];
}
