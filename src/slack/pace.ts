/** How fast one member may go: whoever sends a flood, as a script does, must not make the others wait. */

/** Nobody who types and presses by hand does as much at once; a script that brings a whole search over from elsewhere may. */
const AT_ONCE = 120;
const A_SECOND = 1;
/** So many are left again when a flood is over: the next one is told of anew. */
const CALM = AT_ONCE / 2;

/** What a member has left, as it was at an instant in milliseconds, and whether they were told of this flood. */
type Bucket = { left: number; at: number; isTold: boolean };

function bucketAt(before: Bucket | undefined, at: number): Bucket {
  if (!before) return { left: AT_ONCE, at, isTold: false };
  const left = Math.min(AT_ONCE, before.left + (Math.max(0, at - before.at) / 1000) * A_SECOND);
  return { left, at, isTold: before.isTold && left < CALM };
}

export type Pace = ReturnType<typeof createPace>;

/** The buckets of all who did something lately; one that is full again is forgotten. `now` in milliseconds, never backwards. */
export function createPace(now: () => number) {
  const buckets = new Map<string, Bucket>();

  /** Those that were not used for longest stand first. */
  function forget(at: number): void {
    for (const [who, bucket] of buckets) {
      if (bucketAt(bucket, at).left < AT_ONCE) return;
      buckets.delete(who);
    }
  }

  function put(who: string, bucket: Bucket): void {
    buckets.delete(who);
    buckets.set(who, bucket);
  }

  return {
    /** Whether they may do one thing more. */
    take(who: string): boolean {
      const at = now();
      forget(at);
      const bucket = bucketAt(buckets.get(who), at);
      const mayGo = bucket.left >= 1;
      put(who, mayGo ? { ...bucket, left: bucket.left - 1 } : bucket);
      return mayGo;
    },
    /** True once in a flood: for what cannot be answered each time, as that would be a flood too. */
    tell(who: string): boolean {
      const bucket = bucketAt(buckets.get(who), now());
      put(who, { ...bucket, isTold: true });
      return !bucket.isTold;
    },
    get size() {
      return buckets.size;
    },
  };
}
