/** Claims one after another at one instant, as there are hundreds at ten o'clock. */
import { type Claiming, choose, type Due, firstOf, isBefore, type Room, turnsIn } from './choice.ts';

type Head = { room: Room; due: Due; urgent: boolean };

/** Chooses as `choose` does, but finds out only once in an instant who is the first of each workspace. */
export function chooserOf(rooms: Iterable<Room>): (claiming: Claiming) => Due[] {
  let [lastAsked, foundAt] = [-1, -1];
  let heads: Head[] = [];

  return (claiming) => {
    const isFirst = lastAsked !== claiming.now;
    lastAsked = claiming.now;
    if (isFirst) return choose(rooms, claiming);
    if (foundAt !== claiming.now) heads = headsOf(rooms, claiming);
    foundAt = claiming.now;
    const taken: Head[] = [];
    while (taken.length < claiming.most) {
      const head = heads.pop();
      if (!head) {
        // Fewer workspaces than places: some have a second turn.
        foundAt = -1;
        return choose(rooms, claiming);
      }
      if (turnsIn(head.room, claiming) > 0) taken.push(head);
    }
    for (const { room, due } of taken) {
      const next = firstOf(room, claiming, due);
      if (next) insert(heads, { room, ...next });
    }
    return taken.map(({ due }) => due);
  };
}

/** The first is the last, where it is taken from. */
function headsOf(rooms: Iterable<Room>, claiming: Claiming): Head[] {
  const heads: Head[] = [];
  for (const room of rooms) {
    const first = turnsIn(room, claiming) > 0 ? firstOf(room, claiming) : undefined;
    if (first) heads.push({ room, ...first });
  }
  return heads.reverse().sort((one, other) => Number(isBefore(one, other)) - Number(isBefore(other, one)));
}

function insert(heads: Head[], head: Head): void {
  let [low, high] = [0, heads.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = heads[middle];
    if (other && isBefore(head, other)) low = middle + 1;
    else high = middle;
  }
  heads.splice(low, 0, head);
}
