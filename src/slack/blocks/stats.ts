/** The member's job search in numbers, as words and with a picture. */
import type { ImageBlock, KnownBlock } from '@slack/types';
import type { Facts } from '../../etiquette/facts.ts';
import { type Stats, statsOf } from '../../etiquette/stats.ts';
import { NOTHING_YET } from './lists.ts';
import { count, type Reply, sections, sentence } from './text.ts';

/** The numbers as plain sentences without markup, good as alternative text of the picture; short where little happened. */
export function statsLines(stats: Stats): string[] {
  const { recorded, interviewed, nextRounds, offers } = stats;
  return [
    `${count(recorded, 'application', 'applications')} recorded, ${interviewed} interviewed, ${nextRounds} invited to a next round, ${count(offers, 'offer', 'offers')}.`,
    `${stats.open} still open, ${count(stats.rejections, 'rejection', 'rejections')}, ${stats.withdrawn} withdrawn by you, ${stats.noAnswer} closed without an answer.`,
    `You sent ${count(stats.thankYouNotes, 'thank-you note', 'thank-you notes')} and ${count(stats.checkIns, 'check-in', 'check-ins')}.`,
    ...materialLine(stats),
    ...answersLine(stats),
  ];
}

function materialLine({ material: { onTime, late } }: Stats): string[] {
  if (onTime + late === 0) return [];
  return [`Of what you promised to send, ${onTime} went out on time and ${late} late.`];
}

function answersLine({ answers, daysToAnswer }: Stats): string[] {
  if (daysToAnswer === undefined) return [];
  const which = answers === 1 ? 'The one answer' : 'Half of the answers';
  // On the day itself, or on a weekend after it.
  if (daysToAnswer === 0) return [`${which} came before the next business day.`];
  // Half way between two days nobody counts: within the later one it is true as well.
  const days = Math.ceil(daysToAnswer);
  return [`${which} came within ${days === 1 ? 'a business day' : `${days} business days`}.`];
}

/** The funnel as an uploaded picture; what it shows stands in its alternative text. */
function funnelImage(stats: Stats, fileId: string): ImageBlock {
  return {
    type: 'image',
    slack_file: { id: fileId },
    alt_text: `Your applications as a funnel. ${statsLines(stats).slice(0, 2).join(' ')}`,
  };
}

/** `/interview stats`: the picture where there is one, and the same numbers in words. */
export function statsReply(facts: Facts, now: Date, picture?: { fileId: string }): Reply {
  if (facts.applications.length === 0) return sentence(NOTHING_YET);
  const stats = statsOf(facts, now);
  const lines = statsLines(stats);
  return {
    text: lines.join(' '),
    blocks: [...(picture ? [funnelImage(stats, picture.fileId)] : []), ...sections(lines)],
  };
}

/** The same below the home tab's rows. */
export function funnelBlocks(stats: Stats, fileId?: string): KnownBlock[] {
  return [
    { type: 'header', text: { type: 'plain_text', text: 'Your search so far' } },
    ...(fileId ? [funnelImage(stats, fileId)] : []),
    ...sections(statsLines(stats)),
  ];
}
