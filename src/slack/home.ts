/** The home tab: published when it is opened, and after whatever was pressed in it. */
import type { App, BlockButtonAction, BlockStaticSelectAction } from '@slack/bolt';
import type { HomeView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { statsOf } from '../etiquette/stats.ts';
import { factsOf } from '../journal/journal.ts';
import { findMember, type SlackUser } from '../journal/members.ts';
import type { Desk } from './app.ts';
import { emptyHome, FILTERS, homeView, type Look } from './blocks/home.ts';
import { funnelBlocks } from './blocks/stats.ts';
import { funnelPicture, knownPicture, showWithPicture } from './picture.ts';
import { userBehind } from './press.ts';

const look = z.object({ filter: z.enum(FILTERS), page: z.number().int().min(0) });
const EVERYTHING: Look = { filter: 'everything', page: 0 };

export function listenForHome(app: App, desk: Desk): void {
  app.event('app_home_opened', async ({ event, body, client }) => {
    if (event.tab !== 'home') return;
    await publishHome(desk, client, { workspaceId: body.team_id, userId: event.user });
  });

  app.action<BlockStaticSelectAction>('home.filter', async ({ ack, action, body, client }) => {
    await ack();
    const chosen = look.safeParse({ filter: action.selected_option?.value, page: 0 });
    await publishHome(desk, client, userBehind(body), chosen.data);
  });

  app.action<BlockButtonAction>(/^home\.(previous|next)$/, async ({ ack, action, body, client }) => {
    await ack();
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
  const { journal, log } = desk;
  const publish = (view: HomeView) => client.views.publish({ user_id: user.userId, view });
  try {
    const member = await findMember(journal, user);
    const facts = member && (await factsOf(journal, member.id));
    if (!member || !facts?.applications.length) return void (await publish(emptyHome()));
    const now = journal.now();
    const stats = statsOf(facts, now);
    const show = (picture?: string) => publish(homeView(facts, now, look, funnelBlocks(stats, picture)));
    // Drawing takes a moment: nobody waits for that to see what to do.
    const known = await knownPicture(journal, member.id, stats);
    if (!known) await show();
    const fileId = known ?? (await funnelPicture(desk, client, member.id, facts, now));
    if (fileId) await showWithPicture(desk, client, { memberId: member.id, fileId }, show);
  } catch (error) {
    log.warn({ event: 'home.not-published', err: error });
  }
}
