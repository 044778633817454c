/** What a channel is told of a community's week, and of what it will be told. */
import type { Count, Kind } from '../../community/digest.ts';
import type { Week } from '../../community/weeks.ts';
import { addDays, sayDate, sayInstant } from '../../etiquette/calendar.ts';
import { context, type Reply, section } from './text.ts';

const WORDS: Record<Kind, string> = {
  interview: 'interviews took place',
  'thank-you': 'thank-you notes were sent',
  'next-round': 'invitations to a next round',
  offer: 'offers',
};

const NEVER = 'never a name, a company, or a number that fewer than five members make up';

/** At least one count. */
export function digestMessage(counts: readonly Count[], { monday }: Pick<Week, 'monday'>, now: Date): Reply {
  const [from, to] = [monday, addDays(monday, 6)].map((day) => sayDate(day, now));
  const text = `The job searches here, in the week from ${from} to ${to}`;
  return {
    text,
    blocks: [
      section([`*${text}*`, ...counts.map(({ kind, count }) => `• ${count} ${WORDS[kind]}`)].join('\n')),
      context(`Counts alone, a week late; ${NEVER}. Organisers turn it off with \`/interview digest\`.`),
    ],
  };
}

/** In the channel that was chosen: it proves that the bot can write there, and nobody is counted without having been told. */
export function announcement(userId: string): Reply {
  const text = `<@${userId}> turned on the community digest of Afterword in this channel.`;
  return {
    text,
    blocks: [
      section(text),
      section(
        [
          `On Mondays I post here how many interviews, thank-you notes, next rounds and offers there were among the members who record them with me, a whole week after the week is over; ${NEVER}.`,
          'What you record stays between you and me. Organisers turn this off with `/interview digest`.',
        ].join('\n'),
      ),
    ],
  };
}

type First = { channel: string; zone: string; at: Date; now: Date };

/** How the digest stands after an organiser decided; `unknown`: whether the announcement arrived. */
export function digestStands(
  how:
    | { status: 'off' }
    | { status: 'same'; channel: string }
    | ({ status: 'announced' | 'unknown' } & First),
): string[] {
  if (how.status === 'off') return ['The community digest is off. Nothing more is posted.'];
  if (how.status === 'same')
    return [`The community digest is on in <#${how.channel}> already: nothing has changed.`];
  const { channel, zone, at, now } = how;
  return [
    how.status === 'announced'
      ? `The community digest is on in <#${channel}>. I have announced it there.`
      : `The community digest is on in <#${channel}>. Slack did not say whether my announcement arrived: look there. If it is missing, turn the digest off and on again.`,
    `The first one can come on ${sayInstant(at, zone, now)} (${zone}), about the first week that begins from now on.`,
  ];
}

/** To the organiser who chose it. */
export function closedReply(channel: string): Reply {
  const text = `I cannot post in <#${channel}> any more, so the community digest is off. Invite me there again, or choose another channel: \`/interview digest\`.`;
  return { text, blocks: [section(text)] };
}
