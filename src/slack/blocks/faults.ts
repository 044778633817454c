/** Answers where something could not be done. Nothing that was typed is lost. */
import { context, escapeMrkdwn, quoted, type Reply, section } from './text.ts';

/** What was typed could not be understood: what to do, and the words to mend. */
export function mistakeReply(say: string, typed?: string): Reply {
  return withTyped(escapeMrkdwn(say), typed);
}

export function faultReply(typed?: string): Reply {
  return withTyped(
    'Something went wrong on my side. Please try again in a minute: doing it twice does no harm.',
    typed,
  );
}

export function noZoneReply(typed?: string): Reply {
  return withTyped(
    'Slack does not tell me your time zone, and I would remind you at the wrong hour. Set it in Slack under Preferences, Language & region; then send this again.',
    typed,
  );
}

export const FLOOD =
  'That was more at once than I do for one person, and I left this out. Wait a minute, then send it again.';

/** To who sends more than a person can. */
export function floodReply(typed?: string): Reply {
  return withTyped(FLOOD, typed);
}

function withTyped(mrkdwn: string, typed = ''): Reply {
  const words = printable(typed);
  return {
    text: mrkdwn,
    blocks: [section(mrkdwn), ...(words ? [context('You wrote:'), ...quoted(words)] : [])],
  };
}

/** Characters that nobody sees, and the marks that would end the quotation, are shown as spaces and plain quotes. */
function printable(typed: string): string {
  return typed
    .replaceAll('`', "'")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]|\u034f|\u115f|\u1160|\u3164|\uffa0/gu, ' ')
    .trim();
}
