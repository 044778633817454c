/** The member's own numbers: each counted as its name says, whatever the order of things. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Application, Facts } from '../../src/etiquette/facts.ts';
import { type Stats, statsOf } from '../../src/etiquette/stats.ts';
import { statsLines, statsReply } from '../../src/slack/blocks/stats.ts';
import { factsWithHistory } from './builders.ts';
import { acme } from './story.ts';

const CHRISTMAS = new Date('2026-12-24T12:00+01:00');
const DANA = { id: 'dana', name: 'Dana Fox' };

/** Acme, and more applications like those given, each on its own. */
function together(...facts: Facts[]): Facts {
  const applications = facts.flatMap((one, n) =>
    one.applications.map((application): Application => ({ ...application, id: `${n}` })),
  );
  return { ...acme(), applications, deliveries: [] };
}

describe('how far applications got', () => {
  test('an interview counts once it is over, and not where it was moved or nobody came', () => {
    expect(statsOf(acme(), new Date('2026-11-24T15:30+01:00'))).toMatchObject({
      recorded: 1,
      interviewed: 0,
    });
    expect(statsOf(acme(), new Date('2026-11-24T16:00+01:00'))).toMatchObject({ interviewed: 1 });
    const moved = acme({}, { heard: [['postponed', '2026-11-24T10:00+01:00', { interviewId: 'acme-1' }]] });
    expect(statsOf(moved, CHRISTMAS)).toMatchObject({ interviewed: 0, open: 1 });
    const nobody = acme({}, { heard: [['no-show', '2026-11-24T16:00+01:00', { interviewId: 'acme-1' }]] });
    expect(statsOf(nobody, CHRISTMAS)).toMatchObject({ interviewed: 0, open: 1 });
  });

  test('one that a no or a withdrawal called off was not held; one that was agreed on or told of since was', () => {
    for (const outcome of ['rejection', 'withdrawn', 'no-answer'] as const) {
      const heard: [[typeof outcome, string]] = [[outcome, '2026-11-23T12:00+01:00']];
      expect(statsOf(acme({}, { heard }), CHRISTMAS)).toMatchObject({ interviewed: 0, open: 0 });
      const recordedAt = new Date('2026-11-23T14:00+01:00');
      expect(statsOf(acme({ recordedAt }, { heard }), CHRISTMAS)).toMatchObject({ interviewed: 1 });
      const debriefedAt = new Date('2026-11-24T16:20+01:00');
      expect(statsOf(acme({ debriefedAt }, { heard }), CHRISTMAS)).toMatchObject({ interviewed: 1 });
    }
    const offered = acme({}, { heard: [['offer', '2026-11-23T12:00+01:00']] });
    expect(statsOf(offered, CHRISTMAS)).toMatchObject({ interviewed: 1, offers: 1 });
  });

  test('a next round is one they invited to, or a second that took place; it counts once', () => {
    const invited = acme({}, { heard: [['next-round', '2026-11-25T10:00+01:00']] });
    const second = acme({}, {}, { start: '2026-12-01T15:00+01:00' });
    const both = acme(
      {},
      { heard: [['next-round', '2026-11-25T10:00+01:00']] },
      { start: '2026-12-01T15:00+01:00' },
    );
    expect(statsOf(together(invited, second, both, acme()), CHRISTMAS).nextRounds).toBe(3);
    expect(statsOf(second, new Date('2026-11-30T12:00+01:00')).nextRounds).toBe(0);
  });

  test('an offer that was declined was still made', () => {
    const declined = acme(
      {},
      {
        heard: [
          ['offer', '2026-11-30T10:00+01:00'],
          ['withdrawn', '2026-12-02T10:00+01:00'],
        ],
      },
    );
    expect(statsOf(declined, CHRISTMAS)).toMatchObject({ offers: 1, withdrawn: 1, open: 0 });
  });

  test('every application is open or ended in one way, and no number is more than were recorded', () => {
    fc.assert(
      fc.property(factsWithHistory, (facts) => {
        const stats = statsOf(facts, CHRISTMAS);
        const ended = stats.rejections + stats.withdrawn + stats.noAnswer;
        expect(stats.recorded).toBe(facts.applications.length);
        expect(stats.open + ended).toBeLessThanOrEqual(stats.recorded);
        expect(stats.open + ended + stats.offers).toBeGreaterThanOrEqual(stats.recorded);
        for (const count of [stats.interviewed, stats.nextRounds, stats.offers])
          expect(count).toBeLessThanOrEqual(stats.recorded);
      }),
    );
  });
});

