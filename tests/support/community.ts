/** A community with a digest that is due, for the clock's side alone. */
import { chooseChannel, digestOf, noteAnnounced } from '../../src/journal/digests.ts';
import { findMember } from '../../src/journal/members.ts';
import type { Channel, User } from '../../src/standin/index.ts';
import type { World } from './world.ts';

/** Monday, 14 December 2026, 10:00 in Berlin: what happened in the week from 30 November is told of. */
export const DIGEST_DUE = new Date('2026-12-14T09:00:00Z');
const IN_THAT_WEEK = new Date('2026-12-02T12:00:00Z');

export type Gathering = { channel: Channel; organiser: User };

/** So many members had an interview in the week that is told of first; it is the Monday on which that is due. */
export async function gather(world: World, members = 5): Promise<Gathering> {
  const { slack, journal, time } = world;
  const channel = slack.addChannel('job-search');
  const organiser = await world.addMember();
  const workspaceId = organiser.teamId;
  const member = await findMember(journal, { workspaceId, userId: organiser.id });
  if (!member) throw new Error('the organiser was not met');
  const choice = await chooseChannel(journal, member.id, {
    ...{ workspaceId, channel: channel.id, zone: organiser.tz, nextAt: DIGEST_DUE },
  });
  if (choice) await noteAnnounced(journal, choice.digest);
  time.now = IN_THAT_WEEK;
  for (let n = 0; n < members; n++) await world.addMember();
  time.now = DIGEST_DUE;
  return { channel, organiser };
}

export const digestIn = (world: World) => digestOf(world.journal, world.slack.workspace.id);
