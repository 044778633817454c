import type { Pool } from 'pg';

/** The statements that a pool is given from now on. */
export function statementsOf(pool: Pool): string[] {
  const heard: string[] = [];
  pool.on('acquire', (client) => {
    const query: (...args: unknown[]) => unknown = client.query.bind(client);
    const listen = (...args: unknown[]) => {
      const [first] = args;
      heard.push(typeof first === 'object' && first && 'text' in first ? String(first.text) : String(first));
      return query(...args);
    };
    // It takes whatever `query` takes, and its many signatures have no common type.
    client.query = listen as typeof client.query;
  });
  return heard;
}
