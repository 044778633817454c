/** Answers to what a member records or presses. */
import type { ActionsBlock } from '@slack/types';
import { localDate, sayDate, sayInstant } from '../../etiquette/calendar.ts';
import type { Application, Delivery, Facts, Interview, LocalDate, Outcome } from '../../etiquette/facts.ts';
import { isNoLongerPromised } from '../../etiquette/overtaken.ts';
import { currentRound, ending, isOff } from '../../etiquette/rounds.ts';
import { NOTHING_YET, planLines } from './lists.ts';
import { saidLines, whenItIs } from './nudge-words.ts';
import {
  button,
  clip,
  context,
  count,
  escapeMrkdwn,
  listOf,
  nameOf,
  type Reply,
  section,
  sections,
  sentence,
  thatFit,
} from './text.ts';

const HALF_A_MESSAGE = 5000;

/** The card of what was understood: company, day, time and zone spelled out, what comes next, and a way back. */
export function interviewCard(
  {
    status,
    interviewId,
    facts,
  }: { status: 'recorded' | 'completed' | 'known'; interviewId: string; facts: Facts },
  now: Date,
): Reply {
  const application = facts.applications.find(({ interviews }) =>
    interviews.some(({ id }) => id === interviewId),
  );
  const interview = application?.interviews.find(({ id }) => id === interviewId);
  if (!application || !interview) return sentence('That interview is no longer recorded.');
  const heading = { recorded: 'Recorded', completed: 'Completed', known: 'Already recorded' }[status];
  const people = interview.interviewers.map(({ name, email }) =>
    escapeMrkdwn(email ? `${name} <${email}>` : name),
  );
  const lines = [
    `*${heading}: ${nameOf(application)}*`,
    `${whenItIs(interview, facts.settings.zone, now)}, ${count(interview.minutes, 'minute', 'minutes')}`,
    ...(people.length > 0 ? [`With ${listOf(people)}`] : []),
    ...(application.agency ? [`Through ${escapeMrkdwn(application.agency.name)}, who gets every draft`] : []),
    ...(application.coordinator ? [`Arranged by ${escapeMrkdwn(application.coordinator.name)}`] : []),
    ...saidLines(application, interview, now),
    ...interview.promises.map(
      ({ what, dueAt }) => `You send ${escapeMrkdwn(what)} by ${sayInstant(dueAt, facts.settings.zone, now)}`,
    ),
  ];
  return {
    text: `${heading}: ${nameOf(application)}, ${whenItIs(interview, facts.settings.zone, now)}`,
    blocks: [
      ...sections(lines, HALF_A_MESSAGE),
      ...sections(['*What comes next*', ...planLines(application, facts, now)], HALF_A_MESSAGE),
      cardButtons(status, interviewId),
      ...otherRounds(application, interview, now).flatMap((other) => [
        section(`You also have ${whenItIs(other, facts.settings.zone, now)}. If they moved it:`),
        undoButton('Remove the other one', other.id),
      ]),
      context('Only you see what you record.'),
    ],
  };
}

function cardButtons(status: 'recorded' | 'completed' | 'known', interviewId: string): ActionsBlock {
  return {
    type: 'actions',
    block_id: `card/${interviewId}`,
    elements: [
      button('Edit', 'interview.edit', interviewId),
      ...(status === 'recorded' ? [button('Undo', 'interview.undo', interviewId)] : []),
      button('Add to calendar', 'interview.calendar', interviewId),
    ],
  };
}

function undoButton(label: string, interviewId: string): ActionsBlock {
  return {
    type: 'actions',
    block_id: `undo/${interviewId}`,
    elements: [button(label, 'interview.undo', interviewId)],
  };
}

/** Two interviews ahead at one company are more often one that was moved, or a slip of the pen. */
function otherRounds(application: Application, interview: Interview, now: Date): Interview[] {
  const { interviews } = application;
  if (interview.startsAt <= now) return [];
  const others = interviews.filter((other) => other.id !== interview.id && other.startsAt > now);
  return others.filter((other) => !isOff(application, other)).slice(0, 3);
}

/** Behind an interview's id: what was recorded of it since may go as well. */
export const SURE = 'sure';

