import {
  addDays,
  after,
  atLocal,
  businessDayAfter,
  DAY,
  isBusinessDay,
  laterInWakingHours,
  localDate,
  TEN_O_CLOCK,
} from '../calendar.ts';
import { type Answer, type Application, sameCompany } from '../facts.ts';
import { doneAt, type Nudge, nudgeId, type Pursuit } from '../nudge.ts';
import { ending } from '../rounds.ts';

const DAYS_AFTER_A_REJECTION = 90;
const WELCOME_FOR = 30 * DAY;

/** Advice 6, later: remember them, so that they remember you for later openings. */
export function stayInTouch({ application, settings, history, others }: Pursuit): Nudge[] {
  const rejection = ending(application);
  if (rejection?.outcome !== 'rejection' || !application.stayInTouch) return [];
  const isThere = others.some(
    (other) => sameCompany(other.company, application.company) && isInTouch(other, rejection),
  );
  const id = nudgeId('stay-in-touch', application.id, rejection.heardAt.getTime());
  if (isThere || doneAt(history, id)) return [];
  const day = addDays(localDate(rejection.heardAt, settings.zone), DAYS_AFTER_A_REJECTION);
  const open = isBusinessDay(day, settings) ? day : businessDayAfter(day, 1, settings);
  const due = laterInWakingHours(atLocal(open, TEN_O_CLOCK, settings.zone), settings);
  return [
    {
      id,
      rule: 'stay-in-touch',
      applicationId: application.id,
      due,
      until: after(due, WELCOME_FOR),
      why: 'Three months after their no, a short hello may find a new opening.',
    },
  ];
}

/** Whether another application there keeps them in touch: one that goes on, or ended after this one with an answer of theirs. */
function isInTouch(other: Application, rejection: Answer): boolean {
  const end = ending(other);
  if (!end || other.createdAt > rejection.heardAt) return true;
  return end.heardAt > rejection.heardAt && (end.outcome === 'rejection' || end.outcome === 'offer');
}
