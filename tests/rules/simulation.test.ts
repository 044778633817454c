/** Months of a member's life, wake-up by wake-up: what the scheduler does with the rules, without the scheduler. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { advise, nextWake } from '../../src/etiquette/advice.ts';
import type { Answer, Delivery, Facts } from '../../src/etiquette/facts.ts';
import { plan } from '../../src/etiquette/plan.ts';
import { snoozedUntil } from '../../src/etiquette/snooze.ts';
import { DAY, freshFacts, HOUR, MINUTE, wall } from './builders.ts';

type Sent = { at: Date; rules: string[]; nudges: string[]; facts: Facts; lostBy: number };
type Act = 'nothing' | 'done' | 'snooze' | 'reject' | 'waiting';

const EXEMPT = ['thank-you-last-call', 'material'];
const SECOND = 1000;
const STEPS = 150;
const RUNS = { numRuns: 100 };

const lives = fc.record({
  facts: freshFacts,
  acts: fc.array(fc.constantFrom<Act>('nothing', 'nothing', 'done', 'done', 'snooze', 'waiting', 'reject'), {
    minLength: 40,
    maxLength: 40,
  }),
  /** Minutes by which the bot comes late: mostly none, sometimes a night or days. */
  late: fc.array(fc.constantFrom(0, 0, 0, 0, 1, 90, 14 * 60, 3 * 24 * 60), { minLength: 30, maxLength: 30 }),
});

/** Walks from wake-up to wake-up, sends what is due, and lets the member do something with it. */
function live(start: Facts, acts: readonly Act[], late: readonly number[]): Sent[] {
  let facts = start;
  let now = new Date(Math.min(...facts.applications.map(({ createdAt }) => createdAt.getTime())));
  const sent: Sent[] = [];
  for (let step = 0; step < STEPS; step++) {
    const wake = nextWake(facts, now).at;
    if (!wake) return sent;
    now = new Date(Math.max(now.getTime(), wake.getTime()) + (late[step % late.length] ?? 0) * MINUTE);
    const { send } = advise(facts, now);
    if (send.length === 0) {
      // Woken late: what was due has lost its sense or waits for the day. The next wake-up must lie ahead, or time stands still.
      const next = nextWake(facts, now).at;
      expect(next === undefined || next > now).toBe(true);
      continue;
    }
    sent.push({
      at: now,
      rules: send.map(({ rule }) => rule),
      nudges: send.map(({ id, repeat }) => `${id}#${repeat}`),
      lostBy: Math.max(...send.map(({ until }) => until?.getTime() ?? Infinity)),
      facts,
    });
    const deliveries = send.map(
      ({ id, rule, applicationId, interviewId, repeat }, n): Delivery => ({
        ...{
          id: `d-${step}-${n}`,
          nudgeId: id,
          rule,
          applicationId,
          interviewId,
          repeat,
          status: 'sent',
          sentAt: now,
        },
      }),
    );
    facts = { ...facts, deliveries: [...facts.deliveries, ...deliveries] };
    // Slack takes one a second in a conversation, and it is by their instants that messages are counted.
    now = new Date(now.getTime() + SECOND);
    facts = react(
      facts,
      deliveries,
      acts[step % acts.length] ?? 'nothing',
      new Date(now.getTime() + MINUTE),
      step,
    );
  }
  throw new Error('a member is woken again and again');
}

function react(facts: Facts, [first]: Delivery[], act: Act, at: Date, step: number): Facts {
  if (!first) return facts;
  const change = (changed: Partial<Delivery>): Facts => ({
    ...facts,
    deliveries: facts.deliveries.map((one) => (one.id === first.id ? { ...one, ...changed } : one)),
  });
  if (act === 'done') return change({ doneAt: at });
  if (act === 'snooze') {
    const nudge = plan(facts).find(({ id }) => id === first.nudgeId);
    const until = first.repeat < 3 && nudge ? snoozedUntil(nudge, 'morning', facts.settings, at) : undefined;
    return until ? change({ snoozedUntil: until }) : facts;
  }
  if (act === 'nothing') return facts;
  const answer: Answer = {
    id: `heard-${step}`,
    outcome: act === 'reject' ? 'rejection' : 'waiting',
    heardAt: at,
  };
  const applications = facts.applications.map((one) =>
    one.id === first.applicationId ? { ...one, answers: [...one.answers, answer] } : one,
  );
  return { ...facts, applications };
}

