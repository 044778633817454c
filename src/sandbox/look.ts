/** What a member sees now, as the page draws it. */
import { nudgesIn } from '../nudging/metadata.ts';
import type { Message } from '../standin/index.ts';
import { tally } from './ledger.ts';
import { MISHAPS } from './mishaps.ts';
import { plannedIn, readFacts } from './planned.ts';
import { type Sandbox, whoIs } from './sandbox.ts';

/** `userId` may be one of an earlier sandbox, from a page left open: then it is the first member's screen. */
export async function look(sandbox: Sandbox, userId: string) {
  const { community, user } = whoIs(sandbox, userId) ?? firstOf(sandbox);
  const { slack, notes, channel } = community;
  const facts = await readFacts(community, user);
  const now = sandbox.now();
  const messages = slack.messages(user);
  const told = notes.of(user.id).map((note) => ({ ...note, at: note.at.getTime() }));
  return {
    as: user.id,
    zone: user.tz,
    now: now.getTime(),
    planned: plannedIn(facts, now),
    ledger: tally(messages, facts, now),
    mishaps: Object.entries(MISHAPS).map(([name, { label, what }]) => ({ name, label, what })),
    workspace: community.name,
    workspaces: sandbox.names,
    members: membersOf(sandbox),
    // A command comes before its answer, also within one millisecond: sorting keeps what is equal in order.
    conversation: [...told, ...messages.map(asEntry)].sort((a, b) => a.at - b.at),
    modals: slack.modals(user),
    home: slack.home(user) ?? null,
    channel: {
      id: channel.id,
      name: channel.room?.name,
      messages: slack.channelMessages(channel).map(asEntry),
    },
  };
}

function firstOf({ communities }: Sandbox) {
  const [community] = communities;
  const user = community?.slack.users()[0];
  if (!community || !user) throw new Error('The sandbox has no members');
  return { community, user };
}

function membersOf({ communities }: Sandbox) {
  return communities.flatMap(({ name: workspace, slack }) =>
    slack.users().map((user) => ({
      id: user.id,
      name: user.name,
      zone: user.tz,
      workspace,
      messages: slack.messages(user).filter(({ byBot }) => byBot).length,
    })),
  );
}

function asEntry(message: Message) {
  const { ts, byBot, text, blocks, files, ephemeral } = message;
  const kind = byBot ? 'bot' : 'mine';
  const isNudge = nudgesIn(message).length > 0;
  const shared = files.map(({ id, name, title, content }) => ({ id, name, title, bytes: content.length }));
  const at = Math.floor(Number(ts) * 1000);
  return { id: ts, kind, at, text, blocks, files: shared, ephemeral, isNudge };
}
