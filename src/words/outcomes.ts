/** What people heard, in everyday words. */

import type { Outcome } from '../etiquette/facts.ts';

const WORDS: Readonly<Record<Outcome, readonly string[]>> = {
  'next-round': [
    'next-round',
    'next round',
    'next step',
    'next stage',
    'second round',
    'another round',
    'another interview',
    'moving forward',
    'advanced',
    'through to the next round',
  ],
  waiting: [
    'waiting',
    'still waiting',
    'they need more time',
    'more time',
    'not yet',
    'nothing yet',
    'nothing',
    'silence',
    'no reply',
    'no response',
    'never heard back',
    'no news',
    'pending',
    'on hold',
    'delayed',
  ],
  postponed: [
    'postponed',
    'moved',
    'rescheduled',
    'they moved it',
    'moved it',
    'put off',
    'cancelled',
    'canceled',
  ],
  'no-show': [
    'no-show',
    'no show',
    'noshow',
    "didn't show up",
    'did not show up',
    "didn't show",
    'never showed up',
    'stood me up',
    'nobody came',
  ],
  offer: [
    'offer',
    'an offer',
    'job offer',
    'got an offer',
    'got the offer',
    'got the job',
    'hired',
    'they want me',
    'made an offer',
    'made me an offer',
    'offered me the job',
    'offered',
  ],
  rejection: [
    'rejection',
    'rejected',
    'rejected me',
    'reject',
    'got rejected',
    'a rejection',
    'was rejected',
    'turned me down',
    'said no',
    'a no',
    'no',
    'not selected',
    'passed on me',
    "didn't get it",
    "didn't get the job",
    'did not get the job',
  ],
  withdrawn: [
    'withdrawn',
    'withdrew',
    'withdraw',
    'i withdrew',
    'pulled out',
    'i pulled out',
    'i said no',
    'i declined',
    'dropped out',
  ],
  'no-answer': [
    'no-answer',
    'no answer',
    'noanswer',
    'ghosted',
    'ghosted me',
    'got ghosted',
    'never answered',
  ],
};

const BY_LENGTH = Object.entries(WORDS)
  // Object.entries widens the keys of a record to string
  .flatMap(([outcome, words]) => words.map((word) => ({ word, outcome: outcome as Outcome })))
  .sort((a, b) => b.word.length - a.word.length);

/** `word`: what said the outcome. */
export type Heard = { outcome: Outcome; company: string; word: string };

/** Every way to split a text into an outcome, first or last, and a company: two where the company sounds like an outcome. */
export function splitOutcome(text: string): Heard[] {
  const lower = text.toLowerCase();
  // a text that changes its length in lower case has no place for our words anyway
  if (lower.length !== text.length) return [];
  const first = BY_LENGTH.find(({ word }) => lower === word || startsWithWord(lower, word));
  const last = BY_LENGTH.find(
    ({ word, outcome }) =>
      (lower.endsWith(` ${word}`) || lower.endsWith(`:${word}`)) && !isTheirs(word, outcome),
  );
  const found: Heard[] = [];
  if (first) found.push({ ...first, company: text.slice(first.word.length) });
  if (last) found.push({ ...last, company: text.slice(0, -last.word.length) });
  return found;
}

function startsWithWord(text: string, word: string): boolean {
  return text.startsWith(word) && /[ ,:.;!-]/.test(text.charAt(word.length));
}

/** "Acme pulled out" is no decision of the member's, as "pulled out of Acme" is. */
function isTheirs(word: string, outcome: Outcome): boolean {
  return outcome === 'withdrawn' && word !== 'withdrawn' && !word.startsWith('i ');
}
