/** Everything about one application, with what can be done about it: `/interview show`, and the page behind a row. */
import type { ActionsBlock, KnownBlock } from '@slack/types';
import { sayInstant } from '../../etiquette/calendar.ts';
import type { Application, Facts, Interview, MaterialPromise } from '../../etiquette/facts.ts';
import { mayIWrite } from '../../etiquette/may-i-write.ts';
import { pursuitsOf } from '../../etiquette/nudge.ts';
import { answersInOrder, ending, endOf, isCalledOff, isOff } from '../../etiquette/rounds.ts';
import { SURE } from './answers.ts';
import { HEARD_LABELS, helloButton } from './forms/heard-back.ts';
import { KIND_LABELS } from './forms/interview.ts';
import { planLines, sayVerdict } from './lists.ts';
import { saidLines, sayAnswerBy, whenItIs } from './nudge-words.ts';
import { button, count, escapeMrkdwn, nameOf, type Reply, section, sections, thatFit } from './text.ts';

/** Rounds that are shown with their buttons; who has more sees the latest. */
const ROUNDS = 5;
/** Characters in one part of the page, of which a window has room for ten. */
const PART = 15_000;

/** The same as a message, as much of it as fits; the rest is one click away. */
export function applicationReply(application: Application, facts: Facts, now: Date): Reply {
  const blocks = applicationBlocks(application, facts, now);
  const shown = thatFit(blocks);
  return {
    text: nameOf(application),
    blocks: shown.length === blocks.length ? blocks : [...shown, ...showAll(application)],
  };
}

function showAll({ id }: Application): KnownBlock[] {
  return [
    section('_There is more than fits into one message._'),
    {
      type: 'actions',
      elements: [
        button('Show all of it', 'application.show', id, 'primary'),
        button('Heard back', 'application.heard-back', id),
      ],
    },
  ];
}

export function applicationBlocks(application: Application, facts: Facts, now: Date): KnownBlock[] {
  const rounds = [...application.interviews].sort((a, b) => b.startsAt.getTime() - a.startsAt.getTime());
  const pursuit = pursuitsOf(facts).find((one) => one.application.id === application.id);
  const answers = answersInOrder(application);
  const last = answers.at(-1);
  const heard = answers.map(
    (answer) =>
      `• ${HEARD_LABELS[answer.outcome]}, ${sayInstant(answer.heardAt, facts.settings.zone, now)}${sayAnswerBy(answer, now)}`,
  );
  return [
    ...sections([`*${nameOf(application)}*`, ...contactLines(application)], PART),
    ...rounds.slice(0, ROUNDS).flatMap((round) => roundBlocks(application, round, facts, now)),
    ...(rounds.length > ROUNDS
      ? [section(`And ${count(rounds.length - ROUNDS, 'earlier round', 'earlier rounds')}.`)]
      : []),
    ...(heard.length > 0 ? sections(['*What you heard*', ...heard], PART) : []),
    ...(pursuit ? [section(`*May I write?* ${sayVerdict(mayIWrite(pursuit, now), now)}`)] : []),
    ...sections(['*What comes next*', ...planLines(application, facts, now)], PART),
    {
      type: 'actions',
      elements: [
        button('Heard back', 'application.heard-back', application.id, 'primary'),
        ...(ending(application)?.outcome === 'rejection' ? [helloButton(application)] : []),
        ...(last ? [button('Take the last answer back', 'heard.undo', last.id)] : []),
      ],
    },
  ];
}

function contactLines({ agency, coordinator, traditional }: Application): string[] {
  const said = ({ name, email }: { name: string; email?: string | undefined }) =>
    escapeMrkdwn(email ? `${name} <${email}>` : name);
  return [
    ...(agency ? [`Through ${said(agency)}, who gets every draft`] : []),
    ...(coordinator ? [`Arranged by ${said(coordinator)}`] : []),
    ...(traditional ? ['A traditional company: a note by hand is welcome'] : []),
  ];
}

function roundBlocks(application: Application, round: Interview, facts: Facts, now: Date): KnownBlock[] {
  const { zone } = facts.settings;
  const off = isOff(application, round);
  const isOver = endOf(round) <= now;
  const isStruck = off || isCalledOff(application, round);
  const when = `${whenItIs(round, zone, now)}, ${count(round.minutes, 'minute', 'minutes')}`;
  const lines = [
    `*${KIND_LABELS[round.kind]}*: ${isStruck ? `~${when}~ ${isOver ? 'did' : 'does'} not take place` : when}`,
    ...round.interviewers.map(
      ({ name, email, talkingPoint, thankedAt }) =>
        `• ${escapeMrkdwn(email ? `${name} <${email}>` : name)}${talkingPoint ? `: ${escapeMrkdwn(talkingPoint)}` : ''}${thankedAt ? ' :white_check_mark: thanked' : ''}`,
    ),
    ...round.promises.map((promise) =>
      promiseLine(promise, { zone, now, isOwed: !promise.droppedAt && !ending(application) }),
    ),
    ...saidLines(application, round, now),
  ];
  return [...sections(lines, PART), roundButtons(round, isOver && !off)];
}

type Promised = { zone: string; now: Date; isOwed: boolean };

/** Nobody waits any more for what was promised in an application that has ended. */
function promiseLine({ what, dueAt, sentAt }: MaterialPromise, { zone, now, isOwed }: Promised): string {
  const by = `${escapeMrkdwn(what)} by ${sayInstant(dueAt, zone, now)}`;
  if (sentAt) return `:white_check_mark: You sent ${escapeMrkdwn(what)}`;
  return isOwed ? `You send ${by}` : `~You send ${by}~`;
}

function roundButtons({ id }: Interview, isOver: boolean): ActionsBlock {
  return {
    type: 'actions',
    elements: [
      ...(isOver ? [button('What they said', 'interview.debrief', id)] : []),
      button('Edit', 'interview.edit', id),
      button('Add to calendar', 'interview.calendar', id),
      {
        type: 'button',
        text: { type: 'plain_text', text: 'Remove' },
        action_id: 'interview.undo',
        value: `${id}/${SURE}`,
        style: 'danger',
        confirm: {
          title: { type: 'plain_text', text: 'Remove this interview?' },
          text: { type: 'plain_text', text: 'Its reminders stop, and what you recorded of it is gone.' },
          confirm: { type: 'plain_text', text: 'Remove' },
          deny: { type: 'plain_text', text: 'Keep' },
        },
      },
    ],
  };
}
