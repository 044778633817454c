import type { Read } from './command.ts';
import { namesSomething } from './normalise.ts';

const LIMITS = { company: 80, role: 120, what: 200 };

/** A stored line of text within its limit; undefined for none. */
export function shortText(text: string | undefined, field: keyof typeof LIMITS): Read<string | undefined> {
  const line = text?.trim();
  if (!line) return { value: undefined };
  const name = field === 'what' ? 'name of what you send' : field;
  if (!namesSomething(line)) return { ask: `The ${name} needs a letter or a digit.` };
  if (line.length > LIMITS[field])
    return { ask: `The ${name} can have ${LIMITS[field]} characters. Shorten it, please.` };
  return { value: line };
}
