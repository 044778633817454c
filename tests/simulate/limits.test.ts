/** The limiter and the order of the simulation are those of the database: the same questions to both. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Claim, claimQuery } from '../../src/journal/claims.ts';
import { closeJournal, type Journal, openJournal } from '../../src/journal/journal.ts';
import { type Limits, SLACKS_LIMITS, takeTurns } from '../../src/journal/limits.ts';
import { openSealer } from '../../src/operate/sealing.ts';
import { freshEmbedded, type TestDatabase } from '../support/databases.ts';
import { KEY, MONDAY_NOON } from '../support/story.ts';
import { spentAfter, turnsLeft } from './bucket.ts';
import { choose, type Room } from './choice.ts';

let database: TestDatabase;
let journal: Journal;
beforeAll(async () => {
  database = await freshEmbedded();
  journal = openJournal({ pool: database.pool, sealer: openSealer([KEY]), now: () => MONDAY_NOON });
});
afterAll(async () => {
  await closeJournal(journal);
  await database.close();
});

/**
 * Shares of a minute that are exact in binary: with others the database, which reckons in fractions of a second, may see a turn one
 * millisecond later.
 */
const limits: fc.Arbitrary<Limits> = fc.record({
  atOnce: fc.integer({ min: 1, max: 12 }),
  perMinute: fc.constantFrom(6, 30, 60, 120, 240),
});

/** In one transaction the database's clock stands still: time passes when what is stored is moved back. */
async function whileTimeStands<T>(act: (held: Journal) => Promise<T>): Promise<T> {
  // A journal asks of its client what a transaction has as well; only $transaction itself is missing, and nothing here calls it.
  return journal.prisma.$transaction((tx) => act({ ...journal, prisma: tx as Journal['prisma'] }));
}

test('a workspace has a turn in the simulation when it has one in the database', async () => {
  await journal.prisma.workspace.create({ data: { id: 'TURNS' } });
  const steps = fc.array(
    fc.record({ passes: fc.integer({ min: 0, max: 20_000 }), tries: fc.integer({ min: 1, max: 6 }) }),
    {
      minLength: 1,
      maxLength: 8,
    },
  );
  await fc.assert(
    fc.asyncProperty(limits, steps, (own, all) =>
      whileTimeStands(async (held) => {
        await held.prisma.$executeRaw`UPDATE workspace SET spent_until = now() WHERE id = 'TURNS'`;
        let [now, spentUntil] = [0, 0];
        for (const { passes, tries } of all) {
          now += passes;
          await held.prisma.$executeRaw`
            UPDATE workspace SET spent_until = spent_until - make_interval(secs => ${passes / 1000}::double precision) WHERE id = 'TURNS'`;
          const wanted = Array.from({ length: tries }, () => ({ workspaceId: 'TURNS' }));
          let turns = 0;
          for (const _ of wanted) {
            const spentAfterOne = spentAfter(spentUntil, now, own);
            if (spentAfterOne === undefined) break;
            [spentUntil, turns] = [spentAfterOne, turns + 1];
          }
          expect(await takeTurns(held, wanted, own)).toHaveLength(turns);
        }
      }),
    ),
    { numRuns: 40 },
  );
});

const secondsSpent = fc.integer({ min: -5, max: 70 }).map((seconds) => seconds + 0.13);

const members = fc.array(
  fc.record({
    workspace: fc.nat(4),
    dueSince: fc.integer({ min: -2, max: 30 }),
    urgentSince: fc.option(fc.integer({ min: -20, max: 20 })),
    isLeased: fc.nat(5).map((n) => n === 0),
  }),
  { minLength: 1, maxLength: 25 },
);
const workspaces = fc.array(fc.record({ spentFor: secondsSpent, isPaused: fc.nat(6).map((n) => n === 0) }), {
  minLength: 5,
  maxLength: 5,
});

