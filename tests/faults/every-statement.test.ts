/** The bot dies at every single statement that the delivery of a nudge consists of, and another one goes on from there. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closeJournal } from '../../src/journal/journal.ts';
import { cutAt } from '../support/cut.ts';
import { DATABASES } from '../support/databases.ts';
import { allOnce, letHoldsEnd } from '../support/fates.ts';
import { openWorld, type World } from '../support/world.ts';

describe.each(DATABASES)('on $name', ({ fresh }) => {
  let world: World;
  beforeEach(async () => {
    // Room for all that is tried again: what a workspace may be sent is for limits.test.ts.
    world = await openWorld(fresh, { limits: { atOnce: 1000, perMinute: 1000 } });
  });
  afterEach(() => world.close());

  /** @returns whether the bot died; it does not where the delivery has fewer statements */
  async function dieAt(nth: number, when: 'before' | 'after'): Promise<boolean> {
    const pool = await world.database.another();
    const journal = world.replica(pool);
    const died = cutAt(pool, nth, when);
    const lived = world.send(journal).then(() => closeJournal(journal));
    const outcome = await Promise.race([died.then(() => true), lived.then(() => false)]);
    // The dead one's lease runs out.
    await letHoldsEnd(world.database.pool);
    return outcome;
  }

  const expectAllOnce = async () => expect(await world.fates()).toEqual(allOnce(2 * world.members.length));

  test.each(['before', 'after'] as const)(
    'killed %s each of them: nothing is lost, and nothing comes twice',
    async (when) => {
      let deaths = 0;
      for (let died = true; died; deaths += 1) {
        // Two, as they are worked on together.
        await world.addMember();
        await world.addMember();
        died = await dieAt(deaths + 1, when);
        await world.send();
      }
      expect(deaths).toBeGreaterThan(10);
      await expectAllOnce();
      expect(world.slack.violations()).toEqual([]);
    },
  );

  test('killed at each of them, and once more while the next one looks what arrived', async () => {
    let died = true;
    for (let nth = 1; died; nth += 2) {
      await world.addMember();
      died = await dieAt(nth, 'after');
      await dieAt(Math.max(1, nth - 3), 'before');
      await world.send();
    }
    await expectAllOnce();
  });
});
