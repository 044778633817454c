/**
 * Anything in any order: facts, ticks of two replicas, crashes and Slack's faults, against what every member was promised
 * (tests/support/model/promises.ts). MODEL_RUNS says how many runs, MODEL_SEED repeats those of a failure.
 */
import { setFlagsFromString } from 'node:v8';
import fc from 'fast-check';
import { test } from 'vitest';
import { DATABASES } from '../support/databases.ts';
import { perform, settleAll } from '../support/model/actions.ts';
import { lives } from '../support/model/lives.ts';
import { openStation } from '../support/model/station.ts';
import { STORIES } from '../support/model/stories.ts';
import { openUniverse } from '../support/model/universe.ts';

// A database for hundreds of runs is worth optimising, unlike those of the other tests (vitest.config.ts).
for (const flag of ['--no-liftoff-only', '--wasm-tier-up', '--wasm-dynamic-tiering'])
  setFlagsFromString(flag);

/** At most, on a busy machine. */
const A_LIFE_TAKES = 4_000;
const IS_CI = Boolean(process.env.CI);
/** Of all databases together. */
const RUNS = Number(process.env.MODEL_RUNS ?? (IS_CI ? 2_000 : 200));
/** Others each time; in CI the same ones, so that nobody's change is refused for what a life nobody had lived before turns up. */
const SEED = Number(process.env.MODEL_SEED ?? (IS_CI ? 11 : Math.floor(Math.random() * 2 ** 31)));

/**
 * Lives of different databases go on at the same time, as a server works while this process does. Two that share one would end
 * each other's leases.
 */
const isAlone = DATABASES.length === 1;
const TRACKS = DATABASES.flatMap(({ name, fresh }) =>
  name === 'PGlite'
    ? { name, fresh, seed: SEED, share: isAlone ? 1 : 0.25 }
    : [SEED, SEED + 1, SEED + 2].map((seed) => ({ name, fresh, seed, share: 0.25 })),
);

test.concurrent.for(TRACKS)(
  'never early, never doubled, never lost, and never when it is not welcome, on $name from $seed',
  { timeout: 600_000 + RUNS * A_LIFE_TAKES },
  async ({ name, fresh, seed, share }, { onTestFinished }) => {
    const database = await fresh();
    const station = openStation(database.pool);
    onTestFinished(() => station.close().then(database.close));
    const numRuns = STORIES.length + Math.ceil(RUNS * share);
    console.info(`${name}: ${numRuns} runs from MODEL_SEED=${seed}`);
    let isFound = false;
    const life = fc.asyncProperty(lives, async ({ skews, knowsPlaces, actions }) => {
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
    });
    await fc.assert(life, {
      numRuns,
      seed,
      examples: STORIES.map((actions) => [{ skews: [0, 0], knowsPlaces: true, actions }]),
    });
  },
);
