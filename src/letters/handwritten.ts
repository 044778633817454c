import type { Interviewer } from '../etiquette/facts.ts';
import { type Letter, letter, type Occasion } from './letter.ts';
import { nameOf, namesOf } from './person.ts';
import { isReserved } from './reserve.ts';
import { talkingPointOf } from './talking-point.ts';
import { companyOf, listOf, onDay, position, positionAtCompany } from './words.ts';

/** More people than these fill the card. */
const NAMES_AT_MOST = 3;

/**
 * Advice 3, for a traditional company: a card in your own hand, shorter than the email and in other words. It is posted to
 * the office, so that no address and no coordinator is needed; an agency's recruiter gets it as every other draft.
 */
export function handwrittenNote(occasion: Occasion): Letter {
  const { application, interview } = occasion;
  const [person, ...others] = interview?.interviewers ?? [];
  return letter(occasion, {
    key: `handwritten-note/${interview?.id ?? application.id}`,
    byHand: true,
    to: application.agency ?? person ?? {},
    subject: 'By hand, on a plain card',
    sentences: application.agency
      ? toRecruiter(occasion, interview?.interviewers ?? [])
      : toInterviewer(occasion, person, others),
  });
}

function toInterviewer(
  { application, interview, settings }: Occasion,
  person: Interviewer | undefined,
  others: readonly Interviewer[],
): string[] {
  const company = companyOf(application);
  return [
    `Thank you again for the conversation about ${position(application)}${onDay(interview)}.`,
    detail(person, company),
    regards(others),
    isReserved(settings)
      ? 'I wish you and the team all the best.'
      : `I would be happy to work with you at ${company}.`,
  ];
}

function toRecruiter(
  { application, interview, settings }: Occasion,
  people: readonly Interviewer[],
): string[] {
  return [
    `Thank you again for arranging the conversation about ${positionAtCompany(application)}${onDay(interview)}.`,
    `Please give my regards to ${namesOf(people, application)}.`,
    isReserved(settings)
      ? 'I am grateful for your help.'
      : `I am grateful for your help, and would be happy to work at ${companyOf(application)}.`,
  ];
}

function detail(person: Interviewer | undefined, company: string): string {
  const point = talkingPointOf(person, { toThem: true });
  if (!point) return `It was good to talk with you, and to hear about the work at ${company}.`;
  if (point.fits === 'apart') return `I still think of one thing that came up: ${point.words}.`;
  return `I still think of our conversation about ${point.words} with pleasure.`;
}

function regards(others: readonly Interviewer[]): string {
  if (others.length === 0) return '';
  if (others.length > NAMES_AT_MOST) return 'Please give my regards to everyone else who was there.';
  return `Please give my regards to ${listOf(others.map(nameOf))} as well.`;
}
