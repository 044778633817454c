/** Who is claimed next, as `claimQuery` of src/journal/claims.ts has it: tests/simulate/limits.test.ts holds the two against each other. */
import type { Limits } from '../../src/journal/limits.ts';
import { turnsLeft } from './bucket.ts';

/** A message that is due to a member. Instants are in milliseconds. */
export type Due = {
  member: number;
  workspace: number;
  at: number;
  urgentFrom: number;
  nudges: number;
  /** What came due while this one waited: it goes in the same message. */
  joined?: Due[];
};

/** A workspace as the scheduler sees it. */
export type Room = {
  spentUntil: number;
  pausedUntil: number;
  /** Due, and claimed by nobody. */
  waiting: Due[];
  /** When it was last found without a turn while somebody waited. */
  shutAt: number;
};

export type Candidate = { due: Due; urgent: boolean };

export function isBefore(one: Candidate, other: Candidate): boolean {
  if (one.urgent !== other.urgent) return one.urgent;
  return one.due.at < other.due.at;
}

/** Adds a candidate in its place among the first `most`; of equals, who came first stays first. */
function insert(first: Candidate[], candidate: Candidate, most: number): void {
  const last = first[first.length - 1];
  if (first.length >= most && last && !isBefore(candidate, last)) return;
  let [low, high] = [0, first.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = first[middle];
    if (other && isBefore(candidate, other)) high = middle;
    else low = middle + 1;
  }
  first.splice(low, 0, candidate);
  if (first.length > most) first.pop();
}

export type Claiming = { now: number; most: number; limits: Limits; isFree: (member: number) => boolean };

/**
 * One of each workspace that may be sent to, then the next of each, and of none more than it has turns left. Of one workspace
 * those come first for whom it is urgent, then the longest due.
 */
export function choose(rooms: Iterable<Room>, claiming: Claiming): Due[] {
  const { most } = claiming;
  const round: Candidate[] = [];
  const open: { room: Room; turns: number }[] = [];
  for (const room of rooms) {
    const turns = turnsIn(room, claiming);
    const first = turns > 0 ? firstOf(room, claiming) : undefined;
    if (!first) continue;
    insert(round, first, most);
    // With as many workspaces nobody comes to a second turn.
    if (open.length < most) open.push({ room, turns });
  }
  const chosen = round.map(({ due }) => due);
  if (open.length < most) addFurther(chosen, open, claiming);
  return chosen;
}

function addFurther(chosen: Due[], open: readonly { room: Room; turns: number }[], claiming: Claiming): void {
  const { most } = claiming;
  const queues = open.map(({ room, turns }) => queueOf(room, Math.min(turns, most), claiming));
  for (let place = 1; chosen.length < most; place++) {
    const round: Candidate[] = [];
    for (const queue of queues) {
      const candidate = queue[place];
      if (candidate) insert(round, candidate, most - chosen.length);
    }
    if (round.length === 0) return;
    for (const { due } of round) chosen.push(due);
  }
}

/** How many it may be sent now. */
export function turnsIn(room: Room, { now, limits }: Claiming): number {
  if (room.pausedUntil >= now) return 0;
  const turns = turnsLeft(room.spentUntil, now, limits);
  if (turns < 1) room.shutAt = now;
  return turns;
}

function isOpen({ at, member }: Due, { now, isFree }: Claiming): boolean {
  return at <= now && isFree(member);
}

/** Who comes first in a workspace, without one who was chosen already. */
export function firstOf({ waiting }: Room, claiming: Claiming, except?: Due): Candidate | undefined {
  let first: Candidate | undefined;
  for (const due of waiting) {
    if (due === except || !isOpen(due, claiming)) continue;
    const candidate = { due, urgent: due.urgentFrom <= claiming.now };
    if (!first || isBefore(candidate, first)) first = candidate;
  }
  return first;
}

function queueOf({ waiting }: Room, turns: number, claiming: Claiming): Candidate[] {
  const queue: Candidate[] = [];
  for (const due of waiting) {
    if (isOpen(due, claiming)) insert(queue, { due, urgent: due.urgentFrom <= claiming.now }, turns);
  }
  return queue;
}
