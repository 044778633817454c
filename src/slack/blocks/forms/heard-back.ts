import type { ActionsBlock, Button, ModalView } from '@slack/types';
import { type Application, OUTCOMES, type Outcome } from '../../../etiquette/facts.ts';
import { button, nameOf, section } from '../text.ts';
import { date, form, input, menu } from '../views.ts';

/** In the member's own words. */
export const OUTCOME_LABELS: Record<Outcome, string> = {
  'next-round': 'They invite me to a next round',
  offer: 'They made me an offer',
  rejection: 'They said no',
  waiting: 'Not decided yet',
  postponed: 'They moved the interview',
  'no-show': 'They didn’t show up',
  withdrawn: 'I withdrew',
  'no-answer': 'I close it: they never answered',
};

/** The same of what was heard, or decided, some time ago. */
export const HEARD_LABELS: Record<Outcome, string> = {
  ...OUTCOME_LABELS,
  'no-answer': 'I closed it: they never answered',
};

/** `interview.heard-back`. */
export function heardBackForm(application: Application): ModalView {
  const labels = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, OUTCOME_LABELS[outcome]]));
  return form('interview.heard-back', 'Heard back', application.id, [
    section(`*${nameOf(application)}*`),
    input('outcome', 'What did you hear?', menu(labels), { optional: false }),
    input('reply-by', 'By when?', date(), {
      hint: 'Not decided yet: when they will answer. An offer: the day by which you must answer.',
    }),
  ]);
}

const NEW_DATE: Partial<Record<Outcome, string>> = {
  'next-round': 'Record the next round',
  postponed: 'Record the new time',
  'no-show': 'Record the new time',
};

/** What can be done with an answer that was just recorded: its next date, whether to stay in touch, and a way back. */
export function afterHearing(application: Application, outcome: Outcome, answerId: string): ActionsBlock {
  const record = NEW_DATE[outcome];
  const nextOf = JSON.stringify({ nextOf: application.id });
  return {
    type: 'actions',
    block_id: `heard/${answerId}`,
    elements: [
      ...(record ? [button(record, 'interview.add', nextOf, 'primary')] : []),
      ...(outcome === 'rejection' ? [helloButton(application)] : []),
      button('Undo', 'heard.undo', answerId),
    ],
  };
}

/** Whether a hello is to come three months after a rejection: the button says what it changes. */
export function helloButton({ id, stayInTouch }: Application): Button {
  return stayInTouch
    ? button('No hello in three months', 'application.no-hello', id)
    : button('Say hello in three months after all', 'application.hello', id);
}
