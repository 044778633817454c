/** Two replicas, two members in two workspaces, Slack, and a clock; what happens is an action, and what is wrong a broken promise. */

import { nextWake } from '../../../src/etiquette/advice.ts';
import type { Delivery, Facts } from '../../../src/etiquette/facts.ts';
import type { Journal } from '../../../src/journal/journal.ts';
import { readFactsOf } from '../../../src/journal/stored.ts';
import { openTicks } from '../../../src/nudging/tick.ts';
import { openLog } from '../../../src/operate/log.ts';
import { openMetrics } from '../../../src/operate/metrics.ts';
import { MONDAY_NOON } from '../story.ts';
import type { Fate, Life } from './life.ts';
import { contradictions, type Known, leftUnsent, type Scene, take } from './promises.ts';
import { openSlack, type Post } from './slack.ts';
import type { Station } from './station.ts';

const SECOND = 1000;
const log = openLog({ level: 'silent' });

/** `looked`: when it looked at its clock since it last began to work, each instant once. */
export type Replica = { ahead: number; life: Life; journal: Journal; looked: Map<number, Date> };
export type Member = Known & { id: string; userId: string; workspaceId: string };
export type Universe = Awaited<ReturnType<typeof openUniverse>>;

const PEOPLE = [
  { name: 'Ada', userId: 'UADA', workspaceId: 'T1', zone: 'Europe/Berlin' },
  { name: 'Bob', userId: 'UBOB', workspaceId: 'T2', zone: 'America/Los_Angeles' },
];

