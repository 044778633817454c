import type { Application, Facts, Interview } from '../etiquette/facts.ts';
import { type FoundInterview, findInterview, fittingApplications } from '../etiquette/find.ts';
import { isOff } from '../etiquette/rounds.ts';
import { DEFAULT_MINUTES, type InterviewInput } from '../etiquette/told.ts';
import { countDrafts, dropDrafts } from './drafts.ts';
import { change, type Journal, type Transaction } from './journal.ts';
import {
  addPeople,
  addPromises,
  contactColumns,
  type Seal,
  said,
  saysSomethingNew,
  takesPlace,
} from './told.ts';

export type Recorded = {
  /** `known`: nothing new was said. `completed`: the interview was known, and something was added. */
  status: 'recorded' | 'completed' | 'known';
  interviewId: string;
  facts: Facts;
};

/**
 * Records an interview. The same company and start mean the same interview: recording it again adds what is new, corrects
 * its length and kind where they were said anew, and changes nothing else, so that a command delivered twice does no harm.
 */
export async function recordInterview(
  journal: Journal,
  memberId: string,
  input: InterviewInput,
): Promise<Recorded> {
  const seal = (text: string) => journal.sealer.seal(text, memberId);
  const { result, facts } = await change(journal, memberId, async (tx, before) => {
    const application = openApplication(before, input);
    const known = application?.interviews.find(
      ({ startsAt }) => startsAt.getTime() === input.startsAt.getTime(),
    );
    if (application && known) return complete(tx, journal.now(), { application, known, input, seal });
    const applicationId =
      application?.id ?? (await createApplication(tx, memberId, input, journal.now(), seal));
    if (application) await describe(tx, application, input, seal);
    const id = await createInterview(tx, journal, applicationId, input, seal);
    return { status: 'recorded' as const, interviewId: id };
  });
  return { ...result, facts };
}

/**
 * Takes a recorded interview back, with its application where nothing else belongs to that. `grown`: more was recorded of it
 * since, which would be lost; nothing is changed then, unless that is said to be meant.
 */
export async function undoInterview(
  journal: Journal,
  memberId: string,
  interviewId: string,
  { withAllOfIt }: { withAllOfIt: boolean },
): Promise<'undone' | 'gone' | 'grown'> {
  const { result } = await change(journal, memberId, async (tx, facts) => {
    const found = findInterview(facts, interviewId);
    if (!found) return 'gone' as const;
    const { application, interview } = found;
    const alone = application.interviews.length === 1 && application.answers.length === 0;
    const about = [
      interviewId,
      ...interview.promises.map(({ id }) => id),
      ...(alone ? [application.id] : []),
    ];
    const isWritten = async () => (await countDrafts(tx, memberId, about)) > 0;
    if (!withAllOfIt && (hasGrown(found, facts) || (await isWritten()))) return 'grown' as const;
    await dropDrafts(tx, memberId, about);
    if (alone) await tx.application.delete({ where: { id: application.id } });
    else await tx.interview.delete({ where: { id: interviewId } });
    return 'undone' as const;
  });
  return result;
}

/** Whether the member has told or done anything about an interview since it was recorded. */
function hasGrown({ application, interview }: FoundInterview, { deliveries }: Facts): boolean {
  const { recordedAt = application.createdAt, debriefedAt, interviewers, promises, id } = interview;
  return (
    (debriefedAt !== undefined && debriefedAt > recordedAt) ||
    interviewers.some(({ thankedAt }) => thankedAt) ||
    promises.some(({ sentAt, droppedAt }) => sentAt || droppedAt) ||
    application.answers.some(({ heardAt }) => heardAt > recordedAt) ||
    deliveries.some(({ interviewId, doneAt }) => interviewId === id && doneAt)
  );
}

/** The application that has the very interview, or else the one to which it belongs. */
function openApplication({ applications }: Facts, input: InterviewInput): Application | undefined {
  const fitting = fittingApplications(applications, input);
  const start = input.startsAt.getTime();
  return (
    fitting.find((one) => one.interviews.some(({ startsAt }) => startsAt.getTime() === start)) ?? fitting[0]
  );
}

async function createApplication(
  tx: Transaction,
  memberId: string,
  input: InterviewInput,
  createdAt: Date,
  seal: Seal,
): Promise<string> {
  const { id } = await tx.application.create({
    data: { memberId, createdAt, company: seal(input.company), ...description(input, seal) },
  });
  return id;
}

/** What was said about the application; what was not stays as it is. */
function description({ role, agency, coordinator, traditional }: InterviewInput, seal: Seal) {
  const columns = contactColumns({ agency, coordinator }, seal);
  const { agencyName, agencyEmail, coordinatorName, coordinatorEmail } = columns;
  return {
    ...(role ? { role: seal(role) } : {}),
    ...(agency ? { agencyName, agencyEmail } : {}),
    ...(coordinator ? { coordinatorName, coordinatorEmail } : {}),
    ...(traditional === undefined ? {} : { traditional }),
  };
}

async function describe(
  tx: Transaction,
  { id }: Application,
  input: InterviewInput,
  seal: Seal,
): Promise<void> {
  await tx.application.update({ where: { id }, data: description(input, seal) });
}

async function createInterview(
  tx: Transaction,
  journal: Journal,
  applicationId: string,
  input: InterviewInput,
  seal: Seal,
): Promise<string> {
  const { startsAt, minutes, zone, kind, calendarUid } = input;
  const { id } = await tx.interview.create({
    data: {
      applicationId,
      createdAt: journal.now(),
      startsAt,
      minutes,
      zone,
      kind,
      calendarUid: calendarUid ? seal(calendarUid) : null,
      ...said(input, zone, journal.now()),
    },
  });
  await addPeople(tx, { id, interviewers: [] }, input.interviewers, seal);
  await addPromises(tx, { id, promises: [] }, input.materials, seal);
  return id;
}

type Known = { application: Application; known: Interview; input: InterviewInput; seal: Seal };

/** Adds to a known interview what was not known of it. */
async function complete(tx: Transaction, now: Date, { application, known, input, seal }: Known) {
  const added =
    (await addPeople(tx, known, input.interviewers, seal)) +
    (await addPromises(tx, known, input.materials, seal));
  const newlySaid = saysSomethingNew(known, input);
  const isOn = isOff(application, known);
  if (isOn) await takesPlace(tx, known.id);
  const corrected = correctedBy(input, known);
  const uid = input.calendarUid && !known.calendarUid ? { calendarUid: seal(input.calendarUid) } : {};
  const data = { ...uid, ...corrected, ...(newlySaid ? said(input, known.zone, now) : {}) };
  if (Object.keys(data).length > 0) await tx.interview.update({ where: { id: known.id }, data });
  const described =
    (input.role && !application.role) ||
    (input.agency && !application.agency) ||
    (input.coordinator && !application.coordinator) ||
    (input.traditional && !application.traditional);
  if (described) await describe(tx, application, input, seal);
  const isCorrected = Object.keys(corrected).length > 0;
  const isNews = added > 0 || newlySaid || isCorrected || described || isOn;
  return { status: isNews ? ('completed' as const) : ('known' as const), interviewId: known.id };
}

/** Length and kind, where another was said; what stands for nothing said corrects nothing. */
function correctedBy({ minutes, kind }: InterviewInput, known: Interview) {
  return {
    ...(minutes !== DEFAULT_MINUTES && minutes !== known.minutes ? { minutes } : {}),
    ...(kind !== 'other' && kind !== known.kind ? { kind } : {}),
  };
}
