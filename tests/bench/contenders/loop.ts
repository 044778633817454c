/** A plain loop, as anybody would write it: claim many, send, settle them in one statement. */
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'pg';
import { contend, type Order, userOf, workspaceOf } from '../contender.ts';
import { atOnce } from '../measure.ts';
import { openSender } from '../sending.ts';

const CLAIM_AT_ONCE = 500;
const POLL_MS = 500;

type Row = { id: string; workspace: string; user: string; message: Order['message'] };

const CLAIM = `
  UPDATE job SET lease_until = now() + interval '60 s' WHERE id IN (
    SELECT id FROM job WHERE sent_at IS NULL AND due_at <= now() AND (lease_until IS NULL OR lease_until < now())
    ORDER BY due_at LIMIT ${CLAIM_AT_ONCE} FOR UPDATE SKIP LOCKED)
  RETURNING id, workspace, "user", message`;

let pool: Pool;

contend({
  async prepare(order) {
    pool = new Pool({ connectionString: order.database, max: 10 });
    await pool.query(`CREATE TABLE job (id bigserial PRIMARY KEY, workspace text NOT NULL, "user" text NOT NULL,
      message jsonb NOT NULL, due_at timestamptz NOT NULL, lease_until timestamptz, sent_at timestamptz)`);
    await pool.query('CREATE INDEX ON job (due_at) WHERE sent_at IS NULL');
    const users = order.due.map((_, index) => userOf(index));
    const workspaces = order.due.map((_, index) => workspaceOf(index, order));
    await pool.query(
      `INSERT INTO job (workspace, "user", message, due_at) SELECT w, u, $4, to_timestamp(at / 1000)
        FROM unnest($1::text[], $2::text[], $3::double precision[]) AS new(w, u, at)`,
      [workspaces, users, order.due, JSON.stringify(order.message)],
    );
  },
  async work(order) {
    const send = openSender(order);
    const stopping = new AbortController();
    const ended = run(order, send, stopping.signal);
    return async () => {
      stopping.abort();
      await ended;
      await pool.end();
    };
  },
});

async function run({ concurrency }: Order, send: ReturnType<typeof openSender>, stopping: AbortSignal) {
  while (!stopping.aborted) {
    const { rows } = await pool.query<Row>(CLAIM);
    await atOnce(rows.length, concurrency, async (index) => {
      const row = rows[index];
      if (row) await send(row);
    });
    if (rows.length > 0)
      await pool.query('UPDATE job SET sent_at = now() WHERE id = ANY($1::bigint[])', [
        rows.map(({ id }) => id),
      ]);
    else await delay(POLL_MS, undefined, { signal: stopping }).catch(() => {});
  }
}
