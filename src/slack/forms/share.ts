/** A member tells the community's channel of an offer: by a second click of their own, and never by one. */
import type { App, BlockButtonAction, ViewSubmitAction } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { beginSharing, dropShared, settleShared, sharingOf, type Win, winOf } from '../../journal/wins.ts';
import { closedFor, failureOf } from '../../nudging/outcome.ts';
import type { Desk } from '../app.ts';
import { GONE } from '../blocks/answers.ts';
import { LONGEST_LINE, shareForm } from '../blocks/forms/share.ts';
import {
  notSharedReply,
  notThereReply,
  sharedReply,
  TAKEN_BACK_BEFORE,
  takenBackReply,
  winMessage,
} from '../blocks/share.ts';
import type { Reply } from '../blocks/text.ts';
import { noticeView, page } from '../blocks/views.ts';
import { memberBehind, openForm, showInPlace, userBehind } from '../press.ts';
import type { Reach } from '../reach.ts';
import { deleteRemoved, deleteWin } from '../wins.ts';
import { type Outcome, type Submission, submitted } from './form.ts';

const uuid = z.uuid();
const meant = z.object({ applicationId: uuid, channel: z.string() });

export function listenForSharing(app: App, desk: Desk, { clientFor }: Pick<Reach, 'clientFor'>): void {
  const { journal } = desk;

  app.action<BlockButtonAction>('community.share', async ({ ack, action, body, client, respond }) => {
    await ack();
    await openForm(desk, { body, client, respond }, async ({ member }) => {
      const { data: applicationId } = uuid.safeParse(action.value);
      if (!applicationId) return undefined;
      const sharing = await sharingOf(journal, member.id, applicationId);
      if (sharing.status === 'shared') return noticeView(sharedReply(sharing.win));
      if (sharing.status !== 'open') return noticeView(notSharedReply(sharing));
      return shareForm(body.user.id, { applicationId, channel: sharing.channel });
    });
  });

  app.view<ViewSubmitAction>(
    { callback_id: 'community.share', type: 'view_submission' },
    async ({ ack, view, body, client }) => {
      const share = async (submission: Submission): Promise<Outcome> => {
        // One that never tries again by itself: after a lost reply that would be a second message.
        const outgoing = await clientFor(userBehind(body).workspaceId);
        return shareWin(desk, outgoing, { ...submission, userId: body.user.id });
      };
      await submitted(desk, { ack, view, body, client }, share);
    },
  );

  app.action<BlockButtonAction>('community.unshare', async ({ ack, action, body, client, respond }) => {
    await ack();
    await showInPlace({ body, client, respond }, async () => {
      const member = await memberBehind(desk, body);
      const { data: id } = uuid.safeParse(action.value);
      return member && id ? takeBack(desk, client, member.id, id) : GONE;
    });
  });
}

async function shareWin(
  desk: Desk,
  client: WebClient,
  { member, about, fields, userId }: Submission & { userId: string },
): Promise<Outcome> {
  const words = fields.text('words').replace(/\s+/g, ' ');
  if (words.length > LONGEST_LINE)
    return { errors: { words: `It can have ${LONGEST_LINE} characters. Shorten it, please.` } };
  const sharing = await beginSharing(desk.journal, member.id, meant.parse(JSON.parse(about)));
  if (sharing.status === 'begun') return post(desk, client, sharing.win, winMessage(userId, words));
  return shown(sharing.status === 'shared' ? sharedReply(sharing.win) : notSharedReply(sharing));
}

/** Written down before, and struck where Slack is known not to have taken it. */
async function post(desk: Desk, client: WebClient, win: Win, message: Reply): Promise<Outcome> {
  const { channel } = win;
  const posting = { channel, ...message, unfurl_links: false, unfurl_media: false };
  return client.chat.postMessage(posting).then(
    ({ ts = '' }) => posted(desk, client, { ...win, messageTs: ts }),
    (error: unknown) => notPosted(desk, win, error),
  );
}

async function posted(
  { journal, log }: Desk,
  client: WebClient,
  win: Win & { messageTs: string },
): Promise<Outcome> {
  if (await settleShared(journal, win, win.messageTs)) return shown(sharedReply(win));
  // They had everything removed meanwhile, or took it for lost.
  const isGone = await deleteRemoved(client, log, win);
  return shown(takenBackReply(win.channel, { stays: !isGone }));
}

async function notPosted({ journal, log }: Desk, win: Win, error: unknown): Promise<Outcome> {
  log.warn({ event: 'win.not-posted', err: error });
  const isClosed = closedFor(error) !== undefined;
  if (!isClosed && failureOf(error).kind === 'unknown') return shown(sharedReply(win));
  await dropShared(journal, win);
  return { errors: { words: isClosed ? CLOSED : NOT_TAKEN } };
}

const CLOSED = 'I may not post in that channel any more, so nothing was posted. An organiser can mend that.';
const NOT_TAKEN = 'Slack did not take it, so nothing was posted. Please press Share again in a minute.';

async function takeBack(desk: Desk, client: WebClient, memberId: string, id: string): Promise<Reply> {
  const { journal } = desk;
  const win = await winOf(journal, memberId, { id });
  if (!win) return TAKEN_BACK_BEFORE;
  // Where nobody knows whether it was posted, they looked.
  const isPosted = win.messageTs !== undefined;
  if (isPosted && !(await deleteWin(client, win))) return takenBackReply(win.channel, { stays: true });
  // Slack may have said this moment where it put it.
  if (!(await dropShared(journal, win))) return takeBack(desk, client, memberId, id);
  return isPosted ? takenBackReply(win.channel) : notThereReply(win.channel);
}

function shown({ blocks }: Reply): Outcome {
  return { view: page('Share this win', blocks) };
}
