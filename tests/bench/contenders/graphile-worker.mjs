// Tuned as its documentation allows: a local queue, completions in batches, a poll every half second.
import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import { contend, userOf, workspaceOf } from '../contender.ts';
import { openSender } from '../sending.ts';

const TASK = 'nudge';
const INSERT_AT_ONCE = 1000;

const logger = new Logger(() => () => {});

contend({
  async prepare(order) {
    const { database: connectionString, due, message } = order;
    const utils = await makeWorkerUtils({ connectionString, logger });
    await utils.migrate();
    const jobs = due.map((at, index) => ({
      identifier: TASK,
      payload: { workspace: workspaceOf(index, order), user: userOf(index), message },
      runAt: new Date(at),
      maxAttempts: 1,
    }));
    for (let from = 0; from < jobs.length; from += INSERT_AT_ONCE)
      await utils.addJobs(jobs.slice(from, from + INSERT_AT_ONCE));
    await utils.release();
  },
  async work(order) {
    const { database: connectionString, concurrency } = order;
    const send = openSender(order);
    const runner = await run({
      ...{ connectionString, logger, noHandleSignals: true },
      taskList: { [TASK]: (payload) => send(payload) },
      preset: {
        worker: {
          ...{ concurrentJobs: concurrency, maxPoolSize: Math.max(10, concurrency + 2), pollInterval: 500 },
          ...{ localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 },
        },
      },
    });
    return () => runner.stop();
  },
});
