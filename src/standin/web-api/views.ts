import { z } from 'zod';
import { userOf, type View } from '../state.ts';
import type { Trigger } from '../triggers.ts';
import { holderOf, openModal, publishHome, pushModal, refusal, updateModal } from '../views.ts';
import { type Answer, type Context, json, method, refuse } from './method.ts';

const triggered = z.object({ trigger_id: z.string(), view: json });
const named = z
  .object({
    view: json,
    view_id: z.string().optional(),
    external_id: z.string().optional(),
    hash: z.string().optional(),
  })
  .refine(({ view_id, external_id }) => view_id || external_id, { error: 'needs view_id or external_id' });

export const views = {
  'views.open': method(undefined, triggered, (context, args) => {
    const trigger = check(context, args.view, 'modal') ?? redeem(context, args.trigger_id);
    if ('ok' in trigger) return trigger;
    return { ok: true, view: openModal(context.state, trigger.userId, args.view) };
  }),

  'views.push': method(undefined, triggered, (context, args) => {
    const trigger = check(context, args.view, 'modal') ?? redeem(context, args.trigger_id);
    if ('ok' in trigger) return trigger;
    if (!trigger.viewId) return refuse('invalid_trigger_id', ['[ERROR] not from an action in a modal']);
    const view = pushModal(context.state, trigger.userId, args.view);
    return view ? { ok: true, view } : refuse('push_limit_reached');
  }),

  'views.update': method(undefined, named, (context, args) => {
    const wrong = check(context, args.view, 'modal');
    if (wrong) return wrong;
    const old = findView(context, args);
    const userId = old && holderOf(context.state, old.id);
    if (!old || !userId) return refuse('not_found');
    if (args.hash !== undefined && args.hash !== old.hash) return refuse('hash_conflict');
    return { ok: true, view: updateModal(context.state, userId, old, args.view) };
  }),

  'views.publish': method(
    undefined,
    z.object({ user_id: z.string(), view: json, hash: z.string().optional() }),
    (context, args) => {
      const { state, workspace } = context;
      const wrong = check(context, args.view, 'home');
      if (wrong) return wrong;
      if (state.users.get(args.user_id)?.teamId !== workspace.id) return refuse('user_not_found');
      const old = state.homes.get(args.user_id);
      if (args.hash !== undefined && args.hash !== old?.hash) return refuse('hash_conflict');
      return { ok: true, view: publishHome(state, args.user_id, args.view) };
    },
  ),
};

function check({ state, workspace }: Context, view: unknown, type: 'modal' | 'home'): Answer | undefined {
  const wrong = refusal(state, workspace.id, view, type);
  return wrong && refuse(wrong.error, wrong.messages);
}

/** Uses the trigger up. One of another workspace is none. */
function redeem({ state, triggers, workspace }: Context, id: string): Trigger | Answer {
  const trigger = triggers.exchange(id);
  if (typeof trigger === 'string') return refuse(trigger);
  const isOurs = userOf(state, trigger.userId).teamId === workspace.id;
  return isOurs ? trigger : refuse('invalid_trigger_id');
}

function findView(
  { state, workspace }: Context,
  by: { view_id?: string; external_id?: string },
): View | undefined {
  return [...state.views.values()].find(
    (view) =>
      view.team_id === workspace.id &&
      (by.view_id === undefined
        ? view.external_id !== '' && view.external_id === by.external_id
        : view.id === by.view_id),
  );
}
