import type { App, BlockButtonAction, ViewSubmitAction } from '@slack/bolt';
import { localDate } from '../../etiquette/calendar.ts';
import { OUTCOMES } from '../../etiquette/facts.ts';
import { type Heard, recordAnswer } from '../../journal/answers.ts';
import type { Desk } from '../app.ts';
import { heardLines } from '../blocks/answers.ts';
import { heardBackForm, savedView } from '../blocks/forms.ts';
import { fieldsOf, type Outcome, openForm, type Submission, submitted } from './form.ts';

export function listenForHeardBack(app: App, desk: Desk): void {
  app.action<BlockButtonAction>('nudge.heard-back', async ({ ack, action, body, client, respond }) => {
    await ack();
    await openForm(desk, { body, client, respond }, action.value, ({ application, delivery }) =>
      heardBackForm(application, delivery.id),
    );
  });

  app.view<ViewSubmitAction>(
    { callback_id: 'interview.heard-back', type: 'view_submission' },
    async ({ ack, view, body }) => {
      await submitted(desk, { ack, view, body }, (about) => heardBack(desk, about, fieldsOf(view)));
    },
  );
}

async function heardBack(
  { journal }: Desk,
  about: Submission,
  fields: ReturnType<typeof fieldsOf>,
): Promise<Outcome> {
  const now = journal.now();
  const outcome = OUTCOMES.find((one) => one === fields.option('outcome'));
  const day = fields.date('reply-by');
  if (!outcome) return { errors: { outcome: 'Choose what you heard.' } };
  if (day && outcome !== 'waiting' && outcome !== 'offer')
    return {
      errors: {
        'reply-by': 'A day goes with “not decided yet” or with an offer. Clear it, or choose one of these.',
      },
    };
  if (day && day < localDate(now, about.facts.settings.zone))
    return { errors: { 'reply-by': 'That day has passed.' } };
  const heard: Heard = { outcome, ...(outcome === 'offer' ? { answerBy: day } : { replyBy: day }) };
  const recorded = await recordAnswer(journal, about.memberId, about.application.id, heard);
  if (!recorded) return { errors: { outcome: 'This application is no longer recorded.' } };
  return { view: savedView('Heard back', heardLines(recorded, about.application.id, outcome, now)) };
}
