/** What fields of words hold, read; and what to say under those that cannot be. */
import type { Contact } from '../../etiquette/facts.ts';
import { normalise } from '../../words/normalise.ts';
import { readPerson } from '../../words/people.ts';
import { readZone } from '../../words/zones.ts';

type Read<T> = { value: T } | { ask: string };

export function writeContact(contact: Contact | undefined): string {
  if (!contact) return '';
  return contact.email ? `${contact.name} <${contact.email}>` : contact.name;
}

/** A recruiter or a coordinator: one name with its address, or nobody. */
export function readContact(text: string): Read<Contact | undefined> {
  const words = normalise(text);
  return words === '' ? { value: undefined } : readPerson(words);
}

/** An IANA zone; `home` where the field is empty. */
export function readZoneField(text: string, home: string): Read<string> {
  const words = normalise(text);
  if (words === '') return { value: home };
  const read = readZone(words);
  return read.is === 'zone' ? { value: read.zone } : { ask: read.ask };
}

/** What to say under the fields that could not be read. Slack reads no markup there. */
export function errorsIn(reads: Record<string, Read<unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(reads).flatMap(([field, read]) =>
      'ask' in read ? [[field, read.ask.replaceAll('`', '"')]] : [],
    ),
  );
}

/** Slack's limit for a text field. */
const LONGEST_FIELD = 3000;

/** How many things, from the first, fit into a field as `write` writes them. What does not is kept, unseen. */
export function thatFit<T>(things: readonly T[], write: (things: readonly T[]) => string): number {
  let count = things.length;
  while (write(things.slice(0, count)).length > LONGEST_FIELD) count -= 1;
  return count;
}
