/** What must hold of everything that the simulation sends, whatever comes due and whatever Slack does. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHANNEL_RESTS_MS, type Limits } from '../../src/journal/limits.ts';
import type { Due } from './choice.ts';
import { type Sent, sendAll } from './sending.ts';

const MINUTE = 60_000;
const WORKSPACES = 3;
const MEMBERS_EACH = 4;

const limits: fc.Arbitrary<Limits> = fc.record({
  atOnce: fc.constantFrom(1, 3, 6, 60),
  perMinute: fc.constantFrom(6, 30, 60),
});

const dues = (latest: number): fc.Arbitrary<Due[]> =>
  fc
    .array(
      fc.record({
        member: fc.nat(WORKSPACES * MEMBERS_EACH - 1),
        second: fc.nat(latest),
        urgentAfter: fc.constantFrom(0, 0, 20, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY),
      }),
      { minLength: 1, maxLength: 60 },
    )
    .map((made) =>
      made
        .map(({ member, second, urgentAfter }) => {
          const at = MINUTE + second * 1000;
          const workspace = member % WORKSPACES;
          return { member, workspace, at, urgentFrom: at + urgentAfter * 1000, nudges: 1 };
        })
        .sort((a, b) => a.at - b.at),
    );

const replies = fc.array(
  fc.record({
    ms: fc.integer({ min: 50, max: 900 }),
    pauseMs: fc.constantFrom(undefined, undefined, undefined, undefined, 5000),
  }),
  { minLength: 1, maxLength: 20 },
);

type Order = {
  all: readonly Due[];
  own: Limits;
  replicas: number;
  slack: readonly { ms: number; pauseMs: number | undefined }[];
};

function run({ all, own, replicas, slack }: Order) {
  const begun: { due: Due; at: number }[] = [];
  const sent: Sent[] = [];
  let [place, calls] = [0, 0];
  sendAll({
    ...{ replicas, workspaces: WORKSPACES, limits: own },
    network: () => {
      const { ms, pauseMs } = slack[calls++ % slack.length] ?? { ms: 100, pauseMs: undefined };
      // Slack recovers, or the test would not end.
      return calls > 40 || pauseMs === undefined ? { ms } : { ms, pauseMs };
    },
    next: () => {
      const due = all[place++];
      return due && { ...due };
    },
    onBegun: (due, at) => begun.push({ due, at }),
    onSent: (one) => sent.push(one),
  });
  return { begun, sent };
}

const byMember = (due: Due) => due.member;
const byWorkspace = (due: Due) => due.workspace;

function instantsBy(begun: readonly { due: Due; at: number }[], key: (due: Due) => number): number[][] {
  const groups = new Map<number, number[]>();
  for (const { due, at } of begun) groups.set(key(due), [...(groups.get(key(due)) ?? []), at]);
  return [...groups.values()];
}

test('all that is due is sent once, none before it is due, within the limits, and a second apart in a conversation', () => {
  fc.assert(
    fc.property(
      fc.oneof(dues(4), dues(30)),
      limits,
      fc.integer({ min: 1, max: 4 }),
      replies,
      (all, own, replicas, slack) => {
        const { begun, sent } = run({ all, own, replicas, slack });
        const arrived = sent.flatMap(({ due, begunAt }) =>
          [due, ...(due.joined ?? [])].map((one) => ({ one, begunAt })),
        );
        const name = ({ member, at }: Due) => `${member} at ${at}`;
        expect(arrived.map(({ one }) => name(one)).sort()).toEqual(all.map(name).sort());
        for (const { one, begunAt } of arrived) expect(begunAt).toBeGreaterThanOrEqual(one.at);
        for (const instants of instantsBy(begun, byWorkspace)) {
          for (const from of instants) {
            const inAMinute = instants.filter((at) => at >= from && at < from + MINUTE).length;
            expect(inAMinute).toBeLessThanOrEqual(own.atOnce + own.perMinute);
          }
        }
        for (const instants of instantsBy(
          sent.map(({ due, begunAt }) => ({ due, at: begunAt })),
          byMember,
        )) {
          for (const [index, at] of instants.slice(1).entries())
            expect(at - (instants[index] ?? 0)).toBeGreaterThanOrEqual(CHANNEL_RESTS_MS);
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('whoever was written to a moment ago rests for a second after it', () => {
  const twice = [0, 1].flatMap((second) =>
    Array.from({ length: 12 }, (_, member) => ({
      ...{
        member,
        workspace: 0,
        nudges: 1,
        at: MINUTE + second * 1000,
        urgentFrom: Number.POSITIVE_INFINITY,
      },
    })),
  );
  const slack = [{ ms: 450, pauseMs: undefined }];
  const { begun } = run({ all: twice, own: { atOnce: 60, perMinute: 60 }, replicas: 1, slack });
  expect(begun).toHaveLength(24);
  for (const [first = 0, second = 0] of instantsBy(begun, byMember))
    expect(second - first).toBeGreaterThanOrEqual(CHANNEL_RESTS_MS + 450);
});

test('what is urgent goes before what keeps, when all of a workspace is due at once', () => {
  fc.assert(
    fc.property(dues(0), limits, (made, own) => {
      // What becomes urgent while it waits may go among the others.
      const stays = ({ urgentFrom, at }: Due) => (urgentFrom === at ? at : Number.POSITIVE_INFINITY);
      const all = [...new Map(made.map((due) => [due.member, { ...due, urgentFrom: stays(due) }])).values()];
      const { begun } = run({ all, own, replicas: 1, slack: [{ ms: 100, pauseMs: undefined }] });
      for (let workspace = 0; workspace < WORKSPACES; workspace++) {
        const ours = begun.filter(({ due }) => due.workspace === workspace);
        const urgent = ours.filter(({ due }) => due.urgentFrom <= due.at).length;
        for (const { due } of ours.slice(0, urgent)) expect(due.urgentFrom).toBe(due.at);
      }
    }),
    { numRuns: 300 },
  );
});
