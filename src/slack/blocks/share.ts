/** "Share this win": what the channel reads, and how it stands with that. */
import { button, context, escapeMrkdwn, type Reply, section, sentence } from './text.ts';

/** What the form carries, and what the database knows of it. */
type Shared = { id: string; channel: string; messageTs?: string | undefined };

export function winLine(userId: string): string {
  return `<@${userId}> has an offer :tada:`;
}

/** `words`: one line of the member's own, which nobody can take for the bot's, and in which Slack finds no mention and no link. */
export function winMessage(userId: string, words: string): Reply {
  const text = winLine(userId);
  const quotation = `> ${escapeMrkdwn(words.replaceAll('`', "'"))}`;
  const own = words ? [context(`In <@${userId}>’s own words:`), section(quotation)] : [];
  return { text, blocks: [section(text), ...own] };
}

/** What was shared, with the way back; or that nobody knows whether it was, with the way to share it after all. */
export function sharedReply({ id, channel, messageTs }: Shared): Reply {
  const [text, label] = messageTs
    ? [`You told <#${channel}> of your offer.`, 'Take it back']
    : [
        `It may have been posted: look in <#${channel}>. If it stands there, leave it; only an admin of this workspace can delete it. If it does not, say so, and you can share it again.`,
        'It is not there',
      ];
  const elements = [button(label, 'community.unshare', id)];
  return { text, blocks: [section(text), { type: 'actions', elements }] };
}

/** To whoever looked, and did not find it. */
export function notThereReply(channel: string): Reply {
  return said(`Noted: it is not in <#${channel}>. Press “Share this win” again if it is to stand there.`);
}

export type NotShared = { status: 'open'; channel: string } | { status: 'off' } | { status: 'no-offer' };

/** Why nothing was posted. `open`: the channel that was chosen since the form was opened. */
export function notSharedReply(why: NotShared): Reply {
  switch (why.status) {
    case 'open':
      return said(
        `Organisers have chosen another channel meanwhile: <#${why.channel}>. Nothing was posted; press “Share this win” again if it is to stand there.`,
      );
    case 'off':
      return said(
        'Organisers have turned the community digest off, so there is no channel for it. Nothing was posted.',
      );
    case 'no-offer':
      return said('That offer is not recorded any more. Nothing was posted.');
  }
}

/** `stays`: Slack will not delete it. */
export function takenBackReply(channel: string, { stays = false }: { stays?: boolean } = {}): Reply {
  return said(
    stays
      ? `Slack does not let me delete it from <#${channel}>. Ask an admin of this workspace to.`
      : `Taken back: it is not in <#${channel}> any more.`,
  );
}

export const TAKEN_BACK_BEFORE = sentence('That was taken back already.');

function said(text: string): Reply {
  return { text, blocks: [section(text)] };
}
