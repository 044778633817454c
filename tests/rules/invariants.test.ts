/** The eight promises that every rule keeps, over random interviews, zones, settings and histories. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { advise, nextWake, oneForEachTopic } from '../../src/etiquette/advice.ts';
import type { Application, Facts, Interview, Rule } from '../../src/etiquette/facts.ts';
import type { Nudge } from '../../src/etiquette/nudge.ts';
import { plan } from '../../src/etiquette/plan.ts';
import { snoozedUntil } from '../../src/etiquette/snooze.ts';
import { DAY, dateAfter, factsWithHistory, freshFacts, HOUR, MINUTE, wall, ZONES } from './builders.ts';

const RUNS = { numRuns: 500 };

function holds(facts: fc.Arbitrary<Facts>, property: (facts: Facts, nudges: Nudge[]) => void): void {
  fc.assert(
    fc.property(facts, (made) => property(made, plan(made))),
    RUNS,
  );
}

function of({ applications }: Facts, nudge: Nudge): { application: Application; interview: Interview } {
  const application = applications.find(({ id }) => id === nudge.applicationId);
  const interview =
    application?.interviews.find(({ id }) => id === nudge.interviewId) ?? application?.interviews[0];
  if (!application || !interview) throw new Error('a nudge about nothing');
  return { application, interview };
}

const endOf = ({ startsAt, minutes }: Interview) => startsAt.getTime() + minutes * MINUTE;

/** The day that the employer named last for their answer, before the interview or since, read without the code under test. */
function saidLast({ answers }: Application, { startsAt, zone, replyBy, debriefedAt }: Interview) {
  const day = wall(startsAt, zone).date;
  const named = answers
    .filter((one) => one.replyBy && (one.heardAt >= startsAt || one.replyBy > day))
    .filter(({ heardAt }) => !(debriefedAt && debriefedAt > heardAt))
    .sort((a, b) => a.heardAt.getTime() - b.heardAt.getTime() || (a.id < b.id ? -1 : 1));
  return named.at(-1)?.replyBy ?? replyBy;
}

test('there are at least 30 zones to be random over', () => {
  expect(new Set(ZONES).size).toBeGreaterThanOrEqual(30);
});

test('1: nothing suggests contact before the hold-off ends, or before the reply-by day is over', () => {
  holds(factsWithHistory, (facts, nudges) => {
    for (const nudge of nudges.filter(({ rule }) => rule === 'check-in')) {
      const { application, interview } = of(facts, nudge);
      expect(interview.noContact).toBe(false);
      expect(nudge.due.getTime()).toBeGreaterThanOrEqual(interview.holdOffUntil?.getTime() ?? 0);
      const replyBy = saidLast(application, interview);
      if (!replyBy) continue;
      for (const zone of [facts.settings.zone, interview.zone])
        expect(wall(nudge.due, zone).date > replyBy).toBe(true);
    }
  });
});

test('2: no check-in on the day after the interview, unless they asked for it', () => {
  holds(factsWithHistory, (facts, nudges) => {
    for (const nudge of nudges.filter(({ rule }) => rule === 'check-in')) {
      const { interview } = of(facts, nudge);
      const quiet = interview.nextDayInvited ? 0 : 1;
      for (const zone of [facts.settings.zone, interview.zone]) {
        const lastQuietDay = dateAfter(wall(new Date(endOf(interview)), zone).date, quiet);
        expect(wall(nudge.due, zone).date > lastQuietDay).toBe(true);
      }
    }
  });
});

test('3: every first thank-you is due inside 24 hours from the end', () => {
  holds(factsWithHistory, (facts, nudges) => {
    for (const nudge of nudges.filter(({ rule }) => rule === 'thank-you')) {
      const sinceEnd = nudge.due.getTime() - endOf(of(facts, nudge).interview);
      expect(sinceEnd).toBeGreaterThan(0);
      expect(sinceEnd).toBeLessThan(DAY);
    }
  });
});

test('4: everything is due in waking hours', () => {
  holds(factsWithHistory, ({ settings }, nudges) => {
    for (const { due } of nudges) {
      const { minutes } = wall(due, settings.zone);
      expect(minutes).toBeGreaterThanOrEqual(settings.waking.from);
      expect(minutes).toBeLessThanOrEqual(settings.waking.to);
    }
  });
});

