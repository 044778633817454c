import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** By far the longest file is a small one, which Vitest would begin last on a fresh clone: minutes with a single core at work. */
class ModelFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isModel = ({ moduleId }: TestSpecification) => moduleId.endsWith('/model.test.ts');
    const sorted = await super.sort(files);
    return [...sorted.filter(isModel), ...sorted.filter((file) => !isModel(file))];
  }
}

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/postgres-server.ts'],
    pool: 'forks',
    sequence: { sequencer: ModelFirst },
    // A PGlite for each test answers a few queries: optimising its WebAssembly takes longer than it saves.
    execArgv: ['--liftoff-only'],
    // Vitest leaves one core to a watcher, which a whole run does not have; the waits of journeys fill the rest.
    maxWorkers: Math.max(2, availableParallelism()),
    // A journey waits for real sockets and a real database; a hang still ends.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
