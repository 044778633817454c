/** What a member sees now, as the page draws it. */
import { advise } from '../etiquette/advice.ts';
import { factsOf } from '../journal/journal.ts';
import { findMember } from '../journal/members.ts';
import { subjectIn } from '../slack/blocks/nudge-message.ts';
import { titleOf } from '../slack/blocks/nudge-words.ts';
import type { Message, User } from '../standin/index.ts';
import type { Sandbox } from './sandbox.ts';

/** `userId` may be one of an earlier sandbox, from a page left open: then it is the first member's screen. */
export async function look(sandbox: Sandbox, userId: string) {
  const { slack, clock, notes } = sandbox;
  const users = slack.users();
  const user = users.find(({ id }) => id === userId) ?? users[0];
  if (!user) throw new Error('The sandbox has no members');
  const told = notes.of(user.id).map((note) => ({ ...note, at: note.at.getTime() }));
  return {
    as: user.id,
    zone: user.tz,
    now: clock.now().getTime(),
    next: await nextNudge(sandbox, user),
    members: users.map((one) => ({
      id: one.id,
      name: one.name,
      zone: one.tz,
      messages: slack.messages(one).filter(({ byBot }) => byBot).length,
    })),
    // A command comes before its answer, also within one millisecond: sorting keeps what is equal in order.
    conversation: [...told, ...slack.messages(user).map(asEntry)].sort((a, b) => a.at - b.at),
    modals: slack.modals(user),
    home: slack.home(user) ?? null,
  };
}

function asEntry({ ts, byBot, text, blocks, files, ephemeral, metadata }: Message) {
  const kind = byBot ? 'bot' : 'mine';
  const isNudge = metadata?.event_type === 'nudge';
  const shared = files.map(({ id, name, title, content }) => ({ id, name, title, bytes: content.length }));
  const at = Math.floor(Number(ts) * 1000);
  return { id: ts, kind, at, text, blocks, files: shared, ephemeral, isNudge };
}

/** What comes to this member next, by the same advice that sends it. */
export async function nextNudge({ journal, clock }: Sandbox, { teamId: workspaceId, id: userId }: User) {
  const member = await findMember(journal, { workspaceId, userId });
  if (!member) return null;
  const facts = await factsOf(journal, member.id);
  const [nudge] = advise(facts, clock.now()).coming;
  const subject = nudge && subjectIn(facts, nudge, clock.now());
  return subject ? { at: nudge.releaseAt.getTime(), title: titleOf(subject) } : null;
}