/** When a nudge would be due if nobody ever slept, and which way it may be shifted. */
function unshifted(facts: Facts, nudge: Nudge): { at: number; way: 'earlier' | 'later' } | undefined {
  const { application, interview } = of(facts, nudge);
  const end = endOf(interview);
  const promise = interview.promises.find(({ id }) => id === nudge.promiseId);
  switch (nudge.rule) {
    case 'closing':
      return { at: interview.startsAt.getTime() - HOUR, way: 'earlier' };
    case 'debrief':
      return { at: end + 15 * MINUTE, way: 'later' };
    case 'thank-you':
      return { at: end + 2 * HOUR, way: 'later' };
    case 'gracious-reply': {
      const heard = Math.max(...application.answers.map(({ heardAt }) => heardAt.getTime()));
      return nudge.id.endsWith('at-once') ? { at: heard, way: 'later' } : undefined;
    }
    case 'thank-you-last-call':
      return { at: end + 21 * HOUR, way: 'earlier' };
    case 'material': {
      const due = promise?.dueAt.getTime() ?? 0;
      if (nudge.id.endsWith('overdue')) return { at: due, way: 'later' };
      return { at: due - (nudge.id.endsWith('day-before') ? 24 : 3) * HOUR, way: 'earlier' };
    }
    default:
      return undefined;
  }
}

test('4: the shift goes the way that the table says, and no further than it must', () => {
  holds(freshFacts, (facts, nudges) => {
    const { zone, waking } = facts.settings;
    for (const nudge of nudges) {
      const wanted = unshifted(facts, nudge);
      if (!wanted) continue;
      const shift = nudge.due.getTime() - wanted.at;
      if (wanted.way === 'earlier') expect(shift).toBeLessThanOrEqual(0);
      else expect(shift).toBeGreaterThanOrEqual(0);
      const { minutes } = wall(new Date(wanted.at), zone);
      if (minutes >= waking.from && minutes < waking.to) expect(shift).toBe(0);
      // One night, and at the worst a day that the calendar skipped.
      expect(Math.abs(shift)).toBeLessThan(24 * HOUR + DAY);
    }
  });
});

const TEN_O_CLOCK = 10 * 60;
const AT_TEN: readonly Rule[] = ['handwritten-note', 'check-in', 'moving-on', 'stay-in-touch', 'offer'];

test('4: what is due at ten moves to the morning of who sleeps then; an offer to the evening before', () => {
  holds(freshFacts, (facts, nudges) => {
    const { zone, waking } = facts.settings;
    const isAwakeAtTen = waking.from <= TEN_O_CLOCK && TEN_O_CLOCK <= waking.to;
    for (const { id, rule, due } of nudges) {
      if (!AT_TEN.includes(rule) && !id.endsWith('/again')) continue;
      const shifted = rule === 'offer' ? waking.to : waking.from;
      expect(wall(due, zone).minutes).toBe(isAwakeAtTen ? TEN_O_CLOCK : shifted);
    }
  });
});

test('4: quiet hours never lose a nudge: it is due before it loses its sense', () => {
  holds(freshFacts, (_facts, nudges) => {
    for (const { rule, due, until } of nudges) {
      // An offer that must be answered at once has no time to be acknowledged first.
      if (until && rule !== 'offer') expect(due.getTime()).toBeLessThan(until.getTime());
    }
  });
});

test('5: the same facts give the same nudges, whatever order they were recorded in', () => {
  const shuffled = fc.tuple(factsWithHistory, fc.array(fc.nat(), { minLength: 40, maxLength: 40 }));
  fc.assert(
    fc.property(shuffled, ([facts, seeds]) => {
      let next = 0;
      const shuffle = <T>(things: readonly T[]): T[] =>
        things
          .map((thing) => ({ thing, key: seeds[next++ % seeds.length] ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ thing }) => thing);
      const other: Facts = {
        ...facts,
        deliveries: shuffle(facts.deliveries),
        applications: shuffle(facts.applications).map((application) => ({
          ...application,
          answers: shuffle(application.answers),
          interviews: shuffle(application.interviews).map((interview) => ({
            ...interview,
            promises: shuffle(interview.promises),
          })),
        })),
      };
      expect(plan(other)).toEqual(plan(facts));
    }),
    RUNS,
  );
});

const OWN_RULES: Record<string, string[]> = {
  offer: ['offer'],
  rejection: ['gracious-reply', 'stay-in-touch'],
  withdrawn: [],
  'no-answer': [],
};

