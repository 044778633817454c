/** The buttons about an application, an interview, and the member. Any of them may be pressed twice, or years later. */
import type { App, BlockButtonAction } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { after, HOUR } from '../etiquette/calendar.ts';
import { undoInterview } from '../journal/interviews.ts';
import { forgetMember } from '../journal/members.ts';
import { pictureOf } from '../journal/picture.ts';
import { dropShared, type Win, winsOf } from '../journal/wins.ts';
import type { Desk } from './app.ts';
import { GONE, SURE, undoneReply } from './blocks/answers.ts';
import { applicationBlocks } from './blocks/application.ts';
import { forgetQuestion, forgottenReply } from './blocks/help.ts';
import { page } from './blocks/views.ts';
import { publishHome } from './home.ts';
import {
  answerPress,
  type ByMember,
  foundBehind,
  memberBehind,
  openForm,
  showInPlace,
  userBehind,
} from './press.ts';
import { agreedReply, calendarReply } from './takeaway.ts';
import { deleteFile } from './upload.ts';
import { deleteRemoved } from './wins.ts';

/** What a button carries belongs to the member who pressed it, or to nobody: every journal call checks the owner. */
const uuid = z.uuid();

export function listenForPresses(app: App, desk: Desk): void {
  const { journal } = desk;

  app.action<BlockButtonAction>('application.show', async ({ ack, action, body, client, respond }) => {
    await ack();
    await openForm(desk, { body, client, respond }, ({ facts }) => {
      const application = facts.applications.find(({ id }) => id === action.value);
      return application && page('Interviews', applicationBlocks(application, facts, journal.now()));
    });
  });

  app.action<BlockButtonAction>('interview.calendar', async ({ ack, action, body, client, respond }) => {
    await ack();
    await answerPress({ body, client, respond }, async () => {
      const asking = await askingBehind(desk, client, body);
      return asking ? calendarReply(desk, asking, action.value ?? '') : GONE;
    });
  });

  app.action<BlockButtonAction>('file.send', async ({ ack, action, body, client, respond }) => {
    await ack();
    await showInPlace({ body, client, respond }, async () => {
      const asking = await askingBehind(desk, client, body);
      return asking ? agreedReply(desk, asking, action.value ?? '') : GONE;
    });
  });

  app.action<BlockButtonAction>('interview.undo', async ({ ack, action, body, client, respond }) => {
    await ack();
    await showInPlace({ body, client, respond }, async () => {
      const member = await memberBehind(desk, body);
      const [value, sure] = action.value?.split('/') ?? [];
      const id = uuid.safeParse(value);
      if (!member || !id.success) return undoneReply('gone', '');
      const options = { withAllOfIt: sure === SURE };
      return undoneReply(await undoInterview(journal, member.id, id.data, options), id.data);
    });
    await publishHome(desk, client, userBehind(body));
  });

  app.action<BlockButtonAction>('member.forget', async ({ ack, action, body, client, respond }) => {
    await ack();
    await showInPlace({ body, client, respond }, async () => {
      const now = journal.now();
      const askedAt = z.coerce.date().safeParse(action.value);
      // An old question must not take away what was recorded long after it.
      if (!askedAt.success || now > after(askedAt.data, HOUR)) return forgetQuestion(now);
      const member = await memberBehind(desk, body);
      return forgottenReply(member ? await forget(desk, client, member.id) : []);
    });
    await publishHome(desk, client, userBehind(body));
  });
}

async function askingBehind(desk: Desk, client: WebClient, by: ByMember) {
  const found = await foundBehind(desk, by);
  return found && { ...found, client, userId: by.user.id };
}

/**
 * Removes what they told a channel, what is stored, and the picture that was drawn of it; what stands in the conversation is Slack's.
 * @returns the wins that may stand in a channel still
 */
async function forget({ journal, log }: Desk, client: WebClient, memberId: string): Promise<Win[]> {
  // First at Slack: whoever dies meanwhile leaves the member a way to ask again.
  for (const win of await winsOf(journal, memberId))
    if (await deleteRemoved(client, log, win)) await dropShared(journal, win);
  const picture = await pictureOf(journal, memberId);
  const stay: Win[] = [];
  // What Slack took meanwhile is among them.
  for (const win of await forgetMember(journal, memberId))
    if (!(await deleteRemoved(client, log, win))) stay.push(win);
  if (picture)
    await deleteFile(client, picture.fileId).catch((error: unknown) =>
      log.warn({ event: 'picture.not-deleted', err: error }),
    );
  return stay;
}
