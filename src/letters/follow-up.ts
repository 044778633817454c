import { hasPromised, type Letter, letter, type Occasion } from './letter.ts';
import { namesOf, type Recipient, recipientOf } from './person.ts';
import { isReserved } from './reserve.ts';
import { talkingPointOf } from './talking-point.ts';
import { companyOf, itemOf, onDay, position, positionAtCompany } from './words.ts';

/** Advice 2: what was promised, on time; `late`, with one word of apology and no excuse. */
export function materialNote(occasion: Occasion, late: boolean): Letter {
  const { application, interview, promise } = occasion;
  const recipient = recipientOf(occasion);
  const what = itemOf(promise?.what ?? '') || 'what you asked for';
  return letter(occasion, {
    key: `material/${promise?.id ?? interview?.id ?? application.id}`,
    to: recipient.to,
    subject: `As promised: ${what}`,
    sentences: [
      thanksForTheTalk(occasion, recipient),
      late ? 'I am sorry that this reaches you later than I said.' : '',
      `Here is what I promised to send: ${what}.`,
      recipient.as === 'interviewer' ? '' : `Would you please pass this on to ${partner(occasion)}?`,
      `If anything else would help with ${positionFor(occasion, recipient)}, I will gladly send it.`,
    ],
  });
}

/** Advice 5: thank them for considering you, and ask where they are in the process. Polite, never accusing; twice at most. */
export function checkInNote(occasion: Occasion, again: boolean): Letter {
  const { application, interview } = occasion;
  const recipient = recipientOf(occasion);
  const position = positionFor(occasion, recipient);
  return letter(occasion, {
    key: `check-in/${interview?.id ?? application.id}/${again ? 2 : 1}`,
    to: recipient.to,
    subject: again ? `Following up once more: ${position}` : `Checking in about ${position}`,
    sentences: again ? second(occasion, recipient) : first(occasion, recipient),
  });
}

function first(occasion: Occasion, recipient: Recipient): string[] {
  const { application, settings } = occasion;
  const soft = isReserved(settings);
  return [
    thanksForTheTalk(occasion, recipient),
    detail(recipient),
    soft ? 'The position still interests me.' : 'I remain very interested in the position.',
    soft ? askSoftly(occasion, recipient) : ask(occasion, recipient),
    `If anything more from me would help${hasPromised(application) ? '' : ', such as a reference or a sample of my work'}, I will gladly send it.`,
  ];
}

function second(occasion: Occasion, recipient: Recipient): string[] {
  const { application, interview, settings } = occasion;
  const position = positionFor(occasion, recipient);
  const thanks =
    recipient.as === 'interviewer'
      ? `Thank you again for considering me for ${position}.`
      : `Thank you again for your help with ${position}.`;
  const soft = isReserved(settings);
  return [
    thanks,
    `I still think back to the conversation${onDay(interview)}, and ${soft ? 'the position still interests me' : `would be very glad to join ${companyOf(application)}`}.`,
    soft ? askSoftlyAgain(recipient) : askAgain(recipient),
    'Should anything more be useful, I will gladly send it.',
  ];
}

function thanksForTheTalk(occasion: Occasion, recipient: Recipient): string {
  const { interview, now } = occasion;
  const day = onDay(interview);
  const position = positionFor(occasion, recipient);
  // Material may be promised, and sent, before the talk.
  if (interview && interview.startsAt > now)
    return recipient.as === 'interviewer'
      ? `Thank you for making time to talk about ${position}${day}.`
      : `Thank you for arranging the conversation about ${position}${day}.`;
  return recipient.as === 'interviewer'
    ? `Thank you again for the conversation about ${position}${day}, and for considering me.`
    : `Thank you again for arranging the conversation about ${position}${day}.`;
}

/** What was talked about, once more and in other words than the thank-you note's. */
function detail({ person }: Recipient): string {
  const point = talkingPointOf(person, { toThem: true });
  if (!point) return '';
  if (point.fits === 'apart') return `One thing that we talked about is still with me: ${point.words}.`;
  return `Our exchange about ${point.words} is still on my mind.`;
}

/** An agency is not where the decision is made: the recruiter is asked what they have heard. */
function ask({ application }: Occasion, { as }: Recipient): string {
  return as === 'agency'
    ? `Have you heard from ${companyOf(application)} where they are in the process?`
    : 'May I ask where you are in the process?';
}

function askSoftly({ application }: Occasion, { as }: Recipient): string {
  return as === 'agency'
    ? `If you have heard from ${companyOf(application)} where they are in the process, I would be glad to know, whenever it suits you.`
    : 'If you are able to share where you are in the process, I would be glad to know, whenever it suits you.';
}

function askAgain({ as }: Recipient): string {
  return `Could you let me know in a line or two where ${as === 'agency' ? 'they' : 'you'} are in the process?`;
}

function askSoftlyAgain({ as }: Recipient): string {
  return `When it suits you, I would be grateful for a line on where ${as === 'agency' ? 'they' : 'you'} are in the process.`;
}

function partner({ application, interview }: Occasion): string {
  return namesOf(interview?.interviewers ?? [], application);
}

function positionFor({ application }: Occasion, { as }: Recipient): string {
  return as === 'agency' ? positionAtCompany(application) : position(application);
}
