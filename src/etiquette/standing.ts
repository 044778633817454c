/** How a member's search stands: what to do now, what comes, what waits, what is over, what was missed. */
import { type Advice, advise, type OpenNudge, oneForEachTopic } from './advice.ts';
import type { Application, Delivery, Facts } from './facts.ts';
import { findInterview } from './find.ts';
import { mayIWrite, type Answer as Verdict } from './may-i-write.ts';
import { type Nudge, type Pursuit, pursuitsOf } from './nudge.ts';
import { plan } from './plan.ts';
import { currentRound, ending, endOf } from './rounds.ts';
import { putOffUntil } from './snooze.ts';

/** A nudge that asks for something now; it has a delivery where it reached the member already. */
export type ToDo = { nudge: Nudge; delivery?: Delivery | undefined };
/** Nobody is to be asked: before a day, or at all ("don't call us", two check-ins). */
export type Waiting = { application: Application; verdict: Exclude<Verdict, { verdict: 'now' }> };

export type Standing = {
  doNow: ToDo[];
  /** The next nudge of each application. */
  coming: OpenNudge[];
  waiting: Waiting[];
  /** Open, with nothing to do, nothing to come and nothing to wait for. */
  quiet: Application[];
  /** The last one to end stands first. */
  closed: Application[];
  missed: Nudge[];
};

/** Sorts everything by what it asks of the member at `now`. */
export function standingOf(facts: Facts, now: Date): Standing {
  const advice = advise(facts, now);
  const doNow = toDo(facts, advice, now);
  const atHand = new Set(doNow.map(({ nudge }) => nudge.id));
  const coming = firstOfEach(advice.coming.filter(({ id }) => !atHand.has(id)));
  const waiting = pursuitsOf(facts).flatMap((pursuit) => handsOff(pursuit, now));
  const seen = new Set([
    ...[...doNow.map(({ nudge }) => nudge), ...coming].map(({ applicationId }) => applicationId),
    ...waiting.map(({ application }) => application.id),
  ]);
  const open = facts.applications.filter((one) => !ending(one));
  return {
    doNow,
    coming,
    waiting: waiting.sort((a, b) => (endOfWait(a) < endOfWait(b) ? -1 : 1)),
    quiet: open.filter(({ id }) => !seen.has(id)),
    closed: facts.applications.filter((one) => ending(one)).sort((a, b) => endedAt(b) - endedAt(a)),
    missed: [...advice.missed.filter((nudge) => couldHaveCome(nudge, facts)), ...refused(facts)],
  };
}

/**
 * What reached the member and is still to be done, and what is due this moment, though a pause may keep it from being sent;
 * thanks and their last call count once.
 */
export function toDo(facts: Facts, { due }: Advice, now: Date): ToDo[] {
  const last = new Map<string, Delivery>();
  for (const delivery of facts.deliveries) {
    const other = last.get(delivery.nudgeId);
    if (!other || other.repeat < delivery.repeat) last.set(delivery.nudgeId, delivery);
  }
  const delivered = plan(facts).filter((nudge) => {
    const delivery = last.get(nudge.id);
    if (delivery?.status !== 'sent' || delivery.doneAt || putOffUntil(delivery)) return false;
    return !(nudge.until && nudge.until <= now);
  });
  return oneForEachTopic([...delivered, ...due]).map((nudge) => ({ nudge, delivery: last.get(nudge.id) }));
}

/** An interview that lies ahead is no silence to bear: what comes about it stands among the coming. */
function handsOff(pursuit: Pursuit, now: Date): Waiting[] {
  const { application } = pursuit;
  const interview = currentRound(application);
  const verdict = mayIWrite(pursuit, now);
  const isSilent = interview && endOf(interview) <= now && !ending(application);
  return isSilent && verdict.verdict !== 'now' ? [{ application, verdict }] : [];
}

/** Those without a day come last. */
function endOfWait({ verdict }: Waiting): string {
  return verdict.verdict === 'wait' ? verdict.notBefore : '9999';
}

function firstOfEach(nudges: readonly OpenNudge[]): OpenNudge[] {
  const known = new Set<string>();
  return nudges.filter(({ applicationId }) => !known.has(applicationId) && known.add(applicationId));
}

/** What had lost its sense when its interview was recorded was never to come. */
function couldHaveCome({ interviewId, until }: Nudge, facts: Facts): boolean {
  const recordedAt = interviewId && findInterview(facts, interviewId)?.interview.recordedAt;
  return !recordedAt || !until || until > recordedAt;
}

/** Slack would not take these: the member never saw them. */
function refused(facts: Facts): Nudge[] {
  const failed = new Set(
    facts.deliveries
      .filter(({ status, doneAt }) => status === 'failed' && !doneAt)
      .map(({ nudgeId }) => nudgeId),
  );
  return failed.size === 0 ? [] : plan(facts).filter(({ id }) => failed.has(id));
}

function endedAt(application: Application): number {
  return ending(application)?.heardAt.getTime() ?? 0;
}
