import { z } from 'zod';
import type { Fields, State, Workspace } from '../state.ts';
import type { Triggers } from '../triggers.ts';

export type Answer = Fields & { ok: boolean };

export type Context = { state: State; workspace: Workspace; triggers: Triggers };

export type Method = { scope?: string | undefined; run(context: Context, args: Fields): Answer };

/** A Web API method for bot tokens: the scope that it needs, its arguments, and what it does. */
export function method<Args extends z.ZodType>(
  scope: string | undefined,
  args: Args,
  run: (context: Context, args: z.infer<Args>) => Answer,
): Method {
  return {
    scope,
    run(context, given) {
      const parsed = args.safeParse(given);
      if (parsed.success) return run(context, parsed.data);
      return refuse(
        'invalid_arguments',
        parsed.error.issues.map(
          (issue) => `[ERROR] ${issue.message} [json-pointer:/${issue.path.join('/')}]`,
        ),
      );
    },
  };
}

export function refuse(error: string, messages?: string[]): Answer {
  return { ok: false, error, ...(messages && { response_metadata: { messages } }) };
}

/** An argument that is an object or array, in a form as JSON text. */
export const json = z.preprocess((value) => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    // Not JSON: the check of what it should have been refuses it, with its own error.
    return value;
  }
}, z.unknown());

export const flag = z.union([
  z.boolean(),
  z.enum(['true', '1', 'false', '0']).transform((value) => value === 'true' || value === '1'),
]);

export const count = z.coerce.number().int().min(0).max(1000);
