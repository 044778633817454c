import type { Application, Delivery, Facts, Interview, Rule, Settings } from './facts.ts';

/** One piece of advice about one application, due at one instant. Derived, never stored. */
export type Nudge = {
  /** What it is about: rule, interview or application, subject, occurrence. The same facts give the same id. */
  id: string;
  rule: Rule;
  applicationId: string;
  interviewId?: string | undefined;
  /** The promise that a `material` nudge is about. */
  promiseId?: string | undefined;
  due: Date;
  /** From then on it has lost its sense: it is dropped, and shown as missed. */
  until?: Date | undefined;
  /** From then on it is worded as late: late is still better than none. */
  lateFrom?: Date | undefined;
  /** Found long after it was due, it waits for 10:00 on a business day (advice 4: nothing rushed). */
  keepsOfficeHours?: boolean;
  /** One sentence: why now. */
  why: string;
};

/** An application as its rules see it. */
export type Pursuit = {
  application: Application;
  settings: Settings;
  /** What was delivered about this application. */
  history: readonly Delivery[];
  /** Everything else that the member is pursuing. */
  others: readonly Application[];
};

/** One interview of an application, as its rules see it. */
export type Round = Pursuit & { interview: Interview };

export function nudgeId(rule: Rule, subjectId: string, ...parts: (string | number)[]): string {
  return [rule, subjectId, ...parts].join('/');
}

export function pursuitsOf({ settings, applications, deliveries }: Facts): Pursuit[] {
  return applications.map((application) => ({
    application,
    settings,
    history: deliveries.filter((delivery) => delivery.applicationId === application.id),
    others: applications.filter((other) => other.id !== application.id),
  }));
}

/** When a nudge with this id, or beginning with it, was marked done. */
export function doneAt(history: readonly Delivery[], id: string): Date | undefined {
  return history.find((delivery) => delivery.nudgeId.startsWith(id) && delivery.doneAt)?.doneAt;
}

/** The last time that a nudge with this id reached the member. */
export function reachedAt(history: readonly Delivery[], id: string): Date | undefined {
  const times = history.flatMap((one) => (one.nudgeId === id && one.sentAt ? [one.sentAt.getTime()] : []));
  return times.length > 0 ? new Date(Math.max(...times)) : undefined;
}

/** Whether a nudge asks for material whose promised time has passed. */
export function isOverdue({ id, rule }: Pick<Nudge, 'id' | 'rule'>): boolean {
  return rule === 'material' && id.endsWith('/overdue');
}

/** Whether a nudge asks for the answer to an offer, and not for thanks. */
export function asksForAnswer({ id, rule }: Pick<Nudge, 'id' | 'rule'>): boolean {
  return rule === 'offer' && id.split('/')[2] === 'answer';
}

/** What a nudge is about, from its id: a promise for `material`, an interview or an application otherwise. */
export function subjectOf(id: string): string | undefined {
  return id.split('/')[1];
}
