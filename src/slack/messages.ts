/** What members write or drop in the direct message. Slack tells of it only where `im:history` was granted. */
import type { App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { factsOf } from '../journal/journal.ts';
import { parsePlainWords } from '../words/plain-words.ts';
import { answer, type Turn } from './answer.ts';
import { knownFault } from './answering.ts';
import type { Desk } from './app.ts';
import { faultReply } from './blocks/faults.ts';
import { chatReply } from './blocks/help.ts';
import { withUnread } from './blocks/invitations.ts';
import type { Reply } from './blocks/text.ts';
import { inTurn } from './in-turn.ts';
import { answerInvitation } from './invitations.ts';
import { memberOf } from './zone.ts';

/** A person's own message; the bot's, edits and deletions have other shapes. */
const written = z.object({
  channel: z.string(),
  channel_type: z.literal('im'),
  user: z.string(),
  team: z.string().optional(),
  text: z.string().default(''),
  subtype: z.literal('file_share').optional(),
  bot_id: z.undefined().optional(),
  files: z
    .array(
      z.object({
        name: z.string().nullish(),
        mimetype: z.string().nullish(),
        size: z.number().default(0),
        url_private_download: z.string().optional(),
        url_private: z.string().optional(),
      }),
    )
    .default([]),
});

export type Written = z.infer<typeof written>;
type Invitation = { url: string; size: number };

export function listenForMessages(app: App, desk: Desk): void {
  app.event('message', async ({ event, body, client, context }) => {
    const message = written.safeParse(event);
    if (!message.success) return;
    const { channel, user: userId, text } = message.data;
    // Until it is known what the member chose, nothing is kept that quotes them.
    let discreet = true;
    const say = (reply: Reply) => post(client, { channel, userId, reply, discreet });
    try {
      const user = { workspaceId: body.team_id, userId };
      const member = await memberOf(desk, client, user, { channel, isWithBot: true });
      const { settings } = await factsOf(desk.journal, member.id);
      discreet = settings.discreet;
      const { isEnterpriseInstall: isOrganisationWide } = context;
      const turn = { client, member, userId, isOrganisationWide, typed: text, say };
      const reply = await answerTo(desk, turn, message.data);
      if (reply) await say(reply);
    } catch (error) {
      const known = knownFault(error, text);
      await say(known ?? faultReply(text));
      if (!known) throw error;
    }
  });
}

async function answerTo(desk: Desk, turn: Turn, message: Written): Promise<Reply | undefined> {
  const { client, member } = turn;
  const invitations = message.files.flatMap(invitationIn);
  const [invitation] = invitations;
  const command = parsePlainWords(message.text, { now: desk.journal.now(), zone: member.zone });
  if (invitation) {
    const reply = await answerInvitation(desk, client, member, invitation);
    return withUnread(reply, {
      files: invitations.length,
      hasWords: command.kind !== 'chat',
    });
  }
  return command.kind === 'chat' ? chatReply() : answer(desk, turn, command);
}

function invitationIn(file: Written['files'][number]): Invitation[] {
  const url = file.url_private_download ?? file.url_private;
  const isCalendar = file.mimetype === 'text/calendar' || /\.ics$/i.test(file.name ?? '');
  return url && isCalendar ? [{ url, size: file.size }] : [];
}

/** In discreet mode the answer is one that Slack does not keep. */
async function post(
  client: WebClient,
  { channel, userId, reply, discreet }: { channel: string; userId: string; reply: Reply; discreet: boolean },
): Promise<void> {
  const message = { channel, ...reply };
  await inTurn<unknown>(() =>
    discreet
      ? client.chat.postEphemeral({ ...message, user: userId })
      : client.chat.postMessage({ ...message, unfurl_links: false }),
  );
}
