// Tuned as its documentation allows: batches, several workers, no wait while batches come back full, and the shortest interval
// between polls that it takes. JavaScript, as the peers are installed only when the benchmarks run.
import { PgBoss } from 'pg-boss';
import { contend, userOf, workspaceOf } from '../contender.ts';
import { limited, openSender } from '../sending.ts';

const QUEUE = 'nudge';
const INSERT_AT_ONCE = 1000;
const WORKERS = 2;
const BATCH = 250;

let boss;

contend({
  async prepare(order) {
    const { database: connectionString, due, message } = order;
    boss = new PgBoss({ connectionString, max: 10, supervise: false, schedule: false });
    boss.on('error', (error) => console.error(error));
    await boss.start();
    await boss.createQueue(QUEUE);
    const jobs = due.map((at, index) => ({
      data: { workspace: workspaceOf(index, order), user: userOf(index), message },
      startAfter: new Date(at),
    }));
    for (let from = 0; from < jobs.length; from += INSERT_AT_ONCE)
      await boss.insert(QUEUE, jobs.slice(from, from + INSERT_AT_ONCE));
  },
  async work(order) {
    const send = openSender(order);
    const inTurn = limited(order.concurrency);
    const options = {
      ...{
        batchSize: BATCH,
        localConcurrency: WORKERS,
        burstWhenBatchFull: true,
        pollingIntervalSeconds: 0.5,
      },
    };
    await boss.work(QUEUE, options, (jobs) => Promise.all(jobs.map(({ data }) => inTurn(() => send(data)))));
    return () => boss.stop({ graceful: true, close: true, timeout: 10_000 });
  },
});