test("6: after an outcome only that outcome's own nudges remain", () => {
  holds(factsWithHistory, ({ applications }, nudges) => {
    for (const { id, answers } of applications) {
      const last = [...answers]
        .sort((a, b) => a.heardAt.getTime() - b.heardAt.getTime() || (a.id < b.id ? -1 : 1))
        .at(-1);
      const own = last && OWN_RULES[last.outcome];
      if (!own) continue;
      const left = nudges.filter(({ applicationId }) => applicationId === id).map(({ rule }) => rule);
      expect(left.filter((rule) => !own.includes(rule))).toEqual([]);
    }
  });
});

function isDayOfRejection({ settings, applications }: Facts, instant: Date): boolean {
  const { date } = wall(instant, settings.zone);
  return applications.some(({ answers }) =>
    answers.some(
      ({ outcome, heardAt }) => outcome === 'rejection' && wall(heardAt, settings.zone).date === date,
    ),
  );
}

test('8: sent is not done: what was delivered can still be snoozed, and then comes again', () => {
  holds(factsWithHistory, (facts, nudges) => {
    for (const delivery of facts.deliveries.filter(({ doneAt }) => !doneAt)) {
      const nudge = nudges.find(({ id }) => id === delivery.nudgeId);
      const now = new Date((delivery.sentAt?.getTime() ?? 0) + MINUTE);
      const until = nudge && snoozedUntil(nudge, 'hour', facts.settings, now);
      if (!until) continue;
      expect(until > now).toBe(true);
      expect(nudge.until === undefined || until < nudge.until).toBe(true);
      const again = { ...facts, deliveries: [{ ...delivery, snoozedUntil: until }] };
      const { send, coming } = advise(again, now);
      const mine = [...send, ...coming].find(({ id, repeat }) => id === nudge.id && repeat === 1);
      const isSpokenFor = coming.some((other) => oneForEachTopic([nudge, other]).length === 1);
      if (mine) expect(mine.releaseAt.getTime()).toBeGreaterThanOrEqual(until.getTime());
      else if (isSpokenFor) continue;
      // What only the other deliveries made a nudge is none without them; a day that is quiet may outlast what is left of its sense.
      else
        expect(!plan(again).some(({ id }) => id === nudge.id) || isDayOfRejection(facts, until)).toBe(true);
    }
  });
});

type Moment = typeof moments extends fc.Arbitrary<infer T> ? T : never;
/** Any moment near one that matters, with a pause around it, before it, or none. */
const moments = fc.record({
  nudge: fc.nat(),
  atItsEnd: fc.boolean(),
  hours: fc.integer({ min: -48, max: 48 }),
  pause: fc.option(fc.integer({ min: -48, max: 72 }), { nil: undefined }),
  /** How much of the time until the wake-up goes by, in percent. */
  share: fc.integer({ min: 1, max: 99 }),
});

test('whoever is left alone until the next wake-up misses nothing', () => {
  const property = (made: Facts, { nudge, atItsEnd, hours, pause, share }: Moment) => {
    const nudges = plan({ ...made, deliveries: [] });
    const { due, until } = nudges[nudge % nudges.length] ?? {};
    if (!due) return;
    const now = new Date(((atItsEnd && until) || due).getTime() + hours * HOUR);
    const settings = { ...made.settings, ...(pause && { pause: { until: new Date(+now + pause * HOUR) } }) };
    const wake = nextWake({ ...made, settings }, now).at ?? new Date(+now + 10 * DAY);
    if (wake <= now) return;
    const meanwhile = new Date(+now + ((+wake - +now) * share) / 100);
    expect(advise({ ...made, settings }, meanwhile).send.map(({ id }) => id)).toEqual([]);
  };
  fc.assert(fc.property(factsWithHistory, moments, property), { numRuns: 1500 });
});

test('8: other settings move a check-in, and never make another one of it', () => {
  fc.assert(
    fc.property(factsWithHistory, freshFacts, (facts, { settings }) => {
      const checkIns = (nudges: readonly Nudge[]) =>
        nudges.flatMap(({ id, rule }) => (rule === 'check-in' ? [id] : [])).sort();
      expect(checkIns(plan({ ...facts, settings }))).toEqual(checkIns(plan(facts)));
    }),
    RUNS,
  );
});
