/** A text in parts, without the words that only join them. */

import { QUOTED } from './company.ts';
import { namesSomething } from './normalise.ts';

/** Where it takes place is not recorded. */
const WHERE =
  /^(?:remote(?:ly)?|online|virtual(?:ly)?|(?:via|over|on|by) (?:zoom|(?:ms |microsoft )?teams|google meet|skype|phone|video)|join (?:zoom|(?:ms |microsoft )?teams|google meet|the|by|via|with|here|now|meeting).{0,60}|(?:google meet|zoom|(?:ms |microsoft )?teams) (?:joining info|meeting|link)|(?:video call |meeting |joining )?link)$/i;
const SUFFIX = /^(?:inc|llc|ltd|gmbh|corp|co|plc|sa|ag|se|bv)\.?$/i;
/** How people begin a sentence; each where only a sentence goes on like that: Just Eat and We Are Social are companies. */
const FILLER = new RegExp(
  `^(?:${[
    '(?:just|i|we)(?= (?:just|have|had|got|was|did|went|interviewed)(?: |$)|$)',
    "(?:i'?ve|i'm|and|interviewed by|then|have|had|got|having|was|is|it's|went to|scheduled|interview(?:ed|ing)?)(?= |$)",
    '(?:call|meeting|chat|talk)(?= (?:at|for|from|on)(?: |$)|$)',
    '(?:gave|did|took|attended|completed|finished|cleared)(?= (?:(?:an?|my|another|the|first|final) )*(?:interview|call|chat|round)(?: |$))',
    'met(?=$)',
    '(?:please|can you|could you) (?:add|record|note)',
    '(?:add|record|log|note|save|schedule|create|book|enter|track|new)(?= (?:(?:an?|my|the|new|another) )*(?:interview|call|chat|meeting)(?: |$))',
    '(?:an?|my|your|our|another|the)(?= (?:interview|call|meeting|chat|talk|round)(?: |$)|$)',
  ].join('|')})[ :]*`,
  'i',
);
/** Only right before something that was cut out: there is a company called All In. */
const TRAILING =
  /(?:^| )(?:on|at|um|kl\.?|in|from|for|with|by|of|and|is|was|has been|the|to|around|about|starting|starts)$/i;
/** In lower case, for there are Jet Set and Fully Booked. */
const TRAILING_VERB = /(?<=.) (?:confirmed|scheduled|booked|set)$/;

/** The parts between commas and what was cut out, without the words that only join them. */
export function segmentsOf(text: string): string[] {
  const segments: string[] = [];
  for (const [, part = '', end] of text.matchAll(/(.*?)([,;|]| [-/] |: |$)/g)) {
    const segment = tidy(part, end === '|');
    const last = segments.at(-1);
    if (SUFFIX.test(segment) && last) segments[segments.length - 1] = `${last}, ${segment}`;
    else if ((namesSomething(segment) || segment.includes(QUOTED)) && !WHERE.test(segment))
      segments.push(segment);
  }
  return segments;
}

function tidy(part: string, isJoined: boolean): string {
  let words = part.replace(/^[\s"'().!?-]+|[\s"'(!?-]+$/g, '');
  for (let match = FILLER.exec(words); match?.[0]; match = FILLER.exec(words))
    words = words.slice(match[0].length);
  words = words.replace(/(?<=\p{L}{4})\.$/u, '');
  if (!words.includes('(')) words = words.replace(/\)+$/, '');
  return isJoined ? withoutTrailing(words) : words.trim();
}

export function withoutTrailing(text: string): string {
  let words = text.trim();
  const trailing = () => TRAILING.exec(words) ?? TRAILING_VERB.exec(words);
  for (let match = trailing(); match; match = trailing()) words = words.slice(0, match.index);
  return words;
}
