/** What a row takes on the disk, with its share of every index: measured on a database with rows as members make them. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Application, Facts, Interview, LocalDate } from '../../src/etiquette/facts.ts';
import type { Prisma } from '../../src/journal/client/client.ts';
import { closeJournal, type Journal, openJournal } from '../../src/journal/journal.ts';
import { serve, vacuum } from '../../src/operate/embedded.ts';
import { openSealer, type Sealer } from '../../src/operate/sealing.ts';
import { openEngine } from '../../src/sandbox/database.ts';
import * as assumed from './assumptions.ts';
import { live } from './life.ts';
import { mondayOf } from './lives.ts';

/** The tables that grow, as the database names them. */
export const TABLES = [
  'member',
  'application',
  'interview',
  'interviewer',
  'material_promise',
  'answer',
  'delivery',
  'draft',
] as const;
export type Table = (typeof TABLES)[number];
export type RowSizes = Record<Table, number>;

/** Lives that are written down, each for so many members. */
const LIVES = 12;
const TIMES = 60;
const ZONE = 'America/New_York';
const WORKSPACE = 'T0123456789';
const CHANNEL = 'D0123456789';
/** As long as such a letter is. */
const LETTER = 'Thank you for taking the time to talk with me about the role on your team today. '.repeat(8);

/** Bytes a row by table, freshly written: PGlite is PostgreSQL 18, and lays rows out as a server does. */
export async function measureRows(lives = LIVES, times = TIMES): Promise<RowSizes> {
  const { pool, close } = await serve(await openEngine());
  const journal = openJournal({ pool, sealer: openSealer([randomBytes(32)]), now: () => new Date() });
  await journal.prisma.workspace.create({ data: { id: WORKSPACE } });
  for (let n = 0; n < lives; n++) {
    const { facts } = live(n, ZONE, mondayOf(n % assumed.WEEKS));
    const copies = Array.from({ length: times }, (_, copy) =>
      rowsOf(facts, n * times + copy, journal.sealer),
    );
    await write(journal, copies);
  }
  await vacuum(pool);
  const sizes = await sizesOf(pool);
  await closeJournal(journal);
  await close();
  return sizes;
}

async function sizesOf(pool: Pool): Promise<RowSizes> {
  const found = await Promise.all(
    TABLES.map(async (table): Promise<[Table, number]> => {
      const { rows } = await pool.query(
        `SELECT pg_total_relation_size('${table}')::float8 / count(*) AS size FROM ${table}`,
      );
      return [table, Number(rows[0]?.size)];
    }),
  );
  // Every table has its entry.
  return Object.fromEntries(found) as RowSizes;
}

/** The facts of one life as rows of a member of their own. */
function rowsOf({ settings, ...facts }: Facts, copy: number, sealer: Sealer) {
  const memberId = ownId(randomUUID(), copy);
  const seal = (text: string) => sealer.seal(text, memberId);
  const seen = facts.lastSeenAt ?? new Date();
  const applications = facts.applications.map((one) => ({ ...one, id: ownId(one.id, copy) }));
  const interviews = applications.flatMap(({ id, interviews }) =>
    interviews.map((one) => ({ ...one, applicationId: id, id: ownId(one.id, copy) })),
  );
  return {
    member: {
      ...{ id: memberId, workspaceId: WORKSPACE, slackUserId: `U${String(copy).padStart(10, '0')}` },
      ...{
        slackZone: settings.zone,
        slackZoneAt: seen,
        lastSeenAt: seen,
        quietAskedAt: facts.quietAskedAt ?? null,
      },
      ...{ dmChannel: CHANNEL, wakeAt: new Date(seen.getTime() + copy), urgentAt: seen },
    },
    applications: applications.map((one) => applicationRow(one, memberId, seal)),
    interviews: interviews.map(interviewRow),
    interviewers: interviews.flatMap(({ id: interviewId, interviewers }) =>
      interviewers.map(({ name, email = '', thankedAt = null }, position) => ({
        ...{ interviewId, position, name: seal(name), email: seal(email), thankedAt },
      })),
    ),
    promises: interviews.flatMap(({ id: interviewId, promises }) =>
      promises.map(({ what, dueAt, sentAt = null }) => ({ interviewId, what: seal(what), dueAt, sentAt })),
    ),
    answers: applications.flatMap(answerRows),
    deliveries: facts.deliveries.map(({ id: _, sentAt, applicationId, interviewId, ...delivery }) => ({
      ...{ ...delivery, memberId, applicationId: ownId(applicationId, copy) },
      ...{ interviewId: interviewId ? ownId(interviewId, copy) : null },
      ...{
        attempts: 1,
        startedAt: sentAt ?? seen,
        sentAt: sentAt ?? null,
        channel: CHANNEL,
        messageTs: '1795600000.000100',
      },
    })),
    // Fewer are kept than there are applications: enough of them to measure.
    drafts: applications.map(({ id: applicationId }) => ({
      ...{ memberId, applicationId, key: `thank-you/${applicationId}/1`, updatedAt: seen },
      ...{ subject: seal('Thank you for your time today'), text: seal(LETTER) },
    })),
  };
}

async function write({ prisma }: Journal, copies: readonly ReturnType<typeof rowsOf>[]): Promise<void> {
  await prisma.member.createMany({ data: copies.map(({ member }) => member) });
  await prisma.application.createMany({ data: copies.flatMap(({ applications }) => applications) });
  await prisma.interview.createMany({ data: copies.flatMap(({ interviews }) => interviews) });
  await prisma.interviewer.createMany({ data: copies.flatMap(({ interviewers }) => interviewers) });
  await prisma.materialPromise.createMany({ data: copies.flatMap(({ promises }) => promises) });
  await prisma.answer.createMany({ data: copies.flatMap(({ answers }) => answers) });
  await prisma.delivery.createMany({ data: copies.flatMap(({ deliveries }) => deliveries) });
  await prisma.draft.createMany({ data: copies.flatMap(({ drafts }) => drafts) });
}

/** Ordered as the database's own are, by when they were made. */
function ownId(id: string, copy: number): string {
  return `0197${copy.toString(16).padStart(4, '0')}${id.slice(8)}`;
}

function applicationRow(
  { id, createdAt, company, role = '', traditional }: Application,
  memberId: string,
  seal: (text: string) => string,
) {
  return { id, memberId, createdAt, company: seal(company), role: seal(role), traditional };
}

function interviewRow(one: Interview & { applicationId: string }): Prisma.InterviewCreateManyInput {
  const { id, applicationId, startsAt, minutes, zone, kind, noContact, nextDayInvited } = one;
  return {
    ...{ id, applicationId, startsAt, minutes, zone, kind, noContact, nextDayInvited },
    ...{ debriefedAt: one.debriefedAt ?? null, replyBy: dayOf(one.replyBy) },
  };
}

function answerRows({ id: applicationId, answers }: Application): Prisma.AnswerCreateManyInput[] {
  return answers.map(({ outcome, heardAt, answerBy }) => ({
    applicationId,
    outcome,
    heardAt,
    answerBy: dayOf(answerBy),
  }));
}

function dayOf(date: LocalDate | undefined): Date | null {
  return date ? new Date(date) : null;
}
