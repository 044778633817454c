/** What was talked about, as a member noted it down, so that it fits into a sentence whatever it looks like. */
import type { Interviewer } from '../etiquette/facts.ts';
import { nameOf } from './person.ts';
import { plain } from './words.ts';

/** `about`: it reads well after "about"; `apart`: it is a sentence or a link of its own, and stands after a colon. */
export type TalkingPoint = { words: string; fits: 'about' | 'apart' };

/** What leads to the point, and is none: "we talked about", "she said that", "loved". */
const LEAD =
  /^(?:that\s+)?(?:(?:we|i|they|she|he)\s+)?(?:also\s+|really\s+)?(?:(?:talked|spoke|chatted|told me|asked(?: me)?)\s+(?:about|of)|(?:said|mentioned|explained|told me)(?:\s+that)?|discussed|(?:loved|liked|enjoyed)(?:\s+(?:hearing|talking)\s+about)?)\s+|^about\s+/i;
const SMALL_WORD =
  /^(?:The|An?|How|Why|What|Where|When|Whether|Who|Which|Their|Our|My|Your|His|Her|Its|This|These|Those|Using|Building|Moving|Working|Being|Having|We|They|She|He|You|It|There|Team|Work|Company|Product|Culture|Shared|Remote|[A-Z][a-z]+(?:tion|sion|ment|ing|ness|ity|ship))(?=\s)/;
const CLAUSE =
  /^(?:i|we|you|they|she|he|it|there|that|this is|to|if|likes?|loves?|asked|wants?|uses|is|was|has|had|knows|works|worked|grew|studied|went|came|don't|do|does|can|could|should|will|would)\b/i;
/** A clause that reads like a noun all the same: "how you test". */
const NOUN_CLAUSE = /^(?:how|why|what|where|when|whether|who|which|the (?:way|fact|idea|story|reason))\b/i;
const FINITE =
  /\b(?:is|are|am|was|were|has|have|had|do|does|did|can|could|will|would|should|must|says?|said|told|mentioned|asked|uses|likes?|loves?|loved|wants?|wanted|needs|works|runs|ran|grows|grew|thinks|knows|knew|lives|builds|makes|hires|studied|joined|met|went|came)\b/i;
const INSIDE = /https?:|www\.|[;:!?,]|\.\s|["“”]/i;
/** What somebody does or did, without saying who. */
const NOBODY_DOES =
  /^(?:likes?|loves?|wants|uses|is|was|has|had|knows|works|worked|grew|studied|went|came)\b/i;
const MOST_WORDS = 14;

/** The person's talking point, or nothing where there is none. `toThem`: the letter is to that person, so "their" is "your". */
export function talkingPointOf(
  person: Interviewer | undefined,
  { toThem }: { toThem: boolean },
): TalkingPoint | undefined {
  const noted = plain(person?.talkingPoint ?? '')
    .replace(/[\s.,;:!…]+$/u, '')
    .replace(LEAD, '')
    .replace(SMALL_WORD, (word) => word.toLowerCase());
  if (!person || !/[\p{L}\p{N}]/u.test(noted)) return undefined;
  const name = nameOf(person);
  const whole = NOBODY_DOES.test(noted) ? `${name.split(' ')[0]} ${noted}` : noted;
  const words = toThem ? toTheirFace(whole, name) : whole;
  const isClause = !NOUN_CLAUSE.test(words) && FINITE.test(words);
  const apart = isClause || CLAUSE.test(words) || INSIDE.test(words) || words.split(' ').length > MOST_WORDS;
  return { words, fits: apart ? 'apart' : 'about' };
}

/** "their migration" is "your migration", "how she tests" is "how you test", "Dana likes sailing" is "you like sailing". */
function toTheirFace(words: string, name: string): string {
  const own = [name, name.split(' ')[0] ?? name].find((one) => words.startsWith(`${one} `));
  return (own ? `she${words.slice(own.length)}` : words)
    .replace(
      /\b(she|he|they) (\p{L}+)/giu,
      (_all, who: string, verb: string) => `you ${/they/i.test(who) ? verb : asYouDo(verb)}`,
    )
    .replace(/\b(?:their|his|her)(?= [\p{L}(])/giu, 'your')
    .replace(/\b(?:them|him|her)\b/gi, 'you');
}

/** "likes" is what you like, "studies" what you study. */
function asYouDo(verb: string): string {
  const irregular: Record<string, string> = { is: 'are', was: 'were', has: 'have', does: 'do' };
  if (irregular[verb]) return irregular[verb];
  if (/(?:ss|us|is)$/.test(verb)) return verb;
  return verb
    .replace(/ies$/, 'y')
    .replace(/(ch|sh|x|ss|o)es$/, '$1')
    .replace(/s$/, '');
}
