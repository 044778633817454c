/** The storage suite: what the journal keeps, on PGlite and on a PostgreSQL server alike. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findNudge } from '../../src/etiquette/find.ts';
import type { InterviewInput } from '../../src/etiquette/told.ts';
import { recordAnswer } from '../../src/journal/answers.ts';
import { type Claim, claimDue, claimQuery, release } from '../../src/journal/claims.ts';
import { recordDebrief } from '../../src/journal/debriefs.ts';
import { markDone, snooze } from '../../src/journal/deliveries.ts';
import { beginSending, decide, nextDue } from '../../src/journal/due.ts';
import { recordInterview, undoInterview } from '../../src/journal/interviews.ts';
import { closeJournal, factsOf, type Journal, openJournal } from '../../src/journal/journal.ts';
import { SLACKS_LIMITS } from '../../src/journal/limits.ts';
import { findMember, meetMember, setPause } from '../../src/journal/members.ts';
import { settle } from '../../src/journal/settled.ts';
import type { Database } from '../../src/operate/postgres.ts';
import { openSealer } from '../../src/operate/sealing.ts';
import { beginWith } from '../support/begin.ts';
import { DATABASES } from '../support/databases.ts';

const HOUR = 3_600_000;
const NOON = new Date('2026-11-23T11:00:00Z');

const ACME: InterviewInput = {
  company: 'Acme',
  role: 'Engineer',
  startsAt: new Date('2026-11-24T14:00:00Z'),
  minutes: 60,
  zone: 'Europe/Berlin',
  kind: 'technical',
  interviewers: [{ name: 'Dana Fox', email: 'dana@acme.example' }],
  materials: [{ what: 'references', dueAt: new Date('2026-11-26T09:00:00Z') }],
  replyBy: '2026-12-01',
};

test('in CI the PostgreSQL part runs', () => {
  if (process.env.CI) expect(DATABASES.map(({ name }) => name)).toEqual(['PGlite', 'PostgreSQL']);
});

describe.each(DATABASES)('on $name', ({ fresh }) => {
  let database: Database;
  let journal: Journal;
  let now: Date;
  let ada: string;

  beforeEach(async () => {
    now = NOON;
    database = await fresh();
    journal = openJournal({ pool: database.pool, sealer: openSealer([randomBytes(32)]), now: () => now });
    ada = (await meetMember(journal, { workspaceId: 'T1', userId: 'U1' }, { zone: 'Europe/Berlin' })).id;
  });
  afterEach(async () => {
    await closeJournal(journal);
    await database.close();
  });

  const wakeAt = async (memberId = ada) =>
    (await journal.prisma.member.findUniqueOrThrow({ where: { id: memberId } })).wakeAt?.toISOString();

  /** Claims and sends everything due, as the scheduler does. */
  async function sendDue(): Promise<{ claim: Claim; rules: string[]; ids: string[] }[]> {
    const sent = [];
    const { batches } = await beginWith(journal, await claimDue(journal, 50));
    for (const batch of batches) {
      if (batch.outgoing.length === 0) continue;
      await settle(journal, [{ batch, sent: { channel: 'D1', ts: '1.0' } }]);
      sent.push({
        claim: batch.claim,
        rules: batch.outgoing.map(({ rule }) => rule),
        ids: batch.outgoing.map(({ deliveryId }) => deliveryId),
      });
    }
    return sent;
  }

  test('an interview comes back as it was recorded', async () => {
    const { status, facts } = await recordInterview(journal, ada, ACME);
    expect(status).toBe('recorded');
    expect(facts).toEqual(await factsOf(journal, ada));
    const [application] = facts.applications;
    expect(application).toMatchObject({ company: 'Acme', role: 'Engineer', traditional: false, answers: [] });
    expect(application?.interviews[0]).toMatchObject({
      ...{
        startsAt: ACME.startsAt,
        minutes: 60,
        zone: 'Europe/Berlin',
        kind: 'technical',
        replyBy: '2026-12-01',
      },
      interviewers: [{ name: 'Dana Fox', email: 'dana@acme.example' }],
      promises: [{ what: 'references', dueAt: new Date('2026-11-26T09:00:00Z') }],
    });
  });

  test('instants are stored right, whatever zone the database is set to', async () => {
    await recordInterview(journal, ada, ACME);
    // A round trip through the driver would hide a wrong offset: ask the database itself.
    const { rows } = await database.pool.query(
      'SELECT extract(epoch FROM starts_at)::bigint AS at FROM interview',
    );
    expect(Number(rows[0].at) * 1000).toBe(ACME.startsAt.getTime());
    const { rows: days } = await database.pool.query('SELECT reply_by::text AS day FROM interview');
    expect(days[0].day).toBe('2026-12-01');
  });

  test('nothing that a member wrote is readable in the database', async () => {
    const agency = { name: 'Mia Ray', email: 'mia@agency.example' };
    await recordInterview(journal, ada, { ...ACME, company: 'Acme & Sons', agency });
    // Each with a character that no sealed text has, or too long to come about by chance.
    const words = [
      'Acme & Sons',
      'Engineer',
      'Dana Fox',
      'dana@acme.example',
      'references',
      agency.name,
      agency.email,
    ];
    for (const table of [
      'application',
      'interview',
      'interviewer',
      'material_promise',
      'member',
      'delivery',
    ]) {
      const { rows } = await database.pool.query(`SELECT * FROM ${table}`);
      for (const word of words) expect(JSON.stringify(rows).toLowerCase()).not.toContain(word.toLowerCase());
    }
  });

  test('recording the same again changes nothing', async () => {
    const first = await recordInterview(journal, ada, ACME);
    const again = await recordInterview(journal, ada, ACME);
    expect(again).toEqual({ ...first, status: 'known' });
  });

  test('recording it again with more adds what is new', async () => {
    const { interviewId } = await recordInterview(journal, ada, ACME);
    const again = await recordInterview(journal, ada, {
      ...ACME,
      interviewers: [{ name: 'Bo Li' }],
      replyBy: '2026-12-03',
    });
    expect(again).toMatchObject({ status: 'completed', interviewId });
    const [interview] = again.facts.applications[0]?.interviews ?? [];
    expect(interview?.interviewers.map(({ name }) => name)).toEqual(['Dana Fox', 'Bo Li']);
    expect(interview?.replyBy).toBe('2026-12-03');
    expect(interview?.promises).toHaveLength(1);
  });

  test('recording it again with another length or kind corrects them; saying neither changes neither', async () => {
    const { interviewId } = await recordInterview(journal, ada, ACME);
    const shorter = await recordInterview(journal, ada, { ...ACME, minutes: 30, kind: 'onsite' });
    expect(shorter).toMatchObject({ status: 'completed', interviewId });
    expect(shorter.facts.applications[0]?.interviews).toMatchObject([{ minutes: 30, kind: 'onsite' }]);
    const unsaid = await recordInterview(journal, ada, { ...ACME, kind: 'other' });
    expect(unsaid).toMatchObject({ status: 'known', facts: shorter.facts });
  });

  test('two deliveries of one command at the same moment record one interview', async () => {
    await Promise.all([recordInterview(journal, ada, ACME), recordInterview(journal, ada, ACME)]);
    const { applications } = await factsOf(journal, ada);
    expect(applications).toHaveLength(1);
    expect(applications[0]?.interviews).toHaveLength(1);
  });

  test('a next round joins its application; after a rejection the company starts anew', async () => {
    const { facts } = await recordInterview(journal, ada, ACME);
    const later = { ...ACME, startsAt: new Date('2026-12-08T09:00:00Z'), company: 'ACME' };
    expect((await recordInterview(journal, ada, later)).facts.applications).toHaveLength(1);
    await recordAnswer(journal, ada, facts.applications[0]?.id ?? '', { outcome: 'rejection' });
    const anew = { ...ACME, startsAt: new Date('2027-03-08T09:00:00Z') };
    expect((await recordInterview(journal, ada, anew)).facts.applications).toHaveLength(2);
  });

  test('undo takes an interview back, once', async () => {
    const { interviewId } = await recordInterview(journal, ada, ACME);
    expect(await undoInterview(journal, ada, interviewId, { withAllOfIt: false })).toBe('undone');
    expect(await undoInterview(journal, ada, interviewId, { withAllOfIt: false })).toBe('gone');
    expect((await factsOf(journal, ada)).applications).toEqual([]);
    expect(await wakeAt()).toBeUndefined();
  });

  test('every write leaves wake_at right', async () => {
    await recordInterview(journal, ada, ACME);
    expect(await wakeAt()).toBe('2026-11-24T13:00:00.000Z');
    await meetMember(journal, { workspaceId: 'T1', userId: 'U1' }, { zone: 'Asia/Tokyo' });
    // 22:00 in Tokyo is night there: the closing line comes on the evening, at its last waking minute.
    expect(await wakeAt()).toBe('2026-11-24T11:00:00.000Z');
    const { applications } = await factsOf(journal, ada);
    await recordAnswer(journal, ada, applications[0]?.id ?? '', { outcome: 'withdrawn' });
    expect(await wakeAt()).toBeUndefined();
  });

  test('an answer heard twice is known, and a debrief replaces what was told before', async () => {
    const { interviewId, facts } = await recordInterview(journal, ada, ACME);
    const id = facts.applications[0]?.id ?? '';
    const hear = () => recordAnswer(journal, ada, id, { outcome: 'waiting', replyBy: '2026-12-04' });
    expect(await hear()).toMatchObject({ status: 'recorded' });
    expect(await hear()).toMatchObject({ status: 'known' });
    const told = { replyBy: undefined, noContact: true, traditional: true, interviewers: [], materials: [] };
    const after = await recordDebrief(journal, ada, interviewId, told);
    expect(after?.applications[0]).toMatchObject({
      traditional: true,
      interviews: [{ noContact: true, replyBy: undefined }],
    });
  });

  test('due members are claimed by one replica only, and the lease keeps the others away', async () => {
    await recordInterview(journal, ada, ACME);
    expect(await claimDue(journal, 50)).toEqual([]);
    now = new Date('2026-11-24T13:00:00Z');
    const [one, other] = await Promise.all([claimDue(journal, 50), claimDue(journal, 50)]);
    expect([...one, ...other]).toHaveLength(1);
    expect(await claimDue(journal, 50)).toEqual([]);
  });

  test('what is sent is written down before, and settled after; then the next wake-up is set', async () => {
    await recordInterview(journal, ada, ACME);
    now = new Date('2026-11-24T13:00:00Z');
    expect((await sendDue()).map(({ rules }) => rules)).toEqual([['closing']]);
    expect(await sendDue()).toEqual([]);
    expect((await nextDue(journal))?.toISOString()).toBe('2026-11-24T17:00:00.000Z');
  });

  test('a claim that was lost to another replica decides and settles nothing', async () => {
    await recordInterview(journal, ada, ACME);
    now = new Date('2026-11-24T13:00:00Z');
    const [claim] = await claimDue(journal, 50);
    if (!claim) throw new Error('nothing due');
    const stolen = { ...claim, token: randomUUID() };
    expect((await beginWith(journal, [stolen])).batches).toEqual([]);
    expect((await beginWith(journal, [claim])).batches).toHaveLength(1);
  });

  test('what changes between deciding and writing down is decided anew', async () => {
    await recordInterview(journal, ada, ACME);
    now = new Date('2026-11-24T13:00:00Z');
    const { decided } = await decide(journal, await claimDue(journal, 50));
    expect(decided).toHaveLength(1);
    await setPause(journal, ada, { until: undefined });
    const { batches, left } = await beginSending(journal, decided);
    expect([batches, left].map(({ length }) => length)).toEqual([0, 1]);
    expect(await journal.prisma.delivery.count()).toBe(0);
    await release(journal, left);
    await setPause(journal, ada, undefined);
    expect((await sendDue()).map(({ rules }) => rules)).toEqual([['closing']]);
  });

  test('what was decided before an outage is decided anew, as it may be night by now', async () => {
    await recordInterview(journal, ada, { ...ACME, startsAt: new Date(NOON.getTime() - 4 * HOUR) });
    const { decided } = await decide(journal, await claimDue(journal, 50));
    expect(decided.flatMap(({ nudges }) => nudges.map(({ rule }) => rule))).toEqual(['thank-you']);
    now = new Date(NOON.getTime() + 11 * HOUR);
    const { batches, left } = await beginSending(journal, decided);
    expect([batches, left].map(({ length }) => length)).toEqual([0, 1]);
    await release(journal, left);
    expect((await sendDue()).flatMap(({ rules }) => rules)).toEqual(['thank-you-last-call']);
  });

  test('what loses its sense between deciding and writing down is not sent', async () => {
    await recordInterview(journal, ada, ACME);
    now = new Date('2026-11-24T13:00:00Z');
    const { decided } = await decide(journal, await claimDue(journal, 50));
    now = decided[0]?.nudges[0]?.until ?? NOON;
    const { batches, left } = await beginSending(journal, decided);
    expect([batches, left].map(({ length }) => length)).toEqual([0, 1]);
  });

  test('done, pressed twice, and snoozed', async () => {
    await recordInterview(journal, ada, { ...ACME, startsAt: new Date(NOON.getTime() - 4 * HOUR) });
    const [message] = await sendDue();
    const thanks = message?.ids[message.rules.indexOf('thank-you')] ?? '';
    expect((await snooze(journal, ada, thanks, 'hour')).status).toBe('snoozed');
    expect((await markDone(journal, ada, thanks)).status).toBe('done');
    expect((await markDone(journal, ada, thanks)).status).toBe('already-done');
    expect((await snooze(journal, ada, thanks, 'hour')).status).toBe('already-done');
    const { applications } = await factsOf(journal, ada);
    expect(applications[0]?.interviews[0]?.interviewers[0]?.thankedAt).toEqual(now);
  });

  test("another member's interviews, nudges and applications cannot be touched", async () => {
    const { interviewId, facts } = await recordInterview(journal, ada, {
      ...ACME,
      startsAt: new Date(NOON.getTime() - 4 * HOUR),
    });
    const [message] = await sendDue();
    const [delivery = ''] = message?.ids ?? [];
    const eve = (await meetMember(journal, { workspaceId: 'T1', userId: 'U2' }, { zone: 'Europe/Berlin' }))
      .id;
    expect(findNudge(await factsOf(journal, eve), delivery)).toBeUndefined();
    expect((await markDone(journal, eve, delivery)).status).toBe('gone');
    expect((await snooze(journal, eve, delivery, 'hour')).status).toBe('gone');
    expect(await undoInterview(journal, eve, interviewId, { withAllOfIt: true })).toBe('gone');
    expect(
      await recordAnswer(journal, eve, facts.applications[0]?.id ?? '', { outcome: 'offer' }),
    ).toBeUndefined();
    const told = { traditional: false, interviewers: [], materials: [] };
    expect(await recordDebrief(journal, eve, interviewId, told)).toBeUndefined();
    expect((await factsOf(journal, eve)).applications).toEqual([]);
    expect((await factsOf(journal, ada)).applications).toHaveLength(1);
  });

  test('the same user id in two workspaces is two members', async () => {
    const other = await meetMember(journal, { workspaceId: 'T2', userId: 'U1' }, { zone: 'Asia/Tokyo' });
    expect(other.id).not.toBe(ada);
    expect(await findMember(journal, { workspaceId: 'T3', userId: 'U1' })).toBeUndefined();
  });

  test('a tick with nothing due is one look-up in an index, whatever the number of members', async () => {
    await database.pool.query(
      `INSERT INTO member (id, workspace_id, slack_user_id, slack_zone, slack_zone_at, wake_at)
       SELECT gen_random_uuid(), 'T1', 'X' || n, 'UTC', now(), $1::timestamptz + n * interval '1 second' FROM generate_series(1, 20000) n`,
      [new Date(NOON.getTime() + HOUR)],
    );
    await database.pool.query('ANALYZE');
    const { text, values } = claimQuery(NOON, 50, SLACKS_LIMITS);
    const { rows } = await database.pool.query<{ 'QUERY PLAN': string }>(`EXPLAIN (ANALYZE) ${text}`, values);
    const planned = rows.map((row) => row['QUERY PLAN']);
    const scans = planned.filter((line) => /Scan.* on (member|workspace)/.test(line));
    const ran = scans.filter((line) => !line.includes('never executed'));
    expect(ran.join('\n')).toMatch(/^[^\n]*member_wake_at_idx[^\n]*rows=0[^\n]*$/);
  });
});
