/** The forms, as Slack views. Each input's block and action carry the field's name (contract.md, "Names on the wire"). */
import type { Checkboxes, InputBlock, KnownBlock, ModalView } from '@slack/types';
import { localDate, sayDate, sayInstant } from '../../etiquette/calendar.ts';
import { type Application, type Interview, OUTCOMES, type Outcome } from '../../etiquette/facts.ts';
import { context, escapeMrkdwn, listOf, nameOf, section, sections } from './text.ts';

const OUTCOME_LABELS: Record<Outcome, string> = {
  'next-round': 'They invite me to a next round',
  offer: 'They made me an offer',
  rejection: 'They said no',
  waiting: 'Not decided yet',
  postponed: 'They moved the interview',
  'no-show': 'Nobody showed up',
  withdrawn: 'I withdrew',
  'no-answer': 'I close it: they never answered',
};

type Element = InputBlock['element'];

function input(
  field: string,
  label: string,
  element: Element,
  more: { optional?: boolean; hint?: string } = {},
): InputBlock {
  return {
    type: 'input',
    block_id: field,
    label: { type: 'plain_text', text: label },
    element: { ...element, action_id: field },
    optional: more.optional ?? true,
    ...(more.hint ? { hint: { type: 'plain_text', text: more.hint } } : {}),
  };
}

function checkbox(label: string, checked: boolean): Checkboxes {
  const option = { text: { type: 'plain_text' as const, text: label }, value: 'yes' };
  return { type: 'checkboxes', options: [option], ...(checked ? { initial_options: [option] } : {}) };
}

function datepicker(initial?: string): Element {
  return { type: 'datepicker', ...(initial ? { initial_date: initial } : {}) };
}

function form(callbackId: string, title: string, about: string, blocks: KnownBlock[]): ModalView {
  return {
    type: 'modal',
    callback_id: callbackId,
    private_metadata: about,
    title: { type: 'plain_text', text: title },
    submit: { type: 'plain_text', text: 'Save' },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks,
  };
}

/** `interview.heard-back`; `deliveryId` is the nudge whose button opened it. */
export function heardBackForm(application: Application, deliveryId: string): ModalView {
  const options = OUTCOMES.map((outcome) => ({
    text: { type: 'plain_text' as const, text: OUTCOME_LABELS[outcome] },
    value: outcome,
  }));
  return form('interview.heard-back', 'Heard back', deliveryId, [
    section(`*${nameOf(application)}*`),
    input('outcome', 'What did you hear?', { type: 'static_select', options }, { optional: false }),
    input('reply-by', 'By when?', datepicker(), {
      hint: 'Not decided yet: when they will answer. An offer: the day by which you must answer.',
    }),
  ]);
}

/** `interview.debrief`: what was said at the end, in one minute, with what is known already filled in. */
export function debriefForm(
  application: Application,
  interview: Interview,
  deliveryId: string,
  zone: string,
): ModalView {
  const { replyBy, holdOffUntil, interviewers, promises } = interview;
  const known = [
    ...(interviewers.length > 0
      ? [`Recorded: ${listOf(interviewers.map(({ name }) => escapeMrkdwn(name)))}`]
      : []),
    ...promises.map(({ what, dueAt }) => `You send ${escapeMrkdwn(what)} by ${sayInstant(dueAt, zone)}`),
  ];
  return form('interview.debrief', 'What they said', deliveryId, [
    section(`*${nameOf(application)}*, ${sayDate(localDate(interview.startsAt, interview.zone))}`),
    ...(known.length > 0 ? [context(known.join('\n'))] : []),
    input('reply-by', 'They answer by', datepicker(replyBy), {
      hint: 'I hold you back until that day is over.',
    }),
    input(
      'hold-off',
      'They asked not to be contacted before',
      datepicker(holdOffUntil && localDate(holdOffUntil, interview.zone)),
    ),
    input('no-contact', 'Contact', checkbox('“Don’t call us, we call you”', interview.noContact)),
    input(
      'next-day',
      'The next day',
      checkbox('They asked me to get in touch the very next day', interview.nextDayInvited),
    ),
    input(
      'materials',
      'I promised to send',
      { type: 'plain_text_input', multiline: true, max_length: 2000 },
      {
        hint: 'One a line, with its time: references, tomorrow 10:00. Without a time: the next morning.',
      },
    ),
    input(
      'interviewers',
      'I also talked with',
      { type: 'plain_text_input', max_length: 2000 },
      {
        hint: 'Dana Fox dana@acme.com, Bo Li',
      },
    ),
    input(
      'traditional',
      'The company',
      checkbox('A traditional company: a note by hand is welcome', application.traditional),
    ),
  ]);
}

/** `nudge.snooze-until`: any time. `initial` is where the picker starts. */
export function snoozeForm(title: string, deliveryId: string, initial: Date): ModalView {
  const seconds = Math.floor(initial.getTime() / 1000);
  return form('nudge.snooze-until', 'Snooze', deliveryId, [
    section(`*${title}*`),
    input(
      'until',
      'Remind me at',
      { type: 'datetimepicker', initial_date_time: seconds },
      { optional: false },
    ),
  ]);
}

/** What came of a form, in its place. */
export function savedView(title: string, lines: readonly string[]): ModalView {
  return {
    type: 'modal',
    title: { type: 'plain_text', text: title },
    close: { type: 'plain_text', text: 'Close' },
    blocks: sections(lines),
  };
}
