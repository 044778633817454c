import type { App, ViewSubmitAction } from '@slack/bolt';
import { after, HOUR } from '../../etiquette/calendar.ts';
import { findNudge } from '../../etiquette/find.ts';
import { snooze } from '../../journal/deliveries.ts';
import type { Desk } from '../app.ts';
import { standingIn } from '../blocks/answers.ts';
import { snoozeForm } from '../blocks/forms/snooze.ts';
import { savedView } from '../blocks/views.ts';
import { openForm, type Press } from '../press.ts';
import { type Outcome, type Submission, submitted } from './form.ts';

/** Opens the form that asks for a time. */
export function openSnoozeForm(desk: Desk, press: Press, deliveryId: string): Promise<void> {
  return openForm(desk, press, ({ facts }) => {
    const found = findNudge(facts, deliveryId);
    return found && snoozeForm(found.application, deliveryId, after(desk.journal.now(), HOUR));
  });
}

export function listenForSnoozeUntil(app: App, desk: Desk): void {
  app.view<ViewSubmitAction>(
    { callback_id: 'nudge.snooze-until', type: 'view_submission' },
    async ({ ack, view, body, client }) => {
      await submitted(desk, { ack, view, body, client }, (submission) => snoozeUntil(desk, submission));
    },
  );
}

async function snoozeUntil({ journal }: Desk, { member, about, fields }: Submission): Promise<Outcome> {
  const until = fields.instant('until');
  if (!until || until <= journal.now()) return { errors: { until: 'Choose a time that lies ahead.' } };
  const standing = await snooze(journal, member.id, about, until);
  if (standing.status === 'too-late')
    return { errors: { until: 'That would be too late for this one. Choose an earlier time.' } };
  return { view: savedView('Snooze', [standingIn(standing, journal.now())]) };
}
