/** Communities, and who is in them. Numbers side by side in place of objects: there are two million. */
import * as assumed from './assumptions.ts';
import type { KeptLife } from './lives.ts';
import { type Chance, chanceOf, pickerOf } from './random.ts';
import { zonesByWeight } from './zones.ts';

export type Population = {
  /** Members in each workspace. */
  sizes: Uint32Array;
  /** By member. */
  workspaceOf: Uint16Array;
  lifeOf: Uint32Array;
  /** The week in which the member's search begins. */
  weekOf: Uint8Array;
};

/** A long tail, and exactly as many members as there are to be. */
function sizesFor(workspaces: number, chance: Chance): Uint32Array {
  const drawn = Array.from({ length: workspaces }, () => Math.exp(assumed.SPREAD_OF_SIZES * chance.normal()));
  const total = drawn.reduce((sum, one) => sum + one, 0);
  const members = workspaces * assumed.MEMBERS_EACH;
  const sizes = Uint32Array.from(drawn, (one) =>
    Math.min(assumed.LARGEST, Math.max(1, Math.round((one / total) * members))),
  );
  let rest = members - sizes.reduce((sum, one) => sum + one, 0);
  // What was rounded or cut off is made good by one member more or less here and there.
  while (rest !== 0) {
    const index = chance.below(workspaces);
    const size = (sizes[index] ?? 0) + Math.sign(rest);
    if (size < 1 || size > assumed.LARGEST) continue;
    sizes[index] = size;
    rest -= Math.sign(rest);
  }
  return sizes;
}

/** Everybody gets a life of their own zone, begun in a week of their own. */
export function populate(workspaces: number, lives: readonly KeptLife[]): Population {
  const chance = chanceOf(assumed.SEED, 2);
  const sizes = sizesFor(workspaces, chance);
  const members = workspaces * assumed.MEMBERS_EACH;
  const livesIn = new Map<string, number[]>();
  for (const [index, { zone }] of lives.entries()) livesIn.set(zone, [...(livesIn.get(zone) ?? []), index]);
  const zoneFor = pickerOf(zonesByWeight().filter(([zone]) => livesIn.has(zone)));
  const population = {
    ...{ sizes, workspaceOf: new Uint16Array(members), lifeOf: new Uint32Array(members) },
    weekOf: new Uint8Array(members),
  };
  let member = 0;
  for (const [workspace, size] of sizes.entries()) {
    const home = chance.happens(assumed.LOCAL_COMMUNITIES) ? zoneFor(chance) : undefined;
    for (let n = 0; n < size; n++, member++) {
      const zone = home && chance.happens(assumed.AT_HOME) ? home : zoneFor(chance);
      const own = livesIn.get(zone) ?? [];
      population.workspaceOf[member] = workspace;
      population.lifeOf[member] = own[chance.below(own.length)] ?? 0;
      population.weekOf[member] = chance.below(assumed.WEEKS);
    }
  }
  return population;
}
