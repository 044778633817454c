/** How fast one member may go: whoever sends a flood, as a script does, must not make the others wait. */

/** Nobody who types and presses by hand does as much at once; a script that brings a whole search over from elsewhere may. */
const AT_ONCE = 120;
const A_SECOND = 1;
/** So many are left again when a flood is over: the next one is told of anew. */
const CALM = AT_ONCE / 2;

/** What a member has left, as it was at an instant in milliseconds. */
export type Bucket = { left: number; at: number; isFlood: boolean };

/** `first`: too much, for the first time in this flood. */
export type Verdict = 'go' | 'first' | 'stop';

/** One more, at an instant: whether it may go, and what is left after it. */
export function take(before: Bucket | undefined, at: number): { verdict: Verdict; bucket: Bucket } {
  const left = leftAt(before, at);
  const isFlood = before?.isFlood === true && left < CALM;
  if (left >= 1) return { verdict: 'go', bucket: { left: left - 1, at, isFlood } };
  return { verdict: isFlood ? 'stop' : 'first', bucket: { left, at, isFlood: true } };
}

function leftAt(bucket: Bucket | undefined, at: number): number {
  if (!bucket) return AT_ONCE;
  return Math.min(AT_ONCE, bucket.left + (Math.max(0, at - bucket.at) / 1000) * A_SECOND);
}

export type Pace = ReturnType<typeof createPace>;

/** The buckets of all who did something lately; one that is full again is forgotten. `now` in milliseconds, never backwards. */
export function createPace(now: () => number) {
  const buckets = new Map<string, Bucket>();

  /** Those that were not used for longest stand first. */
  function forget(at: number): void {
    for (const [who, bucket] of buckets) {
      if (leftAt(bucket, at) < AT_ONCE) return;
      buckets.delete(who);
    }
  }

  return {
    take(who: string): Verdict {
      const at = now();
      forget(at);
      const { verdict, bucket } = take(buckets.get(who), at);
      buckets.delete(who);
      buckets.set(who, bucket);
      return verdict;
    },
    get size() {
      return buckets.size;
    },
  };
}