test('who is claimed in the simulation, and in which order, is who is claimed in the database', async () => {
  await fc.assert(
    fc.asyncProperty(limits, workspaces, members, fc.integer({ min: 1, max: 8 }), (own, rooms, all, most) =>
      whileTimeStands(async ({ prisma }) => {
        await prisma.workspace.deleteMany();
        for (const [index, { spentFor, isPaused }] of rooms.entries()) {
          await prisma.$executeRaw`INSERT INTO workspace (id, spent_until, paused_until) VALUES (${`T${index}`},
            now() + make_interval(secs => ${spentFor}::double precision), CASE WHEN ${isPaused} THEN now() + interval '1 h' END)`;
        }
        for (const [index, one] of all.entries()) {
          const { wakeAt, urgentAt } = instantsOf(one, index);
          await prisma.$executeRaw`INSERT INTO member (id, workspace_id, slack_user_id, slack_zone, slack_zone_at, wake_at, urgent_at, lease_until)
            VALUES (gen_random_uuid(), ${`T${one.workspace}`}, ${`U${index}`}, 'UTC', now(), ${new Date(wakeAt)}, ${
              urgentAt === undefined ? null : new Date(urgentAt)
            }::timestamptz, CASE WHEN ${one.isLeased} THEN now() + interval '1 h' END)`;
        }
        const claims = await prisma.$queryRaw<Claim[]>(claimQuery(MONDAY_NOON, most, own));
        expect(chosenOf(rooms, all, { most, limits: own })).toEqual(claims.map(({ userId }) => userId));
      }),
    ),
    { numRuns: 60 },
  );
});

type Someone = { workspace: number; dueSince: number; urgentSince: number | null; isLeased: boolean };

/** No two at one instant: between these the database may choose. */
function instantsOf(
  { dueSince, urgentSince }: Someone,
  index: number,
): { wakeAt: number; urgentAt: number | undefined } {
  const wakeAt = MONDAY_NOON.getTime() - dueSince * 1000 - index;
  return {
    wakeAt,
    urgentAt: urgentSince === null ? undefined : Math.max(wakeAt, MONDAY_NOON.getTime() - urgentSince * 1000),
  };
}

function chosenOf(
  rooms: readonly { spentFor: number; isPaused: boolean }[],
  all: readonly Someone[],
  { most, limits }: { most: number; limits: Limits },
): string[] {
  const now = MONDAY_NOON.getTime();
  const made = rooms.map(
    ({ spentFor, isPaused }): Room => ({
      ...{
        spentUntil: now + spentFor * 1000,
        pausedUntil: isPaused ? now + 3_600_000 : 0,
        waiting: [],
        shutAt: -1,
      },
    }),
  );
  for (const [member, one] of all.entries()) {
    const { wakeAt, urgentAt = Number.POSITIVE_INFINITY } = instantsOf(one, member);
    made[one.workspace]?.waiting.push({
      member,
      workspace: one.workspace,
      at: wakeAt,
      urgentFrom: urgentAt,
      nudges: 1,
    });
  }
  const isFree = (member: number) => !all[member]?.isLeased;
  return choose(made, { now, most, limits, isFree }).map(({ member }) => `U${member}`);
}

test('by Slack’s own limits as well', async () => {
  await journal.prisma.workspace.create({ data: { id: 'SLACKS' } });
  const wanted = Array.from({ length: 120 }, () => ({ workspaceId: 'SLACKS' }));
  await whileTimeStands(async (held) => {
    expect(await takeTurns(held, wanted, SLACKS_LIMITS)).toHaveLength(100);
    await held.prisma
      .$executeRaw`UPDATE workspace SET spent_until = spent_until - interval '3.1 s' WHERE id = 'SLACKS'`;
    expect(await takeTurns(held, wanted, SLACKS_LIMITS)).toHaveLength(10);
  });
  expect([turnsLeft(0, 0, SLACKS_LIMITS), turnsLeft(30_000, 3100, SLACKS_LIMITS)]).toEqual([100, 10]);
});

test('the number of turns left is the number of turns that can be taken', () => {
  fc.assert(
    fc.property(limits, fc.integer({ min: 0, max: 90_000 }), (own, ahead) => {
      let [taken, spentUntil] = [0, ahead];
      for (
        let next = spentAfter(spentUntil, 0, own);
        next !== undefined;
        next = spentAfter(spentUntil, 0, own)
      ) {
        [taken, spentUntil] = [taken + 1, next];
      }
      expect(taken).toBe(Math.max(0, turnsLeft(ahead, 0, own)));
    }),
  );
});
