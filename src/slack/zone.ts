/** Whose command it is, and in which zone they live. */
import type { App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { HOUR } from '../etiquette/calendar.ts';
import { findMember, type Member, markSeen, meetMember, type SlackUser } from '../journal/members.ts';
import type { Desk } from './app.ts';

/** People travel: Slack is asked again when what it said is older. */
const FRESH_FOR = HOUR;

const zoneName = z.string().refine(isZone);

/** The member has to do something in Slack first; the message says what. */
export class NoZone extends Error {}

/**
 * The member behind a Slack user, met now if they are new.
 * @throws NoZone when Slack names no zone for someone new, or what the call to Slack throws
 */
export async function memberOf(desk: Desk, client: WebClient, user: SlackUser): Promise<Member> {
  const member = await upToDate(desk, client, user);
  await markSeen(desk.journal, member);
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
  if (zone.success) return { zone: zone.data, name: user?.real_name };
  throw new NoZone('Slack names no time zone that is known here');
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false; // RangeError is how Intl says that there is no such zone
  }
}

/** A member who changes the zone in Slack has every coming nudge planned anew at once. */
export function listenForMoves(app: App, { journal }: Desk): void {
  app.event('user_change', async ({ event }) => {
    const { id, team_id: workspaceId, tz } = event.user;
    const zone = zoneName.safeParse(tz);
    if (!workspaceId || !zone.success) return;
    const user = { workspaceId, userId: id };
    if (await findMember(journal, user)) await meetMember(journal, user, { zone: zone.data });
  });
}
