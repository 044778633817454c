import { after, DAY, earlierInWakingHours, HOUR, laterInWakingHours, sayInstant } from '../calendar.ts';
import type { MaterialPromise } from '../facts.ts';
import { type Nudge, nudgeId, type Round, reachedAt } from '../nudge.ts';
import { ending } from '../rounds.ts';

/** Advice 2: send what they asked for by the time you promised; being late is a red flag. */
export function material(round: Round): Nudge[] {
  if (ending(round.application)) return [];
  return round.interview.promises
    .filter((promise) => !promise.sentAt && !promise.droppedAt)
    .flatMap((promise) => reminders(round, promise));
}

function reminders({ application, interview, settings, history }: Round, promise: MaterialPromise): Nudge[] {
  const promised = sayInstant(promise.dueAt, settings.zone);
  const about = {
    rule: 'material',
    applicationId: application.id,
    interviewId: interview.id,
    promiseId: promise.id,
  } as const;
  const id = (occurrence: string) => nudgeId('material', promise.id, promise.dueAt.getTime(), occurrence);
  const why = `You promised this by ${promised}; being late is a red flag.`;
  const dayBefore: Nudge = {
    ...about,
    id: id('day-before'),
    due: earlierInWakingHours(after(promise.dueAt, -DAY), settings),
    until: promise.dueAt,
    why,
  };
  const hoursBefore: Nudge = {
    ...about,
    id: id('hours-before'),
    due: earlierInWakingHours(after(promise.dueAt, -3 * HOUR), settings),
    until: promise.dueAt,
    why,
  };
  const overdue: Nudge = {
    ...about,
    id: id('overdue'),
    due: laterInWakingHours(promise.dueAt, settings),
    why: `You promised this by ${promised}; what comes later needs a word of apology.`,
  };
  const second = reachedAt(history, hoursBefore.id);
  const covered = dayBefore.due >= hoursBefore.due || (second && second >= dayBefore.due);
  return covered ? [hoursBefore, overdue] : [dayBefore, hoursBefore, overdue];
}