describe('what the member did', () => {
  test('thank-you notes count by person; where nobody was named, the one that was marked as sent', () => {
    const thankedAt = new Date('2026-11-24T18:00+01:00');
    const panel = acme({
      interviewers: [
        { ...DANA, thankedAt },
        { id: 'bo', name: 'Bo Li' },
      ],
    });
    expect(statsOf(panel, CHRISTMAS).thankYouNotes).toBe(1);
    const done = { done: '2026-11-24T19:00+01:00' };
    const unnamed = acme({}, { sent: [['thank-you', '2026-11-24T18:00+01:00', done]] });
    expect(statsOf(unnamed, CHRISTMAS).thankYouNotes).toBe(1);
    expect(statsOf(acme(), CHRISTMAS).thankYouNotes).toBe(0);
  });

  test('one note to the coordinator is one, however many it thanks; another one later is another', () => {
    const thanked = (id: string, at: string, email?: string) => ({
      ...{ id, name: id, email },
      thankedAt: new Date(at),
    });
    const people = [
      thanked('dana', '2026-11-24T18:00+01:00', 'dana@acme.example'),
      thanked('bo', '2026-11-24T18:00+01:00'),
      thanked('cy', '2026-11-24T18:00+01:00'),
      thanked('di', '2026-11-25T09:00+01:00'),
    ];
    const notes = (through: Partial<Application>) => {
      const facts = acme({ interviewers: people });
      const applications = facts.applications.map((one) => ({ ...one, ...through }));
      return statsOf({ ...facts, applications }, CHRISTMAS).thankYouNotes;
    };
    const kim = { name: 'Kim Roe' };
    expect(notes({ coordinator: kim })).toBe(3);
    expect(notes({})).toBe(4);
    expect(notes({ coordinator: kim, agency: { name: 'Mia Day' } })).toBe(4);
  });

  test('a check-in counts when it was marked as sent, and once where it was snoozed before', () => {
    const delivered = acme({}, { sent: [['check-in', '2026-12-03T10:00+01:00']] });
    expect(statsOf(delivered, CHRISTMAS).checkIns).toBe(0);
    const done = acme(
      {},
      { sent: [['check-in', '2026-12-03T10:00+01:00', { done: '2026-12-03T11:00+01:00' }]] },
    );
    const again = done.deliveries.map((one) => ({ ...one, id: 'again', repeat: 1 }));
    expect(statsOf({ ...done, deliveries: [...done.deliveries, ...again] }, CHRISTMAS).checkIns).toBe(1);
  });

  test('material is on time up to the promised minute', () => {
    const by = (promised: string) => acme({ promise: { by: promised, sent: true } });
    const facts = together(
      by('2026-11-24T15:00+01:00'),
      by('2026-11-24T14:59+01:00'),
      acme({ promise: { by: '2026-11-25T09:00+01:00' } }),
    );
    expect(statsOf(facts, CHRISTMAS).material).toEqual({ onTime: 1, late: 1 });
  });
});

