/** An .ics file in the direct message becomes a form with what it says filled in. */
import type { WebClient } from '@slack/web-api';
import { atLocal, localDate, MINUTE } from '../etiquette/calendar.ts';
import type { Facts, Interview, LocalDate } from '../etiquette/facts.ts';
import { findByInvitation, findLike } from '../etiquette/find.ts';
import { factsOf } from '../journal/journal.ts';
import type { Member } from '../journal/members.ts';
import { type Invitation, readInvitation } from '../words/ics.ts';
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
  const facts = await factsOf(journal, member.id);
  const context = { now, zone: member.zone, member: facts.settings.signature };
  const read = readInvitation(downloaded.text, context);
  if (read.kind === 'unreadable') return mistakeReply(read.say, '');
  return replyTo(read, { facts, now });
}

/** A moved or cancelled one is about the interview that it was recorded as, or is asked to be about one that was typed. */
function replyTo(read: Invitation, situation: { facts: Facts; now: Date }): Reply {
  const { uid, occurrence, day, understood } = read;
  const doubt = read.doubt ?? (day && 'It names a day and no time.');
  const { company, minutes, zone } = understood;
  const isCancelled = read.method === 'cancel';
  const companies = [company, read.organiser].filter((one) => one !== undefined);
  const invited = { uid, occurrence, companies, startsAt: understood.startsAt };
  const known = findByInvitation(situation.facts, invited);
  const like = known ? undefined : findLike(situation.facts, invited, { isCancelled, now: situation.now });
  const found = known ?? like;
  if (isCancelled) return cancelledReply(found, { ...situation, isSure: known !== undefined });
  const startsAt = understood.startsAt ?? (found && day ? sameTimeOn(day, found.interview) : undefined);
  const isSame = found?.interview.startsAt.getTime() === startsAt?.getTime();
  const prefill = writePrefill({ ...understood, startsAt, calendarUid: uid }, BUTTON_VALUE);
  if (found && startsAt && !isSame)
    return movedReply(found, { startsAt, minutes, zone }, { ...situation, prefill: like && prefill, doubt });
  return invitationReply(understood, prefill, { ...situation, isKnown: found !== undefined, doubt });
}

/** A whole day names no time: the one that was agreed on is the likeliest, and the form asks. */
function sameTimeOn(day: LocalDate, { startsAt, zone }: Interview): Date {
  const sinceMidnight = startsAt.getTime() - atLocal(localDate(startsAt, zone), 0, zone).getTime();
  return atLocal(day, sinceMidnight / MINUTE, zone);
}
