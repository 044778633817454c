/** Modals and home tabs: the stack of at most three, their hashes, and what is open for whom. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { problemsInView, type Refusal } from './block-kit/check.ts';
import { isFields, withIds } from './block-kit/ids.ts';
import { problemsInFiles } from './files.ts';
import { type Block, changed, newId, type State, userOf, type View, workspaceOf } from './state.ts';

const MAX_STACK = 3;
const MAX_BYTES = 250 * 1024;

const shape = z.looseObject({
  type: z.enum(['modal', 'home']),
  callback_id: z.string().default(''),
  external_id: z.string().default(''),
  private_metadata: z.string().default(''),
  clear_on_close: z.boolean().default(false),
  notify_on_close: z.boolean().default(false),
  title: z.custom<View['title']>(isFields).optional(),
  submit: z.custom<View['submit']>(isFields).optional(),
  close: z.custom<View['close']>(isFields).optional(),
  blocks: z.custom<Block[]>((value) => Array.isArray(value)),
});

/** @returns what Slack would say against a view, as its error and messages. */
export function refusal(
  state: State,
  teamId: string,
  candidate: unknown,
  type: View['type'],
): Refusal | undefined {
  if (Buffer.byteLength(JSON.stringify(candidate ?? null)) > MAX_BYTES)
    return { error: 'view_too_large', messages: [] };
  const messages = [
    ...problemsInView(candidate, type),
    ...problemsInFiles(state, teamId, candidate, '/view'),
  ];
  return messages.length > 0 ? { error: 'invalid_arguments', messages } : undefined;
}

/** Opens a modal with nothing beneath it, as `views.open` does. */
export function openModal(state: State, userId: string, candidate: unknown): View {
  for (const id of state.modals.get(userId) ?? []) state.views.delete(id);
  const view = store(state, userId, candidate);
  state.modals.set(userId, [view.id]);
  changed(state, { what: 'view', userId });
  return view;
}

/** Puts a modal on top of the open ones. @returns undefined when there are three already. */
export function pushModal(state: State, userId: string, candidate: unknown): View | undefined {
  const stack = state.modals.get(userId) ?? [];
  if (stack.length >= MAX_STACK) return undefined;
  const below = state.views.get(stack.at(-1) ?? '');
  const view = store(state, userId, candidate, {
    previous_view_id: below?.id ?? null,
    ...(below && { root_view_id: below.root_view_id }),
  });
  state.modals.set(userId, [...stack, view.id]);
  changed(state, { what: 'view', userId });
  return view;
}

/** Puts new content into an open modal, which keeps its id and place. */
export function updateModal(state: State, userId: string, old: View, candidate: unknown): View {
  const view = store(state, userId, candidate, {
    id: old.id,
    root_view_id: old.root_view_id,
    previous_view_id: old.previous_view_id,
  });
  changed(state, { what: 'view', userId });
  return view;
}

/** Takes the topmost modal away, or all of them. */
export function closeModals(state: State, userId: string, which: 'top' | 'all'): void {
  const stack = state.modals.get(userId) ?? [];
  const closed = which === 'all' ? stack : stack.slice(-1);
  for (const id of closed) state.views.delete(id);
  state.modals.set(userId, stack.slice(0, stack.length - closed.length));
  changed(state, { what: 'view', userId });
}

export function publishHome(state: State, userId: string, candidate: unknown): View {
  const old = state.homes.get(userId);
  const view = store(state, userId, candidate, old && { id: old.id, root_view_id: old.id });
  state.homes.set(userId, view);
  changed(state, { what: 'home', userId });
  return view;
}

/** The modal that the user looks at, if one is open. */
export function topModal(state: State, userId: string): View | undefined {
  return state.views.get(state.modals.get(userId)?.at(-1) ?? '');
}

/** Whose open modal this is. */
export function holderOf(state: State, viewId: string): string | undefined {
  return [...state.modals].find(([, stack]) => stack.includes(viewId))?.[0];
}

function store(state: State, userId: string, candidate: unknown, keep: Partial<View> = {}): View {
  const given = shape.parse(candidate);
  const id = newId('V');
  const { teamId } = userOf(state, userId);
  const view: View = {
    id,
    team_id: teamId,
    ...given,
    blocks: withIds(given.blocks),
    hash: `${Date.now()}.${createHash('sha1')
      .update(`${id}${JSON.stringify(candidate)}`)
      .digest('hex')
      .slice(0, 8)}`,
    root_view_id: id,
    previous_view_id: null,
    app_id: state.appId,
    bot_id: workspaceOf(state, teamId).botId,
    ...keep,
  };
  state.views.set(view.id, view);
  return view;
}
