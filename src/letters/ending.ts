import { sayDate } from '../etiquette/calendar.ts';
import { ending } from '../etiquette/rounds.ts';
import {
  addressee,
  keyOf,
  type Letter,
  letter,
  type Occasion,
  partner,
  position,
  subjectOf,
} from './letter.ts';

/** Advice 6: thank them, ask them to keep the résumé on file and to remember you; burn no bridges. */
export function graciousReply(occasion: Occasion): Letter {
  return letter(
    keyOf(occasion),
    addressee(occasion),
    `Thank you: ${subjectOf(occasion)}`,
    `Thank you for letting me know, and for considering me for ${position(occasion)}.`,
    `I enjoyed meeting ${partner(occasion)} and learning about ${occasion.application.company}.`,
    'Please keep my résumé on file: should another opening fit, I would be glad to hear from you.',
    'I wish you and the new colleague every success.',
  );
}

/** Advice 6, three months later. */
export function stayInTouchNote(occasion: Occasion): Letter {
  return letter(
    keyOf(occasion),
    addressee(occasion),
    `A short hello: ${occasion.application.company}`,
    `Thank you once more for considering me for ${position(occasion)}.`,
    `I still follow what ${occasion.application.company} does with interest.`,
    'Should an opening come up that fits, I would be glad to talk again, and to send an updated résumé.',
  );
}

/** Advice 7: thank them for the offer at once, and say by when they will have an answer. */
export function offerNote(occasion: Occasion): Letter {
  const answerBy = ending(occasion.application)?.answerBy;
  return letter(
    keyOf(occasion),
    addressee(occasion),
    `Your offer: ${subjectOf(occasion)}`,
    `Thank you very much for the offer for ${position(occasion)}; I am delighted.`,
    answerBy
      ? `I will read it with care, and you will have my answer by ${sayDate(answerBy)}.`
      : 'I will read it with care; may I ask by when you need my answer?',
    'If I may, I will come back to you with any question until then.',
  );
}
