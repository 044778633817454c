/** What people write to the bot as they would to a person: `got a rejection from Acme`, `Globex tomorrow 3pm`. */
import { type Command, type Context, parseCommand } from './command.ts';
import { hasMoment } from './free-words.ts';
import { namesSomething, normalise } from './normalise.ts';
import { splitOutcome } from './outcomes.ts';

/** Small talk asks for nothing, and is never recorded. */
export type PlainWords = Command | { kind: 'chat' };

const CHAT =
  /^(?:hi|hey|hello|hallo|hiya|yo|good (?:morning|afternoon|evening|day|night)|thanks?(?: you)?(?: so much| a lot| very much)?|thx|ty|cheers|ok(?:ay)?|k|cool|great|nice|perfect|awesome|good|fine|sure|yes|yeah|yep|no|nope|bye|lol|haha|sorry|please|wow|done|test|ping)(?: (?:there|you|bot|afterword|everyone|all|so much|then|thanks?|thank you))*$/i;

const MAY_I =
  /^(?:when )?(?:can|may|should|do|could|is it (?:ok|okay|fine|too early|too soon) (?:for me )?to|am i allowed to)(?: i| to)? ?(?:already |now )?(?:write|e-?mail|call|contact|follow up|reply|get in touch|check in|ping|ask)(?: (?:to|with|at|back))?(?: (?:now|yet|again))? ?(.*?)(?: (?:now|yet|already|again|today|tomorrow))?$/i;
const NEXT =
  /^(?:so )?(?:what(?:'s| is| do i do| should i do| comes?)?(?: up)? (?:next|now|coming)|what (?:do|should|must) i do(?: next| now)?|to-?do|plan)(?: (?:for|with|about|at) (.+))?$/i;

/** Ways to begin a piece of news, which say nothing themselves. */
const LEAD =
  /^(?:(?:so|well|hi|hey|hello|bad news|good news|great news|sad news|update|fyi|guess what|unfortunately|sadly|yay|yes|ugh|ok|okay)[,:!. -]+)+/i;
const HAVE =
  /^(?:i|we)(?:'ve| have)?(?: just| finally)? (?:got|received|had|have|heard|was|were|am|been)(?: back)? (?:an? |the |another )?/i;
const GOT = /^(?:just |finally )?(?:got|received|had|heard)(?: back)? (?:an? |the |another )?/i;

/** Sentences whose company stands in the middle. */
const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [
    /^they(?:'ve| have)? (?:moved|postponed|rescheduled|cancell?ed|put off) (?:my |the |our )?(?:interview|call|meeting|talk)? ?(?:with|at|for)? ?(.+)$/i,
    'postponed',
  ],
  [
    /^(?:my |the |our )?(?:interview|call|meeting|talk) (?:with|at) (.+?) (?:was|has been|is|got) (?:moved|postponed|rescheduled|cancell?ed|put off)$/i,
    'postponed',
  ],
  [
    /^(.+?) (?:has |have )?(?:moved|postponed|rescheduled|cancell?ed) (?:my |the |our )?(?:interview|call|meeting|it)$/i,
    'postponed',
  ],
  [
    /^(?:nobody|no one|noone|they never|they didn't|they did not) (?:show(?:ed)?(?: up)?|came|turned up)(?: (?:at|for|from|to))? (.+)$/i,
    'no-show',
  ],
  [/^(.+?) (?:didn't|did not|never) (?:show(?:ed)?(?: up)?|come|came|turn(?:ed)? up)$/i, 'no-show'],
  [
    /^(?:still )?(?:no news|nothing new|no word|nothing|no answer)(?: yet)? (?:from|at) (.+?)(?: yet)?$/i,
    'waiting',
  ],
  [/^(.+?) (?:need|needs|want|wants|asked for) more time$/i, 'waiting'],
  [
    /^(.+?) (?:invited me|invites me|want(?:s)? me|asked me)(?: back)? (?:to|for|in for)(?: a| the)? (?:next|second|third|final|another) (?:round|interview|call)$/i,
    'next-round',
  ],
  [
    /^(?:i'm |i am |i )?(?:got |made it |am |'m )?(?:through|invited|in) (?:to|for) (?:the |a )?(?:next|second|third|final) (?:round|interview) (?:at|with|by|of) (.+)$/i,
    'next-round',
  ],
];

/** The end of a piece of news that says by when: it goes on to the reader of `heard`. */
const BY =
  /[,;]? ?(?:(?:they|but they|and they) )?(?:(?:need|want|will|'ll|should|must|said they|promised to|have)(?: (?:time|answer|decide|reply|it|know))* )?((?:until|till|by) .+)$/i;

/**
 * Reads a direct message. What is doubtful is a `mistake` that asks; nothing is recorded on a guess. Never throws for any
 * text.
 * @throws RangeError when `context.zone` is no IANA zone or `context.now` no instant
 */
export function parsePlainWords(text: string, context: Context): PlainWords {
  if (/^\s*\/interview\b/i.test(text)) return parseCommand(text, context);
  const typed = normalise(text.replace(/(?<!\S)[*_~]+|[*_~]+(?!\S)/g, ''));
  const words = typed.replace(LEAD, '').replace(/[\s.!?]+$/, '');
  if (!namesSomething(words.replace(/:[a-z0-9_+-]+:/gi, '')) || CHAT.test(words)) return { kind: 'chat' };
  return news(words, context) ?? question(words, context) ?? command(typed, words, context);
}

/** Something that was heard. A text with a time that could be an interview's is left to the reader of interviews. */
function news(words: string, context: Context): Command | undefined {
  const by = BY.exec(words);
  const deadline = by && hasMoment(by[1] ?? '') ? ` ${by[1]}` : '';
  const said = deadline ? words.slice(0, by?.index).replace(/[,; ]+$/, '') : words;
  if (hasMoment(said)) return undefined;
  for (const [pattern, outcome] of SENTENCES) {
    const company = pattern.exec(said)?.[1];
    if (company) return heard(`${outcome} ${quoted(company)}${deadline}`, context);
  }
  const bare = said.replace(HAVE, '').replace(GOT, '');
  const found = splitOutcome(bare).filter(({ company }) => namesSomething(company));
  return found.length > 0 ? heard(`${bare}${deadline}`, context) : undefined;
}

function heard(words: string, context: Context): Command {
  return parseCommand(`heard ${words}`, context);
}

function quoted(company: string): string {
  const name = company
    .replace(/^(?:from|at|with|by|the interview (?:with|at)) /i, '')
    .replaceAll('"', '')
    .trim();
  return `"${name}"`;
}

function question(words: string, context: Context): Command | undefined {
  const may = MAY_I.exec(words);
  if (may) return parseCommand(`when ${may[1] ?? ''}`.trim(), context);
  const next = NEXT.exec(words);
  return next ? parseCommand(`plan ${next[1] ?? ''}`.trim(), context) : undefined;
}

/** Whatever the command would understand; what it would not is asked about only where an interview may be meant. */
function command(typed: string, words: string, context: Context): PlainWords {
  const read = parseCommand(typed, context);
  if (read.kind !== 'mistake') return read;
  const isMeant = hasMoment(words) || /@|company=|\binterview\b/i.test(words) || words.startsWith('heard');
  return isMeant ? read : { kind: 'chat' };
}
