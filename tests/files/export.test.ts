/** What a member takes away: the names in the JSON stay, and the dated log opens in a spreadsheet. */
import { describe, expect, test } from 'vitest';
import type { Facts } from '../../src/etiquette/facts.ts';
import { exportJson } from '../../src/files/export.ts';
import { logCsv } from '../../src/files/log-csv.ts';
import { acme } from '../rules/story.ts';

const NOON = new Date('2026-11-24T11:00:00Z');

test('the names in the export are those that people keep', () => {
  const facts = acme({ interviewers: [{ id: 'dana', name: 'Dana Fox' }] });
  const account = {
    ...{
      id: 'ada',
      workspaceId: 'T1',
      slackUserId: 'U1',
      createdAt: NOON,
      slackZone: 'UTC',
      slackZoneAt: NOON,
    },
    ...{
      chosenZone: null,
      dmChannel: null,
      pictureFile: null,
      pictureOf: null,
      wakeAt: null,
      urgentAt: null,
    },
  };
  const records = { interviews: [], promises: [], deliveries: [] };
  const read = JSON.parse(
    exportJson(facts, { exportedAt: NOON, account, drafts: [], sharedWins: [], digests: [], records }),
  );
  expect(Object.keys(read)).toEqual([
    ...['about', 'exportedAt', 'zone', 'settings', 'applications', 'deliveries'],
    ...['account', 'drafts', 'sharedWins', 'digests', 'records'],
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
      '2026-11-24,15:00,Europe/Berlin,Acme,engineer,Interview (phone screen),"Dana Fox; Bo Li",Took place',
      '2026-11-24,18:00,Europe/Berlin,Acme,engineer,Thank-you note sent,Dana Fox,',
      '2026-11-25,09:30,Europe/Berlin,Acme,engineer,Material sent: references,"Dana Fox; Bo Li",Late',
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

  test('does not claim an interview that a no called off', () => {
    const heard = acme({}, { heard: [['rejection', '2026-11-23T12:00+01:00']] });
    expect(rows(heard).slice(2)).toEqual([
      '2026-11-23,12:00,Europe/Berlin,Acme,engineer,Answer heard,,Rejection',
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

  test('one note to the coordinator is one row with all whom it thanks', () => {
    const thankedAt = new Date('2026-11-24T18:00+01:00');
    const people = ['Bo Li', 'Cy Day'].map((name) => ({ id: name, name, thankedAt }));
    const facts = acme({ interviewers: people });
    const applications = facts.applications.map((one) => ({ ...one, coordinator: { name: 'Kim Roe' } }));
    expect(rows({ ...facts, applications }).slice(3)).toEqual([
      '2026-11-24,18:00,Europe/Berlin,Acme,engineer,Thank-you note sent,"Bo Li; Cy Day",',
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
    ['\t=1', '"\'\t=1"'],
    ['Acme;=1', '"Acme;=1"'],
    ['＝1', "'＝1"],
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
