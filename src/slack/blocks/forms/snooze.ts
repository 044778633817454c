import type { ModalView } from '@slack/types';
import type { Application } from '../../../etiquette/facts.ts';
import { nameOf, section } from '../text.ts';
import { form, input, instant } from '../views.ts';

/** `nudge.snooze-until`: any time. `initial` is where the picker starts. */
export function snoozeForm(application: Application, deliveryId: string, initial: Date): ModalView {
  return form('nudge.snooze-until', 'Snooze', deliveryId, [
    section(`*${nameOf(application)}*`),
    input('until', 'Remind me at', instant(initial), { optional: false }),
  ]);
}
