/** Answers to what a member heard, or decided. */
import type { ActionsBlock } from '@slack/types';
import { sayDate } from '../../etiquette/calendar.ts';
import type { Answer, Application, Facts, Outcome } from '../../etiquette/facts.ts';
import { mayIWrite } from '../../etiquette/may-i-write.ts';
import { pursuitsOf } from '../../etiquette/nudge.ts';
import { plan } from '../../etiquette/plan.ts';
import { answersInOrder } from '../../etiquette/rounds.ts';
import type { WhatTheySaid } from '../../etiquette/told.ts';
import { GONE } from './answers.ts';
import { afterHearing } from './forms/heard-back.ts';
import { comingAbout, planLines } from './lists.ts';
import { draftButton } from './nudge-message.ts';
import { sharedReply } from './share.ts';
import { button, nameOf, type Reply, sections, sentence } from './text.ts';

const HEARD: Record<Outcome, (name: string, by?: string) => string> = {
  'next-round': (name) =>
    `Well done! Next round at ${name}. Record its date when you have it, and I take it from there.`,
  waiting: (name) => `Noted: no decision from ${name} yet.`,
  postponed: (name) =>
    `Noted: ${name} moved it. Nothing more comes about the old time; record the new one when you have it.`,
  'no-show': (name) =>
    `Noted: nobody showed up from ${name}. Write a friendly line to ask for a new time, today; it happens.`,
  offer: (name, by) =>
    `Congratulations on the offer from ${name}! All other reminders about it have stopped. ${by ? `You answer by ${by}.` : 'Tell me by when you must answer, as in `/interview heard offer Acme by 9 December`, and I remind you a day before.'}`,
  rejection: (name) =>
    `I am sorry about ${name}. A gracious reply keeps the door open, and is all that I remind you of on the day of a no.`,
  withdrawn: (name) => `Noted: you withdrew from ${name}. All reminders about it have stopped.`,
  'no-answer': (name) => `Closed: ${name} never answered. Should they still call, record it and we go on.`,
};

/** `shareIn`: a channel that the member can tell of an offer. */
type Recorded = {
  status: 'recorded' | 'known';
  answerId: string;
  facts: Facts;
  shareIn?: string | undefined;
};

/** The answer to "heard back": what it means, what comes next, and a way to the next date, and back. */
export function heardReply(
  recorded: Recorded | 'too-early',
  applicationId: string,
  outcome: Outcome,
  now: Date,
): Reply {
  if (recorded === 'too-early') return sentence(TOO_EARLY);
  const { status, answerId, facts, shareIn } = recorded;
  const application = facts.applications.find(({ id }) => id === applicationId);
  if (!application) return GONE;
  const said = saidOf(application, { outcome, id: answerId }, facts, now);
  const words = `${status === 'known' ? 'I had that already. ' : ''}${said}`;
  const after = whatCanBeDone(application, { outcome, id: answerId }, facts);
  const share = shareIn ? [button('Share this win', 'community.share', application.id)] : [];
  const all = { ...after, elements: [...share, ...after.elements] };
  return { text: words, blocks: [...whatComes(words, application, facts, now), all] };
}

type AnswerMeant = Pick<Answer, 'outcome' | 'id'>;

function saidOf(application: Application, { outcome, id }: AnswerMeant, facts: Facts, now: Date): string {
  const answers = answersInOrder(application);
  const index = answers.findIndex((answer) => answer.id === id);
  const by = answers[index]?.answerBy;
  const name = nameOf(application);
  if (outcome === 'offer' && by && answers[index - 1]?.outcome === 'offer')
    return `Noted: you answer the offer from ${name} by ${sayDate(by, now)}.`;
  const said = HEARD[outcome](name, by && sayDate(by, now));
  return outcome === 'waiting' ? `${said} ${whetherToAsk(application, facts, now)}` : said;
}

/** A reminder is promised where one comes; where none does, it is said what holds instead. */
function whetherToAsk(application: Application, facts: Facts, now: Date): string {
  if (comingAbout(application, facts, now).some(({ rule }) => rule === 'check-in'))
    return 'I remind you when it is time to ask, and not before.';
  const pursuit = pursuitsOf(facts).find((one) => one.application.id === application.id);
  return `I do not remind you to ask. ${pursuit ? mayIWrite(pursuit, now).why : ''}`;
}

/** The sentence above the button to the debrief, where they asked to be left alone. */
export function sayHoldOff({ holdOff, noContact }: WhatTheySaid, now: Date): string {
  if (noContact) return 'They call you, then. Check it in the form, and save: I hold you back from asking.';
  if (holdOff)
    return `They asked you to wait until ${sayDate(holdOff, now)}. Check it in the form, and save: I hold you back until then.`;
  return 'They asked you to wait. Say in the form until when, and I hold you back until then.';
}

/** The answer to whether to say hello in three months. */
export function helloReply(changed: Changed | undefined, now: Date): Reply {
  if (!changed) return GONE;
  const { application, facts } = changed;
  const words = application.stayInTouch
    ? `Good: three months after their no I remind you to say hello to ${nameOf(application)}.`
    : `Noted: no hello to ${nameOf(application)} in three months.`;
  const last = answersInOrder(application).at(-1);
  const after = last ? [whatCanBeDone(application, last, facts)] : [];
  return { text: words, blocks: [...whatComes(words, application, facts, now), ...after] };
}

type Changed = { application: Application; facts: Facts };

/** What cannot have been heard yet. */
export const TOO_EARLY =
  'That interview lies ahead, so nobody can have stayed away from it. If they moved it, choose that, or write: /interview heard postponed Acme';

/** The answer to the undo of "heard back". */
export function unheardReply(
  undone:
    | { application: Application; facts: Facts; win?: Parameters<typeof sharedReply>[0] | undefined }
    | undefined,
  now: Date,
): Reply {
  if (!undone) return sentence('That was taken back already.');
  const { application, facts, win } = undone;
  const after = facts.applications.find(({ id }) => id === application.id) ?? application;
  const words = `Taken back: what you heard from ${nameOf(after)} is no longer recorded.`;
  // What the channel was told stays there, until that is taken back as well.
  const shared = win ? sharedReply(win).blocks : [];
  return { text: words, blocks: [...whatComes(words, after, facts, now), ...shared] };
}

/** What was closed by a press, with the way back. */
export function closedReply({ application: { id }, facts }: Changed, now: Date): Reply | undefined {
  const application = facts.applications.find((one) => one.id === id);
  const last = application && answersInOrder(application).at(-1);
  return last && heardReply({ status: 'recorded', answerId: last.id, facts }, id, last.outcome, now);
}

/** The gracious reply is to be had at once, whenever its reminder comes. */
function whatCanBeDone(application: Application, { outcome, id }: AnswerMeant, facts: Facts): ActionsBlock {
  const after = afterHearing(application, outcome, id);
  const reply = plan(facts).find(
    (nudge) => nudge.rule === 'gracious-reply' && nudge.applicationId === application.id,
  );
  return reply ? { ...after, elements: [draftButton(reply.id), ...after.elements] } : after;
}

function whatComes(words: string, application: Application, facts: Facts, now: Date) {
  return sections([words, '*What comes next*', ...planLines(application, facts, now)]);
}
