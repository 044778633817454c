import type {
  ActionsBlock,
  Button,
  KnownBlock,
  MessageMetadata,
  ModalView,
  StaticSelect,
} from '@slack/types';
import type { Facts, Rule } from '../../etiquette/facts.ts';
import { aliasOf, type FoundNudge } from '../../etiquette/find.ts';
import { asksForAnswer, type Nudge } from '../../etiquette/nudge.ts';
import { type Snooze, usualSnooze } from '../../etiquette/snooze.ts';
import { type Subject, titleOf, whatToDo } from './nudge-words.ts';
import { quietQuestion } from './quiet.ts';
import { button, clip, context, type Reply, section, thatFit } from './text.ts';
import { page } from './views.ts';

type Outgoing = Nudge & { deliveryId: string };

/**
 * Every nudge takes three blocks and a divider, and one more that says how it stands once it was pressed; with the question
 * whether to go quiet below them they stay within a message's fifty.
 */
const NUDGES_A_MESSAGE = 9;

const SNOOZES = [
  ['hour', 'In an hour'],
  ['evening', 'This evening'],
  ['morning', 'Tomorrow morning'],
  ['choose', 'Choose a time…'],
] as const;
const ONE_TAP: Record<Snooze, string> = {
  hour: 'Snooze 1 hour',
  evening: 'Snooze to this evening',
  morning: 'Snooze to tomorrow',
  workday: 'Snooze to next business day',
};
const WITHOUT_DRAFT: readonly Rule[] = ['closing', 'debrief', 'moving-on'];

type Batch = { facts: Facts; outgoing: readonly Outgoing[]; asksForQuiet?: boolean };

/** The message that brings a member the nudges that are due together. */
export function nudgeMessage(
  { facts, outgoing, asksForQuiet }: Batch,
  now: Date,
): Reply & { metadata: MessageMetadata } {
  const { discreet } = facts.settings;
  const parts = outgoing.flatMap((nudge) => {
    const subject = subjectIn(facts, nudge, now);
    if (!subject) return [];
    const { deliveryId } = nudge;
    return discreet
      ? [discreetly(deliveryId, aliasOf(facts, subject.application))]
      : [{ title: titleOf(subject), blocks: nudgeBlocks(deliveryId, subject) }];
  });
  const blocks = parts.flatMap(({ blocks }, index): KnownBlock[] => [
    ...(index > 0 ? [{ type: 'divider' } as const] : []),
    ...blocks,
  ]);
  const nudges = outgoing.map(({ deliveryId, rule }) => ({ id: deliveryId, rule }));
  return {
    text: clip(parts.map(({ title }) => title).join(' · '), 3000),
    blocks: [...blocks, ...(asksForQuiet ? quietQuestion() : [])],
    metadata: { event_type: 'nudge', event_payload: { nudges } },
  };
}

/** As many of the nudges, from the first, as one message has room for; at least one. */
export function nudgesForOneMessage<T extends Nudge>(facts: Facts, due: readonly T[], now: Date): T[] {
  const fits = (most: number) => {
    const outgoing = due.slice(0, most).map((nudge) => ({ ...nudge, deliveryId: nudge.id }));
    const { blocks } = nudgeMessage({ facts, outgoing, asksForQuiet: true }, now);
    return thatFit(blocks).length === blocks.length;
  };
  let most = Math.min(NUDGES_A_MESSAGE, due.length);
  while (most > 1 && !fits(most)) most -= 1;
  return due.slice(0, most);
}

/** A nudge that names nobody; what it is about shows in a window that Slack does not keep. */
function discreetly(deliveryId: string, alias: string): { title: string; blocks: KnownBlock[] } {
  const title = `A reminder about interview ${alias}`;
  const show = button('Show', 'nudge.show', deliveryId, 'primary');
  return { title, blocks: [section(title, `say/${deliveryId}`), { type: 'actions', elements: [show] }] };
}

