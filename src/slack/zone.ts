/** Whose command it is, and in which zone they live. */
import type { App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { HOUR, isZone } from '../etiquette/calendar.ts';
import { noteProfile } from '../journal/leaving.ts';
import {
  type Conversation,
  findMember,
  findMemberWithin,
  type Member,
  markSeen,
  meetMember,
  type SlackUser,
} from '../journal/members.ts';
import { normalise } from '../words/normalise.ts';
import type { Desk } from './app.ts';

/** People travel: Slack is asked again when what it said is older. */
const FRESH_FOR = HOUR;
/** As in the form of the settings. */
const LONGEST_NAME = 120;

const zoneName = z.string().refine(isZone);

/** The member has to do something in Slack first; the message says what. */
export class NoZone extends Error {}

/**
 * The member behind a Slack user, met now if they are new.
 * @throws NoZone when Slack names no zone for someone new, or what the call to Slack throws
 */
export async function memberOf(
  desk: Desk,
  client: WebClient,
  user: SlackUser,
  heardIn?: Conversation,
): Promise<Member> {
  const member = await upToDate(desk, client, user);
  await markSeen(desk.journal, member, heardIn);
  return member;
}

async function upToDate({ journal, log }: Desk, client: WebClient, user: SlackUser): Promise<Member> {
  const known = await findMember(journal, user);
  if (known && journal.now().getTime() - known.zoneAskedAt.getTime() < FRESH_FOR) return known;
  try {
    const { zone, name } = await asSlackSays(client, user.userId);
    return await meetMember(journal, user, { zone, signature: known ? undefined : name });
  } catch (error) {
    if (!known) throw error;
    // Yesterday's zone is the best guess there is, and better than no answer.
    log.warn({ event: 'zone.unknown', err: error });
    return known;
  }
}

async function asSlackSays(client: WebClient, userId: string) {
  const { user } = await client.users.info({ user: userId });
  const zone = zoneName.safeParse(user?.tz);
  if (zone.success) return { zone: zone.data, name: nameFrom(user?.real_name) };
  throw new NoZone('Slack names no time zone that is known here');
}

/** How they sign: a name that is shown to others may hold marks that nobody sees. */
function nameFrom(realName = ''): string | undefined {
  return normalise(realName).slice(0, LONGEST_NAME) || undefined;
}

/** A member who changes the zone in Slack, leaves, or comes back has everything planned anew at once. */
export function listenForMoves(app: App, { journal }: Desk): void {
  app.event('user_change', async ({ event, body, context: { enterpriseId } }) => {
    const { id: userId, team_id: ownTeam, tz, deleted } = event.user;
    const zone = zoneName.safeParse(tz).data;
    // An organisation tells of its members in any of its workspaces. Another community, of a guest in a shared channel, tells of no one here.
    const member =
      (await findMember(journal, { workspaceId: body.team_id, userId })) ??
      (ownTeam && (await findMemberWithin(journal, enterpriseId, { workspaceId: ownTeam, userId })));
    if (member) await noteProfile(journal, member.id, { hasLeft: deleted === true, zone });
  });
}
