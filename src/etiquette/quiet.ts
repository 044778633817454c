/** When the bot holds its tongue: for who left, in a pause that the member asked for, and after nudges that nobody answered. */
import { after, DAY } from './calendar.ts';
import type { Facts } from './facts.ts';

/** The bot keeps its own advice about being overeager: after as many messages without a sign of life it asks once. */
const IGNORED = 3;

/** Why nothing is sent at `now`, and until when; a silence without `until` lasts until the member does something. */
export type Silence = { kind: 'left' | 'pause' | 'quiet'; until?: Date | undefined };

/** The silence that holds at `now`, if one does. */
export function silenceAt(facts: Facts, now: Date): Silence | undefined {
  if (facts.leftAt) return { kind: 'left' };
  const { pause } = facts.settings;
  if (pause && (!pause.until || pause.until > now)) return { kind: 'pause', until: pause.until };
  return isQuiet(facts) ? { kind: 'quiet' } : undefined;
}

/** Whether the bot asked, and nobody answered. Whatever the member does ends the quiet. */
export function isQuiet({ lastSeenAt, quietAskedAt }: Pick<Facts, 'lastSeenAt' | 'quietAskedAt'>): boolean {
  return quietAskedAt !== undefined && (lastSeenAt === undefined || lastSeenAt < quietAskedAt);
}

/**
 * Whether the next message is to ask: three in a row brought no sign of life in a whole day. Whoever sits in interviews has three in a
 * morning, and must not miss the last call for a thank-you.
 */
export function asksForQuiet(facts: Facts, now: Date): boolean {
  const { deliveries, lastSeenAt } = facts;
  const ignored = deliveries.flatMap(({ sentAt }) =>
    sentAt && after(sentAt, DAY) <= now && (!lastSeenAt || sentAt > lastSeenAt) ? [sentAt.getTime()] : [],
  );
  return !isQuiet(facts) && new Set(ignored).size >= IGNORED;
}
