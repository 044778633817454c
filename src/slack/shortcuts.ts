import type { App, GlobalShortcut, MessageShortcut } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Member } from '../journal/members.ts';
import { fromMessage } from '../words/message.ts';
import type { Desk } from './app.ts';
import { faultReply, noZoneReply } from './blocks/faults.ts';
import { noticeView } from './blocks/views.ts';
import { addFormFrom } from './forms/interview.ts';
import { userBehind } from './press.ts';
import { memberOf, NoZone } from './zone.ts';

export function listenForShortcuts(app: App, desk: Desk): void {
  app.shortcut<GlobalShortcut>('record-interview', async ({ ack, shortcut, client }) => {
    await ack();
    await openFrom(desk, client, shortcut, ({ zone }) => addFormFrom({}, zone));
  });

  app.shortcut<MessageShortcut>('record-interview-from-message', async ({ ack, shortcut, client }) => {
    await ack();
    await openFrom(desk, client, shortcut, ({ zone }) => {
      const understood = fromMessage(shortcut.message.text ?? '', { now: desk.journal.now(), zone });
      return addFormFrom(understood, zone, 'This is what I read in the message. Please check it.');
    });
  });
}

/** A shortcut has no message to answer: whatever is to be said is said in a modal. */
async function openFrom(
  desk: Desk,
  client: WebClient,
  shortcut: GlobalShortcut | MessageShortcut,
  formFor: (member: Member) => ModalView,
): Promise<void> {
  const open = (view: ModalView) => client.views.open({ trigger_id: shortcut.trigger_id, view });
  try {
    await open(formFor(await memberOf(desk, client, userBehind(shortcut))));
  } catch (error) {
    const isKnown = error instanceof NoZone;
    await open(noticeView(isKnown ? noZoneReply() : faultReply()));
    if (!isKnown) throw error;
  }
}
