/** How long facts are kept that nobody needs any more: what is closed, and what belongs to somebody who left. */
import { TZDate } from '@date-fns/tz';
import { addMonths } from 'date-fns/addMonths';
import { subMonths } from 'date-fns/subMonths';
import { after, DAY, dayIsOver, latest } from './calendar.ts';
import type { Application, Delivery, Facts } from './facts.ts';
import { ending, endOf } from './rounds.ts';

/** A member who left may come back that long, and finds everything as it was. */
const KEPT_AFTER_LEAVING = 30 * DAY;

/**
 * Since when an application is closed: what ended it was heard, its last interview is over, and so is the day by which an offer
 * was to be answered. Undefined while it is open, however old it is.
 */
export function closedSince(application: Application, zone: string): Date | undefined {
  const end = ending(application);
  if (!end) return undefined;
  const answerBy = end.answerBy ? dayIsOver(end.answerBy, zone) : undefined;
  return latest(end.heardAt, answerBy, ...application.interviews.map(endOf));
}

/** Whether `months` of the calendar have passed in `zone` since an instant: from 31 January one month ends with February. */
function havePassed(months: number, since: Date, { zone, now }: { zone: string; now: Date }): boolean {
  return addMonths(new TZDate(since.getTime(), zone), months).getTime() <= now.getTime();
}

/**
 * The ids of the applications that were closed `months` ago or longer, and of those that were taken back as long ago, of which
 * only deliveries are left.
 */
export function spentApplications(
  { settings: { zone }, applications, deliveries }: Facts,
  months: number,
  now: Date,
): string[] {
  const isSpent = (since: Date | undefined) =>
    since !== undefined && havePassed(months, since, { zone, now });
  const closed = applications.filter((one) => isSpent(closedSince(one, zone))).map(({ id }) => id);
  const known = new Set(applications.map(({ id }) => id));
  const orphans = deliveries.filter(({ applicationId }) => !known.has(applicationId));
  const takenBack = new Set(orphans.map(({ applicationId }) => applicationId));
  const isLongAgo = (id: string) => isSpent(lastOf(orphans.filter((one) => one.applicationId === id)));
  return [...closed, ...[...takenBack].filter(isLongAgo)];
}

const LONG_AGO = new Date(0);

/** What never reached the member counts as long ago. */
function lastOf(deliveries: readonly Delivery[]): Date {
  return latest(LONG_AGO, ...deliveries.flatMap(({ sentAt, doneAt }) => [sentAt, doneAt]));
}

/**
 * Whatever is spent at `now` was heard, sent or done before this instant. Months differ in length and zones by a day, so not all
 * that was is spent.
 */
export function spentIfBefore(months: number, now: Date): Date {
  return after(subMonths(now, months), MARGIN);
}

const MARGIN = 5 * DAY;

/** Who left before this instant has been away for too long: everything about them goes. */
export function forgottenIfLeftBefore(now: Date): Date {
  return after(now, -KEPT_AFTER_LEAVING);
}
