/**
 * The sentences of a thank-you note, each in several wordings. A person's place in the panel chooses among them: the numbers
 * of openings (or requests) and of details have no common divisor, so that no two of twenty people get the same two.
 */
import type { Settings } from '../etiquette/facts.ts';
import { isReserved } from './reserve.ts';
import type { TalkingPoint } from './talking-point.ts';
import { capital } from './words.ts';

/** How a sentence speaks of the person: "you", or by name to somebody who passes it on. */
export type Speaking = {
  company: string;
  /** "you", "Dana" */
  they: string;
  /** "we", "Dana and I" */
  both: string;
  /** "our conversation", "the conversation with Dana" */
  talk: string;
};

const OPENINGS: readonly ((position: string, day: string) => string)[] = [
  (position, day) => `Thank you for the conversation about ${position}${day}.`,
  (position, day) => `Thank you for taking the time to talk with me about ${position}${day}.`,
  (position, day) => `Thank you for talking with me about ${position}${day}.`,
  (position, day) => `Thank you for our talk about ${position}${day}.`,
  (position, day) => `Thank you for making time to discuss ${position} with me${day}.`,
];

const REQUESTS: readonly ((they: string) => string)[] = [
  (they) => `Would you please pass my thanks on to ${they}?`,
  (they) => `Please pass on my thanks to ${they}.`,
  (they) => `Would you be so kind as to pass on my thanks to ${they}?`,
  (they) => `May I ask you to pass my thanks on to ${they}?`,
  (they) => `Could you please pass on to ${they} how much I valued the talk?`,
];

/** Where nothing was noted: true of any talk, and about the work; nothing that they may not have said. */
const DETAILS: readonly ((speaking: Speaking) => string)[] = [
  ({ they, company }) => `It was good to hear from ${they} about the work at ${company}.`,
  ({ they, company }) => `Talking with ${they} gave me a clear picture of the work at ${company}.`,
  ({ they, company }) => `I was glad to learn from ${they} how things are done at ${company}.`,
  ({ they }) => `It helped me to talk with ${they} about what the position asks for.`,
  ({ talk }) => `I came away from ${talk} with a better sense of the team, and of what the work asks for.`,
  ({ they, company }) => `Hearing from ${they} about the work at ${company} made the position real to me.`,
  ({ both }) =>
    `Since then I have gone over what ${both} talked about, and would gladly continue the conversation.`,
];

/** With what was noted, where it reads well after "about". It may have been said by either. */
const POINTS_ABOUT: readonly ((point: string, speaking: Speaking) => string)[] = [
  (point, { talk }) => `${capital(talk)} about ${point} has stayed with me.`,
  (point, { both }) => `I keep coming back to what ${both} said about ${point}.`,
  (point, { they }) => `I especially enjoyed talking with ${they} about ${point}.`,
  (point, { they }) => `Since talking with ${they}, I have been thinking more about ${point}.`,
];

/** With what was noted, where it is a sentence, a question or a link of its own. */
const POINTS_APART: readonly ((point: string, speaking: Speaking) => string)[] = [
  (point, { talk }) => `One thing from ${talk} has stayed with me: ${point}.`,
  (point, { talk }) => `There is one thing from ${talk} that I keep coming back to: ${point}.`,
  (point, { talk }) => `I made a note of one thing from ${talk} above all: ${point}.`,
  (point, { talk }) => `Here is what I remember best from ${talk}: ${point}.`,
];

/** To a recruiter who gets one for each person: no two begin alike. */
const ARRANGED: readonly ((position: string, day: string) => string)[] = [
  (position, day) => `Thank you for arranging the conversation about ${position}${day}.`,
  (position, day) => `Thank you again for setting up the conversation about ${position}${day}.`,
  (position, day) => `Thank you once more for your help with ${position}, and with the conversation${day}.`,
];

const WANTING: readonly ((company: string) => string)[] = [
  (company) => `I would be very glad to join ${company}.`,
  (company) => `I would like to do this work at ${company}.`,
  () => 'I would like this job very much.',
];

const INTERESTED: readonly string[] = [
  'This is work that interests me.',
  'I would be glad to learn more about the position.',
  'I am interested, and would be glad to hear more.',
];

const OFFERS: readonly string[] = [
  'If a reference or a sample of my work would help, I will gladly send it.',
  'Please tell me if anything else would be useful, such as a reference or a sample of my work.',
  'If there is anything more that I can send, a reference for example, I will do so gladly.',
];

/** Where something was promised: it may be the very reference, on its way or there already. */
const FURTHER_OFFERS: readonly string[] = [
  'If anything else would help, I will gladly send it.',
  'Please tell me if anything else would be useful.',
  'If there is anything else that I can send, I will do so gladly.',
];

/** Thanks, the position and the day. */
export function opening(place: number, position: string, day: string): string {
  return pick(OPENINGS, place)(position, day);
}

/** The same to a recruiter, who arranged it. */
export function arranged(place: number, position: string, day: string): string {
  return pick(ARRANGED, place)(position, day);
}

/** To somebody who passes it on. */
export function request(place: number, they: string): string {
  return pick(REQUESTS, place)(they);
}

/** What they talked about, where the member noted it. */
export function detail(place: number, point: TalkingPoint | undefined, speaking: Speaking): string {
  if (!point) return pick(DETAILS, place)(speaking);
  const wordings = point.fits === 'about' ? POINTS_ABOUT : POINTS_APART;
  return pick(wordings, place)(point.words, speaking);
}

/** That the member wants the job; in reserved countries, that it interests them. */
export function interest(place: number, company: string, settings: Settings): string {
  return isReserved(settings) ? pick(INTERESTED, place) : pick(WANTING, place)(company);
}

/** Of more material; `further`: beside what they have, or will have, from the member. */
export function offer(place: number, { further }: { further: boolean }): string {
  return pick(further ? FURTHER_OFFERS : OFFERS, place);
}

function pick<T>(wordings: readonly T[], place: number): T {
  const wording = wordings[place % wordings.length];
  if (wording === undefined) throw new RangeError('no wording to choose from');
  return wording;
}
