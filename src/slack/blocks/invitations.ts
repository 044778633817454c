/** Answers to an .ics file. */
import type { ActionsBlock } from '@slack/types';
import { sayInstant } from '../../etiquette/calendar.ts';
import type { Facts } from '../../etiquette/facts.ts';
import type { FoundInterview } from '../../etiquette/find.ts';
import type { InterviewInput } from '../../etiquette/told.ts';
import { heardValue } from './answers.ts';
import { whenItIs } from './nudge-words.ts';
import { button, escapeMrkdwn, nameOf, type Reply, section, sentence } from './text.ts';

type Situation = { facts: Facts; now: Date };
type Times = Pick<Partial<InterviewInput>, 'startsAt' | 'minutes' | 'zone'>;

const OTHERWISE =
  'You can record it in words instead: `/interview Acme, engineer, tomorrow 3pm with Dana Fox`.';

/** What an invitation says, with the form to check it in. */
export function invitationReply(
  { company, startsAt }: Partial<InterviewInput>,
  prefill: string,
  { facts, now, isKnown, doubt }: Situation & { isKnown: boolean; doubt?: string | undefined },
): Reply {
  const name = company ? `*${escapeMrkdwn(company)}*` : 'an interview';
  const when = startsAt ? ` on ${sayInstant(startsAt, facts.settings.zone, now)}` : '';
  const text = isKnown
    ? `I have that one already: ${name}${when}. The form adds what is new.`
    : `I read an invitation to ${name}${when}. Check it, and save.`;
  const whole = doubt ? `${text} ${escapeMrkdwn(doubt)}` : text;
  return withButton(whole, button('Check and save', 'interview.add', prefill, 'primary'));
}

/**
 * A recorded interview has another time: an invitation to it came again, or the member told so. `prefill`: an invitation that
 * may as well be to a round of its own.
 */
export function movedReply(
  { application, interview }: FoundInterview,
  { startsAt, minutes, zone }: Times,
  { facts, now, prefill, doubt }: Situation & { prefill?: string | undefined; doubt?: string | undefined },
): Reply {
  const to = startsAt ? sayInstant(startsAt, facts.settings.zone, now) : 'another time';
  const from = whenItIs(interview, facts.settings.zone, now);
  const name = nameOf(application);
  const note = doubt ? ` ${escapeMrkdwn(doubt)}` : '';
  const value = JSON.stringify({ interviewId: interview.id, startsAt, minutes, zone });
  if (!prefill)
    return withButton(
      `They moved *${name}*: from ${from} to *${to}*.${note}`,
      button('Check and save', 'interview.edit', value, 'primary'),
    );
  return withButton(
    `I read an invitation to *${name}* on *${to}*. Is this the one on ${from}, moved?${note}`,
    button('Yes, it was moved', 'interview.edit', value, 'primary'),
    button('No, another round', 'interview.add', prefill),
  );
}

/** `isSure`: it is the invitation that was recorded, and not only one like it. */
export function cancelledReply(
  known: FoundInterview | undefined,
  { facts, now, isSure }: Situation & { isSure: boolean },
): Reply {
  if (!known)
    return sentence('They cancelled an interview that is not recorded here, so there is nothing to do.');
  const { application, interview } = known;
  const name = nameOf(application);
  const when = whenItIs(interview, facts.settings.zone, now);
  const text = isSure
    ? `They cancelled *${name}*, ${when}. Is a new time to come?`
    : `They cancelled an interview with *${name}*. Is this the one on ${when}? Then: is a new time to come?`;
  return withButton(
    text,
    button(
      'A new time will come',
      'heard.which.0',
      heardValue(application.id, { outcome: 'postponed', interviewId: interview.id }),
      'primary',
    ),
    button('Remove it', 'interview.undo', interview.id),
  );
}

/** What was sent along, and not read. */
export function withUnread(reply: Reply, { files, hasWords }: { files: number; hasWords: boolean }): Reply {
  const notes = [
    ...(files > 1 ? [`I read the first of the ${files} invitations only. Drop the rest one by one.`] : []),
    ...(hasWords ? ['I read the file, and not the words beside it. If they say more, send them alone.'] : []),
  ];
  return { ...reply, blocks: [...reply.blocks, ...notes.map((note) => section(note))] };
}

export function notDownloadedReply(reason: 'no-scope' | 'too-large' | 'unreachable'): Reply {
  const why = {
    'no-scope':
      'I may not open files in this workspace: whoever installed me did not allow it (`files:read`).',
    'too-large': 'That file is larger than any invitation.',
    unreachable: 'Slack did not give me the file. Please drop it again in a minute.',
  }[reason];
  const text = `${why} ${OTHERWISE}`;
  return withButton(text, button('Fill in the form', 'interview.add', '{}', 'primary'));
}

function withButton(text: string, ...elements: ActionsBlock['elements']): Reply {
  return { text, blocks: [section(text), { type: 'actions', elements }] };
}
