/**
 * Chance that falls the same way each time. fast-check has no generator for those who want numbers and no properties, and the one
 * beneath it (pure-rand) is not ours to lean on: these twenty lines are all that is needed.
 */
export type Chance = {
  /** From 0 up to 1, without 1. */
  number: () => number;
  /** A whole number from 0 up to `below`, without it. */
  below: (below: number) => number;
  happens: (probability: number) => boolean;
  /** Never negative, mostly small, sometimes several times the mean. */
  around: (mean: number) => number;
  normal: () => number;
};

/** sfc32 (Chris Doty-Humphrey's PractRand), which passes the usual tests; the same seed gives the same chance. */
export function chanceOf(...seed: readonly number[]): Chance {
  let [a, b, c, counter] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 1];
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (const part of seed) {
    a ^= part;
    for (let round = 0; round < 12; round++) next();
  }
  const number = () => next() / 2 ** 32;
  return {
    number,
    below: (below) => Math.floor(number() * below),
    happens: (probability) => number() < probability,
    around: (mean) => -Math.log(1 - number()) * mean,
    normal: () => Math.sqrt(-2 * Math.log(1 - number())) * Math.cos(2 * Math.PI * number()),
  };
}

/** Which of the weighted things, for a number from 0 up to 1. */
export function pickerOf<T>(weighted: readonly (readonly [thing: T, weight: number])[]) {
  const total = weighted.reduce((sum, [, weight]) => sum + weight, 0);
  let sum = 0;
  const ends = weighted.map(([, weight]) => {
    sum += weight;
    return sum / total;
  });
  return (chance: Chance): T => {
    const number = chance.number();
    let [low, high] = [0, ends.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 1) > number) high = middle;
      else low = middle + 1;
    }
    const found = weighted[low];
    if (!found) throw new Error('nothing to pick from');
    return found[0];
  };
}
