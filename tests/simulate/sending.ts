/** Replicas that claim and send as src/nudging/tick.ts has it, by a clock that is nobody's: it goes from one event to the next. */
import { CHANNEL_RESTS_MS, type Limits, SLACKS_LIMITS } from '../../src/journal/limits.ts';
import { IN_FLIGHT } from '../../src/nudging/tick.ts';
import { spentAfter } from './bucket.ts';
import type { Due, Room } from './choice.ts';
import { chooserOf } from './crowd.ts';
import { heapOf } from './heap.ts';
import type { Network } from './network.ts';

const SECOND = 1000;
/** As in the tick: with so many places free, more is claimed. */
const ROOM = IN_FLIGHT / 2;

/** What kept a message from being handed to Slack in the second in which it was due. */
export type Cause = 'limits' | 'trouble' | 'replicas';
/** `begunAt`: when it was handed to Slack. */
export type Sent = { due: Due; begunAt: number; cause: Cause };

export type Fleet = {
  replicas: number;
  workspaces: number;
  network: Network;
  /** Due messages by their instants, whole seconds; nothing more when it returns undefined. */
  next: () => Due | undefined;
  /** Each message that is begun, tries that Slack refuses among them. */
  onBegun?: (due: Due, at: number) => void;
  onSent: (sent: Sent) => void;
  limits?: Limits;
};

type Flight = { replica: Replica; sent: Sent; pauseMs: number | undefined };
/** `isLooking`: it found somebody at its last look, and looks again as soon as it has room. */
type Replica = { underWay: number; isLooking: boolean };

/** The member's next message holds both. */
function join(first: Due, later: Due): void {
  first.joined = [...(first.joined ?? []), later, ...(later.joined ?? [])];
  first.urgentFrom = Math.min(first.urgentFrom, later.urgentFrom);
}

/** Sends all that comes due, and returns when nothing is left. */
export function sendAll(fleet: Fleet): void {
  const { limits = SLACKS_LIMITS } = fleet;
  const rooms = Array.from(
    { length: fleet.workspaces },
    (): Room => ({ spentUntil: 0, pausedUntil: 0, waiting: [], shutAt: -1 }),
  );
  const crowded = new Set<Room>();
  const choose = chooserOf(crowded);
  const replicas = Array.from({ length: fleet.replicas }, (): Replica => ({ underWay: 0, isLooking: false }));
  const flights = heapOf<Flight>();
  /** By member: until when nobody else may claim them. */
  const leases = new Map<number, number>();
  let resting: { member: number; until: number }[] = [];
  let waiting = 0;
  let now = 0;
  let coming = fleet.next();

  const roomOf = ({ workspace }: Due): Room => {
    const room = rooms[workspace];
    if (!room) throw new Error('no such workspace');
    return room;
  };
  const isFree = (member: number) => (leases.get(member) ?? 0) <= now;

  function wait(due: Due): void {
    const room = roomOf(due);
    const other = room.waiting.find(({ member }) => member === due.member);
    if (other) {
      join(other, due);
      return;
    }
    room.waiting.push(due);
    crowded.add(room);
    waiting += 1;
  }

  function leave(room: Room, due: Due): void {
    const { waiting: all } = room;
    all.splice(all.indexOf(due), 1);
    if (all.length === 0) crowded.delete(room);
    waiting -= 1;
  }

  /** Claims and begins as many as there is room for, until nobody is to be claimed: then it waits for the next tick. */
  function look(replica: Replica): void {
    replica.isLooking = true;
    while (replica.underWay <= IN_FLIGHT - ROOM) {
      const chosen = choose({ now, most: IN_FLIGHT - replica.underWay, limits, isFree });
      replica.isLooking = chosen.length > 0;
      if (!replica.isLooking) return;
      for (const due of chosen) leave(roomOf(due), due);
      for (const due of chosen) begin(replica, due);
    }
  }

  function begin(replica: Replica, due: Due): void {
    const room = roomOf(due);
    const spentUntil = room.pausedUntil < now ? spentAfter(room.spentUntil, now, limits) : undefined;
    if (spentUntil === undefined) {
      if (room.pausedUntil < now) room.shutAt = now;
      wait(due);
      return;
    }
    room.spentUntil = spentUntil;
    leases.set(due.member, Number.POSITIVE_INFINITY);
    const cause = room.pausedUntil > due.at ? 'trouble' : room.shutAt >= due.at ? 'limits' : 'replicas';
    fleet.onBegun?.(due, now);
    const { ms, pauseMs } = fleet.network();
    replica.underWay += 1;
    flights.push(now + ms, { replica, sent: { due, begunAt: now, cause }, pauseMs });
  }

  function land({ replica, sent, pauseMs }: Flight): void {
    replica.underWay -= 1;
    const { due } = sent;
    if (pauseMs === undefined) {
      leases.set(due.member, now + CHANNEL_RESTS_MS);
      resting.push({ member: due.member, until: now + CHANNEL_RESTS_MS });
      fleet.onSent(sent);
    } else {
      const room = roomOf(due);
      room.pausedUntil = Math.max(room.pausedUntil, now + pauseMs);
      leases.delete(due.member);
      wait(due);
    }
    if (replica.isLooking) look(replica);
  }

  function forgetLeases(): void {
    for (const { member, until } of resting) {
      if (until <= now && leases.get(member) === until) leases.delete(member);
    }
    resting = resting.filter(({ until }) => until > now);
  }

  /** Every whole second those look who do not look anyway. */
  function tick(): void {
    forgetLeases();
    for (const replica of replicas) {
      if (waiting === 0) return;
      if (replica.isLooking) continue;
      look(replica);
      if (!replica.isLooking) return;
    }
  }

  for (;;) {
    const nextTick = waiting > 0 ? (Math.floor(now / SECOND) + 1) * SECOND : Number.POSITIVE_INFINITY;
    const at = Math.min(
      nextTick,
      coming?.at ?? Number.POSITIVE_INFINITY,
      flights.first() ?? Number.POSITIVE_INFINITY,
    );
    if (at === Number.POSITIVE_INFINITY) return;
    now = at;
    for (; coming && coming.at <= now; coming = fleet.next()) wait(coming);
    for (let flight = flights.popUntil(now); flight; flight = flights.popUntil(now)) land(flight);
    if (now % SECOND === 0) tick();
  }
}
