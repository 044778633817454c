/** What is kept for one member has an end, on both databases: there the change is refused whole, and says what to do. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plan } from '../../src/etiquette/plan.ts';
import { NoRoom, type Room } from '../../src/etiquette/room.ts';
import type { InterviewInput } from '../../src/etiquette/told.ts';
import { recordAnswer } from '../../src/journal/answers.ts';
import { recordDebrief } from '../../src/journal/debriefs.ts';
import { markDone } from '../../src/journal/deliveries.ts';
import { keepDrafts } from '../../src/journal/drafts.ts';
import { editInterview } from '../../src/journal/edits.ts';
import { recordInterview, undoInterview } from '../../src/journal/interviews.ts';
import { closeJournal, factsOf, type Journal, openJournal } from '../../src/journal/journal.ts';
import { meetMember, setPause } from '../../src/journal/members.ts';
import type { Database } from '../../src/operate/postgres.ts';
import { openSealer } from '../../src/operate/sealing.ts';
import { DATABASES } from '../support/databases.ts';

const NOON = new Date('2026-11-23T11:00:00Z');
const ACME: InterviewInput = {
  ...{ company: 'Acme', startsAt: new Date('2026-11-24T14:00:00Z'), minutes: 60, zone: 'Europe/Berlin' },
  ...{ kind: 'other', interviewers: [], materials: [] },
};
const many = <T>(count: number, one: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => one(n));
const people = (count: number) => many(count, (n) => ({ name: `Dana Fox ${n}` }));
const materials = (count: number) => many(count, (n) => ({ what: `reference ${n}`, dueAt: ACME.startsAt }));

describe.each(DATABASES)('on $name', ({ fresh }) => {
  let database: Database;
  let journal: Journal;
  let ada: string;

  beforeEach(async () => {
    database = await fresh();
    journal = openJournal({ pool: database.pool, sealer: openSealer([randomBytes(32)]), now: () => NOON });
    ada = (await meetMember(journal, { workspaceId: 'T1', userId: 'U1' }, { zone: 'Europe/Berlin' })).id;
  });
  afterEach(async () => {
    await closeJournal(journal);
    await database.close();
  });

  const seal = (text: string) => journal.sealer.seal(text, ada);

  async function addApplications(count: number): Promise<void> {
    const company = seal('Globex');
    await journal.prisma.application.createMany({ data: many(count, () => ({ memberId: ada, company })) });
  }

  async function addInterviews(applicationId: string, count: number): Promise<void> {
    const { minutes, zone, kind } = ACME;
    await journal.prisma.interview.createMany({
      data: many(count, (n) => ({
        ...{ applicationId, minutes, zone, kind },
        startsAt: new Date(ACME.startsAt.getTime() - (n + 1) * 86_400_000),
      })),
    });
  }

  async function recorded() {
    const { interviewId, facts } = await recordInterview(journal, ada, ACME);
    const applicationId = facts.applications.find(({ company }) => company === 'Acme')?.id ?? '';
    return { interviewId, applicationId };
  }

  /** Nothing is left of a change that has no room, and what to do is said. */
  async function expectFull(of: Room, change: () => Promise<unknown>): Promise<void> {
    const before = await factsOf(journal, ada);
    const error = await change().catch((thrown: unknown) => thrown);
    if (!(error instanceof NoRoom)) expect.fail(`there was room: ${String(error)}`);
    expect(error.of).toBe(of);
    expect(error.message).toMatch(/Remove|Name|name|Record|Copy|leave/);
    expect(await factsOf(journal, ada)).toEqual(before);
  }

  test('five hundred applications: one goes, one comes, and settings can be changed', async () => {
    await addApplications(499);
    const { interviewId } = await recorded();
    await expectFull('applications', () => recordInterview(journal, ada, { ...ACME, company: 'Initech' }));
    await setPause(journal, ada, {});
    await undoInterview(journal, ada, interviewId, { withAllOfIt: true });
    await recordInterview(journal, ada, { ...ACME, company: 'Initech' });
  });

  test('fifty interviews of one application', async () => {
    const { applicationId } = await recorded();
    await addInterviews(applicationId, 49);
    const later = { ...ACME, startsAt: new Date('2026-12-24T14:00:00Z') };
    await expectFull('interviews', () => recordInterview(journal, ada, later));
    expect((await recordInterview(journal, ada, ACME)).status).toBe('known');
  });

  test('a hundred people and a hundred promises of one interview, wherever they are told', async () => {
    await expectFull('people', () => recordInterview(journal, ada, { ...ACME, interviewers: people(101) }));
    await expectFull('promises', () => recordInterview(journal, ada, { ...ACME, materials: materials(101) }));
    const { interviewId } = await recorded();
    const edit = (interviewers: InterviewInput['interviewers']) =>
      editInterview(journal, ada, interviewId, { ...ACME, interviewers });
    await expectFull('people', () => edit(people(101)));
    const debrief = { traditional: false, interviewers: [], materials: [] };
    await expectFull('promises', () =>
      recordDebrief(journal, ada, interviewId, { ...debrief, materials: materials(101) }),
    );
    await edit(people(100));
    await recordDebrief(journal, ada, interviewId, {
      ...debrief,
      interviewers: people(100),
      materials: materials(100),
    });
  });

  test('of more people than are kept not one is written, which would hold up everybody else', async () => {
    const { interviewId } = await recorded();
    const crowd = { ...ACME, interviewers: people(1500) };
    // What was written takes room in the table, also where it was taken back.
    const size = async () =>
      (await database.pool.query(`SELECT pg_relation_size('interviewer')::int AS bytes`)).rows[0].bytes;
    await expectFull('people', () => recordInterview(journal, ada, crowd));
    await expectFull('people', () => editInterview(journal, ada, interviewId, crowd));
    expect(await size()).toBe(0);
  });

  test('two hundred answers of one application', async () => {
    const { applicationId } = await recorded();
    await journal.prisma.answer.createMany({
      data: many(200, (n) => ({ applicationId, outcome: 'waiting', heardAt: new Date(NOON.getTime() - n) })),
    });
    await expectFull('answers', () => recordAnswer(journal, ada, applicationId, { outcome: 'offer' }));
  });

  test('four thousand rows in all', async () => {
    await addApplications(199);
    const { interviewId } = await recorded();
    const rows = await journal.prisma.application.findMany({ select: { id: true } });
    for (const { id } of rows.slice(0, 76)) await addInterviews(id, 50);
    await expectFull('everything', () =>
      editInterview(journal, ada, interviewId, { ...ACME, interviewers: people(1) }),
    );
  });

  test('what was done is kept to an end as well', async () => {
    const { applicationId, interviewId } = await recorded();
    await journal.prisma.delivery.createMany({
      data: many(5000, () => ({
        ...{ memberId: ada, applicationId, interviewId, rule: 'closing', status: 'ahead', startedAt: NOON },
        nudgeId: `closing/${randomUUID()}`,
      })),
    });
    const [nudge] = plan(await factsOf(journal, ada));
    await expectFull('done', () => markDone(journal, ada, nudge?.id ?? ''));
  });

  test('a thousand drafts, of which each may still be changed', async () => {
    const { applicationId } = await recorded();
    const draft = (n: number) => ({ key: `thank-you/${n}`, subject: 'Thanks', text: 'Dear Dana' });
    await journal.prisma.draft.createMany({
      data: many(1000, (n) => ({
        ...{ memberId: ada, applicationId, key: `thank-you/${n}`, updatedAt: NOON },
        ...{ subject: seal('Thanks'), text: seal('Dear Dana') },
      })),
    });
    await expectFull('drafts', () => keepDrafts(journal, ada, applicationId, [draft(1000)]));
    expect(await keepDrafts(journal, ada, applicationId, [draft(5)])).toBe(true);
  });
});
