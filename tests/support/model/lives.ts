/** What can happen, at random and as words that tell a failure's story. */
import fc from 'fast-check';
import { OUTCOMES } from '../../../src/etiquette/facts.ts';
import type { Death, Standstill } from './life.ts';
import { FAULTS } from './slack.ts';

const who = fc.constantFrom<0 | 1>(0, 0, 0, 1);
const by = fc.constantFrom<0 | 1>(0, 1);
const often = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined, freq: 4 });
const atTimes = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined, freq: 2 });

const days = fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined });

const record = fc.record({
  ...{ do: fc.constant('record' as const), who, by },
  company: fc.constantFrom('Acme', 'Globex', 'Initech'),
  /** Hours from now; most are over, so that much is due. */
  starts: fc.integer({ min: -30, max: 6 }),
  people: fc.constantFrom(0, 1),
  promise: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
  replyBy: days,
});
const debrief = fc.record({
  ...{ do: fc.constant('debrief' as const), who, by },
  replyBy: days,
  promise: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
});
const heard = fc.record({
  do: fc.constant('heard' as const),
  who,
  by,
  outcome: fc.constantFrom(...OUTCOMES, 'rejection' as const, 'rejection' as const),
});
const press = fc.record({
  ...{ do: fc.constant('press' as const), who, by },
  what: fc.constantFrom('done', 'hour', 'morning' as const),
  back: fc.constantFrom(0, 0, 1, 2),
});
const pause = fc.record({
  do: fc.constant('pause' as const),
  who,
  by,
  hours: fc.constantFrom(2, 30, undefined),
});
const unpause = fc.record({ do: fc.constant('unpause' as const), who, by });
/** What a member does, which may also fall into the middle of a call. */
const act = fc.oneof(
  { weight: 3, arbitrary: record },
  debrief,
  heard,
  { weight: 3, arbitrary: press },
  pause,
  unpause,
);

const death = fc.record<Death>({
  at: fc.constantFrom('statement', 'statement', 'call'),
  nth: fc.integer({ min: 1, max: 40 }),
  when: fc.constantFrom('before', 'after'),
});
/** When it has claimed and not begun, and for almost as long as its lease lasts, or longer. */
const standstill = fc.record<Standstill>({
  at: fc.constant('turn'),
  nth: fc.constantFrom(2, 3),
  seconds: fc.constantFrom(55, 55, 90),
});
type After = number | 'due' | 'late';
const workAfter = (after: fc.Arbitrary<After>) =>
  fc.record({
    ...{ do: fc.constant('tick' as const), by },
    /** Minutes from now, or so many after the next thing is due. */
    after,
    fate: atTimes(
      fc.oneof(
        {
          weight: 3,
          arbitrary: death.map((one) => (one.at === 'call' ? { ...one, nth: 1 + (one.nth % 3) } : one)),
        },
        standstill,
      ),
    ),
    meanwhile: often(act),
  });
const work = workAfter(
  fc.oneof(fc.constantFrom(0, 1, 45, 240, 1440), fc.constantFrom('due', 'due', 'due', 'late')),
);
const FAULT = [...FAULTS, 'lost', 'hang'] as const;
const ofPost = fc.record({
  ...{ do: fc.constant('fault' as const), method: fc.constant('chat.postMessage' as const) },
  ...{ fault: fc.constantFrom(...FAULT), times: fc.constant(1) },
});
const both = fc.record({ do: fc.constant('both' as const) });
const fault = fc.record({
  do: fc.constant('fault' as const),
  method: fc.constantFrom(
    'chat.postMessage',
    'chat.postMessage',
    'chat.postMessage',
    'conversations.history',
    'auth.test',
  ),
  fault: fc.constantFrom(...FAULT),
  times: fc.constantFrom(1, 1, 2, 4),
});
const leave = fc.record({ do: fc.constant('leave' as const), who, isTold: fc.boolean() });
const comeBack = fc.record({ do: fc.constant('return' as const), who, by: fc.boolean() });
const token = fc.record({ do: fc.constantFrom('revoke' as const, 'restore' as const), who });
const grant = fc.record({ do: fc.constant('grant' as const), mayRead: fc.boolean() });

const action = fc.oneof(
  { weight: 9, arbitrary: work },
  { weight: 7, arbitrary: act },
  { weight: 4, arbitrary: fault },
  both,
  ...[leave, comeBack, token, grant],
);
export type ActOfMember = typeof act extends fc.Arbitrary<infer T> ? T : never;
export type Work = typeof work extends fc.Arbitrary<infer T> ? T : never;
export type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

const onTheDot = workAfter(fc.constant('due'));
/** When the wait after an unknown outcome is over, or a pause. */
const soon = workAfter(fc.constantFrom(1, 1, 45)).map((one) => ({ ...one, fate: undefined }));
/** What goes wrong is soon tried again, by whoever, and nobody waits for that. Left to chance it hardly ever comes so close. */
const trouble: fc.Arbitrary<Action[]> = fc
  .tuple(
    ...([atTimes(press), often(ofPost), often(onTheDot), atTimes(ofPost)] as const),
    ...([atTimes(act), often(soon), atTimes(press), atTimes(soon)] as const),
  )
  .map((all) => all.flatMap((one) => one ?? []));

export const lives = fc.record({
  skews: fc.constantFrom<[number, number]>([0, 0], [-20_000, 25_000], [3_000, 0]),
  knowsPlaces: fc.constantFrom(true, true, false),
  actions: fc
    .tuple(
      record.map((one): Action[] => [one]),
      fc.array(fc.oneof({ weight: 3, arbitrary: action.map((one): Action[] => [one]) }, trouble), {
        minLength: 2,
        maxLength: 6,
        size: 'max',
      }),
    )
    .map(([first, rest]) => [first, ...rest].flat()),
});
