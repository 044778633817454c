/** The home tab: published when it is opened, and after whatever was pressed in it. */
import type { App, BlockButtonAction, BlockStaticSelectAction } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { statsOf } from '../etiquette/stats.ts';
import { factsOf } from '../journal/journal.ts';
import { findMember, type Member, type SlackUser } from '../journal/members.ts';
import type { Desk } from './app.ts';
import { emptyHome, FILTERS, homeView, type Look, showsFunnel } from './blocks/home.ts';
import { funnelBlocks } from './blocks/stats.ts';
import { funnelPicture, isShown, knownPicture, showWithPicture } from './picture.ts';
import { memberBehind, userBehind } from './press.ts';
import { isPlatformError } from './refused.ts';

const look = z.object({ filter: z.enum(FILTERS), page: z.number().int().min(0) });
const EVERYTHING: Look = { filter: 'everything', page: 0 };

export function listenForHome(app: App, desk: Desk): void {
  app.event('app_home_opened', async ({ event, body, client }) => {
    if (event.tab !== 'home') return;
    const by = { team: { id: body.team_id }, user: { id: event.user } };
    await memberBehind(desk, by, { channel: event.channel, isWithBot: true });
    await publishHome(desk, client, { workspaceId: body.team_id, userId: event.user });
  });

  app.action<BlockStaticSelectAction>('home.filter', async ({ ack, action, body, client }) => {
    await ack();
    await memberBehind(desk, body);
    const chosen = look.safeParse({ filter: action.selected_option?.value, page: 0 });
    await publishHome(desk, client, userBehind(body), chosen.data);
  });

  app.action<BlockButtonAction>(/^home\.(previous|next)$/, async ({ ack, action, body, client }) => {
    await ack();
    await memberBehind(desk, body);
    const { filter } = lookOf(body.view);
    const turned = look.safeParse({ filter, page: Number(action.value) });
    await publishHome(desk, client, userBehind(body), turned.data);
  });
}

/** What a published home tab shows, by the metadata that came back with it. */
export function lookOf(view: { private_metadata?: string } | undefined): Look {
  try {
    return look.parse(JSON.parse(view?.private_metadata ?? ''));
  } catch {
    return EVERYTHING; // an empty home carries none, and an old one may carry what is no longer read
  }
}

/** Publishes the home tab as things stand now. It never fails what led to it: the next opening shows it anyway. */
export async function publishHome(
  desk: Desk,
  client: WebClient,
  user: SlackUser,
  look: Look = EVERYTHING,
): Promise<void> {
  try {
    const member = await findMember(desk.journal, user);
    await (member ? publishFor(desk, client, member, user.userId, look) : publishEmpty(client, user.userId));
  } catch (error) {
    // Another press came meanwhile, and published what stands now.
    if (isPlatformError(error, 'hash_conflict')) return;
    desk.log.warn({ event: 'home.not-published', err: error });
  }
}

async function publishFor(
  desk: Desk,
  client: WebClient,
  { id: memberId }: Member,
  userId: string,
  look: Look,
): Promise<void> {
  const { journal } = desk;
  let hash: string | undefined;
  /** What is published late must not put back what was changed since: the hash tells Slack over what it may be put. */
  const show = async (picture?: string) => {
    const [facts, now] = [await factsOf(journal, memberId), journal.now()];
    const view = homeView(facts, now, look, funnelBlocks(statsOf(facts, now), picture));
    const published = await client.views.publish({ user_id: userId, view, ...(hash ? { hash } : {}) });
    hash = published.view?.hash;
  };
  const facts = await factsOf(journal, memberId);
  if (facts.applications.length === 0) return publishEmpty(client, userId);
  if (!showsFunnel(look)) return show();
  const known = await knownPicture(journal, memberId, statsOf(facts, journal.now()));
  if (known && (await isShown(() => show(known)))) return;
  // Drawing takes a moment: nobody waits for that to see what to do.
  await show();
  const fileId = known ?? (await funnelPicture(desk, client, memberId, facts, journal.now()));
  if (fileId) await showWithPicture(desk, client, { memberId, fileId }, show);
}

async function publishEmpty(client: WebClient, userId: string): Promise<void> {
  await client.views.publish({ user_id: userId, view: emptyHome() });
}