function awakeBetween(from: number, to: number, { zone, waking }: Facts['settings']): boolean {
  for (let at = from; at < Math.min(to, from + 2 * DAY); at += 15 * MINUTE) {
    const { minutes } = wall(new Date(at), zone);
    if (minutes >= waking.from && minutes <= waking.to) return true;
  }
  return false;
}

test('months go by as promised', () => {
  fc.assert(
    fc.property(lives, ({ facts, acts, late }) => {
      const sent = live(facts, acts, late);
      const { zone, waking } = facts.settings;
      for (const { at, rules, facts: then, lostBy } of sent) {
        const { minutes, date } = wall(at, zone);
        // In waking hours, unless all would be lost by then; what is due at the last minute may be five minutes on its way.
        const isAwake = minutes >= waking.from && minutes <= waking.to + 5;
        if (!isAwake) expect(awakeBetween(at.getTime(), lostBy, facts.settings)).toBe(false);
        const rejectedToday = then.applications.some(({ answers }) => {
          const last = [...answers]
            .sort((a, b) => a.heardAt.getTime() - b.heardAt.getTime() || (a.id < b.id ? -1 : 1))
            .at(-1);
          return last?.outcome === 'rejection' && wall(last.heardAt, zone).date === date;
        });
        if (rejectedToday) expect(rules.every((rule) => rule === 'gracious-reply')).toBe(true);
      }
      const counted = sent.filter(({ rules }) => rules.some((rule) => !EXEMPT.includes(rule)));
      const days = counted.map(({ at }) => wall(at, zone).date);
      for (const day of new Set(days))
        expect(days.filter((one) => one === day).length).toBeLessThanOrEqual(4);
      // The same nudge never comes twice for the same reason.
      const nudges = sent.flatMap((one) => one.nudges);
      expect(new Set(nudges).size).toBe(nudges.length);
    }),
    RUNS,
  );
});

test('7: at most two check-ins for an interview, ever', () => {
  fc.assert(
    fc.property(lives, ({ facts, acts, late }) => {
      const sent = live(facts, acts, late);
      const checkIns = new Set(
        sent
          .flatMap(({ nudges }) => nudges)
          .filter((id) => id.startsWith('check-in/'))
          .map((id) => id.split('#')[0]),
      );
      for (const { interviews } of facts.applications) {
        for (const { id } of interviews)
          expect([...checkIns].filter((one) => one?.includes(`/${id}/`)).length).toBeLessThanOrEqual(2);
      }
    }),
    RUNS,
  );
});

test('while the bot is up, nothing that is due to a quiet member is lost', () => {
  fc.assert(
    fc.property(freshFacts, (made) => {
      // One application, so that neither the daily cap nor a rejection elsewhere holds anything back.
      const facts = {
        ...made,
        applications: made.applications.slice(0, 1).map((one) => ({ ...one, answers: [] })),
      };
      const sent = new Set(live(facts, ['nothing'], [0]).flatMap(({ rules }) => rules));
      const early = new Date((facts.applications[0]?.createdAt.getTime() ?? 0) - DAY);
      for (const { rule, due } of plan(facts)) {
        if (due > early && due.getTime() < early.getTime() + 400 * DAY) expect(sent).toContain(rule);
      }
    }),
    RUNS,
  );
});

test('an hour of snoozing is an hour in waking hours', () => {
  fc.assert(
    fc.property(freshFacts, ({ settings, ...rest }) => {
      const [nudge] = plan({ settings, ...rest });
      if (!nudge) return;
      const until = snoozedUntil({ ...nudge, until: undefined }, 'hour', settings, nudge.due);
      const wished = wall(new Date(nudge.due.getTime() + HOUR), settings.zone).minutes;
      if (
        until &&
        wished >= settings.waking.from &&
        wished < settings.waking.to &&
        until.getTime() - nudge.due.getTime() !== HOUR
      )
        throw new Error(`snoozed for ${(until.getTime() - nudge.due.getTime()) / HOUR} h`);
    }),
    RUNS,
  );
});
