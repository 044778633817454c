/** What the acknowledgement of a view_submission does to the open modals. */
import { z } from 'zod';
import type { Acknowledgement } from './delivery.ts';
import { type State, type User, type View, violate } from './state.ts';
import { closeModals, pushModal, refusal, updateModal } from './views.ts';

export type Submitted = {
  /** Real milliseconds; 0 when Slack itself refused the form and the app never heard of it. */
  readonly ackMs: number;
  /** Whether the modal is gone. */
  readonly cleared: boolean;
  /** What stands under the fields, by block. */
  readonly errors?: Record<string, string>;
  /** What the modal became, or what was put on top of it. */
  readonly view?: View;
};

const response = z.discriminatedUnion('response_action', [
  z.object({ response_action: z.literal('clear') }),
  z.object({
    response_action: z.literal('errors'),
    errors: z.record(z.string(), z.string().min(1)).refine((errors) => Object.keys(errors).length > 0),
  }),
  z.object({ response_action: z.enum(['update', 'push']), view: z.unknown() }),
]);

export function settleSubmission(
  state: State,
  user: User,
  view: View,
  { ms: ackMs, body }: Acknowledgement,
): Submitted {
  const reject = (why: string): Submitted => {
    violate(state, 'malformed-ack', `view_submission of ${view.callback_id}: ${why}`);
    return { ackMs, cleared: false };
  };
  const isBare = body === undefined || body === null || body === '' || Object.keys(body).length === 0;
  if (isBare) {
    closeModals(state, user.id, 'top');
    return { ackMs, cleared: true };
  }
  const parsed = response.safeParse(body);
  if (!parsed.success) return reject(JSON.stringify(body).slice(0, 200));
  const { data } = parsed;
  if (data.response_action === 'clear') {
    closeModals(state, user.id, 'all');
    return { ackMs, cleared: true };
  }
  if (data.response_action === 'errors') {
    const inputs = view.blocks.filter(({ type }) => type === 'input').map(({ block_id }) => block_id);
    const strangers = Object.keys(data.errors).filter((blockId) => !inputs.includes(blockId));
    if (strangers.length > 0) return reject(`no input block is called ${strangers.join(', ')}`);
    return { ackMs, cleared: false, errors: data.errors };
  }
  const wrong = refusal(state, user.teamId, data.view, 'modal');
  if (wrong) return reject([wrong.error, ...wrong.messages].join(' '));
  const next =
    data.response_action === 'update'
      ? updateModal(state, user.id, view, data.view)
      : pushModal(state, user.id, data.view);
  return next ? { ackMs, cleared: false, view: next } : reject('push_limit_reached');
}