/** One nudge with its buttons, as a modal shows it to who presses Show. */
export function nudgeView(facts: Facts, { nudge, delivery }: FoundNudge, now: Date): ModalView | undefined {
  const subject = nudge && subjectIn(facts, nudge, now);
  return subject && delivery && page('A reminder', nudgeBlocks(delivery.id, subject));
}

export function subjectIn(facts: Facts, nudge: Nudge, now: Date): Subject | undefined {
  const application = facts.applications.find(({ id }) => id === nudge.applicationId);
  if (!application) return undefined;
  const interview = application.interviews.find(({ id }) => id === nudge.interviewId);
  return { nudge, application, interview, zone: facts.settings.zone, now };
}

function nudgeBlocks(deliveryId: string, subject: Subject): KnownBlock[] {
  return [
    section(whatToDo(subject), `say/${deliveryId}`),
    context(`_Why:_ ${subject.nudge.why}`, `why/${deliveryId}`),
    nudgeButtons(deliveryId, subject.nudge),
  ];
}

/** `name` is the delivery's id, or the nudge's own where it was not sent yet: that one cannot be snoozed. */
export function nudgeButtons(name: string, nudge: Nudge, { canSnooze = true } = {}): ActionsBlock {
  const { rule } = nudge;
  return {
    type: 'actions',
    block_id: buttonsId(name),
    elements: [
      ...(rule === 'debrief' ? [debriefButton(name)] : []),
      ...(hasDraft(nudge) ? [draftButton(name)] : []),
      doneButton(name, rule),
      ...(canSnooze ? [button(ONE_TAP[usualSnooze(rule)], 'nudge.snooze', name), snoozeMenu(name)] : []),
      button('Heard back', 'nudge.heard-back', name),
    ],
  };
}

/** The one press that brings a nudge furthest, before it was sent. */
export function firstButton(nudge: Nudge): Button {
  const { id, rule } = nudge;
  if (rule === 'debrief') return debriefButton(id);
  return hasDraft(nudge) ? draftButton(id) : doneButton(id, rule);
}

function hasDraft(nudge: Nudge): boolean {
  return !WITHOUT_DRAFT.includes(nudge.rule) && !asksForAnswer(nudge);
}

export function debriefButton(name: string): Button {
  return button('Tell what they said', 'nudge.debrief', name, 'primary');
}

export function draftButton(name: string): Button {
  return button('Draft', 'nudge.draft', name, 'primary');
}

function doneButton(name: string, rule: Rule): Button {
  return button(rule === 'moving-on' ? 'Close it' : 'Done', 'nudge.done', name);
}

function snoozeMenu(deliveryId: string): StaticSelect {
  return {
    type: 'static_select',
    action_id: 'nudge.snooze-menu',
    placeholder: { type: 'plain_text', text: 'Snooze until…' },
    options: SNOOZES.map(([choice, label]) => ({
      text: { type: 'plain_text', text: label },
      value: `${choice}/${deliveryId}`,
    })),
  };
}

function buttonsId(deliveryId: string): string {
  return `do/${deliveryId}`;
}

/**
 * The same message after a press: how the nudge stands, in place of its buttons, or above them while they still make
 * sense. The other nudges of the message stay as they are.
 */
export function withStanding(
  blocks: readonly KnownBlock[],
  deliveryId: string,
  standing: string,
  keepButtons: boolean,
): KnownBlock[] {
  const status = context(standing, `status/${deliveryId}`);
  const buttons = blocks.find(({ block_id }) => block_id === buttonsId(deliveryId));
  const place = buttons ?? blocks.find(({ block_id }) => block_id === status.block_id);
  const stands = keepButtons && buttons ? [status, buttons] : [status];
  if (!place) return [...blocks, ...stands];
  return blocks
    .filter((block) => block === place || block.block_id !== status.block_id)
    .flatMap((block) => (block === place ? stands : [block]));
}
