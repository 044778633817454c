/** What was talked about, as a member noted it down, so that it fits into a sentence whatever it looks like. */
import type { Interviewer } from '../etiquette/facts.ts';
import { plain } from './words.ts';

/** `about`: it reads well after "about"; `apart`: it is a sentence or a link of its own, and stands after a colon. */
export type TalkingPoint = { words: string; fits: 'about' | 'apart' };

const REPORTED =
  /^(?:that\s+)?(?:(?:we|i|they|she|he)\s+)?(?:also\s+)?(?:(?:talked|spoke|chatted|told me|asked(?: me)?)\s+(?:about|of)|discussed)\s+|^about\s+/i;
const SMALL_WORD =
  /^(?:The|An?|How|Why|What|Where|When|Whether|Who|Which|Their|Our|My|Your|His|Her|Its|This|These|Those|Using|Building|Moving|Working|Being|Having|We|They|She|He|You|It|There)(?=\s)/;
const CLAUSE =
  /^(?:i|we|you|they|she|he|it|there|that|this is|to|if|likes?|loves?|said|says|asked|wants?|uses|is|was|has|had|knows|works|worked|grew|studied|went|came|don't|do|does|can|could|should|will|would)\b/i;
const INSIDE = /https?:|www\.|[;:!?]|\.\s|["“”]/i;
const MOST_WORDS = 14;

/** The person's talking point, or nothing where there is none. `toThem`: the letter is to that person, so "their" is "your". */
export function talkingPointOf(
  person: Interviewer | undefined,
  { toThem }: { toThem: boolean },
): TalkingPoint | undefined {
  const noted = plain(person?.talkingPoint ?? '')
    .replace(/[\s.,;:!…]+$/u, '')
    .replace(REPORTED, '')
    .replace(SMALL_WORD, (word) => word.toLowerCase());
  if (!/[\p{L}\p{N}]/u.test(noted)) return undefined;
  const words = toThem ? toTheirFace(noted) : noted;
  const apart = CLAUSE.test(words) || INSIDE.test(words) || words.split(' ').length > MOST_WORDS;
  return { words, fits: apart ? 'apart' : 'about' };
}

/** "their migration" is "your migration", "how they test" is "how you test". */
function toTheirFace(words: string): string {
  return words
    .replace(/^(?:their|his|her)(?=\s)/, 'your')
    .replace(/^(how|why|what|where|when|whether) they\b/, '$1 you');
}
