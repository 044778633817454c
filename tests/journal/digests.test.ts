/** The digest in the database: who may have a week, what is counted, and what goes with the workspace. */
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { countsOf, happeningsIn } from '../../src/community/digest.ts';
import { nextWeek } from '../../src/community/weeks.ts';
import type { InterviewInput } from '../../src/etiquette/told.ts';
import { recordAnswer } from '../../src/journal/answers.ts';
import { searchesIn } from '../../src/journal/counted.ts';
import {
  chooseChannel,
  claimWeek,
  type Digest,
  digestAround,
  digestOf,
  giveBackWeek,
  nextDigestDue,
  noteAnnounced,
  putOff,
  takeDue,
  turnOff,
  undoChoice,
} from '../../src/journal/digests.ts';
import { removeWorkspaces } from '../../src/journal/installations.ts';
import { recordInterview } from '../../src/journal/interviews.ts';
import { closeJournal, type Journal, openJournal } from '../../src/journal/journal.ts';
import { noteProfile } from '../../src/journal/leaving.ts';
import { forgetMember, meetMember } from '../../src/journal/members.ts';
import { markThanked } from '../../src/journal/thanks.ts';
import { beginSharing, dropShared, settleShared, sharingOf, winsOf } from '../../src/journal/wins.ts';
import { openSealer } from '../../src/operate/sealing.ts';
import { DATABASES, type TestDatabase } from '../support/databases.ts';

const NOON = new Date('2026-11-23T11:00:00Z');
const ZONE = 'Europe/Berlin';
const DUE = new Date('2026-12-14T09:00:00Z');
const NEXT = new Date('2026-12-21T09:00:00Z');
const later = (from: Date, minutes: number) => new Date(from.getTime() + minutes * 60_000);

