import type { Pool, PoolClient } from 'pg';

/**
 * Ends a pool for good at its n-th statement from now, as a kill does: `before` it reaches the database, or `after`, when
 * nobody hears the answer any more. Whoever waits for that waits for ever. @returns what resolves when it has happened
 */
export function cutAt(pool: Pool, nth: number, when: 'before' | 'after'): Promise<void> {
  const known = new WeakSet<PoolClient>();
  let count = 0;
  return new Promise((resolve) => {
    pool.on('acquire', (client) => {
      if (known.has(client)) return;
      known.add(client);
      const query: (...args: unknown[]) => unknown = client.query.bind(client);
      const die = () => {
        void pool.end();
        client.release(true);
        resolve();
      };
      const cut = (...args: unknown[]): unknown => {
        count += 1;
        if (count !== nth) return query(...args);
        if (when === 'before') die();
        else if (typeof args.at(-1) === 'function') query(...args.slice(0, -1), die);
        else void Promise.resolve(query(...args)).finally(die);
        return new Promise(() => {});
      };
      // It takes whatever `query` takes, and its many signatures have no common type.
      client.query = cut as PoolClient['query'];
    });
  });
}
