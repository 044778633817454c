/** An .ics file in the direct message becomes a form with what it says filled in. */
import type { WebClient } from '@slack/web-api';
import { findByInvitation } from '../etiquette/find.ts';
import { factsOf } from '../journal/journal.ts';
import type { Member } from '../journal/members.ts';
import { readInvitation } from '../words/ics.ts';
import type { Desk } from './app.ts';
import { mistakeReply } from './blocks/faults.ts';
import { cancelledReply, invitationReply, movedReply, notDownloadedReply } from './blocks/invitations.ts';
import type { Reply } from './blocks/text.ts';
import { downloadText } from './download.ts';
import { BUTTON_VALUE, writePrefill } from './forms/prefill.ts';

export async function answerInvitation(
  { journal }: Desk,
  client: WebClient,
  member: Member,
  file: { url: string; size: number },
): Promise<Reply> {
  const downloaded = await downloadText(client, file);
  if ('reason' in downloaded) return notDownloadedReply(downloaded.reason);
  const now = journal.now();
  const read = readInvitation(downloaded.text, { now, zone: member.zone });
  if (read.kind === 'unreadable') return mistakeReply(read.say, '');
  const facts = await factsOf(journal, member.id);
  const known = findByInvitation(facts, read.uid);
  const { startsAt, minutes, zone } = read.understood;
  if (read.method === 'cancel') return cancelledReply(known, { facts, now });
  if (known && startsAt && known.interview.startsAt.getTime() !== startsAt.getTime())
    return movedReply(known, { startsAt, minutes, zone }, { facts, now });
  const prefill = writePrefill({ ...read.understood, calendarUid: read.uid }, BUTTON_VALUE);
  return invitationReply(read.understood, prefill, {
    facts,
    now,
    isKnown: known !== undefined,
    doubt: read.doubt,
  });
}
