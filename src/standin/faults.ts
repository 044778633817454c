/**
 * How the Web API shall misbehave.
 *
 * - `rate-limit`: 429 with Retry-After in seconds.
 * - `status`: an HTTP error.
 * - `error`: 200 with `ok: false`.
 * - `lose-reply`: the call is carried out, then the connection breaks before the answer.
 * - `hold-reply`: the call is carried out at once, and answered when `until` resolves.
 * - `drop-before`: the connection breaks and nothing was done.
 * - `hang`: with `ms`, carried out and answered after so long; without, never carried out nor answered.
 */
export type Fault =
  | { kind: 'rate-limit'; retryAfter: number }
  | { kind: 'status'; status: number }
  | { kind: 'error'; error: string }
  | { kind: 'lose-reply' }
  | { kind: 'hold-reply'; until: Promise<unknown> }
  | { kind: 'drop-before' }
  | { kind: 'hang'; ms?: number };

export type Faults = {
  /** The next `times` calls of this method meet the fault. Faults queue up. */
  next(method: string, fault: Fault, times?: number): void;
  /** Every call of this method, or of any with `*`, meets the fault, once the queued ones are used up; in one workspace alone if told so. */
  always(method: string, fault: Fault, where?: { id: string }): void;
  /** Takes back what was asked for one method, or everything. */
  clear(method?: string): void;
};

export function createFaults(): Faults & { take(method: string, teamId?: string): Fault | undefined } {
  const queued = new Map<string, Fault[]>();
  const standing = new Map<string, Fault>();
  return {
    next(method, fault, times = 1) {
      queued.set(method, [...(queued.get(method) ?? []), ...Array<Fault>(times).fill(fault)]);
    },
    always(method, fault, where) {
      standing.set(where ? `${method} ${where.id}` : method, fault);
    },
    clear(method) {
      if (method === undefined) {
        queued.clear();
        standing.clear();
      } else {
        queued.delete(method);
        for (const key of standing.keys()) if (key.split(' ')[0] === method) standing.delete(key);
      }
    },
    take(method, teamId) {
      const keys = [`${method} ${teamId}`, `* ${teamId}`, method, '*'];
      const always = keys.find((key) => standing.has(key)) ?? '';
      return queued.get(method)?.shift() ?? standing.get(always);
    },
  };
}
