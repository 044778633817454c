/** What the database forgets: a member at once, what was closed after a while, and who left after thirty days. */
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nextWake } from '../../src/etiquette/advice.ts';
import type { InterviewInput } from '../../src/etiquette/told.ts';
import { recordAnswer } from '../../src/journal/answers.ts';
import { claimDue } from '../../src/journal/claims.ts';
import { recordDebrief } from '../../src/journal/debriefs.ts';
import { markDone } from '../../src/journal/deliveries.ts';
import { chooseChannel, digestOf } from '../../src/journal/digests.ts';
import { draftsOf, keepDrafts } from '../../src/journal/drafts.ts';
import { recordInterview, undoInterview } from '../../src/journal/interviews.ts';
import { closeJournal, factsOf, type Journal, openJournal } from '../../src/journal/journal.ts';
import { claimUnseen, forgetOneWhoLeft, giveBackUnseen, noteProfile } from '../../src/journal/leaving.ts';
import { findMember, forgetMember, markSeen, meetMember, setPause } from '../../src/journal/members.ts';
import { rememberPicture } from '../../src/journal/picture.ts';
import { membersWithSpent, purgeSpent } from '../../src/journal/retention.ts';
import { settle, settleLeft } from '../../src/journal/settled.ts';
import { beginSharing, winsOf } from '../../src/journal/wins.ts';
import type { Database } from '../../src/operate/postgres.ts';
import { openSealer } from '../../src/operate/sealing.ts';
import { beginWith } from '../support/begin.ts';
import { DATABASES } from '../support/databases.ts';
import { tablesOf } from '../support/schema.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOON = new Date('2026-11-23T11:00:00Z');
const YEAR_LATER = new Date('2027-11-24T11:00:00Z');

const interview = (company: string, hours: number): InterviewInput => ({
  ...{ company, startsAt: new Date(NOON.getTime() + hours * HOUR), minutes: 60, zone: 'Europe/Berlin' },
  kind: 'technical',
  interviewers: [{ name: 'Dana Fox', email: 'dana@acme.example' }],
  materials: [{ what: 'references', dueAt: new Date(NOON.getTime() + 72 * HOUR) }],
});

