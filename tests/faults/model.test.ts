/**
 * Anything in any order: facts, ticks of two replicas, crashes and Slack's faults, against what every member was promised
 * (tests/support/model/promises.ts). MODEL_RUNS says how many runs, MODEL_SEED repeats those of a failure.
 */
import { setFlagsFromString } from 'node:v8';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { DATABASES, type TestDatabase } from '../support/databases.ts';
import { lives, perform, returns } from '../support/model/actions.ts';
import { openStation, type Station } from '../support/model/station.ts';
import { STORIES } from '../support/model/stories.ts';
import { openUniverse, type Universe } from '../support/model/universe.ts';

// A database for hundreds of runs is worth optimising, unlike those of the other tests (vitest.config.ts).
for (const flag of ['--no-liftoff-only', '--wasm-tier-up', '--wasm-dynamic-tiering'])
  setFlagsFromString(flag);

const HOUR = 3_600_000;
/** At most, on a busy machine. */
const A_LIFE_TAKES = 4_000;
const RUNS = Number(process.env.MODEL_RUNS ?? 100);
/** Others each time; in CI the same ones, so that nobody's change is refused for what a life nobody had lived before turns up. */
const SEED = Number(process.env.MODEL_SEED ?? (process.env.CI ? 11 : Math.floor(Math.random() * 2 ** 31)));
/** A server answers more slowly than what is in this process, and differs in little else. */
const SHARE: Record<string, number> = { PGlite: 1, PostgreSQL: 0.2 };

/** Whatever went wrong has ended, and enough time goes by. */
async function settleAll(universe: Universe): Promise<void> {
  universe.slack.heal();
  await returns(universe, 0);
  await returns(universe, 1);
  await universe.pass(2 * HOUR);
  for (const who of [0, 1] as const) await perform(universe, { do: 'unpause', who, by: 0 });
  for (const [after, by] of [
    [0, 0],
    ['due', 1],
    ['due', 0],
  ] as const)
    await perform(universe, { do: 'tick', by, after, dies: undefined, meanwhile: undefined });
}

describe.each(DATABASES)('on $name', ({ name, fresh }) => {
  let database: TestDatabase;
  let station: Station;
  beforeAll(async () => {
    database = await fresh();
    station = openStation(database.pool);
  });
  afterAll(async () => {
    await station.close();
    await database.close();
  });

  test(
    'never early, never doubled, never lost, and never when it is not welcome',
    async () => {
      const seed = SEED;
      const numRuns = STORIES.length + Math.ceil(RUNS * (SHARE[name] ?? 1));
      console.info(`${name}: ${numRuns} runs from MODEL_SEED=${seed}`);
      let isFound = false;
      await fc.assert(
        fc.asyncProperty(lives, async ({ skews, knowsPlaces, actions }) => {
          const universe = await openUniverse(station, skews, knowsPlaces);
          try {
            for (const action of actions) await perform(universe, action);
            await settleAll(universe);
          } catch (error) {
            if (!isFound) console.info('found, and now made smaller:', error, JSON.stringify(actions));
            isFound = true;
            throw error;
          } finally {
            universe.close();
          }
        }),
        {
          numRuns,
          seed,
          examples: STORIES.map((actions) => [{ skews: [0, 0], knowsPlaces: true, actions }]),
        },
      );
    },
    600_000 + RUNS * A_LIFE_TAKES,
  );
});
