/** What a member means by a name, or by a button. */
import {
  type Application,
  companyKey,
  type Delivery,
  type Facts,
  type Interview,
  sameCompany,
} from './facts.ts';
import type { Nudge } from './nudge.ts';
import { plan } from './plan.ts';
import { ending } from './rounds.ts';

/**
 * The applications that fit a name, as few as the name allows: company and role spelled out, then the company, then the
 * beginning of either, then any part. Open ones come before ended ones of the same fit. Without a name: all the open ones.
 */
export function findApplications(applications: readonly Application[], name?: string): Application[] {
  if (!name) return applications.filter((one) => !ending(one));
  const wanted = companyKey(name);
  const fits: ((one: Application) => boolean)[] = [
    (one) => companyKey(fullName(one)) === wanted,
    (one) => companyKey(one.company) === wanted,
    (one) => companyKey(fullName(one)).startsWith(wanted),
    (one) => companyKey(fullName(one)).includes(wanted),
  ];
  for (const fit of fits) {
    const found = applications.filter(fit);
    const open = found.filter((one) => !ending(one));
    if (found.length > 0) return open.length > 0 ? open : lastOf(found);
  }
  return [];
}

/**
 * Whether a name means an application for sure, so that something may be recorded of it: all of it, or whole words at its
 * beginning. "go" is no more Google than "up" is Groupon.
 */
export function isNamed(application: Pick<Application, 'company' | 'role'>, name: string): boolean {
  const wanted = companyKey(name);
  const words = fullName(application).split(/[^\p{L}\p{N}]+/u);
  return words.some((_word, index) => companyKey(words.slice(0, index + 1).join('')) === wanted);
}

function fullName({ company, role }: Pick<Application, 'company' | 'role'>): string {
  return role ? `${company} ${role}` : company;
}

/** The open applications to which an interview that is being recorded may belong: those with its role, or else without one. */
export function fittingApplications(
  applications: readonly Application[],
  { company, role }: Pick<Application, 'company' | 'role'>,
): Application[] {
  const open = applications.filter((one) => sameCompany(one.company, company) && !ending(one));
  if (!role) return open;
  const same = open.filter((one) => one.role && sameCompany(one.role, role));
  return same.length > 0 ? same : open.filter((one) => !one.role);
}

/** The roles among which a new interview has to choose: none where it is clear, or where it is known already. */
export function rolesInQuestion(
  applications: readonly Application[],
  input: Pick<Application, 'company' | 'role'> & { startsAt: Date },
): string[] {
  const fitting = fittingApplications(applications, input);
  const isKnown = fitting.some(({ interviews }) =>
    interviews.some(({ startsAt }) => startsAt.getTime() === input.startsAt.getTime()),
  );
  return fitting.length < 2 || isKnown ? [] : fitting.map(({ role }) => role ?? 'without a role');
}

/** Of ended ones only the newest is still of interest. */
function lastOf(ended: readonly Application[]): Application[] {
  return [...ended].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime()).slice(-1);
}

/** An interview with the application that it belongs to. */
export type FoundInterview = { application: Application; interview: Interview };

export function findInterview({ applications }: Facts, interviewId: string): FoundInterview | undefined {
  for (const application of applications) {
    const interview = application.interviews.find(({ id }) => id === interviewId);
    if (interview) return { application, interview };
  }
  return undefined;
}

/** What an invitation says of the interview that it is about. */
export type Invited = {
  uid: string;
  /** The date of a series that it is about, as it was planned. */
  occurrence?: Date | undefined;
  /** What its title and the organiser's address call the company. */
  companies: readonly string[];
  startsAt?: Date | undefined;
};

/** The interview that a calendar invitation was recorded as; of a series the date that is named. */
export function findByInvitation(
  facts: Facts,
  { uid, occurrence, startsAt }: Invited,
): FoundInterview | undefined {
  const known = everyRound(facts).filter(({ interview }) => interview.calendarUid === uid);
  if (!occurrence) return known[0];
  return known.find(({ interview }) => isAt(interview, occurrence) || isAt(interview, startsAt));
}

/**
 * The recorded interview that an invitation without a record may be about: at the same company, at the same time where it was
 * cancelled, or the only one ahead where it is to be another time.
 */
export function findLike(
  facts: Facts,
  { companies, startsAt }: Invited,
  { isCancelled, now }: { isCancelled: boolean; now: Date },
): FoundInterview | undefined {
  const isTheirs = (application: Application) =>
    companies.some((company) => isNamed(application, company) || isNamed({ company }, application.company));
  const ahead = everyRound(facts).filter(
    ({ application, interview }) => interview.startsAt > now && isTheirs(application) && !ending(application),
  );
  const alike = isCancelled ? ahead.filter(({ interview }) => isAt(interview, startsAt)) : ahead;
  return alike.length === 1 ? alike[0] : undefined;
}

function everyRound({ applications }: Facts): FoundInterview[] {
  return applications.flatMap((application) =>
    application.interviews.map((interview) => ({ application, interview })),
  );
}

function isAt(interview: Interview, instant: Date | undefined): boolean {
  return interview.startsAt.getTime() === instant?.getTime();
}

/**
 * A nudge with what it is about. `nudge` is what the rules say of it now: nothing, where facts overtook it. `delivery` is
 * missing where it was not sent yet.
 */
export type FoundNudge = {
  application: Application;
  interview?: Interview | undefined;
  nudge?: Nudge | undefined;
  delivery?: Delivery | undefined;
};

/** The nudge that a button names: by its delivery's id, or by its own where it was not sent yet. */
export function findNudge(facts: Facts, name: string): FoundNudge | undefined {
  const delivery = facts.deliveries.find(({ id }) => id === name) ?? lastDelivery(facts, name);
  const nudge = plan(facts).find(({ id }) => id === (delivery?.nudgeId ?? name));
  const subject = nudge ?? delivery;
  const application = facts.applications.find(({ id }) => id === subject?.applicationId);
  if (!subject || !application) return undefined;
  const interview = application.interviews.find(({ id }) => id === subject.interviewId);
  // Its interview was undone: there is nothing left that it could be about.
  if (subject.interviewId && !interview) return undefined;
  return { application, interview, nudge, delivery };
}

/** The last time that a nudge was handed to Slack. */
export function lastDelivery({ deliveries }: Facts, nudgeId: string): Delivery | undefined {
  return deliveries
    .filter((one) => one.nudgeId === nudgeId)
    .sort((a, b) => a.repeat - b.repeat)
    .at(-1);
}

/** What an application is called where its name must not stand: A for the first that was recorded, then B ... Z, AA. */
export function aliasOf({ applications }: Facts, { id }: Application): string {
  const inOrder = [...applications].sort(
    (a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1),
  );
  return letters(inOrder.findIndex((one) => one.id === id));
}

function letters(index: number): string {
  const last = String.fromCharCode('A'.charCodeAt(0) + (index % 26));
  return index < 26 ? last : `${letters(Math.floor(index / 26) - 1)}${last}`;
}
