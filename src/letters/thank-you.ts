import type { Interviewer } from '../etiquette/facts.ts';
import {
  addressee,
  dayOfTalk,
  keyOf,
  type Letter,
  letter,
  type Occasion,
  partner,
  position,
  subjectOf,
} from './letter.ts';

const DETAILS = [
  'What I heard about the work made me want the job even more.',
  'I came away with a clear picture of the team, and I would like to be part of it.',
  'Our conversation confirmed for me that this is the work I want to do.',
  'I have been thinking about the questions that came up, and I would enjoy working on them.',
];

/** Advice 3: one note for each interviewer not yet thanked, no two alike; thanks first, and that you want the job. */
export function thankYouNotes(occasion: Occasion): Letter[] {
  const people = occasion.interview?.interviewers ?? [];
  if (people.length === 0) return [note(occasion, undefined, 0)];
  return people.flatMap((person, index) => (person.thankedAt ? [] : [note(occasion, person, index)]));
}

function note(occasion: Occasion, person: Interviewer | undefined, index: number): Letter {
  const to = occasion.application.agency ?? person ?? {};
  const withWhom = partner(occasion, person);
  const detail = person?.talkingPoint
    ? `I keep thinking about what ${withWhom === 'you' ? 'you' : 'they'} told me about ${person.talkingPoint}.`
    : (DETAILS[index % DETAILS.length] ?? '');
  const written = letter(
    keyOf(occasion, person),
    to,
    `Thank you: ${subjectOf(occasion)}`,
    `Thank you for the time on ${dayOfTalk(occasion)} to talk about ${position(occasion)}${withWhom === 'you' ? '' : ` with ${withWhom}`}.`,
    detail,
    `I would be glad to bring my experience to ${occasion.application.company}.`,
    'If anything else would help, a reference or a sample of my work, I will send it gladly.',
  );
  return { ...written, for: person ? [person.id] : [] };
}

/** Advice 3, for a traditional company: a card in your own hand, shorter than the email. */
export function handwrittenNote(occasion: Occasion): Letter {
  return letter(
    keyOf(occasion),
    addressee(occasion),
    'By hand, on a plain card',
    `Thank you again for the conversation on ${dayOfTalk(occasion)}.`,
    `It was a pleasure to learn more about ${occasion.application.company}, and I would be happy to join you as ${occasion.application.role ?? 'a colleague'}.`,
    'With best wishes to you and the team.',
  );
}
