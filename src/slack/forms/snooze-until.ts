import type { App, BlockStaticSelectAction, ViewSubmitAction } from '@slack/bolt';
import { after, HOUR } from '../../etiquette/calendar.ts';
import { snooze } from '../../journal/deliveries.ts';
import type { Desk } from '../app.ts';
import { standingIn } from '../blocks/answers.ts';
import { savedView, snoozeForm } from '../blocks/forms.ts';
import { nameOf } from '../blocks/text.ts';
import { fieldsOf, type Outcome, openForm, type Submission, submitted } from './form.ts';

const CHOOSE = 'choose/';

export function listenForSnoozeUntil(app: App, desk: Desk): void {
  app.action<BlockStaticSelectAction>('nudge.snooze-menu', async ({ ack, action, body, client, respond }) => {
    await ack();
    const value = action.selected_option?.value ?? '';
    if (!value.startsWith(CHOOSE)) return; // the fixed choices need no form, see presses.ts
    await openForm(desk, { body, client, respond }, value.slice(CHOOSE.length), ({ application, delivery }) =>
      snoozeForm(nameOf(application), delivery.id, after(desk.journal.now(), HOUR)),
    );
  });

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