describe('the days until an answer', () => {
  const answered = (at: string) => acme({}, { heard: [['rejection', at]] });
  const days = (...facts: Facts[]) => statsOf(together(...facts), CHRISTMAS).daysToAnswer;

  test('are business days, weekends left out; the same day is none', () => {
    expect(days(answered('2026-11-24T17:00+01:00'))).toBe(0);
    expect(days(answered('2026-11-27T17:00+01:00'))).toBe(3);
    expect(days(answered('2026-11-29T17:00+01:00'))).toBe(3);
    expect(days(answered('2026-11-30T08:00+01:00'))).toBe(4);
  });

  test('are the median: the middle one, or half way between the two', () => {
    const [one, three, four] = ['2026-11-25', '2026-11-27', '2026-11-30'].map((day) =>
      answered(`${day}T17:00+01:00`),
    );
    if (!one || !three || !four) throw new Error('three are there');
    expect(days(four, one, three)).toBe(3);
    expect(days(one, four)).toBe(2.5);
  });

  test('are not known where nobody answered; "not there yet" and silence are no answers', () => {
    expect(days(acme())).toBeUndefined();
    expect(days(acme({}, { heard: [['waiting', '2026-11-25T10:00+01:00']] }))).toBeUndefined();
    expect(days(acme({}, { heard: [['no-answer', '2026-12-20T10:00+01:00']] }))).toBeUndefined();
  });

  test('belong to the round that was answered', () => {
    const facts = acme(
      {},
      {
        heard: [
          ['next-round', '2026-11-25T10:00+01:00'],
          ['offer', '2026-12-04T10:00+01:00'],
        ],
      },
      { start: '2026-12-01T15:00+01:00' },
    );
    // One day to the invitation, three from the second round to the offer.
    expect(statsOf(facts, CHRISTMAS).daysToAnswer).toBe(2);
    const silent = acme(
      {},
      { heard: [['offer', '2026-12-02T10:00+01:00']] },
      { start: '2026-12-01T15:00+01:00' },
    );
    expect(statsOf(silent, CHRISTMAS).daysToAnswer).toBe(1);
  });
});

describe('in words', () => {
  const STATS: Stats = {
    ...{ recorded: 12, interviewed: 9, nextRounds: 4, offers: 1 },
    ...{ rejections: 3, withdrawn: 2, noAnswer: 1, open: 5 },
    ...{ thankYouNotes: 8, checkIns: 1, material: { onTime: 2, late: 1 }, answers: 6, daysToAnswer: 4.5 },
  };

  test('every number is said, and one is not many', () => {
    expect(statsLines(STATS)).toEqual([
      '12 applications recorded, 9 interviewed, 4 invited to a next round, 1 offer.',
      '5 still open, 3 rejections, 2 withdrawn by you, 1 closed without an answer.',
      'You sent 8 thank-you notes and 1 check-in.',
      'Of what you promised to send, 2 went out on time and 1 late.',
      'Half of the answers came within 5 business days.',
    ]);
  });

  test.each([
    [0, 'before the next business day'],
    [0.5, 'within a business day'],
    [1, 'within a business day'],
    [2, 'within 2 business days'],
  ])('a median of %s days is said as people say it', (daysToAnswer, words) => {
    expect(statsLines({ ...STATS, daysToAnswer }).at(-1)).toBe(`Half of the answers came ${words}.`);
  });

  test('of a single answer nothing is halved', () => {
    const stats = statsOf(acme({}, { heard: [['rejection', '2026-11-27T17:00+01:00']] }), CHRISTMAS);
    expect(statsLines(stats).at(-1)).toBe('The one answer came within 3 business days.');
  });

  test('the picture says in words what it shows, and the numbers stand beneath it', () => {
    const facts = acme({}, { heard: [['rejection', '2026-11-25T10:00+01:00']] });
    const { blocks, text } = statsReply(facts, CHRISTMAS, { fileId: 'F0123456789' });
    expect(blocks[0]).toMatchObject({
      type: 'image',
      slack_file: { id: 'F0123456789' },
      alt_text: expect.stringContaining('1 application recorded, 1 interviewed'),
    });
    expect(JSON.stringify(blocks.slice(1))).toContain('1 rejection');
    expect(text).toContain('1 rejection');
    expect(statsReply(facts, CHRISTMAS).blocks).toEqual(blocks.slice(1));
  });

  test('with nothing recorded it is said how to begin', () => {
    expect(statsReply({ ...acme(), applications: [] }, CHRISTMAS).text).toMatch(/nothing is recorded yet/i);
  });
});
