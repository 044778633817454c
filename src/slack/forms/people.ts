/** People as the forms' fields hold them: words that the member can change. */
import type { Contact } from '../../etiquette/facts.ts';
import type { Person } from '../../etiquette/told.ts';
import { readInterviewers } from '../../words/interviewers.ts';
import { normalise } from '../../words/normalise.ts';
import { readPerson } from '../../words/people.ts';

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

export function readPeopleField(text: string): Read<Person[]> {
  return readInterviewers(text);
}

/** What to say under the fields that could not be read. Slack reads no markup there. */
export function errorsIn(reads: Record<string, Read<unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(reads).flatMap(([field, read]) =>
      'ask' in read ? [[field, read.ask.replaceAll('`', '"')]] : [],
    ),
  );
}
