/** The people of an interview as a form's field holds them: one a line, with what was talked about after a colon. */
import type { Person } from '../etiquette/told.ts';
import type { Read } from './command.ts';
import { normalise, visible } from './normalise.ts';
import { readPeople } from './people.ts';

const LONGEST_DETAIL = 300;

/** `Dana Fox dana@acme.com: the data platform`, one a line. */
export function readInterviewers(text: string): Read<Person[]> {
  const people: Person[] = [];
  for (const line of text.split('\n')) {
    const [, who = line, talkingPoint] = /^(.*?)(?::| [-–—]) (.*)$/.exec(line) ?? [];
    const read = readPeople(normalise(who));
    if ('ask' in read) return read;
    const detail = talkingPoint && visible(talkingPoint).trim();
    if (detail && detail.length > LONGEST_DETAIL)
      return {
        ask: `What you talked about can have ${LONGEST_DETAIL} characters a person. Shorten it, please.`,
      };
    people.push(...read.value.map((person) => (detail ? { ...person, talkingPoint: detail } : person)));
  }
  return { value: people };
}

/** The inverse of `readInterviewers`. */
export function writeInterviewers(people: readonly Person[]): string {
  return people
    .map(({ name, email, talkingPoint }) =>
      [email ? `${name} <${email}>` : name, talkingPoint].filter(Boolean).join(': '),
    )
    .join('\n');
}
