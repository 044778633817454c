/** What a member takes away: nothing that is stored is missing, and the dated log opens in a spreadsheet. */
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Facts } from '../../src/etiquette/facts.ts';
import { exportJson } from '../../src/files/export.ts';
import { logCsv } from '../../src/files/log-csv.ts';
import { storedBesides } from '../../src/journal/besides.ts';
import { closeJournal, factsOf, type Journal, openJournal } from '../../src/journal/journal.ts';
import type { Database } from '../../src/operate/postgres.ts';
import { openSealer, type Sealer } from '../../src/operate/sealing.ts';
import { acme } from '../rules/story.ts';
import { freshEmbedded } from '../support/databases.ts';

const NOON = new Date('2026-11-24T11:00:00Z');

describe('everything stored, as JSON', () => {
  let database: Database;
  let journal: Journal;
  let memberId: string;
  const sealer = openSealer([randomBytes(32)]);

  beforeAll(async () => {
    database = await freshEmbedded();
    journal = openJournal({ pool: database.pool, sealer, now: () => NOON });
    memberId = await storeEverything(journal);
  });
  afterAll(async () => {
    await closeJournal(journal);
    await database.close();
  });

  const exported = async () =>
    exportJson(await factsOf(journal, memberId), {
      ...(await storedBesides(journal, memberId)),
      exportedAt: NOON,
    });

  test.each(columns())('of each $table its $name is in it', async (column) => {
    const before = await exported();
    const { rowCount } = await database.pool.query(
      `UPDATE ${column.table} SET ${column.name} = ${another(column)}`,
      column.sealed ? [sealer.seal('other words', memberId)] : [],
    );
    expect(rowCount).toBeGreaterThan(0);
    expect(await exported()).not.toBe(before);
  });

  test('what was sealed is readable, and instants are in UTC beside their zone', async () => {
    const read = JSON.parse(await exported());
    expect(read).toMatchObject({ exportedAt: '2026-11-24T11:00:00.000Z', zone: expect.any(String) });
    expect(read.drafts[0]).toMatchObject({ subject: 'other words', text: 'other words' });
    expect(read.applications[0].interviews[0]).toMatchObject({
      startsAt: expect.stringMatching(/^[\d-]+T[\d:.]+Z$/),
      zone: expect.any(String),
    });
  });
});

test('the names in the export are those that people keep', () => {
  const facts = acme({ interviewers: [{ id: 'dana', name: 'Dana Fox' }] });
  const account = {
    ...{ workspaceId: 'T1', slackUserId: 'U1', createdAt: NOON, slackZone: 'UTC', slackZoneAt: NOON },
    ...{ chosenZone: null, pictureFile: null, pictureOf: null, wakeAt: null },
  };
  const records = { interviews: [], promises: [], deliveries: [] };
  const read = JSON.parse(exportJson(facts, { exportedAt: NOON, account, drafts: [], records }));
  expect(Object.keys(read)).toEqual([
    ...['about', 'exportedAt', 'zone', 'settings', 'applications', 'deliveries'],
    ...['account', 'drafts', 'records'],
  ]);
  expect(read.applications).toEqual([
    {
      ...{ id: 'acme', company: 'Acme', role: 'engineer', traditional: false, stayInTouch: true },
      createdAt: '2026-11-20T12:00:00.000Z',
      interviews: [
        {
          ...{ id: 'acme-1', startsAt: '2026-11-24T14:00:00.000Z', minutes: 60, zone: 'Europe/Berlin' },
          ...{ kind: 'other', noContact: false, nextDayInvited: false },
          interviewers: [{ id: 'dana', name: 'Dana Fox' }],
          promises: [],
        },
      ],
      answers: [],
    },
  ]);
});

