/** What the forms change, on PGlite and on a PostgreSQL server alike: replaced, kept, taken back, forgotten. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Facts, Outcome } from '../../src/etiquette/facts.ts';
import { rolesInQuestion } from '../../src/etiquette/find.ts';
import { plan } from '../../src/etiquette/plan.ts';
import type { InterviewInput } from '../../src/etiquette/told.ts';
import { recordAnswer, undoAnswer } from '../../src/journal/answers.ts';
import { claimDue } from '../../src/journal/claims.ts';
import { type Debrief, recordDebrief } from '../../src/journal/debriefs.ts';
import { markDone } from '../../src/journal/deliveries.ts';
import { draftsOf, keepDrafts } from '../../src/journal/drafts.ts';
import { nextDue } from '../../src/journal/due.ts';
import { editInterview } from '../../src/journal/edits.ts';
import { recordInterview, undoInterview } from '../../src/journal/interviews.ts';
import { closeJournal, factsOf, type Journal, openJournal } from '../../src/journal/journal.ts';
import {
  findMember,
  forgetMember,
  markSeen,
  meetMember,
  savePreferences,
  setPause,
} from '../../src/journal/members.ts';
import { settle } from '../../src/journal/settled.ts';
import { markThanked } from '../../src/journal/thanks.ts';
import type { Database } from '../../src/operate/postgres.ts';
import { openSealer } from '../../src/operate/sealing.ts';
import { beginWith } from '../support/begin.ts';
import { DATABASES } from '../support/databases.ts';

const NOON = new Date('2026-11-23T11:00:00Z');
const ADA = { workspaceId: 'T1', userId: 'U1' };

const ACME: InterviewInput = {
  company: 'Acme',
  role: 'Engineer',
  startsAt: new Date('2026-11-24T14:00:00Z'),
  minutes: 60,
  zone: 'Europe/Berlin',
  kind: 'technical',
  interviewers: [{ name: 'Dana Fox', email: 'dana@acme.example' }, { name: 'Bo Li' }],
  materials: [{ what: 'references', dueAt: new Date('2026-11-26T09:00:00Z') }],
};
const DEBRIEF: Debrief = { traditional: false, interviewers: [], materials: [] };

describe.each(DATABASES)('on $name', ({ fresh }) => {
  let database: Database;
  let journal: Journal;
  let now: Date;
  let ada: string;
  let acme: string;

  beforeEach(async () => {
    now = NOON;
    database = await fresh();
    journal = openJournal({ pool: database.pool, sealer: openSealer([randomBytes(32)]), now: () => now });
    ada = (await meetMember(journal, ADA, { zone: 'Europe/Berlin', signature: 'Ada Byron' })).id;
    acme = (await recordInterview(journal, ada, ACME)).interviewId;
  });
  afterEach(async () => {
    await closeJournal(journal);
    await database.close();
  });

  const onlyApplication = ({ applications }: Facts) => {
    const [application] = applications;
    if (!application) throw new Error('no application');
    return application;
  };
  const interviewIn = ({ applications }: Facts) => {
    const interview = applications[0]?.interviews.find(({ id }) => id === acme);
    if (!interview) throw new Error('no interview');
    return interview;
  };
  const hear = async (outcome: Outcome) => {
    const { id } = onlyApplication(await factsOf(journal, ada));
    const heard = await recordAnswer(journal, ada, id, { outcome });
    if (!heard || heard === 'too-early') throw new Error('not recorded');
    return heard;
  };
  const wakeAt = async () =>
    (await journal.prisma.member.findUniqueOrThrow({ where: { id: ada } })).wakeAt?.toISOString();

  test('an interview that was moved takes place again at the new time, or when it is recorded once more', async () => {
    const closings = (facts: Facts) => plan(facts).filter(({ rule }) => rule === 'closing');
    expect(closings((await hear('postponed')).facts)).toEqual([]);
    const startsAt = new Date('2026-12-01T14:00:00Z');
    const edited = await editInterview(journal, ada, acme, { ...ACME, startsAt });
    expect(edited && closings(edited.facts)).toMatchObject([{ due: new Date('2026-12-01T13:00:00Z') }]);

    now = new Date('2026-11-23T12:00:00Z');
    await hear('postponed');
    const again = await recordInterview(journal, ada, { ...ACME, startsAt });
    expect(again).toMatchObject({ status: 'completed', interviewId: acme });
    expect(closings(again.facts)).toHaveLength(1);
    expect(onlyApplication(again.facts).answers).toHaveLength(2);
  });

  test('of two rounds ahead the next one is the one that was moved, and hearing it twice moves no other', async () => {
    const startsAt = new Date('2026-12-03T14:00:00Z');
    const later = await recordInterview(journal, ada, { ...ACME, startsAt });
    expect((await hear('postponed')).status).toBe('recorded');
    const again = await hear('postponed');
    expect(again.status).toBe('known');
    const about = () => onlyApplication(again.facts).answers.map(({ interviewId }) => interviewId);
    expect(about()).toEqual([acme]);
    // An invitation that is cancelled says itself which one it is about.
    const { id } = onlyApplication(later.facts);
    const named = { outcome: 'postponed', interviewId: later.interviewId } as const;
    const facts = await recordAnswer(journal, ada, id, named).then(() => factsOf(journal, ada));
    expect(onlyApplication(facts).answers.map(({ interviewId }) => interviewId)).toContain(later.interviewId);
  });

  test('nobody can have stayed away from an interview that lies ahead', async () => {
    const { id, answers } = onlyApplication(await factsOf(journal, ada));
    expect(await recordAnswer(journal, ada, id, { outcome: 'no-show' })).toBe('too-early');
    expect(onlyApplication(await factsOf(journal, ada)).answers).toEqual(answers);
  });

  test('what they said last counts, in a debrief or as an answer; “not decided yet” on another day is news', async () => {
    now = new Date('2026-11-24T16:00:00Z');
    await recordDebrief(journal, ada, acme, { ...DEBRIEF, replyBy: '2026-11-27' });
    const checkIn = async () =>
      plan(await factsOf(journal, ada))
        .find(({ rule }) => rule === 'check-in')
        ?.due.toISOString();
    const { id } = onlyApplication(await factsOf(journal, ada));
    now = new Date('2026-11-25T16:00:00Z');
    await recordAnswer(journal, ada, id, { outcome: 'waiting', replyBy: '2026-12-01' });
    expect(await checkIn()).toBe('2026-12-02T09:00:00.000Z');
    now = new Date('2026-11-26T16:00:00Z');
    await recordDebrief(journal, ada, acme, { ...DEBRIEF, replyBy: '2026-12-11' });
    expect(await checkIn()).toBe('2026-12-14T09:00:00.000Z');
    now = new Date('2026-12-12T16:00:00Z');
    expect((await hear('waiting')).status).toBe('recorded');
    expect((await hear('waiting')).status).toBe('known');
    expect(await checkIn()).toBe('2026-12-22T09:00:00.000Z');
  });

  test('material for the morning after goes along with a moved interview; with a time of its own it stays', async () => {
    const usual = { what: 'portfolio', dueAt: new Date('2026-11-25T09:00:00Z') };
    await recordInterview(journal, ada, { ...ACME, materials: [usual] });
    const startsAt = new Date('2026-12-07T14:00:00Z');
    const edited = await editInterview(journal, ada, acme, { ...ACME, startsAt });
    const promised = edited && interviewIn(edited.facts).promises.map(({ what, dueAt }) => [what, dueAt]);
    expect(promised).toEqual(
      expect.arrayContaining([
        ['portfolio', new Date('2026-12-08T09:00:00Z')],
        ['references', new Date('2026-11-26T09:00:00Z')],
      ]),
    );
  });

  test('who was thanked stays who they are, whatever is mended about them', async () => {
    const people = (edited: { facts: Facts } | undefined) =>
      edited &&
      interviewIn(edited.facts).interviewers.map(({ name, thankedAt }) => [name, Boolean(thankedAt)]);
    const two = [
      { name: 'Alex', email: 'a@acme.example' },
      { name: 'Alex', email: 'b@acme.example' },
    ];
    const before = await editInterview(journal, ada, acme, { ...ACME, interviewers: two });
    const [first] = before ? interviewIn(before.facts).interviewers : [];
    await markThanked(journal, ada, [first?.id ?? '']);
    const struck = await editInterview(journal, ada, acme, { ...ACME, interviewers: two.slice(1) });
    expect(people(struck)).toEqual([['Alex', false]]);
    await markThanked(journal, ada, struck ? interviewIn(struck.facts).interviewers.map(({ id }) => id) : []);
    const mended = [{ name: 'Alex Li', email: 'alex@acme.example' }, { name: 'Bo Li' }];
    expect(people(await editInterview(journal, ada, acme, { ...ACME, interviewers: mended }))).toEqual([
      ['Alex Li', true],
      ['Bo Li', false],
    ]);
  });

  test('thanks on an old message thank nobody for an interview that was moved ahead', async () => {
    now = new Date('2026-11-24T17:00:00Z');
    const [batch] = (await beginWith(journal, await claimDue(journal, 1))).batches;
    if (!batch) throw new Error('nothing was due');
    await settle(journal, [{ batch, sent: { channel: 'D1', ts: '1.1' } }]);
    const thanks = batch.outgoing.find(({ rule }) => rule === 'thank-you');
    await editInterview(journal, ada, acme, { ...ACME, startsAt: new Date('2026-11-26T14:00:00Z') });
    expect((await markDone(journal, ada, thanks?.deliveryId ?? '')).status).toBe('overtaken');
    const facts = await factsOf(journal, ada);
    expect(interviewIn(facts).interviewers.some(({ thankedAt }) => thankedAt)).toBe(false);
  });

  test('who was thanked for a talk is to be thanked anew once it is moved ahead', async () => {
    now = new Date('2026-11-24T17:00:00Z');
    const thanked = async () =>
      interviewIn(await factsOf(journal, ada)).interviewers.map((one) => one.thankedAt);
    await markThanked(
      journal,
      ada,
      interviewIn(await factsOf(journal, ada)).interviewers.map(({ id }) => id),
    );
    await editInterview(journal, ada, acme, { ...ACME, startsAt: new Date('2026-11-24T15:00:00Z') });
    expect(await thanked()).toEqual([now, now]);
    await editInterview(journal, ada, acme, { ...ACME, startsAt: new Date('2026-11-26T14:00:00Z') });
    expect(await thanked()).toEqual([undefined, undefined]);
  });

  test('undo asks before it takes away what was told since', async () => {
    now = new Date('2026-11-24T16:00:00Z');
    await recordDebrief(journal, ada, acme, { ...DEBRIEF, replyBy: '2026-11-27' });
    expect(await undoInterview(journal, ada, acme, { withAllOfIt: false })).toBe('grown');
    expect(interviewIn(await factsOf(journal, ada)).replyBy).toBe('2026-11-27');
    expect(await undoInterview(journal, ada, acme, { withAllOfIt: true })).toBe('undone');
  });

  test('an interview goes to the application with its role, or to the one that has it already', async () => {
    await recordInterview(journal, ada, {
      ...ACME,
      role: 'Designer',
      startsAt: new Date('2026-11-25T14:00Z'),
    });
    const input = { ...ACME, role: undefined, startsAt: new Date('2026-11-30T14:00:00Z') };
    const { applications } = await factsOf(journal, ada);
    expect(rolesInQuestion(applications, input)).toEqual(['Engineer', 'Designer']);
    expect(rolesInQuestion(applications, { ...input, role: 'designer' })).toEqual([]);
    expect(rolesInQuestion(applications, { ...input, startsAt: ACME.startsAt })).toEqual([]);
    const again = await recordInterview(journal, ada, { ...ACME, role: undefined });
    expect(again).toMatchObject({ status: 'known', interviewId: acme });
  });

  test('a hold-off stays the same day on the calendar in another zone, and goes where the interview comes after it', async () => {
    await recordDebrief(journal, ada, acme, { ...DEBRIEF, holdOff: '2026-12-04' });
    const elsewhere = { ...ACME, zone: 'America/New_York' };
    const edited = await editInterview(journal, ada, acme, elsewhere);
    expect(edited && interviewIn(edited.facts).holdOffUntil).toEqual(new Date('2026-12-04T05:00:00Z'));
    const startsAt = new Date('2026-12-07T15:00:00Z');
    const moved = await editInterview(journal, ada, acme, { ...elsewhere, startsAt });
    expect(moved && interviewIn(moved.facts).holdOffUntil).toBeUndefined();
  });

  test('a day for their answer that lies before the new time is asked for again', async () => {
    await recordDebrief(journal, ada, acme, { ...DEBRIEF, replyBy: '2026-11-30' });
    const stays = await editInterview(journal, ada, acme, {
      ...ACME,
      startsAt: new Date('2026-11-30T14:00:00Z'),
    });
    expect(stays && interviewIn(stays.facts).replyBy).toBe('2026-11-30');
    const edited = await editInterview(journal, ada, acme, {
      ...ACME,
      startsAt: new Date('2026-12-01T14:00:00Z'),
    });
    expect(edited && interviewIn(edited.facts)).toMatchObject({ replyBy: undefined, debriefedAt: undefined });
  });

  test('an edit replaces all that the form holds; who stays keeps having been thanked', async () => {
    const [dana] = interviewIn(await factsOf(journal, ada)).interviewers;
    await markThanked(journal, ada, [dana?.id ?? '']);
    const edited = await editInterview(journal, ada, acme, {
      ...{ company: 'Acme Europe', startsAt: new Date('2026-11-25T14:00:00Z'), minutes: 30 },
      ...{ zone: 'Europe/London', kind: 'final' },
      interviewers: [
        { name: 'Cy Roe', talkingPoint: 'the garden' },
        { name: 'dana fox', email: 'dana@new.example' },
      ],
      agency: { name: 'Mia Ray', email: 'mia@agency.example' },
    });
    expect(interviewIn(edited?.before ?? (await factsOf(journal, ada))).minutes).toBe(60);
    const facts = await factsOf(journal, ada);
    expect(facts.applications[0]).toMatchObject({
      company: 'Acme Europe',
      role: undefined,
      agency: { name: 'Mia Ray', email: 'mia@agency.example' },
    });
    expect(interviewIn(facts)).toMatchObject({ minutes: 30, zone: 'Europe/London', kind: 'final' });
    expect(interviewIn(facts).interviewers).toMatchObject([
      { name: 'Cy Roe', talkingPoint: 'the garden', thankedAt: undefined },
      { id: dana?.id, name: 'dana fox', email: 'dana@new.example', thankedAt: NOON },
    ]);
    // No closing line on the 24th any more: what comes first are the references, a day before they are due.
    expect(await wakeAt()).toBe('2026-11-25T09:00:00.000Z');
  });

  test('a debrief replaces people and promises; a dropped promise is kept as dropped', async () => {
    await recordDebrief(journal, ada, acme, {
      ...DEBRIEF,
      replyBy: '2026-12-01',
      coordinator: { name: 'Kim Day' },
      interviewers: [{ name: 'Bo Li', email: 'bo@acme.example' }],
      materials: [{ what: 'portfolio', dueAt: new Date('2026-11-25T09:00:00Z') }],
    });
    const interview = interviewIn(await factsOf(journal, ada));
    expect(interview.interviewers).toMatchObject([{ name: 'Bo Li', email: 'bo@acme.example' }]);
    expect(interview.promises.map(({ what, droppedAt }) => [what, droppedAt !== undefined])).toEqual([
      ['references', true],
      ['portfolio', false],
    ]);
    expect(
      plan(await factsOf(journal, ada)).filter(({ rule }) => rule === 'material').length,
    ).toBeGreaterThan(0);
    await recordDebrief(journal, ada, acme, DEBRIEF);
    const after = await factsOf(journal, ada);
    expect(interviewIn(after).replyBy).toBeUndefined();
    expect(after.applications[0]?.coordinator).toBeUndefined();
    expect(plan(after).filter(({ rule }) => rule === 'material')).toEqual([]);
  });

  test('an answer that is taken back lets everything go on as before', async () => {
    const before = plan(await factsOf(journal, ada)).map(({ id }) => id);
    const heard = await hear('rejection');
    expect(await wakeAt()).toBe(NOON.toISOString());
    expect(await undoAnswer(journal, ada, heard?.answerId ?? '')).toBeDefined();
    expect(await undoAnswer(journal, ada, heard?.answerId ?? '')).toBeUndefined();
    expect(plan(await factsOf(journal, ada)).map(({ id }) => id)).toEqual(before);
    expect(await wakeAt()).toBe('2026-11-24T13:00:00.000Z');
  });

  test('what is done before it was sent is done, and never sent', async () => {
    now = new Date('2026-11-24T15:01:00Z');
    const thanks = plan(await factsOf(journal, ada)).find(({ rule }) => rule === 'thank-you');
    expect((await markDone(journal, ada, thanks?.id ?? '')).status).toBe('done');
    expect((await markDone(journal, ada, thanks?.id ?? '')).status).toBe('already-done');
    expect(interviewIn(await factsOf(journal, ada)).interviewers.every(({ thankedAt }) => thankedAt)).toBe(
      true,
    );
    now = new Date('2026-11-24T17:00:00Z');
    for (const batch of (await beginWith(journal, await claimDue(journal, 10))).batches) {
      expect(batch.outgoing.map(({ rule }) => rule)).not.toContain('thank-you');
    }
  });

  test('drafts are kept as edited, by their key, and go with their application', async () => {
    const [application] = (await factsOf(journal, ada)).applications;
    const id = application?.id ?? '';
    const draft = { key: 'thank-you/1', subject: 'Thanks', text: 'Dear Dana' };
    expect(await keepDrafts(journal, ada, id, [draft])).toBe(true);
    expect(await keepDrafts(journal, ada, id, [{ ...draft, text: 'Dear Dana, dear Bo' }])).toBe(true);
    expect(await keepDrafts(journal, ada, randomUUID(), [draft])).toBe(false);
    expect(await draftsOf(journal, ada)).toMatchObject([{ key: 'thank-you/1', text: 'Dear Dana, dear Bo' }]);
    expect(await draftsOf(journal, ada, ['other'])).toEqual([]);
    // A letter to the coordinator of a large panel is named after everybody in it.
    const key = `thank-you/${Array.from({ length: 120 }, () => randomUUID()).join('/')}`;
    await keepDrafts(journal, ada, id, [{ ...draft, key }]);
    expect(await draftsOf(journal, ada, [key])).toMatchObject([{ key, text: 'Dear Dana' }]);
    const raw = await journal.prisma.draft.findFirstOrThrow();
    expect(raw.text).not.toContain('Dana');
  });

  test('settings and a pause are kept, and move what is to come', async () => {
    const facts = await savePreferences(journal, ada, {
      ...{ chosenZone: 'Asia/Tokyo', waking: { from: 480, to: 1080 }, weekend: [5, 6], country: 'JP' },
      ...{ checkInBuffer: 3, discreet: true, signature: 'A. Byron' },
    });
    expect(facts.settings).toEqual({
      ...{ zone: 'Asia/Tokyo', waking: { from: 480, to: 1080 }, weekend: [5, 6], country: 'JP' },
      ...{ checkInBuffer: 3, discreet: true, pause: undefined, signature: 'A. Byron' },
    });
    expect((await findMember(journal, ADA))?.chosenZone).toBe('Asia/Tokyo');
    await setPause(journal, ada, {});
    expect(await nextDue(journal)).toBeUndefined();
    await setPause(journal, ada, undefined);
    // Tuesday, 18:00 in Tokyo: the evening before an interview that begins at 23:00 there.
    expect(await wakeAt()).toBe('2026-11-24T09:00:00.000Z');
  });

  test('after the question the member is left alone, until a sign of life', async () => {
    now = new Date('2026-11-24T13:00:00Z');
    const [batch] = (await beginWith(journal, await claimDue(journal, 1))).batches;
    if (!batch) throw new Error('nothing due');
    await settle(journal, [{ batch: { ...batch, asksForQuiet: true }, sent: { channel: 'D1', ts: '1' } }]);
    expect(await wakeAt()).toBeUndefined();
    const quiet = await findMember(journal, ADA);
    expect(quiet?.isQuiet).toBe(true);
    now = new Date('2026-11-24T16:30:00Z');
    if (quiet) await markSeen(journal, quiet);
    expect(await wakeAt()).toBe('2026-11-24T15:15:00.000Z');
  });

  test('a forgotten member leaves nothing behind, and others keep theirs', async () => {
    const [application] = (await factsOf(journal, ada)).applications;
    await keepDrafts(journal, ada, application?.id ?? '', [{ key: 'k', subject: 's', text: 't' }]);
    await hear('waiting');
    const bob = (await meetMember(journal, { workspaceId: 'T1', userId: 'U2' }, { zone: 'UTC' })).id;
    await recordInterview(journal, bob, ACME);
    await forgetMember(journal, ada);
    await forgetMember(journal, ada);
    expect(await findMember(journal, ADA)).toBeUndefined();
    const { prisma } = journal;
    expect([
      await prisma.member.count(),
      await prisma.application.count(),
      await prisma.interview.count(),
      await prisma.draft.count(),
      await prisma.answer.count(),
      await prisma.delivery.count({ where: { memberId: ada } }),
    ]).toEqual([1, 1, 1, 0, 0, 0]);
  });

  test('nobody changes what is another’s', async () => {
    const bob = (await meetMember(journal, { workspaceId: 'T1', userId: 'U2' }, { zone: 'UTC' })).id;
    const before = await factsOf(journal, ada);
    const [dana] = interviewIn(before).interviewers;
    const heard = await hear('waiting');
    const facts = await factsOf(journal, ada);
    expect(await editInterview(journal, bob, acme, { ...ACME, company: 'Mine' })).toBeUndefined();
    expect(await recordDebrief(journal, bob, acme, DEBRIEF)).toBeUndefined();
    expect(await undoAnswer(journal, bob, heard?.answerId ?? '')).toBeUndefined();
    await markThanked(journal, bob, [dana?.id ?? '']);
    expect(await factsOf(journal, ada)).toEqual(facts);
  });
});
