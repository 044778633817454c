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

/** Advice 2: what was promised, on time. */
export function materialNote(occasion: Occasion): Letter {
  const what = occasion.promise?.what ?? 'what you asked for';
  return letter(
    keyOf(occasion),
    addressee(occasion),
    `As promised: ${what}`,
    `Thank you again for the conversation on ${dayOfTalk(occasion)}.`,
    `As promised, you find attached: ${what}.`,
    `If anything else would help with ${position(occasion)}, I will send it gladly.`,
  );
}

/** Advice 5: thank them for considering you, and ask where they are in the process. Polite, never accusing. */
export function checkInNote(occasion: Occasion, again: boolean): Letter {
  const withWhom = partner(occasion);
  return letter(
    keyOf(occasion),
    addressee(occasion),
    `${subjectOf(occasion)}: where are you in the process?`,
    `Thank you again for considering me for ${position(occasion)}; I enjoyed the conversation with ${withWhom} on ${dayOfTalk(occasion)}.`,
    again
      ? 'I am still very interested, and I would be grateful for a short word on where you are in the process.'
      : 'I remain very interested, and I would like to ask where you are in the process.',
    'If more material would help with the decision, I will send it gladly.',
  );
}
