/** What will happen, the earliest first. */
export function heapOf<T>() {
  const instants: number[] = [];
  const things: T[] = [];

  function swap(one: number, other: number): void {
    // Both are within the heap: whoever calls has compared them.
    [instants[one], instants[other]] = [instants[other] as number, instants[one] as number];
    [things[one], things[other]] = [things[other] as T, things[one] as T];
  }
  const isEarlier = (one: number, other: number) => (instants[one] ?? 0) < (instants[other] ?? 0);

  function sink(): void {
    for (let parent = 0; ; ) {
      const [left, right] = [2 * parent + 1, 2 * parent + 2];
      let first = parent;
      if (left < instants.length && isEarlier(left, first)) first = left;
      if (right < instants.length && isEarlier(right, first)) first = right;
      if (first === parent) return;
      swap(parent, first);
      parent = first;
    }
  }

  return {
    first: (): number | undefined => instants[0],
    push(instant: number, thing: T): void {
      instants.push(instant);
      things.push(thing);
      for (let child = instants.length - 1; child > 0; ) {
        const parent = (child - 1) >> 1;
        if (!isEarlier(child, parent)) return;
        swap(child, parent);
        child = parent;
      }
    },
    /** The earliest, if its time has come. */
    popUntil(now: number): T | undefined {
      const [first] = instants;
      if (first === undefined || first > now) return undefined;
      swap(0, instants.length - 1);
      instants.pop();
      const thing = things.pop();
      sink();
      return thing;
    },
  };
}
