/** What a member takes away as a file: everything stored, the dated log, the calendar, the picture of the funnel. */
import type { WebClient } from '@slack/web-api';
import type { Facts } from '../etiquette/facts.ts';
import { findInterview } from '../etiquette/find.ts';
import { calendarFile } from '../files/calendar.ts';
import { exportJson } from '../files/export.ts';
import { logCsv } from '../files/log-csv.ts';
import { storedBesides } from '../journal/besides.ts';
import type { Member } from '../journal/members.ts';
import type { Turn } from './answer.ts';
import type { Desk } from './app.ts';
import { GONE } from './blocks/answers.ts';
import { statsReply } from './blocks/stats.ts';
import { fileQuestion, fileReply, withoutFilesReply } from './blocks/takeaway.ts';
import type { Reply } from './blocks/text.ts';
import { inTurn } from './in-turn.ts';
import { funnelPicture, showWithPicture } from './picture.ts';
import { lacksScope, uploadFile } from './upload.ts';

export type Format = 'json' | 'csv' | 'ics';
type File = { filename: string; title: string; content: string };

/** Who asks, and all that they recorded. */
type Asking = { client: WebClient; userId: string; member: Pick<Member, 'id'>; facts: Facts };

/** Sends the member's files into their conversation with the bot; in discreet mode only after they agreed to that. */
export async function exportReply(desk: Desk, asking: Asking, format?: Format): Promise<Reply> {
  if (asking.facts.settings.discreet) return fileQuestion(format ?? 'all');
  return sendFiles(desk, asking, format);
}

/** The same for one interview, with the dates that hang on it, for the member's calendar. */
export async function calendarReply(desk: Desk, asking: Asking, interviewId: string): Promise<Reply> {
  if (asking.facts.settings.discreet) return fileQuestion(interviewId);
  return sendCalendar(desk, asking, interviewId);
}

/** What `fileQuestion` asked about. */
export async function agreedReply(desk: Desk, asking: Asking, what: string): Promise<Reply> {
  if (what === 'all') return sendFiles(desk, asking);
  const format = FORMATS.find((one) => one === what);
  return format ? sendFiles(desk, asking, format) : sendCalendar(desk, asking, what);
}

const FORMATS = ['json', 'csv', 'ics'] as const satisfies readonly Format[];

/** Without a format all that is stored, and the dated log. */
async function sendFiles({ journal }: Desk, asking: Asking, format?: Format): Promise<Reply> {
  const { client, userId, member, facts } = asking;
  const now = journal.now();
  const formats: Format[] = format ? [format] : ['json', 'csv'];
  const files = await Promise.all(
    formats.map(async (one): Promise<File> => {
      switch (one) {
        case 'json':
          return {
            filename: 'afterword.json',
            title: 'Everything that is stored about you',
            content: exportJson(facts, { exportedAt: now, ...(await storedBesides(journal, member.id)) }),
          };
        case 'csv':
          return {
            filename: 'afterword-log.csv',
            title: 'The dated log of your search',
            content: logCsv(facts, now),
          };
        case 'ics':
          return calendarOf(facts, now);
      }
    }),
  );
  return send(client, userId, files);
}

async function sendCalendar(
  { journal }: Desk,
  { client, userId, facts }: Asking,
  interviewId: string,
): Promise<Reply> {
  const found = findInterview(facts, interviewId);
  if (!found) return GONE;
  const one = { ...found.application, interviews: [found.interview] };
  return send(client, userId, [calendarOf({ ...facts, applications: [one] }, journal.now())]);
}

function calendarOf(facts: Facts, now: Date): File {
  return { filename: 'interviews.ics', title: 'Your interviews', content: calendarFile(facts, now) };
}

async function send(client: WebClient, userId: string, files: readonly File[]): Promise<Reply> {
  // Posting to the member opens the conversation, and says which it is: files are shared into that.
  const { channel = userId, ts = '' } = await inTurn(() =>
    client.chat.postMessage({ channel: userId, ...fileReply(files) }),
  );
  try {
    for (const file of files) await uploadFile(client, { channel, ...file });
    return fileReply(files);
  } catch (error) {
    await inTurn(() => client.chat.delete({ channel, ts }));
    if (lacksScope(error)) return withoutFilesReply(files);
    throw error;
  }
}

/** The numbers in words, with their picture where Slack shows one: that takes a moment after it was drawn. */
export async function sayStats(desk: Desk, { client, member, say }: Turn, facts: Facts): Promise<undefined> {
  const now = desk.journal.now();
  const fileId = await funnelPicture(desk, client, member.id, facts, now);
  await showWithPicture(desk, client, { memberId: member.id, fileId }, (picture) =>
    say(statsReply(facts, now, picture ? { fileId: picture } : undefined)),
  );
}
