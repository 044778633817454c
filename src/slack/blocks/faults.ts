/** Answers where something could not be done. Nothing that was typed is lost. */
import { context, escapeMrkdwn, type Reply, section } from './text.ts';

/** Raw characters in one section: escaping makes at most five of one, and a section holds 3,000. */
const CHUNK = 580;
const CHUNKS_AT_MOST = 20;

/** What was typed could not be understood: what to do, and the words to mend. */
export function mistakeReply(say: string, typed: string): Reply {
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

function withTyped(mrkdwn: string, typed = ''): Reply {
  const words = printable(typed);
  const chunks = words.match(new RegExp(`[^]{1,${CHUNK}}`, 'gu')) ?? [];
  return {
    text: mrkdwn,
    blocks: [
      section(mrkdwn),
      ...(chunks.length > 0 ? [context('You wrote:')] : []),
      ...chunks.slice(0, CHUNKS_AT_MOST).map((chunk) => section(`\`\`\`${escapeMrkdwn(chunk)}\`\`\``)),
    ],
  };
}

/** Control characters and the marks that would end the quotation are shown as spaces and plain quotes. */
function printable(typed: string): string {
  return typed
    .replaceAll('`', "'")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, ' ')
    .trim();
}
