/** The bot, a stand-in for Slack and a page to try both: nothing leaves this machine, and nothing is kept. */
import { EventEmitter } from 'node:events';
import type { Clock } from '../operate/clock.ts';
import type { User } from '../standin/index.ts';
import { createClock, type Wound } from './clock.ts';
import { type Community, type Founding, openCommunity } from './community.ts';
import { letPass, nextMoment } from './holds.ts';
import { servePage } from './server.ts';

export type Sandbox = {
  /** The names of all communities, which are opened when somebody enters them. */
  names: readonly string[];
  /** Those that are open. */
  communities: Community[];
  /** Opens a community, unless it is open. Undefined where there is none of this name. */
  enter: (name: string) => Promise<Community> | undefined;
  now: Clock;
  /** Winds the one clock that they all go by, and lets their bots send what falls due on the way. */
  windTo: (target: Date) => Promise<void>;
  /** Whether something is being broken; one thing at a time, so that one sees what comes of it. */
  isBreaking: boolean;
  /** Aborted when the sandbox closes. */
  closing: AbortSignal;
  /** Emits `change` whenever some member may see something else. */
  changes: EventEmitter;
};

const FOUNDINGS: readonly Founding[] = [
  {
    name: 'Alumni',
    members: [
      { name: 'Ada', tz: 'Europe/Berlin' },
      { name: 'Grace', tz: 'America/New_York' },
      { name: 'Tane', tz: 'Pacific/Auckland' },
    ],
  },
  {
    name: 'Bootcamp',
    members: [
      { name: 'Priya', tz: 'Asia/Kolkata' },
      { name: 'Mateo', tz: 'America/Bogota' },
    ],
  },
];

/** Starts everything on a loopback address; port 0 takes any free one. The clock starts at `now`. */
export async function startSandbox({ port, now = new Date() }: { port: number; now?: Date }) {
  const opening = openSandbox(now);
  // At once, so that a port that is taken is said at once; who asks before the bot is there waits for it.
  const page = servePage(
    opening.then(({ sandbox }) => sandbox),
    port,
  );
  const [{ url, close: closePage }, { first, close }] = await Promise.all([page, opening]);
  return {
    url,
    /** The first community's. */
    slack: first.slack,
    close: async () => {
      await closePage();
      await close();
    },
  };
}

async function openSandbox(start: Date) {
  const closing = new AbortController();
  const changes = new EventEmitter().setMaxListeners(0);
  const clock = createClock(start);
  const communities: Community[] = [];
  const opening = new Map<string, Promise<Community>>();

  async function open(founding: Founding): Promise<Community> {
    const community = await openCommunity(founding, clock.now, () => changes.emit('change'));
    communities.push(community);
    return community;
  }

  function enter(name: string): Promise<Community> | undefined {
    const founding = FOUNDINGS.find((one) => one.name === name);
    if (founding && !opening.has(name)) opening.set(name, open(founding));
    return opening.get(name);
  }

  const names = FOUNDINGS.map(({ name }) => name);
  const first = await enter(names[0] ?? '');
  if (!first) throw new Error('The sandbox has no community');
  const sandbox: Sandbox = {
    ...{ names, communities, enter, changes },
    now: clock.now,
    windTo: (target) => clock.windTo(target, together(communities)),
    isBreaking: false,
    closing: closing.signal,
  };
  const close = async () => {
    closing.abort();
    await Promise.all([...opening.values()].map(async (one) => (await one).close()));
  };
  return { sandbox, first, close };
}

/** All bots as one, for the clock. */
function together(communities: readonly Community[]): Wound {
  const each = <T>(of: (one: Community) => Promise<T>) => Promise.all(communities.map(of));
  return {
    nextMoment: async () => {
      const moments = await each(({ ask }) => ask(nextMoment));
      return moments.flatMap((moment) => moment ?? []).sort((a, b) => a.getTime() - b.getTime())[0];
    },
    nudgeNow: async () => {
      await each(({ ask }) => ask(({ bot }) => bot.nudgeNow()));
    },
    letPass: async (ms) => {
      await each(({ ask }) => ask((life) => letPass(life, ms)));
    },
  };
}

/** Whose community a member belongs to; undefined for one of an earlier sandbox, from a page left open. */
export function whoIs(
  { communities }: Sandbox,
  userId: string,
): { community: Community; user: User } | undefined {
  for (const community of communities) {
    const user = community.slack.users().find(({ id }) => id === userId);
    if (user) return { community, user };
  }
  return undefined;
}
