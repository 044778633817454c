import type { ModalView } from '@slack/types';
import type { OpenNudge } from '../../etiquette/advice.ts';
import { sayDate } from '../../etiquette/calendar.ts';
import type { Contact, Facts } from '../../etiquette/facts.ts';
import { type FoundInterview, findInterview } from '../../etiquette/find.ts';
import { isOff } from '../../etiquette/rounds.ts';
import { KIND_LABELS } from './forms/interview.ts';
import { comingAbout, lineOf, planLines } from './lists.ts';
import { whenItIs } from './nudge-words.ts';
import { count, escapeMrkdwn, listOf, nameOf } from './text.ts';
import { savedView } from './views.ts';

type Seen = FoundInterview & { facts: Facts; now: Date };

/** What an edit changed: the interview and its reminders, before and after. What no longer comes is struck out. */
export function changedView(
  { before, facts }: { before: Facts; facts: Facts },
  interviewId: string,
  now: Date,
): ModalView {
  const [was, is] = [findInterview(before, interviewId), findInterview(facts, interviewId)];
  if (!was || !is) return savedView('Changed', ['That interview is no longer recorded.']);
  const after = comingAbout(is.application, facts, now);
  const gone = comingAbout(was.application, before, now)
    .filter((nudge) => !after.some((other) => isSame(nudge, other)))
    .map((nudge) => lineOf(nudge, before, now).split('\n')[0]);
  return savedView('Changed', [
    ...differences({ ...was, facts: before, now }, { ...is, facts, now }),
    ...spent(was, is),
    '',
    '*What comes next*',
    ...planLines(is.application, facts, now),
    ...(gone.length > 0 ? ['', '*No longer*', ...gone.map((line) => `~${line}~`)] : []),
  ]);
}

function isSame(one: OpenNudge, other: OpenNudge): boolean {
  return one.id === other.id && one.releaseAt.getTime() === other.releaseAt.getTime();
}

/** Each of the form's fields in words; the first says which interview it is, changed or not. */
function fieldsOf({ application, interview, facts, now }: Seen): string[] {
  const { agency, coordinator } = application;
  const off = isOff(application, interview) ? ': it does not take place until you choose its new time' : '';
  return [
    `${nameOf(application)}, ${whenItIs(interview, facts.settings.zone, now)}, ${count(interview.minutes, 'minute', 'minutes')}${off}`,
    KIND_LABELS[interview.kind],
    `With ${said(interview.interviewers)}`,
    `Through ${agency ? said([agency]) : 'no agency'}`,
    `Arranged by ${said(coordinator ? [coordinator] : [])}`,
  ];
}

function said(people: readonly Contact[]): string {
  const names = people.map(({ name, email }) => escapeMrkdwn(email ? `${name} <${email}>` : name));
  return listOf(names) || 'nobody named';
}

function differences(was: Seen, is: Seen): string[] {
  const before = fieldsOf(was);
  return fieldsOf(is).flatMap((field, index) => {
    if (field !== before[index]) return [`Before: ~${before[index]}~`, `Now: *${field}*`];
    return index === 0 ? [`Now: *${field}*`] : [];
  });
}

/** Days that they named for the old time, and that lie before the new one. */
function spent({ interview: was }: FoundInterview, { interview: is }: FoundInterview): string[] {
  if (was.replyBy && !is.replyBy)
    return [`They named ${sayDate(was.replyBy)} before it was moved: I ask again what they say.`];
  return was.holdOffUntil && !is.holdOffUntil
    ? ['The day before which you were not to write is past by then.']
    : [];
}