describe.each(DATABASES)('on $name', ({ name, fresh }) => {
  let database: TestDatabase;
  let journal: Journal;
  let now: Date;
  let ada: string;

  const meet = async (userId: string, workspaceId = 'T1') =>
    (await meetMember(journal, { workspaceId, userId }, { zone: ZONE })).id;
  const begin = (channel = 'C1', memberId = ada, nextAt = DUE) =>
    chooseChannel(journal, memberId, { workspaceId: 'T1', channel, zone: ZONE, nextAt });
  const choose: typeof begin = async (...what) => {
    const choice = await begin(...what);
    if (!choice) return undefined;
    await noteAnnounced(journal, choice.digest);
    return { ...choice, digest: { ...choice.digest, announcedAt: now } };
  };
  const chosen = async (channel?: string): Promise<Digest> => {
    const choice = await choose(channel);
    if (!choice) throw new Error('that was its channel already');
    return choice.digest;
  };

  beforeEach(async () => {
    now = NOON;
    database = await fresh();
    journal = openJournal({ pool: database.pool, sealer: openSealer([randomBytes(32)]), now: () => now });
    ada = await meet('UADA');
  });
  afterEach(async () => {
    await closeJournal(journal);
    await database.close();
  });

  test('an organiser chooses a channel, and the same again changes nothing', async () => {
    expect(await digestOf(journal, 'T1')).toBeUndefined();
    expect(await choose()).toMatchObject({ digest: { channel: 'C1', chosenBy: 'UADA' }, before: undefined });
    now = later(NOON, 60);
    const bea = await meet('UBEA');
    expect(await choose('C1', bea)).toBeUndefined();
    expect(await digestOf(journal, 'T1')).toEqual({
      ...{ workspaceId: 'T1', channel: 'C1', zone: ZONE, since: NOON, announcedAt: NOON, nextAt: DUE },
      ...{ chosenBy: 'UADA', lastWeek: undefined },
    });
    expect(await nextDigestDue(journal)).toEqual(DUE);
  });

  test('another channel begins anew, and is put back as it was where Slack will not have it', async () => {
    const first = await chosen();
    await claimWeek(journal, first, { monday: '2026-11-09', nextAt: NEXT });
    const before = await digestOf(journal, 'T1');
    now = later(NOON, 60);
    const choice = await choose('C2');
    expect(choice?.digest).toMatchObject({ channel: 'C2', since: now, lastWeek: undefined });
    if (choice) await undoChoice(journal, choice);
    expect(await digestOf(journal, 'T1')).toEqual(before);
    // Who chooses anew meanwhile is not overridden.
    now = later(NOON, 90);
    await choose('C3');
    if (choice) await undoChoice(journal, choice);
    expect(await digestOf(journal, 'T1')).toMatchObject({ channel: 'C3' });
  });

  test('what could not be announced at first is off again, and nothing that was chosen since', async () => {
    const choice = await choose();
    if (choice) await undoChoice(journal, choice);
    expect(await digestOf(journal, 'T1')).toBeUndefined();
    const old = await chosen('C1');
    now = later(NOON, 1);
    await chosen('C2');
    await turnOff(journal, old);
    expect(await digestOf(journal, 'T1')).toMatchObject({ channel: 'C2' });
  });

  test('whoever died before the channel was told left nothing on, and choosing again tells it', async () => {
    await begin();
    // It may be on its way.
    expect(await begin()).toBeUndefined();
    now = DUE;
    expect(await takeDue(journal)).toBeUndefined();
    expect(await nextDigestDue(journal)).toBeUndefined();
    expect(await begin('C1', ada, NEXT)).toMatchObject({ digest: { since: DUE }, before: { since: NOON } });
    await choose('C2', ada, NEXT);
    now = NEXT;
    expect(await takeDue(journal)).toMatchObject({ channel: 'C2', announcedAt: DUE });
  });

  test('a choice waits for the week that is being claimed, so that its undo brings no week back', async () => {
    await choose('C1');
    const claiming = await database.pool.connect();
    await claiming.query('BEGIN');
    await claiming.query(`UPDATE digest SET last_week = '2026-11-30'`);
    now = later(NOON, 1);
    const choosing = choose('C2');
    // An embedded database has one connection, for which the choice waits.
    const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    if (name === 'PostgreSQL')
      await expect
        .poll(async () => (await database.pool.query(waiting)).rowCount, { timeout: 20_000 })
        .toBeGreaterThan(0);
    await claiming.query('COMMIT');
    claiming.release();
    const choice = await choosing;
    if (choice) await undoChoice(journal, choice);
    expect(await digestOf(journal, 'T1')).toMatchObject({ channel: 'C1', lastWeek: '2026-11-30' });
  });

  test('one replica takes what is due, and looks again in a minute', async () => {
    await choose();
    expect(await takeDue(journal)).toBeUndefined();
    now = DUE;
    const taken = await Promise.all([takeDue(journal), takeDue(journal), takeDue(journal)]);
    expect(taken.filter((one) => one)).toHaveLength(1);
    now = later(DUE, 1);
    expect(await takeDue(journal)).toMatchObject({ channel: 'C1', nextAt: later(DUE, 2) });
  });

  test('a week is claimed once, by one of all replicas', async () => {
    const digest = await chosen();
    const week = { monday: '2026-11-30', nextAt: NEXT };
    const claims = await Promise.all([1, 2, 3].map(() => claimWeek(journal, digest, week)));
    expect(claims.filter((one) => one)).toEqual([{ ...digest, lastWeek: '2026-11-30', nextAt: NEXT }]);
    // Nor by a replica whose clock is wrong.
    const [claimed] = claims.filter((one) => one);
    if (claimed)
      expect(await claimWeek(journal, claimed, { monday: '2026-11-30', nextAt: NEXT })).toBeUndefined();
    if (claimed)
      expect(await claimWeek(journal, claimed, { monday: '2026-11-23', nextAt: NEXT })).toBeUndefined();
  });

  test('a week that was not sent is given back, and one that somebody chose anew over is not', async () => {
    const digest = await chosen();
    const claimed = await claimWeek(journal, digest, { monday: '2026-11-30', nextAt: NEXT });
    if (!claimed) throw new Error('not claimed');
    await giveBackWeek(journal, claimed, digest, later(DUE, 5));
    const back = await digestOf(journal, 'T1');
    expect(back).toEqual({ ...digest, nextAt: later(DUE, 5) });
    // Who still holds what was read before is too late.
    expect(await claimWeek(journal, digest, { monday: '2026-11-30', nextAt: NEXT })).toBeUndefined();
    await putOff(journal, digest, NEXT);
    expect(await digestOf(journal, 'T1')).toEqual(back);
    if (back) await putOff(journal, back, NEXT);
    expect(await digestOf(journal, 'T1')).toEqual({ ...digest, nextAt: NEXT });
    now = later(NOON, 1);
    const other = await chosen('C2');
    await giveBackWeek(journal, claimed, digest, later(DUE, 5));
    expect(await digestOf(journal, 'T1')).toEqual(other);
  });

  const interview = (company: string): InterviewInput => ({
    ...{ company, startsAt: later(NOON, -240), minutes: 60, zone: ZONE, kind: 'technical', materials: [] },
    interviewers: [{ name: 'Dana Fox' }, { name: 'Bo Li' }],
  });

  /** Somebody who had an interview that Monday, thanked everybody, and has an offer. */
  async function search(userId: string, workspaceId?: string): Promise<string> {
    const memberId = await meet(userId, workspaceId);
    const { facts } = await recordInterview(journal, memberId, interview('Acme'));
    const [application] = facts.applications;
    const people = application?.interviews[0]?.interviewers.map(({ id }) => id) ?? [];
    await markThanked(journal, memberId, people);
    await recordAnswer(journal, memberId, application?.id ?? '', { outcome: 'offer' });
    return memberId;
  }

  const counts = async () => {
    const happenings = [];
    for await (const one of searchesIn(journal, 'T1')) happenings.push(...happeningsIn(one));
    const since = new Date('2026-11-22T23:00:00Z');
    return countsOf(happenings, nextWeek({ zone: ZONE, since }, since));
  };

  test('who left, who was forgotten, and another workspace do not count', async () => {
    for (const name of ['A', 'B', 'C', 'D']) await search(`U${name}`);
    await search('UELSEWHERE', 'T2');
    const [leaver, gone] = [await search('ULEFT'), await search('UGONE')];
    expect(await counts()).toEqual([
      ...[
        { kind: 'interview', count: 6 },
        { kind: 'thank-you', count: 12 },
        { kind: 'offer', count: 6 },
      ],
    ]);
    await noteProfile(journal, leaver, { hasLeft: true });
    expect((await counts()).map(({ count }) => count)).toEqual([5, 10, 5]);
    await forgetMember(journal, gone);
    expect(await counts()).toEqual([]);
  });

  test('a row that no key opens, or that holds a word of a later version, stops nothing', async () => {
    for (const name of ['A', 'B', 'C', 'D', 'E']) await search(`U${name}`);
    await database.pool.query(`UPDATE application SET company = 'sealed by nobody'`);
    await database.pool.query(
      `INSERT INTO answer (id, application_id, outcome, heard_at)
       SELECT gen_random_uuid(), id, 'of-a-later-version', now() FROM application`,
    );
    expect((await counts()).map(({ kind }) => kind)).toEqual(['interview', 'thank-you', 'offer']);
  });

  test('everybody counts, however many there are', async () => {
    await journal.prisma.member.createMany({
      data: Array.from({ length: 450 }, (_, n) => ({
        ...{ workspaceId: 'T1', slackUserId: `UMANY${n}`, slackZone: ZONE, slackZoneAt: NOON },
      })),
    });
    await journal.prisma.$executeRaw`
      INSERT INTO application (id, member_id, company) SELECT gen_random_uuid(), id, 'x' FROM member`;
    await journal.prisma.$executeRaw`
      INSERT INTO answer (id, application_id, outcome, heard_at)
      SELECT gen_random_uuid(), id, 'next-round', ${NOON}::timestamptz FROM application`;
    expect(await counts()).toEqual([{ kind: 'next-round', count: 451 }]);
  });

  const offerOf = async (memberId: string) =>
    (await journal.prisma.application.findFirstOrThrow({ where: { memberId } })).id;

  test('an offer can be told of in the channel that was chosen, once', async () => {
    const memberId = await search('UOFFER');
    const applicationId = await offerOf(memberId);
    expect(await sharingOf(journal, memberId, applicationId)).toEqual({ status: 'off' });
    expect(await digestAround(journal, memberId)).toBeUndefined();
    await choose();
    expect(await digestAround(journal, memberId)).toMatchObject({ channel: 'C1' });
    expect(await sharingOf(journal, memberId, applicationId)).toEqual({ status: 'open', channel: 'C1' });
    // A form that was opened before the digest moved posts nothing.
    const stale = await beginSharing(journal, memberId, { applicationId, channel: 'C0' });
    expect(stale).toEqual({ status: 'open', channel: 'C1' });
    const twice = await Promise.all(
      [1, 2].map(() => beginSharing(journal, memberId, { applicationId, channel: 'C1' })),
    );
    expect(twice.map(({ status }) => status).sort()).toEqual(['begun', 'shared']);
    const [win] = await winsOf(journal, memberId);
    if (!win) throw new Error('it was written down');
    expect(await settleShared(journal, win, '1.0')).toBe(true);
    // Whoever took it for not posted came too late.
    expect(await dropShared(journal, win)).toBe(false);
    expect(await sharingOf(journal, memberId, applicationId)).toMatchObject({
      status: 'shared',
      win: { messageTs: '1.0', channel: 'C1' },
    });
    await forgetMember(journal, memberId);
    expect(await settleShared(journal, win, '1.0')).toBe(false);
  });

  test('what is no offer, or not theirs, is not told of', async () => {
    await choose();
    const memberId = await search('UOFFER');
    const applicationId = await offerOf(memberId);
    expect(await sharingOf(journal, ada, applicationId)).toEqual({ status: 'no-offer' });
    await recordAnswer(journal, memberId, applicationId, { outcome: 'withdrawn' });
    const refused = await beginSharing(journal, memberId, { applicationId, channel: 'C1' });
    expect(refused).toEqual({ status: 'no-offer' });
    expect(await winsOf(journal, memberId)).toEqual([]);
  });

  test('with its workspace go the digest and what was shared', async () => {
    await choose();
    const memberId = await search('UOFFER');
    await beginSharing(journal, memberId, { applicationId: await offerOf(memberId), channel: 'C1' });
    await removeWorkspaces(journal, undefined, ['T1']);
    for (const table of ['digest', 'shared_win', 'member'])
      expect((await database.pool.query(`SELECT FROM ${table}`)).rowCount).toBe(0);
  });
});