export function undoneReply(status: 'undone' | 'gone' | 'grown', interviewId: string): Reply {
  if (status === 'undone') return sentence('Taken back: that interview is no longer recorded.');
  if (status === 'gone') return sentence('That interview was not recorded any more.');
  const text = 'You told me more about that interview since, or edited a letter. Remove it with all of that?';
  const remove = button('Remove all of it', 'interview.undo', `${interviewId}/${SURE}`, 'danger');
  return { text, blocks: [section(text), { type: 'actions', elements: [remove] }] };
}

export const GONE = sentence('That interview is no longer recorded, so there is nothing to do.');

/** The line that takes the place of a nudge's buttons. */
export function standingIn(standing: Standing, now: Date): string {
  if (standing.status === 'gone') return GONE.text;
  const { zone } = standing.facts.settings;
  switch (standing.status) {
    case 'done':
      return ':white_check_mark: Done.';
    case 'already-done': {
      const doneAt = standing.delivery?.doneAt;
      return `:white_check_mark: You marked this done${doneAt ? ` on ${sayInstant(doneAt, zone, now)}` : ''}.`;
    }
    case 'snoozed':
      return `:zzz: Snoozed until ${sayInstant(standing.until, zone, now)}.`;
    case 'too-late':
      return ':hourglass: Later would be too late for this one. Do it now if you can.';
    case 'over':
      return ':hourglass: The time for this one is over: there is nothing to put off.';
    case 'overtaken':
      return `Nothing to do any more: ${overtakenBy(standing)}.`;
  }
}

/** How a nudge stands after a press. */
type Standing =
  | { status: 'gone' }
  | (About &
      (
        | { status: 'done' | 'already-done' | 'overtaken' | 'too-late' | 'over' }
        | { status: 'snoozed'; until: Date }
      ));
type About = {
  application: Application;
  interview?: Interview | undefined;
  delivery?: Delivery | undefined;
  facts: Facts;
};

function overtakenBy(about: About): string {
  const end = ending(about.application);
  if (!end && isNoLongerPromised(about)) return 'it is no longer promised';
  if (!end) return 'what you recorded since has overtaken this';
  const words: Partial<Record<Outcome, string>> = {
    offer: 'they made you an offer',
    rejection: 'they said no',
    withdrawn: 'you withdrew',
    'no-answer': 'it is closed without an answer',
  };
  return words[end.outcome] ?? 'it has ended';
}

export const NOTHING_TO_WRITE = sentence(
  'There is nothing for me to draft: everyone is thanked, or the answer is yours alone to give.',
);

export function notThereReply(name: string | undefined, facts: Facts): Reply {
  if (facts.applications.length === 0) return sentence(NOTHING_YET);
  if (!name) return sentence('Nothing is open at the moment. /interview list shows what there was.');
  return sentence(`I have nothing recorded for “${clip(name, 80)}”. /interview list shows what there is.`);
}

/** An interview at a company with several open applications, of which none was named. */
export function whichRole(company: string, roles: readonly string[]): string {
  return `You have several applications at ${company}: ${listOf(roles)}. Which role is it? Name it after the company.`;
}

/** More rows than these nobody reads; who has more will be quicker with the name. */
const CHOICES = 20;

/** Which of several applications is meant, each spelled out beside its button; `heard`: what came from it. */
export function whichReply(
  candidates: readonly Application[],
  kind: 'heard' | 'plan' | 'when' | 'show' | 'edit',
  now: Date,
  heard?: Heard,
): Reply {
  const text = 'Which one do you mean?';
  const rows = candidates.slice(0, CHOICES).map((one, index) => ({
    ...section(`*${nameOf(one)}*${lastDay(one, now)}`),
    accessory: button('This one', `${kind}.which.${index}`, heard ? heardValue(one.id, heard) : one.id),
  }));
  const shown = thatFit(rows);
  const more = candidates.length - shown.length;
  const rest = more > 0 ? [context(`And ${more} more: write more of the name.`)] : [];
  return { text, blocks: [section(text), ...shown, ...rest] };
}

function lastDay(application: Application, now: Date): string {
  const round = currentRound(application) ?? application.interviews.at(-1);
  return round ? `, interview on ${sayDate(localDate(round.startsAt, round.zone), now)}` : '';
}

type Heard = {
  outcome: Outcome;
  interviewId?: string | undefined;
  replyBy?: LocalDate | undefined;
  answerBy?: LocalDate | undefined;
};

/** What a button of `whichReply` carries. */
export function heardValue(applicationId: string, heard: Heard): string {
  return JSON.stringify({ applicationId, ...heard });
}