describe.each(DATABASES)('on $name', ({ name, fresh }) => {
  let database: Database;
  let journal: Journal;
  let now: Date;
  let ada: string;
  let eve: string;

  beforeEach(async () => {
    now = NOON;
    database = await fresh();
    journal = openJournal({ pool: database.pool, sealer: openSealer([randomBytes(32)]), now: () => now });
    const meet = (userId: string) =>
      meetMember(journal, { workspaceId: 'T1', userId }, { zone: 'Europe/Berlin', signature: userId });
    [ada, eve] = [(await meet('U1ADA')).id, (await meet('U2EVE')).id];
  });
  afterEach(async () => {
    await closeJournal(journal);
    await database.close();
  });

  async function sendDue(): Promise<string[]> {
    const sent: string[] = [];
    const { batches } = await beginWith(journal, await claimDue(journal, 50));
    for (const batch of batches) {
      await settle(journal, [{ batch, sent: { channel: 'D1', ts: '1.0' } }]);
      sent.push(...batch.outgoing.map(({ deliveryId }) => deliveryId));
    }
    return sent;
  }

  /** A row in every table: an interview ahead, one that was held and heard of, drafts, deliveries. */
  async function live(memberId: string): Promise<{ open: string; closed: string }> {
    const past = await recordInterview(journal, memberId, interview('Acme', -4));
    const closed = past.facts.applications[0]?.id ?? '';
    const [sent = ''] = await sendDue();
    await markDone(journal, memberId, sent);
    await recordAnswer(journal, memberId, closed, { outcome: 'waiting', replyBy: '2026-11-30' });
    await recordAnswer(journal, memberId, closed, { outcome: 'rejection' });
    const ahead = await recordInterview(journal, memberId, interview('Globex', 48));
    const open = ahead.facts.applications.find(({ company }) => company === 'Globex')?.id ?? '';
    for (const id of [open, closed])
      await keepDrafts(journal, memberId, id, [
        { key: `thank-you/${id}`, subject: 'Thanks', text: 'Dear Dana' },
      ]);
    await rememberPicture(journal, memberId, { fileId: `F${memberId}`, of: 'x' });
    return { open, closed };
  }

  /** An offer of which a channel was told. */
  async function share(memberId: string): Promise<void> {
    const { facts } = await recordInterview(journal, memberId, interview('Initech', -4));
    const applicationId = facts.applications.find(({ company }) => company === 'Initech')?.id ?? '';
    await recordAnswer(journal, memberId, applicationId, { outcome: 'offer' });
    await chooseDigest(memberId);
    await beginSharing(journal, memberId, { applicationId, channel: 'C1' });
  }

  const chooseDigest = (memberId: string) =>
    chooseChannel(journal, memberId, {
      ...{ workspaceId: 'T1', channel: 'C1', zone: 'Europe/Berlin', nextAt: YEAR_LATER },
    });

  const PUBLIC = `table_schema = 'public' AND table_name <> '_prisma_migrations'`;

  /** The columns, of all tables, in which one of these stands, whole or as a part. */
  async function whereStands(needles: readonly string[]): Promise<string[]> {
    const { rows } = await database.pool.query<{ table: string; column: string }>(
      `SELECT table_name AS table, column_name AS column FROM information_schema.columns WHERE ${PUBLIC}`,
    );
    const found: string[] = [];
    for (const { table, column } of rows) {
      const { rowCount } = await database.pool.query(
        `SELECT FROM "${table}" WHERE EXISTS (SELECT FROM unnest($1::text[]) AS needle WHERE strpos("${column}"::text, needle) > 0)`,
        [needles],
      );
      if (rowCount) found.push(`${table}.${column}`);
    }
    return found;
  }

  /** Everything by which rows could be traced to a member. */
  async function tracesOf(memberId: string, userId: string): Promise<string[]> {
    const { applications, deliveries } = await factsOf(journal, memberId);
    const inside = applications.flatMap(({ interviews, answers }) => [
      ...interviews.flatMap(({ id, interviewers, promises }) => [
        ...[id, ...[...interviewers, ...promises].map((one) => one.id)],
      ]),
      ...answers.map(({ id }) => id),
    ]);
    const ids = [...applications, ...deliveries].map(({ id }) => id);
    return [memberId, userId, `F${memberId}`, ...ids, ...inside];
  }

  const rowsOf = async (table: string, where = 'true') =>
    (await database.pool.query(`SELECT FROM "${table}" WHERE ${where}`)).rowCount;

  test('forget me leaves no row, in no table, by no id, and touches nobody else', async () => {
    await live(ada);
    await live(eve);
    await share(ada);
    const traces = await tracesOf(ada, 'U1ADA');
    const kept = await tracesOf(eve, 'U2EVE');
    // Whatever a table holds, it holds something of Ada's before: or this test would see nothing there.
    const before = new Set((await whereStands(traces)).map((column) => column.split('.')[0]));
    const ofMembers = tablesOf().filter(({ belongsToMember }) => belongsToMember);
    expect([...before].sort()).toEqual(ofMembers.map((table) => table.name).sort());
    const ofEve = await whereStands(kept);
    await forgetMember(journal, ada);
    expect(await whereStands(traces)).toEqual([]);
    expect(await whereStands(kept)).toEqual(ofEve);
    expect(await rowsOf('application')).toBe(2);
    // What they chose for everybody stays, and does not say who it was.
    expect(await digestOf(journal, 'T1')).toMatchObject({ channel: 'C1', chosenBy: undefined });
  });

  test('what was closed a year ago goes with all that belongs to it; what is open stays, however old', async () => {
    const { open, closed } = await live(ada);
    const inside = (await factsOf(journal, ada)).applications
      .filter(({ id }) => id === closed)
      .flatMap(({ interviews, answers }) => [...interviews, ...answers].map(({ id }) => id));
    now = new Date('2027-11-23T10:59:00Z');
    for (const id of await membersWithSpent(journal, 12)) expect(await purgeSpent(journal, id, 12)).toBe(0);
    now = YEAR_LATER;
    expect(await membersWithSpent(journal, 12)).toEqual([ada]);
    expect(await purgeSpent(journal, ada, 12)).toBe(1);
    expect(await whereStands([closed, ...inside])).toEqual([]);
    const { applications, deliveries } = await factsOf(journal, ada);
    expect(applications.map(({ id }) => id)).toEqual([open]);
    expect(deliveries.every(({ applicationId }) => applicationId === open)).toBe(true);
    expect(await rowsOf('draft')).toBe(1);
    expect(await rowsOf('interviewer')).toBe(1);
    // Nothing is left to be looked at.
    expect(await membersWithSpent(journal, 12)).toEqual([]);
    expect(await purgeSpent(journal, ada, 12)).toBe(0);
  });

  test('what a channel was told of an offer can be taken back when the offer is long gone', async () => {
    await share(ada);
    now = YEAR_LATER;
    expect(await purgeSpent(journal, ada, 12)).toBe(1);
    expect(await winsOf(journal, ada)).toHaveLength(1);
    await forgetMember(journal, ada);
    expect(await rowsOf('shared_win')).toBe(0);
  });

  test('after a purge the next waking is right, and two replicas that purge at once do no harm', async () => {
    const { facts } = await recordInterview(journal, ada, interview('Acme', -4));
    await recordAnswer(journal, ada, facts.applications[0]?.id ?? '', { outcome: 'rejection' });
    const wakeAt = async () =>
      (await journal.prisma.member.findUniqueOrThrow({ where: { id: ada } })).wakeAt ?? undefined;
    // Kept for one month only, the hello after three has lost what it was about.
    expect(await wakeAt()).toBeDefined();
    now = new Date('2026-12-24T11:00:00Z');
    const purged = await Promise.all([purgeSpent(journal, ada, 1), purgeSpent(journal, ada, 1)]);
    expect(purged.sort()).toEqual([0, 1]);
    expect(await wakeAt()).toBeUndefined();
    await recordInterview(journal, ada, {
      ...interview('Globex', 0),
      startsAt: new Date('2026-12-28T14:00:00Z'),
    });
    expect(await wakeAt()).toEqual(nextWake(await factsOf(journal, ada), now).at);
  });

  test('a member who was forgotten meanwhile is no mistake', async () => {
    await forgetMember(journal, ada);
    expect(await purgeSpent(journal, ada, 12)).toBe(0);
    await noteProfile(journal, ada, { hasLeft: true });
    expect(await findMember(journal, { workspaceId: 'T1', userId: 'U1ADA' })).toBeUndefined();
  });

  /** Two rounds of an application, the first with thirteen more people, so that the letter to all has a key too long to be kept whole. */
  async function twoRounds() {
    const panel = ['Dana', ...'ABCDEFGHIJKLM'].map((first) => ({ name: `${first} Fox` }));
    const first = await recordInterview(journal, ada, { ...interview('Acme', -4), interviewers: panel });
    const { facts } = await recordInterview(journal, ada, interview('Acme', 48));
    const application = facts.applications[0];
    const round = application?.interviews.find(({ id }) => id === first.interviewId);
    const [dana, bo] = round?.interviewers ?? [];
    const [promise] = round?.promises ?? [];
    const other = application?.interviews.find((one) => one !== round);
    if (!application || !round || !other || !dana || !bo || !promise) throw new Error('not recorded');
    const keys = {
      dana: `thank-you/${round.id}/${dana.id}`,
      bo: `thank-you/${round.id}/${bo.id}`,
      everyone: ['thank-you', round.id, 'coordinator', ...round.interviewers.map(({ id }) => id)].join('/'),
      card: `handwritten-note/${round.id}`,
      references: `material/${promise.id}`,
      asking: `check-in/${round.id}/1`,
      next: `check-in/${other.id}/1`,
      reply: `gracious-reply/${application.id}`,
    };
    const drafts = Object.values(keys).map((key) => ({ key, subject: 'Thanks', text: 'Dear Dana' }));
    const keep = (some = drafts) => keepDrafts(journal, ada, application.id, some);
    const kept = async () => {
      const all = Object.values(keys);
      return new Set((await draftsOf(journal, ada, all)).map(({ key }) => key));
    };
    return { round, keys, drafts, keep, kept, panel };
  }

  test('an interview that is removed takes the letters about it along, and asks first', async () => {
    const { round, keys, drafts, keep, kept } = await twoRounds();
    await keep(drafts.filter(({ key }) => key === keys.everyone));
    expect(await undoInterview(journal, ada, round.id, { withAllOfIt: false })).toBe('grown');
    await keep();
    expect(await kept()).toEqual(new Set(Object.values(keys)));
    expect(await undoInterview(journal, ada, round.id, { withAllOfIt: true })).toBe('undone');
    expect(await kept()).toEqual(new Set([keys.next, keys.reply]));
    expect(await rowsOf('draft')).toBe(2);
  });

  test('who is struck from the debrief takes along what was written to them', async () => {
    const { round, keys, keep, kept, panel } = await twoRounds();
    await keep();
    const [, ...others] = panel;
    await recordDebrief(journal, ada, round.id, { traditional: false, interviewers: others, materials: [] });
    const left = Object.values(keys).filter((key) => key !== keys.dana && key !== keys.everyone);
    expect(await kept()).toEqual(new Set(left));
    expect(await rowsOf('draft')).toBe(left.length);
  });

  const rowOf = (id: string) => journal.prisma.member.findUniqueOrThrow({ where: { id } });

  test('who left is sent nothing, and counts from the first time that it was said', async () => {
    await recordInterview(journal, ada, interview('Acme', 48));
    await noteProfile(journal, ada, { hasLeft: true });
    expect(await rowOf(ada)).toMatchObject({ leftAt: NOON, wakeAt: null });
    now = new Date(NOON.getTime() + 60 * HOUR);
    expect(await claimDue(journal, 50)).toEqual([]);
    await noteProfile(journal, ada, { hasLeft: true, zone: 'Asia/Tokyo' });
    expect(await rowOf(ada)).toMatchObject({ leftAt: NOON, wakeAt: null, slackZone: 'Asia/Tokyo' });
    // Whatever else changes, nobody wakes them.
    await setPause(journal, ada, { until: new Date(now.getTime() + HOUR) });
    expect((await rowOf(ada)).wakeAt).toBeNull();
  });

  test('who is back finds everything as it was, and is reminded again', async () => {
    await recordInterview(journal, ada, interview('Acme', 48));
    const before = await factsOf(journal, ada);
    const { wakeAt } = await rowOf(ada);
    await noteProfile(journal, ada, { hasLeft: true });
    await noteProfile(journal, ada, { hasLeft: false });
    expect(await factsOf(journal, ada)).toEqual(before);
    expect(await rowOf(ada)).toMatchObject({ leftAt: null, wakeAt });
    await noteProfile(journal, ada, { hasLeft: true });
    const member = await findMember(journal, { workspaceId: 'T1', userId: 'U1ADA' });
    if (member) await markSeen(journal, member);
    expect(await rowOf(ada)).toMatchObject({ leftAt: null, wakeAt });
  });

  test('what could not be sent because they left comes when they are back in time', async () => {
    await recordInterview(journal, ada, interview('Acme', -4));
    const [batch] = (await beginWith(journal, await claimDue(journal, 50))).batches;
    if (!batch) throw new Error('nothing is due');
    await settleLeft(journal, batch);
    expect(await rowOf(ada)).toMatchObject({ leftAt: NOON, wakeAt: null, leaseToken: null });
    now = new Date(NOON.getTime() + 10 * 60_000);
    expect(await sendDue()).toEqual([]);
    await noteProfile(journal, ada, { hasLeft: false });
    expect((await sendDue()).sort()).toEqual(batch.outgoing.map(({ deliveryId }) => deliveryId).sort());
    expect(await rowsOf('delivery', 'attempts = 1')).toBe(batch.outgoing.length);
  });

  test('thirty days after they left nothing of them is left, and who is still there stays', async () => {
    await live(ada);
    await live(eve);
    await share(ada);
    const traces = await tracesOf(ada, 'U1ADA');
    await noteProfile(journal, ada, { hasLeft: true });
    now = new Date(NOON.getTime() + 30 * DAY);
    expect(await forgetOneWhoLeft(journal)).toBeUndefined();
    now = new Date(now.getTime() + 1);
    expect(await forgetOneWhoLeft(journal)).toEqual({
      ...{ workspaceId: 'T1', pictureFile: `F${ada}` },
      wins: [expect.objectContaining({ channel: 'C1' })],
    });
    expect(await whereStands(traces)).toEqual([]);
    expect(await forgetOneWhoLeft(journal)).toBeUndefined();
    expect(await rowsOf('member')).toBe(1);
  });

  test('Slack is asked about those of whom nothing was heard: sooner where something is planned', async () => {
    await recordInterview(journal, ada, interview('Acme', 24 * 60));
    const unseen = async (...except: string[]) =>
      (await claimUnseen(journal, 50, except)).map(({ userId }) => userId);
    now = new Date(NOON.getTime() + 7 * DAY);
    expect(await unseen()).toEqual([]);
    now = new Date(now.getTime() + 1);
    expect(await unseen('T1')).toEqual([]);
    const [one] = await claimUnseen(journal, 50, []);
    expect(one).toEqual({ memberId: ada, workspaceId: 'T1', userId: 'U1ADA', askedAt: NOON });
    // Another replica does not ask again, unless Slack gave no answer.
    expect(await unseen()).toEqual([]);
    if (one) await giveBackUnseen(journal, one);
    expect(await unseen()).toEqual(['U1ADA']);
    now = new Date(NOON.getTime() + 30 * DAY + 1);
    expect((await unseen()).sort()).toEqual(['U1ADA', 'U2EVE']);
  });

  // The embedded database has one connection: nobody else can be at work in it.
  test.runIf(name === 'PostgreSQL')(
    'whom another replica is asking about at the moment is passed over',
    async () => {
      now = new Date(NOON.getTime() + 31 * DAY);
      const other = await database.pool.connect();
      await other.query('BEGIN');
      await other.query('SELECT FROM member WHERE id = $1 FOR UPDATE', [ada]);
      expect((await claimUnseen(journal, 50, [])).map(({ memberId }) => memberId)).toEqual([eve]);
      await other.query('ROLLBACK');
      other.release();
    },
  );
});
