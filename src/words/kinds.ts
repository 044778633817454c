/** The kinds of interview, in everyday words. */

import { INTERVIEW_KINDS, type InterviewKind } from '../etiquette/facts.ts';
import { phrase } from './boundaries.ts';

export const KIND_NAMES = INTERVIEW_KINDS;

const ROUND = '(?: (?:interview|round|call|screen|stage|session))';

/** What says a kind wherever it stands, and what does so only as a part of its own: there are technical writers. */
const ANYWHERE: readonly (readonly [InterviewKind, RegExp])[] = [
  [
    'phone-screen',
    phrase(
      `(?:phone|telephone|recruiter|hr|initial|intro|screening)[ -]?(?:screening|screen|interview|call)${ROUND}?|hr round|phone-screen`,
    ),
  ],
  [
    'technical',
    phrase(
      `(?:technical|tech|coding|system design|whiteboard|pair programming|live coding)${ROUND}|coding (?:test|challenge)`,
    ),
  ],
  ['onsite', phrase(`(?:on-?site|in-person|in person)${ROUND}?`)],
  ['panel', phrase(`panel${ROUND}`)],
  ['final', phrase(`final${ROUND}`)],
  [
    'other',
    phrase(
      '(?:video|zoom|teams|hiring manager|case|group|take-home|behaviou?ral|next|first|second|third|fourth|1st|2nd|3rd|4th)(?: round)? (?:interview|call|round|screen)',
    ),
  ],
];
const ALONE: readonly (readonly [InterviewKind, RegExp])[] = [
  ['phone-screen', /^(?:phone|screening|screen|call)$/i],
  ['technical', /^(?:technical|tech|coding|system design|whiteboard|pair programming|live coding)$/i],
  ['panel', /^panel$/i],
  ['final', /^final$/i],
  ['other', /^(?:other|video|video call|interview)$/i],
];

/** The kind that a text is the name of. */
export function readKind(text: string): InterviewKind | undefined {
  const name = text.trim();
  const exact = INTERVIEW_KINDS.find((kind) => kind === name.toLowerCase().replaceAll(' ', '-'));
  if (exact) return exact;
  const alone = ALONE.find(([, pattern]) => pattern.test(name));
  if (alone) return alone[0];
  const found = findKind(name);
  return found?.text === name ? found.kind : undefined;
}

/** The first words in a text that say a kind wherever they stand. */
export function findKind(
  text: string,
): { kind: InterviewKind; from: number; to: number; text: string } | undefined {
  for (const [kind, pattern] of ANYWHERE) {
    const [match] = text.matchAll(pattern);
    if (match) return { kind, from: match.index, to: match.index + match[0].length, text: match[0] };
  }
  return undefined;
}
