/** A replica that can be killed while others work on the same database: at a statement, or within a call to Slack. */
import { Pool, type PoolClient, type QueryResult } from 'pg';

/** Dies at its n-th statement, or its n-th call, from now: before it arrives, or when nobody hears the answer any more. */
export type Death = { at: 'statement' | 'call'; nth: number; when: 'before' | 'after' };
/** Stands still before its n-th turn at the database, as a machine does that is moved; it holds nothing there meanwhile. */
export type Standstill = { at: 'turn'; nth: number; seconds: number };
export type Fate = Death | Standstill;

export type Life = {
  pool: Pool;
  isAlive: () => boolean;
  died: Promise<void>;
  die: () => void;
  /** `undefined` lets it live on. `whileStill` is what happens while it stands still. */
  doom: (fate: Fate | undefined, whileStill?: (seconds: number) => Promise<void>) => void;
  /** What it was killed in never returns to it, so that it cannot go on. */
  call: <T>(act: () => Promise<T>) => Promise<T>;
  /** Statements and calls that it waits for. */
  underWay: () => number;
};

const names = new Map<string, string>();

/** To plan a statement anew takes longer than to run it, and a life runs the same few hundreds of times. */
function named(statement: unknown): unknown {
  if (typeof statement !== 'object' || statement === null || !('text' in statement)) return statement;
  const text = String(statement.text);
  const name = names.get(text) ?? `s${names.size}`;
  names.set(text, name);
  return { ...statement, name };
}

function isLook(statement: unknown): boolean {
  return (
    typeof statement === 'object' &&
    statement !== null &&
    'text' in statement &&
    /^\s*SELECT/.test(String(statement.text))
  );
}

const forever = <T>() => new Promise<T>(() => {});

/**
 * Of PGlite's single connection every replica has a share, which a killed one must give back as a server would take it: rolled
 * back. A pool that is ended, as in cut.ts, would be the end of all.
 */
export function startLife(shared: Pool, onChange: () => void): Life {
  const held = new Set<PoolClient>();
  let fate: Fate | undefined;
  let standStill = async (_seconds: number) => {};
  let alive = true;
  let underWay = 0;
  let tell = () => {};
  const died = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const die = () => {
    alive = false;
    for (const client of held) void client.query('ROLLBACK').finally(() => client.release());
    held.clear();
    tell();
  };

  /** Counts, and dies in the middle of it if it is time. */
  async function live<T>(at: Death['at'], act: () => Promise<T>): Promise<T> {
    if (!alive) return forever();
    const death = fate?.at === at && --fate.nth === 0 ? fate : undefined;
    if (death?.when === 'before') {
      die();
      return forever();
    }
    underWay += 1;
    const result = await act()
      .catch((error: unknown) => {
        if (alive) throw error;
        return forever<T>();
      })
      .finally(() => {
        underWay -= 1;
      });
    if (death && alive) die();
    return alive ? result : forever();
  }

  function lend(client: PoolClient): PoolClient {
    held.add(client);
    const run = async (...args: unknown[]) => {
      const result = await (Reflect.apply(client.query, client, args.map(named)) as Promise<QueryResult>); // nobody here passes a callback
      // The dead change what they change.
      if (result.command === 'COMMIT' || (result.command !== 'BEGIN' && !isLook(args[0]) && result.rowCount))
        onChange();
      return result;
    };
    const query = (...args: unknown[]) => live('statement', () => run(...args));
    const release = (error?: Error | boolean) => {
      if (held.delete(client)) client.release(error);
    };
    return new Proxy(client, {
      get(target, key) {
        if (key === 'query') return query;
        if (key === 'release') return release;
        // The dead take their listeners with them.
        if (key === 'on' || key === 'removeListener') return () => {};
        const value: unknown = Reflect.get(target, key);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  }

  const pool = new Pool();
  const connect = async () => {
    if (!alive) return forever<PoolClient>();
    if (fate?.at === 'turn' && --fate.nth === 0) await standStill(fate.seconds);
    const client = await shared.connect();
    if (alive) return lend(client);
    client.release();
    return forever<PoolClient>();
  };
  const query = async (...args: unknown[]) => {
    const client = await connect();
    try {
      return await (Reflect.apply(client.query, client, args) as Promise<unknown>); // as above
    } finally {
      client.release();
    }
  };
  // They take what Prisma passes; the many signatures of both have no common type.
  pool.connect = connect as Pool['connect'];
  pool.query = query as Pool['query'];
  return {
    ...{ pool, died, die, isAlive: () => alive },
    doom: (next, whileStill = async () => {}) => {
      fate = next && { ...next };
      standStill = whileStill;
    },
    call: (act) => live('call', act),
    underWay: () => underWay,
  };
}
