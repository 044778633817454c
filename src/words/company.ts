/** The company in a piece of news, or that there is none, or that the words are no name. */
import { namesSomething } from './normalise.ts';
import { shortText } from './short-text.ts';

/** Stands for the name in quotes while the rest is read. Typed text cannot hold it: `normalise` drops private characters. */
export const QUOTED = '\uE000';

/** The text with its first quoted part taken out, which is a name whatever it says: "Offer Up". */
export function withoutQuotes(text: string): { words: string; quoted?: string } {
  const match = /"([^"]{1,200})"/.exec(text);
  if (!match) return { words: text };
  return { words: text.replace(match[0], QUOTED), quoted: match[1] ?? '' };
}

const LEADING =
  /^(?:(?:back|yet|from|at|with|by|for|to|of|in|on|about|that|the|my|our|interview|call)(?:[ :]+|$)|[\s"',:;.!?()-]+)/i;
/** `Dana from Acme`: who speaks for it. */
const SPEAKER = /^\p{Lu}[\p{L}'-]{1,30}(?: \p{Lu}[\p{L}'-]{1,30})? (?:from|at) (?=\p{Lu})/u;
const TRAILING =
  /(?:[\s"',:;.!?(-]+|'s| (?:phone|video|technical|tech) (?:interview|call|screen)| (?:interview|call|screen|chat|job|role|position|offer|application|process|recruiters?|interviewers?|team|hr|yet|so far|today|again|any ?more|about it)| \([^()]{0,80}\)| for (?:the|an?|their) .{1,60}? (?:role|job|position))$/i;
/** Words that stand where a company could: the only open one is meant. */
const NOBODY =
  /^(?:it|its|this|that|they|them|their|he|she|him|her|us|me|up|one|(?:the |my |that )?(?:interview|job|role|position|company|offer|application|process))$/i;
/** `them`, `the job`: stands for a company, and names none. */
export function isNobody(name: string): boolean {
  return NOBODY.test(name.trim());
}

/** Negations, guesses and verbs: what holds them is no name. In lower case alone, for there are May Mobility and No Isolation. */
const NO_NAME =
  /(?<![\p{L}\p{N}])(?:not|no|never|n't|might|may|maybe|perhaps|probably|almost|will|would|could|can|cannot|should|hope|hopes|hoped|hoping|think|guess|afraid|if|whether|when|but|i|my|me|you|your|they|them|we|us|he|she|is|are|was|were|has|have|had|did|does|do|said|says|say|told|asked|wants?|make|made|get|got|nothing|anything|reply|answer|response|offer(?:ed)?|reject(?:ed|ion)?|declined|accepted|withdrew|rescinded|hired|called|emailed|wrote|sent|moved|cancell?ed|pulled|expect(?:ed|s|ing)?|expires?|verbal|within|until|(?:\d+|an?|one|two|three|few|more|another) (?:days?|weeks?|months?))(?![\p{L}\p{N}])|(?:^| )(?:the|and)$|[a-z]n't(?![\p{L}])/u;
const MEMBER = /(?<![\p{L}\p{N}])I(?:'[a-z]{1,2})?(?![\p{L}\p{N}&.'-])/u;
const FIRST =
  /^(?:My|If|Did|Does|Do|Has|Have|Is|Are|Was|Were|Maybe|Perhaps|Not|Never|What|When|Why|How|Should|Could|Would|Can)(?= )/;

/**
 * `value`: the company, or undefined where none is named (`they`, `the job`); `doubt`: the words say more than a name; `ask`: it
 * is too long.
 */
export function companyIn(
  text: string,
  quoted?: string,
): { value: string | undefined } | { ask: string } | { doubt: true } {
  if (text.includes(QUOTED)) return shortText(quoted, 'company');
  const name = trimmed(text);
  if (isNobody(text) || isNobody(name) || text.trim() === '') return { value: undefined };
  // "rejection in": whatever that means, nobody is named by it, and nobody left out
  if (!namesSomething(name)) return shortText(text, 'company');
  if (NO_NAME.test(name) || MEMBER.test(name) || FIRST.test(name)) return { doubt: true };
  return shortText(name, 'company');
}

function trimmed(text: string): string {
  let words = text.trim();
  for (let match = LEADING.exec(words); match; match = LEADING.exec(words))
    words = words.slice(match[0].length);
  for (let match = TRAILING.exec(words); match; match = TRAILING.exec(words))
    words = words.slice(0, match.index);
  return words.replace(SPEAKER, '');
}
