/**
 * Letters that answer an ending. They name the role, and what was talked about, but no day: by then there were often several
 * talks, and a date reads like book-keeping. Three months later the month is enough.
 */
import { sayDate } from '../etiquette/calendar.ts';
import type { Application, Interview } from '../etiquette/facts.ts';
import { ending, isOff } from '../etiquette/rounds.ts';
import { type Letter, letter, type Occasion } from './letter.ts';
import { namesOf, type Recipient, recipientOf } from './person.ts';
import { isReserved } from './reserve.ts';
import { talkingPointOf } from './talking-point.ts';
import { companyOf, inMonth, position, positionAtCompany } from './words.ts';

/** Advice 6: thank them, ask them to keep the résumé on file and to remember you; burn no bridges. */
export function graciousReply(given: Occasion): Letter {
  const { occasion, recipient, about } = closing(given);
  const { application, settings } = occasion;
  const isAgency = recipient.as === 'agency';
  return letter(occasion, {
    key: `gracious-reply/${application.id}`,
    to: recipient.to,
    subject: isAgency ? `Thank you for your help with ${about}` : `Thank you for considering me for ${about}`,
    sentences: [
      isAgency
        ? `Thank you for letting me know, and for your help with ${about}.`
        : `Thank you for letting me know, and for considering me for ${about}.`,
      recollection(occasion, recipient),
      isReserved(settings)
        ? `If another opening fits one day${elsewhere(recipient)}, I would be glad to hear of it, and you are welcome to keep my résumé on file.`
        : `Please keep my résumé on file, and think of me when another opening fits${elsewhere(recipient)}.`,
      isAgency
        ? 'I would be glad to work with you again.'
        : 'I wish you and your new colleague every success.',
    ],
  });
}

/** Advice 6, three months later: a hello that asks for nothing. */
export function stayInTouchNote(given: Occasion): Letter {
  const { occasion, recipient, about } = closing(given);
  const { application, interview } = occasion;
  return letter(occasion, {
    key: `stay-in-touch/${application.id}`,
    to: recipient.to,
    subject: `A short hello, and thank you again for ${whatFor(occasion, recipient)}${inMonth(interview)}`,
    sentences: [
      recipient.as === 'agency'
        ? `Thank you once more for your help with ${about}${inMonth(interview)}.`
        : `Thank you once more for considering me for ${about}${inMonth(interview)}.`,
      fondMemory(occasion, recipient),
      `Should an opening come up that fits${elsewhere(recipient)}, I would be glad to talk, and can send you an updated résumé.`,
      'I hope that all is well with you.',
    ],
  });
}

/** Advice 7: thank them for the offer at once, and say by when they will have an answer. */
export function offerNote(given: Occasion): Letter {
  const { occasion, recipient, about } = closing(given);
  const { application, settings } = occasion;
  const answerBy = ending(application)?.answerBy;
  return letter(occasion, {
    key: `offer/${application.id}`,
    to: recipient.to,
    subject: `Thank you for the offer: ${about}`,
    sentences: [
      `Thank you very much for the offer of ${about}.`,
      isReserved(settings) ? 'I was very glad to hear of it.' : 'I am delighted.',
      answerBy
        ? `I will consider it carefully, and you will have my answer by ${sayDate(answerBy)}.`
        : 'I will consider it carefully; may I ask by when you would like my answer?',
      recipient.as === 'interviewer'
        ? 'Should a question come up, I will come back to you.'
        : `Would you please pass my thanks on to ${namesOf(occasion.interview?.interviewers ?? [], application)}?`,
    ],
  });
}

type Closing = { occasion: Occasion; recipient: Recipient; about: string };

function closing(given: Occasion): Closing {
  const { application } = given;
  const occasion = { ...given, interview: given.interview ?? lastTalk(application) };
  const recipient = recipientOf({ ...occasion, interview: occasion.interview ?? lastPlanned(application) });
  const about = recipient.as === 'agency' ? positionAtCompany(application) : position(application);
  return { occasion, recipient, about };
}

/** The last interview that took place before the ending was heard; a later round that was planned never did. */
function lastTalk(application: Application): Interview | undefined {
  const heardAt = ending(application)?.heardAt;
  return application.interviews
    .filter((interview) => !isOff(application, interview) && (!heardAt || interview.startsAt < heardAt))
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
    .at(-1);
}

/** Where nobody was met: the last interview to which somebody would have come. They are who to write to. */
function lastPlanned({ interviews }: Application): Interview | undefined {
  return interviews
    .filter(({ interviewers }) => interviewers.length > 0)
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
    .at(-1);
}

function recollection({ application, interview }: Occasion, { as, person }: Recipient): string {
  const company = companyOf(application);
  if (!interview) return `I was glad to learn more about ${company}.`;
  if (as !== 'interviewer') {
    return `I enjoyed talking with ${namesOf(interview.interviewers, application)}, and learning more about the work there.`;
  }
  const point = talkingPointOf(person, { toThem: true });
  if (point?.fits === 'about') return `I enjoyed our conversation, not least the part about ${point.words}.`;
  return `I enjoyed our conversation, and learning more about the work at ${company}.`;
}

function whatFor({ interview }: Occasion, { as }: Recipient): string {
  if (as === 'agency') return 'your help';
  return interview ? 'the conversation' : 'considering me';
}

/** The same three months later, in other words. */
function fondMemory({ application, interview }: Occasion, { as, person }: Recipient): string {
  if (!interview) return `I still follow what ${companyOf(application)} does with interest.`;
  if (as !== 'interviewer') {
    return `I think back with pleasure to the talk with ${namesOf(interview.interviewers, application)}.`;
  }
  const point = talkingPointOf(person, { toThem: true });
  const what = point?.fits === 'about' ? `what we said about ${point.words}` : 'our conversation';
  return `I think back with pleasure to ${what}.`;
}

/** A recruiter has other openings than that company's. */
function elsewhere({ as }: Recipient): string {
  return as === 'agency' ? ', there or elsewhere' : '';
}
