/** The clock's side of the bot alone, for many workspaces at once, with a clock to set: a tick here, and nothing by itself. */
import { recordInterview } from '../../src/journal/interviews.ts';
import { closeJournal, type Journal, openJournal } from '../../src/journal/journal.ts';
import type { Limits } from '../../src/journal/limits.ts';
import { markSeen, meetMember } from '../../src/journal/members.ts';
import { postDue } from '../../src/nudging/digest.ts';
import { openTicks } from '../../src/nudging/tick.ts';
import { openLog } from '../../src/operate/log.ts';
import { openMetrics } from '../../src/operate/metrics.ts';
import { openSealer } from '../../src/operate/sealing.ts';
import { openCalls } from '../../src/slack/calls.ts';
import { NudgeClient } from '../../src/slack/nudge-client.ts';
import { type StandinOptions, startStandin, type User, type Workspace } from '../../src/standin/index.ts';
import type { TestDatabase } from './databases.ts';
import { type Fates, fatesOf } from './fates.ts';
import { KEY, MONDAY_NOON } from './story.ts';

const HOUR = 3_600_000;
const log = openLog({ level: 'silent' });
const sealer = openSealer([KEY]);

type HowToSend = { stopping?: AbortSignal; timeout?: number; standsStill?: () => Promise<void> };

export type World = Awaited<ReturnType<typeof openWorld>>;

/** `limits`: what the bot keeps to; Slack's own, unless told otherwise. */
export async function openWorld(
  fresh: () => Promise<TestDatabase>,
  { standin = {}, limits }: { standin?: StandinOptions; limits?: Limits } = {},
) {
  const time = { now: MONDAY_NOON };
  const clock = () => time.now;
  const slack = await startStandin({ clock, ...standin });
  const database = await fresh();
  const members: User[] = [];

  /** A replica; `ahead` is by how much its clock is wrong. */
  const replica = (pool = database.pool, ahead = 0): Journal =>
    openJournal({ pool, sealer, now: () => new Date(time.now.getTime() + ahead) });
  const journal = replica();

  const calls = openCalls(openMetrics(), slack.apiUrl);
  const clientOf = (workspaceId: string, timeout: number) => {
    const { botToken = '' } = workspaces.get(workspaceId) ?? {};
    return new NudgeClient(botToken, calls, { slackApiUrl: slack.apiUrl, timeout });
  };
  const workspaces = new Map<string, Workspace>([[slack.workspace.id, slack.workspace]]);

  return {
    ...{ slack, database, members, time, clock, journal, replica },

    addWorkspace(name: string): Workspace {
      const added = slack.addWorkspace(name);
      workspaces.set(added.id, added);
      return added;
    },

    /** A member to whom two nudges are due at once, in one message; one that is urgent, where the interview is ahead by half an hour. */
    async addMember(
      workspace: Workspace = slack.workspace,
      { hoursAhead = -3, interviews = 1 } = {},
    ): Promise<User> {
      const user = slack.addUser({ name: `Member ${members.length}`, tz: 'Europe/Berlin', workspace });
      members.push(user);
      const behind = { workspaceId: user.teamId, userId: user.id };
      const member = await meetMember(journal, behind, { zone: user.tz });
      await markSeen(journal, member, { channel: user.dm, isWithBot: true });
      for (let n = 0; n < interviews; n++)
        await recordInterview(journal, member.id, {
          ...{
            company: `Acme ${n}`,
            zone: user.tz,
            kind: 'other',
            minutes: 60,
            interviewers: [],
            materials: [],
          },
          startsAt: new Date(time.now.getTime() + hoursAhead * HOUR),
        });
      return user;
    },

    /** Sends all that is due, as one replica does in one tick. `standsStill`: between writing down what it sends and sending it. */
    send: (
      by: Journal = journal,
      { stopping, timeout = 10_000, standsStill }: HowToSend = {},
    ): Promise<void> =>
      openTicks(
        {
          journal: by,
          log,
          metrics: openMetrics(),
          ...(limits && { limits }),
          clientFor: async (id) => {
            await standsStill?.();
            return clientOf(id, timeout);
          },
        },
        stopping ?? new AbortController().signal,
      ).tickNow(),

    /** Posts every digest that is due, as one replica does in one minute. */
    post: (by: Journal = journal, { timeout = 10_000 }: HowToSend = {}): Promise<void> =>
      postDue({
        ...{ journal: by, log, ...(limits && { limits }) },
        clientFor: async (id) => clientOf(id, timeout),
      }),

    /** Lets time pass by the replicas' clocks, and for what was sent as the database counts it. */
    async pass(seconds: number): Promise<void> {
      time.now = new Date(time.now.getTime() + seconds * 1000);
      await database.pool.query(
        'UPDATE workspace SET spent_until = spent_until - make_interval(secs => $1)',
        [seconds],
      );
    },

    fates: (of: readonly User[] = members): Promise<Fates> =>
      fatesOf({ slack, pool: database.pool, clock }, of),

    async close(): Promise<void> {
      await closeJournal(journal);
      await slack.close();
      await database.close();
    },
  };
}
