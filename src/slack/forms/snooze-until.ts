import type { App, ViewSubmitAction } from '@slack/bolt';
import { after, HOUR } from '../../etiquette/calendar.ts';
import { snooze } from '../../journal/deliveries.ts';
import type { Desk } from '../app.ts';
import { standingIn } from '../blocks/answers.ts';
import { savedView, snoozeForm } from '../blocks/forms.ts';
import { nameOf } from '../blocks/text.ts';
import { fieldsOf, type Outcome, openForm, type Press, type Submission, submitted } from './form.ts';

/** Opens the form that asks for a time. */
export function openSnoozeForm(desk: Desk, press: Press, deliveryId: string): Promise<void> {
  return openForm(desk, press, deliveryId, ({ application, delivery }) =>
    snoozeForm(nameOf(application), delivery.id, after(desk.journal.now(), HOUR)),
  );
}

export function listenForSnoozeUntil(app: App, desk: Desk): void {
  app.view<ViewSubmitAction>(
    { callback_id: 'nudge.snooze-until', type: 'view_submission' },
    async ({ ack, view, body }) => {
      await submitted(desk, { ack, view, body }, (about) =>
        snoozeUntil(desk, about, fieldsOf(view).instant('until')),
      );
    },
  );
}

async function snoozeUntil(
  { journal }: Desk,
  { memberId, delivery }: Submission,
  until: Date | undefined,
): Promise<Outcome> {
  if (!until || until <= journal.now()) return { errors: { until: 'Choose a time that lies ahead.' } };
  const standing = await snooze(journal, memberId, delivery.id, until);
  if (standing.status === 'too-late')
    return { errors: { until: 'That would be too late for this one. Choose an earlier time.' } };
  return { view: savedView('Snooze', [standingIn(standing)]) };
}