/** `skews`: by how much each replica's clock is wrong. `places`: whether the bot knows where to look. */
export async function openUniverse(station: Station, skews: readonly [number, number], knowsPlaces: boolean) {
  const { pool } = station;
  const time = { now: MONDAY_NOON };
  const broken: string[] = [];
  const state: {
    /** When they last began to work, by the database's clock. */
    begun?: Date | undefined;
    meanwhile?: (() => Promise<void>) | undefined;
    before: Map<Member, Scene>;
    read?: { at: number; facts: Map<Member, Facts> };
  } = { before: new Map() };
  let deaths = 0;
  const watcher: Journal = { ...station.watcher, now: () => time.now };
  const members = await meet();
  const slack = openSlack({ time, onPost, whileAway });
  const replicas: [Replica, Replica] = [start(skews[0]), start(skews[1])];

  function start(ahead: number): Replica {
    const { life, journal } = station.take();
    const looked = new Map<number, Date>();
    const now = () => {
      const at = clockOf(ahead);
      looked.set(at.getTime(), at);
      return at;
    };
    return { ahead, life, looked, journal: { ...journal, now } };
  }
  function clockOf(ahead: number): Date {
    return new Date(time.now.getTime() + ahead);
  }

  /** As they are when they have written to the bot once. */
  async function meet(): Promise<Member[]> {
    const ids = await station.begin(
      PEOPLE.map(({ userId, workspaceId, zone }) => ({
        ...{ slackUserId: userId, workspaceId, slackZone: zone, slackZoneAt: time.now, lastSeenAt: time.now },
        dmChannel: knowsPlaces ? `D${userId}` : null,
      })),
    );
    return PEOPLE.map((person) => ({
      ...{ ...person, id: ids.get(person.userId) ?? '', isGone: false, done: new Set<string>(), taken: [] },
    }));
  }

  async function onPost(post: Post): Promise<void> {
    const { meanwhile } = state;
    state.meanwhile = undefined;
    if (meanwhile) {
      for (const [one, facts] of await allFacts()) state.before.set(one, sceneOf(one, facts));
      await meanwhile();
    }
    const member = members.find(({ userId }) => userId === post.userId);
    const sender = replicas.find(({ life }) => life === post.life);
    if (!member || !sender) throw new Error('a message of nobody, or to nobody');
    const facts = await factsOfOne(member);
    const rows = await watcher.prisma.delivery.findMany({ where: { memberId: member.id } });
    // Who acts in the middle of another one's call may do so only now.
    const before = state.before.get(member);
    const found = take(member, post, {
      now: clockOf(sender.ahead),
      looked: [...sender.looked.values()],
      scenes: [sceneOf(member, facts), ...(before ? [before] : [])],
      reads: slack.state.reads.get(post.userId),
      mayRead: slack.state.mayRead && knows(rows),
      startedAt: (id) => rows.find((row) => row.id === id)?.startedAt,
    });
    slack.state.reads.delete(post.userId);
    broken.push(...found);
  }
  function sceneOf({ pause, isGone, done }: Member, facts: Facts): Scene {
    return { facts, pause, isGone, done: new Set(done) };
  }
  /** Of all members; read anew when anything changed. */
  async function allFacts(): Promise<Map<Member, Facts>> {
    const at = station.changes();
    if (state.read?.at !== at) {
      const read = await readFactsOf(
        watcher.prisma,
        watcher.sealer,
        members.map(({ id }) => id),
      );
      state.read = { at, facts: new Map(members.map((member) => [member, known(read.get(member.id)?.())])) };
    }
    return state.read.facts;
  }
  async function factsOfOne(member: Member): Promise<Facts> {
    return known((await allFacts()).get(member));
  }
  /** Where the bot was never told of the conversation, it knows of it by the first nudge that it saw arrive. */
  function knows(rows: readonly { channel: string | null }[]): boolean {
    return knowsPlaces || rows.some(({ channel }) => channel);
  }

  /** The other one works on. */
  async function whileAway(life: Life, seconds: number): Promise<void> {
    await pass(seconds * SECOND);
    const other = replicas.find((one) => one.life !== life);
    // Who is killed in the middle of that ends it, and must not keep the slow answer for ever.
    if (other) await Promise.race([run(other), other.life.died]);
  }

  /** The database's own clock goes on as well: what leases and pauses count by. */
  async function pass(ms: number): Promise<void> {
    time.now = new Date(time.now.getTime() + ms);
    await pool.query(
      `WITH w AS (UPDATE workspace SET paused_until = paused_until - make_interval(secs => $1),
         spent_until = spent_until - make_interval(secs => $1))
       UPDATE member SET lease_until = lease_until - make_interval(secs => $1) WHERE lease_until IS NOT NULL`,
      [ms / 1000],
    );
  }

  const run = ({ life, journal }: Replica) =>
    openTicks(
      { journal, log, metrics: openMetrics(), clientFor: async (id) => slack.clientOf(life, id) },
      new AbortController().signal,
    ).tickNow();

  async function begin(): Promise<void> {
    const { rows } = await pool.query<{ at: Date }>('SELECT now() AS at');
    state.begun = rows[0]?.at;
    const { answeredLate, pressed } = slack.state;
    for (const post of [...answeredLate.splice(0), ...pressed.splice(0)]) post.isClear = true;
    state.before.clear();
    slack.state.reads.clear();
    for (const { looked } of replicas) looked.clear();
  }

  /** A tick of one of them; a killed one is started again. @returns whether it lived on */
  async function work(which: 0 | 1, fate?: Fate, meanwhile?: () => Promise<void>): Promise<boolean> {
    const replica = replicas[which];
    const { life } = replica;
    await begin();
    state.meanwhile = meanwhile;
    life.doom(fate, (seconds) => whileAway(life, seconds));
    await Promise.race([run(replica), life.died]);
    await slack.calm();
    life.doom(undefined);
    state.meanwhile = undefined;
    if (life.isAlive()) {
      hear();
      return true;
    }
    for (const { post } of members.flatMap(({ taken }) => taken))
      if (post.life === life) post.isClear = false;
    // Nor did anybody hear what it was told.
    slack.state.heardOfLeaving.clear();
    slack.state.answeredLate = slack.state.answeredLate.filter((post) => post.life !== life);
    replicas[which] = start(replica.ahead);
    deaths += 1;
    return false;
  }

  function hear(): void {
    for (const member of members) if (slack.state.heardOfLeaving.has(member.userId)) member.isGone = true;
    slack.state.heardOfLeaving.clear();
  }

  /** What may have been tried, and nobody can tell. */
  function doubts({ id }: Delivery): number {
    const { unclear, slowCalls } = slack.state;
    return (unclear.get(id) ?? 0) + slowCalls + deaths;
  }

  /** Those for whom nothing was under way, and nobody had asked to wait: what ended meanwhile may have ended too late. */
  async function free(): Promise<Member[]> {
    const { rows } = await pool.query<{ id: string }>(
      `SELECT m.id FROM member m JOIN workspace w ON w.id = m.workspace_id
       WHERE coalesce(m.lease_until < $1, true) AND coalesce(w.paused_until < $1, true)`,
      [state.begun],
    );
    return members.filter(({ id }) => rows.some((row) => row.id === id));
  }

  return {
    ...{ time, slack, members, replicas, pass, work, clockOf, watcher },
    bothWork: async () => {
      await begin();
      await Promise.all(replicas.map(run));
      hear();
    },

    /** The earliest instant at which the rules, and not what the bot keeps of them, ask for something. */
    async nextDue(): Promise<Date | undefined> {
      const wakes = [...(await allFacts()).values()].map((facts) => nextWake(facts, time.now).at);
      const first = Math.min(...wakes.map((at) => at?.getTime() ?? Infinity));
      return Number.isFinite(first) ? new Date(first) : undefined;
    },

    /** @throws when a promise is broken; `ticked`: by the clock of who just ended a tick, nothing may be left to send */
    async check(ticked?: Date): Promise<void> {
      // What has lost its sense by the other one's clock is rightly not sent any more.
      const latest = clockOf(Math.max(...skews));
      const all = await allFacts();
      for (const member of ticked ? await free() : [])
        broken.push(...leftUnsent(member, known(all.get(member)), [ticked ?? latest, latest]));
      for (const [member, { deliveries }] of all) broken.push(...contradictions(member, deliveries, doubts));
      if (broken.length > 0) throw new Error(broken.join('\n'));
    },

    facts: factsOfOne,
    close: () => station.giveBack(replicas),
  };
}

function known(facts: Facts | undefined): Facts {
  if (!facts) throw new Error('a member is gone from the database');
  return facts;
}
