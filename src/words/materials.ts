/** Material that was promised: `references by tomorrow 10:00; portfolio`. */

import { usualDue } from '../etiquette/promise.ts';
import type { InterviewInput, ToldPromise } from '../etiquette/told.ts';
import type { Context, Read } from './command.ts';
import { wallClock } from './instant.ts';
import { normalise } from './normalise.ts';
import { findPhrases, type Phrase } from './phrases.ts';
import { shortText } from './short-text.ts';
import { spelled } from './spelling.ts';
import { readDue } from './when.ts';

/** Says by when, in words that are no day: a day that is left out would be the next morning. */
const DUE = /(?<=\S) (?:(?:by|until|till|before|within|in) .+|asap|soon)$/i;

type Materials = InterviewInput['materials'];

/** Items separated by `;`, each with `by` and its time, or due on the morning after the interview. */
export function readMaterials(text: string, startsAt: Date | undefined, context: Context): Read<Materials> {
  const materials: Materials = [];
  for (const item of spelled(text).split(';')) {
    if (item.trim() === '') continue;
    const phrases = findPhrases(item);
    const by = / ?,? (?:by|until|before|on) ?$| ?, ?$/i;
    if (phrases.length === 0 && DUE.test(item))
      return {
        ask: `When is “${item.trim().slice(0, 60)}” due? Write it like \`references by tomorrow 10:00\`.`,
      };
    const end = phrases[0]?.from ?? item.length;
    const what = item.slice(0, end).slice(-300).replace(by, '');
    const read = readMaterial(what, phrases, startsAt, context);
    if ('ask' in read) return read;
    materials.push(read.value);
  }
  return { value: materials };
}

/** One item; without phrases it is due on the morning after the interview, or tomorrow's where that one has passed. */
export function readMaterial(
  what: string,
  phrases: readonly Phrase[],
  startsAt: Date | undefined,
  context: Context,
): Read<Materials[number]> {
  const name = shortText(what, 'what');
  if ('ask' in name) return name;
  if (!name.value)
    return { ask: 'What did you promise to send? For example `references by tomorrow 10:00`.' };
  const due = phrases.length > 0 ? readDue(phrases, context) : { value: nextMorning(startsAt, context) };
  return 'ask' in due ? due : { value: { what: name.value, dueAt: due.value } };
}

function nextMorning(startsAt: Date | undefined, { now, zone }: Context): Date {
  const due = usualDue(startsAt ?? now, zone);
  return due > now ? due : usualDue(now, zone);
}

/** The form's field: `what, by when`, one a line. */
export function readMaterialLines(text: string, startsAt: Date, context: Context): Read<Materials> {
  return readMaterials(normalise(text.replaceAll('\n', ';')), startsAt, context);
}

/** The inverse of `readMaterialLines`, to the minute. */
export function writeMaterials(promises: readonly ToldPromise[], zone: string): string {
  return promises
    .map(({ what, dueAt }) => {
      const { date, hour, minute } = wallClock(dueAt, zone);
      return `${what}, by ${date} ${[hour, minute].map((n) => String(n).padStart(2, '0')).join(':')}`;
    })
    .join('\n');
}
