/** What comes to a member next and why, by the same advice that sends it. */
import { advise } from '../etiquette/advice.ts';
import type { Facts } from '../etiquette/facts.ts';
import { factsOf } from '../journal/journal.ts';
import { findMember } from '../journal/members.ts';
import { subjectIn } from '../slack/blocks/nudge-message.ts';
import { titleOf } from '../slack/blocks/nudge-words.ts';
import type { User } from '../standin/index.ts';
import type { Community } from './community.ts';

/** `at` in milliseconds; in the past for what is due and held, by Slack or a bot that was killed. */
export type Planned = { at: number; title: string; why: string };

/** Undefined for a member who has not done anything yet. */
export function readFacts({ ask }: Community, user: User): Promise<Facts | undefined> {
  return ask(async ({ journal }) => {
    const member = await findMember(journal, { workspaceId: user.teamId, userId: user.id });
    return member && factsOf(journal, member.id);
  });
}

/** The next one first. */
export function plannedIn(facts: Facts | undefined, now: Date): Planned[] {
  if (!facts) return [];
  const { send, coming } = advise(facts, now);
  return [...send, ...coming].flatMap((nudge) => {
    const subject = subjectIn(facts, nudge, now);
    return subject ? [{ at: nudge.releaseAt.getTime(), title: titleOf(subject), why: nudge.why }] : [];
  });
}

/** When the next nudge comes; undefined where nothing is planned. */
export async function nextNudge(community: Community, user: User, now: Date): Promise<Date | undefined> {
  const planned = plannedIn(await readFacts(community, user), now);
  const next = planned.find(({ at }) => at > now.getTime());
  return next && new Date(next.at);
}
