/** Slack's limits: nothing is refused, what is urgent comes first, and one community keeps no other waiting. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { claimDue } from '../../src/journal/claims.ts';
import { closeJournal } from '../../src/journal/journal.ts';
import { type Limits, takeTurns } from '../../src/journal/limits.ts';
import type { User, Workspace } from '../../src/standin/index.ts';
import { DATABASES } from '../support/databases.ts';
import { allOnce } from '../support/fates.ts';
import { nudgeMessages } from '../support/story.ts';
import { openWorld, type World } from '../support/world.ts';

const SEND = 'chat.postMessage';
const LIMITS: Limits = { atOnce: 3, perMinute: 6 };
/** More than twelve would be too many; the rest is for the seconds that a slow machine takes. */
const standin = { onePerSecond: true, workspaceLimit: { messages: 12, withinMs: 60_000 } };
const HALF_AN_HOUR = 0.5;

describe.each(DATABASES)('on $name', ({ fresh }) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(fresh, { limits: LIMITS, standin });
  });
  afterEach(() => world.close());

  async function addMembers(workspace: Workspace, count: number, hoursAhead = -3): Promise<User[]> {
    const added: User[] = [];
    for (let n = 0; n < count; n++) added.push(await world.addMember(workspace, { hoursAhead }));
    return added;
  }
  const sends = () => world.slack.calls({ method: SEND });
  const refused = () => sends().filter(({ fault }) => fault === 'rate-limit').length;
  const hasMessage = (user: User) => nudgeMessages(world.slack, user).length > 0;

  test('two replicas at a burst in a large community: it is spread, urgent first, and delays no other', async () => {
    const large = world.addWorkspace('Large');
    const plain = await addMembers(large, 16);
    const urgent = await addMembers(large, 4, HALF_AN_HOUR);
    const others = [
      ...(await addMembers(world.addWorkspace('Small'), 2)),
      ...(await addMembers(world.addWorkspace('Tiny'), 1)),
    ];
    const second = world.replica(await world.database.another());
    const everybody = async () => {
      await Promise.all([world.send(), world.send(second)]);
      return world.members.every(hasMessage);
    };
    await everybody();
    expect(others.every(hasMessage)).toBe(true);
    expect(plain.every(hasMessage)).toBe(false);
    do await world.pass(60);
    while (!(await everybody()));
    const inLarge = sends().filter(({ teamId }) => teamId === large.id);
    const places = urgent.map(({ id }) => inLarge.findIndex(({ args }) => args.channel === id));
    // They were due last, and would come last. Of two replicas one may hold some of the others already, and on a busy machine is given more
    // turns before the one that holds these goes on.
    expect(Math.max(...places)).toBeLessThan(plain.length);
    expect(await world.fates()).toEqual(allOnce(16 * 2 + 4 + 3 * 2));
    expect(refused()).toBe(0);
    await closeJournal(second);
  });

  test('one member gets a message a second: the rest of what is due, and the parts of what Slack refused for its form', async () => {
    await world.addMember(world.slack.workspace, { interviews: 8 });
    await world.addMember();
    world.slack.faults.next(SEND, { kind: 'error', error: 'invalid_blocks' }, 1);
    const all = async () => {
      await world.pass(60);
      await world.send();
      const { lost } = await world.fates();
      return lost;
    };
    await expect.poll(all, { timeout: 60_000 }).toBe(0);
    expect(sends().length).toBeGreaterThan(3);
    expect(refused()).toBe(0);
  });

  test('a claim takes one of each workspace before the next, and none of those that may not be sent to', async () => {
    const [large, spent, paused, small] = ['Large', 'Spent', 'Paused', 'Small'].map(world.addWorkspace);
    if (!large || !spent || !paused || !small) throw new Error('four were added');
    for (const workspace of [large, spent, paused]) await addMembers(workspace, 5);
    await addMembers(large, 1, HALF_AN_HOUR);
    await addMembers(small, 2);
    const wide: Limits = { atOnce: 4, perMinute: 6 };
    await takeTurns(world.journal, Array(wide.atOnce).fill({ workspaceId: spent.id }), wide);
    const { pool } = world.database;
    await pool.query(`UPDATE workspace SET paused_until = now() + interval '1 h' WHERE id = $1`, [paused.id]);
    const [urgent] = world.members.filter(({ teamId }) => teamId === large.id).slice(-1);
    const claims = await claimDue(world.journal, 5, wide);
    const nameOf = new Map([
      [large.id, 'large'],
      [small.id, 'small'],
    ]);
    expect(
      claims
        .map(({ workspaceId }) => nameOf.get(workspaceId))
        .slice(0, 4)
        .sort(),
    ).toEqual(['large', 'large', 'small', 'small']);
    expect(claims).toHaveLength(5);
    expect(claims.filter(({ workspaceId }) => workspaceId === large.id)[0]?.userId).toBe(urgent?.id);
    // What is left of the large one is claimed by the next, and nothing of the others.
    const left = await claimDue(world.journal, 50, { atOnce: 50, perMinute: 6 });
    expect(left.filter(({ workspaceId }) => workspaceId === paused.id)).toEqual([]);
  });

  test('however turns are asked for, no minute has more than its share, and none is held back that has room', async () => {
    await world.addMember();
    const limits: Limits = { atOnce: 4, perMinute: 6 };
    const { id } = world.slack.workspace;
    const { pool } = world.database;
    const step = fc.record({
      seconds: fc.integer({ min: 0, max: 40 }),
      tries: fc.integer({ min: 1, max: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        await pool.query('UPDATE workspace SET spent_until = NULL');
        const started = performance.now();
        let passed = 0;
        const taken: number[] = [];
        for (const { seconds, tries } of steps) {
          passed += seconds;
          await pool.query(`UPDATE workspace SET spent_until = spent_until - make_interval(secs => $1)`, [
            seconds,
          ]);
          const at = passed + (performance.now() - started) / 1000;
          const turns = await takeTurns(world.journal, Array(tries).fill({ workspaceId: id }), limits);
          taken.push(...turns.map(() => at));
          const within = (seconds: number) => taken.filter((one) => at - one < seconds).length;
          expect(within(60)).toBeLessThanOrEqual(limits.atOnce + limits.perMinute);
          if (turns.length < tries) expect(within(40)).toBeGreaterThanOrEqual(limits.atOnce);
        }
      }),
      { numRuns: 12 },
    );
  });
});
