/** Rows to facts. What the columns hold sealed is opened here. */
import {
  type Application,
  type Contact,
  type Delivery,
  type Facts,
  INTERVIEW_KINDS,
  type Interview,
  type LocalDate,
  OUTCOMES,
  RULES,
  type Settings,
} from '../etiquette/facts.ts';
import type { Sealer } from '../operate/sealing.ts';
import type { Prisma } from './client/client.ts';

const EVERYTHING = {
  deliveries: true,
  applications: {
    include: { answers: true, interviews: { include: { interviewers: true, promises: true } } },
  },
} satisfies Prisma.MemberInclude;

type MemberRow = Prisma.MemberGetPayload<{ include: typeof EVERYTHING }>;
type ApplicationRow = MemberRow['applications'][number];
type InterviewRow = ApplicationRow['interviews'][number];

/** Reads all of a member's facts. Throws when there is no such member (any more). */
export async function readFacts(
  db: Prisma.TransactionClient,
  sealer: Sealer,
  memberId: string,
): Promise<Facts> {
  const member = await db.member.findUniqueOrThrow({ where: { id: memberId }, include: EVERYTHING });
  return factsIn(member, sealer);
}

/**
 * The same of many at once, by member. What only a later version or another key can read throws when it is looked at, so that it
 * keeps nobody else from being sent anything.
 */
export async function readFactsOf(
  db: Prisma.TransactionClient,
  sealer: Sealer,
  memberIds: readonly string[],
): Promise<Map<string, () => Facts>> {
  if (memberIds.length === 0) return new Map();
  const members = await db.member.findMany({ where: { id: { in: [...memberIds] } }, include: EVERYTHING });
  return new Map(members.map((member) => [member.id, () => factsIn(member, sealer)]));
}

function factsIn(member: MemberRow, sealer: Sealer): Facts {
  const open = (sealed: string) => sealer.open(sealed, member.id);
  return {
    settings: settingsOf(member, open),
    applications: member.applications.map((row) => applicationOf(row, open)),
    deliveries: member.deliveries.map(deliveryOf),
    ...presenceOf(member),
  };
}

/** When the member last did anything, was last asked whether the bot should go quiet, and left. */
export function presenceOf({
  lastSeenAt,
  quietAskedAt,
  leftAt,
}: Pick<MemberRow, 'lastSeenAt' | 'quietAskedAt' | 'leftAt'>) {
  return {
    lastSeenAt: lastSeenAt ?? undefined,
    quietAskedAt: quietAskedAt ?? undefined,
    leftAt: leftAt ?? undefined,
  };
}

type Open = (sealed: string) => string;

function settingsOf(member: MemberRow, open: Open): Settings {
  return {
    zone: member.chosenZone ?? member.slackZone,
    waking: { from: member.wakingFrom, to: member.wakingTo },
    weekend: member.weekend,
    country: member.country ?? undefined,
    checkInBuffer: member.checkInBuffer,
    discreet: member.discreet,
    pause: member.paused ? { until: member.pausedUntil ?? undefined } : undefined,
    signature: member.signature ? open(member.signature) : undefined,
  };
}

function applicationOf(row: ApplicationRow, open: Open): Application {
  return {
    id: row.id,
    company: open(row.company),
    role: row.role ? open(row.role) : undefined,
    traditional: row.traditional,
    agency: contactOf(row.agencyName, row.agencyEmail, open),
    coordinator: contactOf(row.coordinatorName, row.coordinatorEmail, open),
    stayInTouch: row.stayInTouch,
    createdAt: row.createdAt,
    interviews: row.interviews.map((interview) => interviewOf(interview, open)),
    answers: row.answers.map((answer) => ({
      id: answer.id,
      outcome: oneOf(OUTCOMES, answer.outcome),
      heardAt: answer.heardAt,
      interviewId: answer.interviewId ?? undefined,
      replyBy: toLocalDate(answer.replyBy),
      answerBy: toLocalDate(answer.answerBy),
    })),
  };
}

function contactOf(name: string | null, email: string | null, open: Open): Contact | undefined {
  return name ? { name: open(name), email: email ? open(email) : undefined } : undefined;
}

function interviewOf(row: InterviewRow, open: Open): Interview {
  return {
    id: row.id,
    startsAt: row.startsAt,
    minutes: row.minutes,
    zone: row.zone,
    kind: oneOf(INTERVIEW_KINDS, row.kind),
    interviewers: [...row.interviewers]
      .sort((a, b) => a.position - b.position)
      .map(({ id, name, email, talkingPoint, thankedAt }) => ({
        id,
        name: open(name),
        email: email ? open(email) : undefined,
        talkingPoint: talkingPoint ? open(talkingPoint) : undefined,
        thankedAt: thankedAt ?? undefined,
      })),
    promises: row.promises.map(({ id, what, dueAt, sentAt, droppedAt }) => ({
      id,
      what: open(what),
      dueAt,
      sentAt: sentAt ?? undefined,
      droppedAt: droppedAt ?? undefined,
    })),
    replyBy: toLocalDate(row.replyBy),
    holdOffUntil: row.holdOffUntil ?? undefined,
    noContact: row.noContact,
    nextDayInvited: row.nextDayInvited,
    debriefedAt: row.debriefedAt ?? undefined,
    recordedAt: row.createdAt,
    calendarUid: row.calendarUid ? open(row.calendarUid) : undefined,
  };
}

function deliveryOf(row: MemberRow['deliveries'][number]): Delivery {
  return {
    id: row.id,
    nudgeId: row.nudgeId,
    rule: oneOf(RULES, row.rule),
    applicationId: row.applicationId,
    interviewId: row.interviewId ?? undefined,
    repeat: row.repeat,
    status: oneOf(['sending', 'sent', 'failed', 'ahead'], row.status),
    unclearSince: row.status === 'sending' && row.attempts > 0 ? row.startedAt : undefined,
    sentAt: row.sentAt ?? undefined,
    doneAt: row.doneAt ?? undefined,
    snoozedUntil: row.snoozedUntil ?? undefined,
  };
}

function oneOf<T extends string>(known: readonly T[], value: string): T {
  const found = known.find((one) => one === value);
  if (!found)
    throw new Error(`The database holds a word that this version does not know (${known.length} are known)`);
  return found;
}

/** A DATE column as Prisma reads it. */
export function toLocalDate(day: Date | null): LocalDate | undefined {
  return day?.toISOString().slice(0, 10);
}

/** A calendar day as Prisma writes it into a DATE column. */
export function fromLocalDate(date: LocalDate | undefined): Date | undefined {
  return date ? new Date(`${date}T00:00:00Z`) : undefined;
}