describe('the dated log', () => {
  const EVE = new Date('2026-12-24T12:00+01:00');
  const rows = (facts: Facts, now = EVE) => logCsv(facts, now).replace('\uFEFF', '').trimEnd().split('\r\n');

  test('has a row for each thing that was done or heard, in order, in the zone of the member', () => {
    const facts = acme(
      {
        kind: 'phone-screen',
        interviewers: [
          { id: 'dana', name: 'Dana Fox', thankedAt: new Date('2026-11-24T18:00+01:00') },
          { id: 'bo', name: 'Bo Li' },
        ],
        promises: [
          {
            ...{ id: 'p', what: 'references', dueAt: new Date('2026-11-25T09:00+01:00') },
            sentAt: new Date('2026-11-25T09:30+01:00'),
          },
        ],
      },
      {
        sent: [['check-in', '2026-12-03T10:00+01:00', { done: '2026-12-03T10:05+01:00' }]],
        heard: [
          ['waiting', '2026-12-03T23:30Z', { replyBy: '2026-12-09' }],
          ['offer', '2026-12-09T15:00+01:00', { answerBy: '2026-12-16' }],
        ],
      },
    );
    expect(rows(facts)).toEqual([
      'Date,Time,Zone,Company,Role,Activity,With,Result',
      '2026-11-20,13:00,Europe/Berlin,Acme,engineer,Application recorded,,',
      '2026-11-24,15:00,Europe/Berlin,Acme,engineer,Interview (phone screen),Dana Fox; Bo Li,Took place',
      '2026-11-24,18:00,Europe/Berlin,Acme,engineer,Thank-you note sent,Dana Fox,',
      '2026-11-25,09:30,Europe/Berlin,Acme,engineer,Material sent: references,Dana Fox; Bo Li,Late',
      '2026-12-03,10:05,Europe/Berlin,Acme,engineer,Check-in sent,,',
      '2026-12-04,00:30,Europe/Berlin,Acme,engineer,Answer heard,,"Not decided yet, answer by 2026-12-09"',
      '2026-12-09,15:00,Europe/Berlin,Acme,engineer,Answer heard,,"Offer, to be answered by 2026-12-16"',
    ]);
  });

  test('holds nothing that has not happened', () => {
    expect(rows(acme(), new Date('2026-11-24T15:30+01:00'))).toHaveLength(2);
    const moved = acme({}, { heard: [['postponed', '2026-11-24T10:00+01:00', { interviewId: 'acme-1' }]] });
    expect(rows(moved).slice(2)).toEqual([
      '2026-11-24,10:00,Europe/Berlin,Acme,engineer,Answer heard,,Interview moved',
    ]);
    const nobody = acme({}, { heard: [['no-show', '2026-11-24T15:20+01:00', { interviewId: 'acme-1' }]] });
    expect(rows(nobody).slice(2)).toEqual([
      '2026-11-24,15:00,Europe/Berlin,Acme,engineer,Interview,,Nobody showed up',
    ]);
  });

  test('thanks count once where nobody was named, and once where a nudge came again', () => {
    const done = { done: '2026-11-24T19:00+01:00' };
    const facts = acme(
      {},
      {
        sent: [
          ['thank-you', '2026-11-24T18:00+01:00', done],
          ['thank-you-last-call', '2026-11-25T13:00+01:00', { done: '2026-11-25T13:05+01:00' }],
          ['handwritten-note', '2026-11-26T10:00+01:00', { done: '2026-11-26T10:30+01:00' }],
        ],
      },
    );
    const again = facts.deliveries.map((one) => ({ ...one, id: `${one.id}-again`, repeat: 1 }));
    expect(rows({ ...facts, deliveries: [...facts.deliveries, ...again] }).slice(3)).toEqual([
      '2026-11-24,19:00,Europe/Berlin,Acme,engineer,Thank-you note sent,,',
      '2026-11-26,10:30,Europe/Berlin,Acme,engineer,Note by hand sent,,',
    ]);
  });

  test('is UTF-8 with a byte order mark, and each row ends as RFC 4180 says', () => {
    const csv = logCsv(acme(), NOON);
    expect(Buffer.from(csv).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(csv.split('\r\n')).toHaveLength(3);
    expect(csv.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  test.each([
    ['Müller, Söhne & "Co"', '"Müller, Söhne & ""Co"""'],
    ['two\nlines', '"two\nlines"'],
    ['=HYPERLINK("http://x.example","a")', '"\'=HYPERLINK(""http://x.example"",""a"")"'],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(1)', "'@SUM(1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', '"\'\r=1"'],
    ["O'Reilly - Sons", "O'Reilly - Sons"],
  ])('a company called %j is text, quoted where it must be', (company, cell) => {
    const facts = acme();
    const applications = facts.applications.map((one) => ({ ...one, company }));
    expect(logCsv({ ...facts, applications }, NOON)).toContain(`,Europe/Berlin,${cell},engineer,`);
  });

  test('nobody slips a formula in by the name of a person or of a role', () => {
    const facts = acme({ interviewers: [{ id: 'dana', name: '=1+1' }] });
    const applications = facts.applications.map((one) => ({ ...one, role: '=2+2' }));
    expect(logCsv({ ...facts, applications }, EVE)).not.toMatch(/(^|,)=/m);
  });
});

type Column = { table: string; name: string; type: string; isDate: boolean; sealed: boolean };

/** Of the bot's own doings, and none of the member's: who works on the member's row at the moment. */
const INTERNAL = ['member.lease_until', 'member.lease_token'];

/** Every column of the schema that holds something about a member; keys apart, whose rows are what is exported. */
function columns(): Column[] {
  const schema = readFileSync(new URL('../../prisma/schema.prisma', import.meta.url), 'utf8');
  const models = [...schema.matchAll(/^model (\w+) \{\n([^}]*)^\}/gm)].map(([, model = '', body = '']) => ({
    model,
    body,
  }));
  const names = models.map(({ model }) => model);
  return (
    models
      .filter(({ model }) => model !== 'Workspace')
      .flatMap(({ body }) => {
        const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? '';
        const foreign = [...body.matchAll(/fields: \[(\w+)\]/g)].map(([, field]) => field);
        return [...body.matchAll(/^( +\/\/\/ Sealed\.\n)? {2}(\w+) +(\w+)(\[\])?\??(.*)$/gm)].flatMap(
          ([, sealed, field = '', type = '', , rest = '']): Column[] => {
            if (names.includes(type) || foreign.includes(field) || /@id\b/.test(rest)) return [];
            const name = /@map\("(\w+)"\)/.exec(rest)?.[1] ?? field;
            return [{ table, name, type, isDate: rest.includes('@db.Date'), sealed: Boolean(sealed) }];
          },
        );
      })
      .filter(({ table, name }) => !INTERNAL.includes(`${table}.${name}`))
      // Changes stay: a pause that was taken away last hides no end of it.
      .sort((a, b) => Number(a.type === 'Boolean') - Number(b.type === 'Boolean'))
  );
}

/** What `storeEverything` did not store there, as SQL. */
function another({ table, name, type, isDate, sealed }: Column): string {
  const words: Record<string, string> = {
    'interview.kind': "'panel'",
    'answer.outcome': "'postponed'",
    'answer.interview_id': `'${randomUUID()}'`,
    'delivery.interview_id': `'${randomUUID()}'`,
    'delivery.application_id': `'${randomUUID()}'`,
    'delivery.rule': "'debrief'",
    'delivery.status': "'failed'",
    'member.weekend': "'{5}'",
    'member.chosen_zone': "'Asia/Tokyo'",
  };
  if (sealed) return '$1';
  const fitting = words[`${table}.${name}`];
  if (fitting) return fitting;
  if (type === 'Boolean') return `NOT ${name}`;
  if (type === 'Int') return `1 - ${name}`;
  if (type === 'DateTime') return isDate ? "DATE '2031-05-06'" : "TIMESTAMPTZ '2031-05-06 07:08:09Z'";
  return "'another'";
}

/** A member with a row in every table and a value in every column. */
async function storeEverything({ prisma, sealer }: { prisma: Journal['prisma']; sealer: Sealer }) {
  const id = randomUUID();
  const [applicationId, interviewId] = [randomUUID(), randomUUID()];
  const words = sealer.seal('words', id);
  const day = new Date('2026-12-01');
  await prisma.workspace.create({ data: { id: 'T1' } });
  await prisma.member.create({
    data: {
      ...{ id, workspaceId: 'T1', slackUserId: 'U1', slackZone: 'Europe/Berlin', slackZoneAt: NOON },
      ...{ chosenZone: 'Europe/Paris', country: 'DE', signature: words, paused: true, pausedUntil: NOON },
      ...{ lastSeenAt: NOON, quietAskedAt: NOON, pictureFile: 'F1', pictureOf: 'x', wakeAt: NOON },
    },
  });
  await prisma.application.create({
    data: {
      ...{ id: applicationId, memberId: id, company: words, role: words },
      ...{ agencyName: words, agencyEmail: words, coordinatorName: words, coordinatorEmail: words },
    },
  });
  await prisma.interview.create({
    data: {
      ...{
        id: interviewId,
        applicationId,
        startsAt: NOON,
        minutes: 60,
        zone: 'Europe/Berlin',
        kind: 'final',
      },
      ...{ replyBy: day, holdOffUntil: NOON, debriefedAt: NOON, calendarUid: words },
    },
  });
  for (const position of [0, 1]) {
    const person = { interviewId, position, name: words, email: words, talkingPoint: words, thankedAt: NOON };
    await prisma.interviewer.create({ data: person });
  }
  await prisma.materialPromise.create({
    data: { interviewId, what: words, dueAt: NOON, sentAt: NOON, droppedAt: NOON },
  });
  const answer = {
    applicationId,
    interviewId,
    outcome: 'waiting',
    heardAt: NOON,
    replyBy: day,
    answerBy: day,
  };
  await prisma.answer.create({ data: answer });
  await prisma.delivery.create({
    data: {
      ...{ memberId: id, applicationId, interviewId, nudgeId: 'offer/1', rule: 'offer', status: 'sent' },
      ...{ startedAt: NOON, sentAt: NOON, doneAt: NOON, snoozedUntil: NOON, channel: 'D1', messageTs: '1.2' },
    },
  });
  const draft = { key: 'offer/1', subject: words, text: words, updatedAt: NOON };
  await prisma.draft.create({ data: { memberId: id, applicationId, ...draft } });
  return id;
}
