import type { ModalView } from '@slack/types';
import type { Facts } from '../../etiquette/facts.ts';
import { type FoundInterview, findInterview } from '../../etiquette/find.ts';
import { planLines } from './lists.ts';
import { whenItIs } from './nudge-words.ts';
import { nameOf } from './text.ts';
import { savedView } from './views.ts';

/** What an edit changed: the interview and its reminders, before and after. What no longer comes is struck out. */
export function changedView(
  { before, facts }: { before: Facts; facts: Facts },
  interviewId: string,
  now: Date,
): ModalView {
  const [was, is] = [findInterview(before, interviewId), findInterview(facts, interviewId)];
  if (!was || !is) return savedView('Changed', ['That interview is no longer recorded.']);
  const [planBefore, planAfter] = [
    planLines(was.application, before, now),
    planLines(is.application, facts, now),
  ];
  const gone = planBefore.filter((line) => !planAfter.includes(line)).map(headline);
  const saidBefore = headlineOf(was, before, now);
  const saidNow = headlineOf(is, facts, now);
  return savedView('Changed', [
    ...(saidBefore === saidNow ? [] : [`Before: ~${saidBefore}~`]),
    `Now: *${saidNow}*`,
    '',
    '*What comes next*',
    ...planAfter,
    ...(gone.length > 0 ? ['', '*No longer*', ...gone.map((line) => `~${line}~`)] : []),
  ]);
}

function headlineOf({ application, interview }: FoundInterview, { settings }: Facts, now: Date): string {
  return `${nameOf(application)}, ${whenItIs(interview, settings.zone, now)}, ${interview.minutes} minutes`;
}

/** A line of the plan without its reason. */
function headline(line: string): string {
  return line.split('\n')[0] ?? line;
}
