/** What is counted while messages are sent. */
import * as assumed from './assumptions.ts';
import type { Due } from './choice.ts';
import type { Cause, Sent } from './sending.ts';

/** Workspaces by their number of members: from here up to the next. */
export const SIZES_FROM = [1, 200, 1000, 3000, 8000, 15_000] as const;
/** Seconds; a message is late by more than each of them or not. */
export const LATE_BY = [1, 60, 600] as const;
const CAUSES: readonly Cause[] = ['limits', 'trouble', 'replicas'];

export type Late = { sent: number; byMore: number[]; longest: number };
const noneLate = (): Late => ({ sent: 0, byMore: LATE_BY.map(() => 0), longest: 0 });

export type Tally = {
  messages: number;
  nudges: number;
  /** By class of workspace, for all and for what is urgent: late because of Slack's limits. */
  bySize: Late[];
  urgentBySize: Late[];
  /** Of all messages, by what kept them. */
  byCause: Record<Cause, Late>;
  /** How many messages each second had that had any: due, and handed to Slack. */
  due: Load;
  begun: Load;
  /** Messages by day of the year, and by hour of the week (UTC, Monday first). */
  days: Uint32Array;
  nudgeDays: Uint32Array;
  hours: Uint32Array;
};

/** Seconds by the number of messages in them. */
export type Load = { seconds: Map<number, number>; most: number; mostAt: number };

const DAY = 86_400_000;
const HOUR = DAY / 24;
/** 1 January 1970 was a Thursday. */
const MONDAY_OF_THE_EPOCH = 3;

function classOf(size: number): number {
  return SIZES_FROM.findLastIndex((from) => size >= from);
}

export function openTally(sizes: Uint32Array) {
  const classes = Uint8Array.from(sizes, classOf);
  const tally: Tally = {
    ...{ messages: 0, nudges: 0 },
    bySize: SIZES_FROM.map(noneLate),
    urgentBySize: SIZES_FROM.map(noneLate),
    byCause: { limits: noneLate(), trouble: noneLate(), replicas: noneLate() },
    ...{ due: emptyLoad(), begun: emptyLoad() },
    days: new Uint32Array(Math.round((assumed.YEAR_ENDS - assumed.YEAR_BEGINS) / DAY)),
    nudgeDays: new Uint32Array(Math.round((assumed.YEAR_ENDS - assumed.YEAR_BEGINS) / DAY)),
    hours: new Uint32Array(7 * 24),
  };
  const due = loadCounter(tally.due);
  const begun = loadCounter(tally.begun);

  return {
    onDue({ at, nudges }: Due): void {
      const day = Math.floor((at - assumed.YEAR_BEGINS) / DAY);
      due.count(at);
      tally.days[day] = (tally.days[day] ?? 0) + 1;
      tally.nudgeDays[day] = (tally.nudgeDays[day] ?? 0) + nudges;
      const hour = Math.floor((at / HOUR + MONDAY_OF_THE_EPOCH * 24) % (7 * 24));
      tally.hours[hour] = (tally.hours[hour] ?? 0) + 1;
      tally.messages += 1;
      tally.nudges += nudges;
    },
    onBegun(_due: Due, at: number): void {
      begun.count(at);
    },
    onSent({ due: first, begunAt, cause }: Sent): void {
      for (const one of [first, ...(first.joined ?? [])]) {
        const seconds = Math.max(0, begunAt - one.at) / 1000;
        const own = classes[one.workspace] ?? 0;
        const isUrgent = one.urgentFrom <= one.at;
        for (const other of CAUSES) count(tally.byCause[other], cause === other ? seconds : 0);
        count(tally.bySize[own], cause === 'limits' ? seconds : 0);
        if (isUrgent) count(tally.urgentBySize[own], cause === 'limits' ? seconds : 0);
      }
    },
    end(): Tally {
      due.end();
      begun.end();
      return tally;
    },
  };
}

function count(late: Late | undefined, seconds: number): void {
  if (!late) return;
  late.sent += 1;
  late.longest = Math.max(late.longest, seconds);
  for (const [index, more] of LATE_BY.entries()) {
    if (seconds > more) late.byMore[index] = (late.byMore[index] ?? 0) + 1;
  }
}

function emptyLoad(): Load {
  return { seconds: new Map(), most: 0, mostAt: 0 };
}

/** Counts what comes in the order of time. */
function loadCounter(load: Load) {
  let second = -1;
  let messages = 0;
  const end = () => {
    if (messages === 0) return;
    load.seconds.set(messages, (load.seconds.get(messages) ?? 0) + 1);
    if (messages > load.most) [load.most, load.mostAt] = [messages, second * 1000];
  };
  return {
    count(at: number): void {
      const now = Math.floor(at / 1000);
      if (now !== second) {
        end();
        [second, messages] = [now, 0];
      }
      messages += 1;
    },
    end,
  };
}

/** So many messages or fewer had this share of all seconds of the year. */
export function loadBelow({ seconds }: Load, share: number): number {
  const all = (assumed.YEAR_ENDS - assumed.YEAR_BEGINS) / 1000;
  let above = all * (1 - share);
  for (const [messages, count] of [...seconds].sort(([a], [b]) => b - a)) {
    above -= count;
    if (above < 0) return messages;
  }
  return 0;
}
