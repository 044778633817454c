/** `interview.add` and `interview.edit`: one interview, as fields. */
import type { KnownBlock, ModalView } from '@slack/types';
import type { InterviewKind } from '../../../etiquette/facts.ts';
import { context, escapeMrkdwn, section } from '../text.ts';
import { form, input, instant, menu, text } from '../views.ts';

export const KIND_LABELS: Record<InterviewKind, string> = {
  'phone-screen': 'Phone screen',
  technical: 'Technical',
  onsite: 'On site',
  panel: 'Panel',
  final: 'Final round',
  other: 'Interview',
};

/** What the fields start from: words as the member would type them. */
export type InterviewFields = {
  company?: string | undefined;
  role?: string | undefined;
  startsAt?: Date | undefined;
  minutes?: number | undefined;
  kind?: InterviewKind | undefined;
  interviewers?: string | undefined;
  zone?: string | undefined;
  agency?: string | undefined;
  coordinator?: string | undefined;
};

/** `say`: what could not be understood of the words that the form was opened with. `about` comes back with the form. */
export function addForm(fields: InterviewFields, about: string, say?: string): ModalView {
  const blocks = [...(say ? [section(escapeMrkdwn(say), 'say')] : []), ...inputs(fields)];
  return form('interview.add', 'Record an interview', about, [
    ...blocks,
    context('Only you see what you record.', 'privacy'),
  ]);
}

export function editForm(fields: InterviewFields, interviewId: string): ModalView {
  return form('interview.edit', 'Change an interview', interviewId, [
    ...inputs(fields),
    input('coordinator', 'Who arranges it', text(fields.coordinator, { most: 400 }), {
      hint: 'Passes on a note to those whose address you do not have: Kim Day kim@acme.com',
    }),
  ]);
}

function inputs(fields: InterviewFields): KnownBlock[] {
  return [
    input('company', 'Company', text(fields.company, { most: 80 }), { optional: false }),
    input('role', 'Role', text(fields.role, { most: 120 })),
    input('starts-at', 'When does it begin?', instant(fields.startsAt), {
      optional: false,
      hint: 'In your own time, as Slack shows it.',
    }),
    input(
      'minutes',
      'How many minutes?',
      {
        type: 'number_input',
        is_decimal_allowed: false,
        min_value: '1',
        max_value: '1440',
        initial_value: String(fields.minutes ?? 60),
      },
      { optional: false },
    ),
    input('kind', 'What kind?', menu(KIND_LABELS, fields.kind ?? 'other'), { optional: false }),
    input('interviewers', 'With whom?', text(fields.interviewers, { lines: true }), {
      hint: 'One a line: Dana Fox dana@acme.com. After the talk add what you talked about: Dana Fox: the data platform.',
    }),
    input('zone', 'Their time zone', text(fields.zone, { most: 60 }), {
      hint: 'If it is another than yours, the card shows both: London, ET, America/New_York.',
    }),
    input('agency', 'Through an agency?', text(fields.agency, { most: 400 }), {
      hint: 'The recruiter, who then gets every draft: Mia Ray mia@agency.com',
    }),
  ];
}
