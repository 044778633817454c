/** What people write to the bot as they would to a person: `got a rejection from Acme`, `Globex tomorrow 3pm`. */
import { type Command, type Context, parseCommand } from './command.ts';
import { hasMoment } from './free-words.ts';
import { looksLikeKeys } from './key-value.ts';
import { readNews, unsure } from './news.ts';
import { inOneLine, namesSomething } from './normalise.ts';
import { finishedWith, retold } from './retold.ts';

/** Small talk asks for nothing, and is never recorded. */
export type PlainWords = Command | { kind: 'chat' };

const CHAT =
  /^(?:hi|hey|hello|hallo|hiya|yo|good (?:morning|afternoon|evening|day|night)|thanks?(?: you)?(?: so much| a lot| very much)?|thx|ty|cheers|ok(?:ay)?|k|cool|great|nice|perfect|awesome|good|fine|sure|yes|yeah|yep|no|nope|bye|lol|haha|sorry|please|wow|done|test|ping)(?: (?:there|you|bot|afterword|everyone|all|so much|then|thanks?))*$/i;
/** `See you tomorrow at 3pm`, `thanks, talk tomorrow at 9am`: to a person, not about an interview. */
const GOODBYE =
  /^(?:(?:thanks|thank you|thx|ok|okay|great|perfect|good|sure|bye|yes)[,!. ]+)*(?:see (?:you|ya)|talk|speak|catch up|ttyl)(?: (?:to )?(?:you|soon|then|again|later))*(?= (?:tomorrow|today|on|at|next|mon|tue|wed|thu|fri|sat|sun)|$)/i;

const MAY_I =
  /^(?:when )?(?:can|may|should|do|could|is it (?:ok|okay|fine|too early|too soon) (?:for me )?to|am i allowed to)(?: i| to)? ?(?:already |now )?(?:write|e-?mail|call|contact|follow up|reply|get in touch|check in|ping|ask)(?: (?:to|with|at|back))?(?: (?:now|yet|again))? ?(.*?)(?: (?:now|yet|already|again|today|tomorrow))?$/i;
const NEXT =
  /^(?:so )?(?:what(?:'s| is| do i do| should i do| comes?)?(?: up)? (?:next|now|coming)|what (?:do|should|must) i do(?: next| now)?|to-?do|plan)(?: (?:for|with|about|at) (.+))?$/i;
/** `When is my interview with Acme?`: when they may be written to is another question. */
const WHEN_IS =
  /^(?:when(?:'s| is| was)|(?:at )?what time(?:'s| is)|what(?:'s| is) the (?:time|day|date) of|where(?:'s| is)) (?:my |the )?(?:next )?(?:(?:interview|call|meeting|talk|screen)(?: (?:with|at) (.+))?|(.+?) (?:interview|call|screen))$/i;

/** Ways to begin a piece of news, which say nothing themselves. */
const LEAD =
  /^(?:(?:so|well|hi|hey|hello|bad news|good news|great news|sad news|update|fyi|guess what|unfortunately|sadly|yay|yes|ugh|ok|okay)[,:!. -]+)+/i;
const EMOJI = /:(?:[+-]1|[a-z][a-z0-9_+-]{1,60}):/gi;
const SMILEY = /(?: ?[:;]-?[()DP/|])+$/;
/** Words about something heard, where no reading of it was sure. */
const HINT =
  /(?<![\p{L}\p{N}])(?:reject(?:s|ed|ing|ion)?|offer(?:s|ed)?|declin(?:ed|es|e|ing)|withdr[ae]w(?:ing|n)?|ghosted|turned (?:\p{L}+ )?down|said no|cancell?ed|postponed|rescheduled|no[- ]show|hired|passed|moving forward)(?![\p{L}\p{N}])/iu;

/**
 * Reads a direct message. What is doubtful is a `mistake` that asks; nothing is recorded on a guess. Never throws for any
 * text.
 * @throws RangeError when `context.zone` is no IANA zone or `context.now` no instant
 */
export function parsePlainWords(text: string, context: Context): PlainWords {
  if (/^\s*\/interview\b/i.test(text) || text.length > LONGEST) return parseCommand(text, context);
  const typed = inOneLine(text.replace(/(?<!\S)[*_~]+|[*_~]+(?!\S)/g, '').replace(EMOJI, ' '));
  const words = typed
    .replace(LEAD, '')
    .replace(SMILEY, '')
    .replace(/(?<!\d\.\d{1,2})[\s.!?]+$/, '');
  if (!namesSomething(words) || CHAT.test(words)) return { kind: 'chat' };
  if (looksLikeKeys(typed)) return parseCommand(typed, context);
  return sentence(typed, words, context) ?? question(words, context) ?? command(typed, words, context);
}

/** Longer texts are no sentence; `parseCommand` says so. */
const LONGEST = 3000;

/** An interview that a sentence tells of, or something that was heard. A question tells nothing. */
function sentence(typed: string, words: string, context: Context): PlainWords | undefined {
  if (/\?\s*$/.test(typed)) return undefined;
  const interview = retold(words);
  if (interview) return parseCommand(interview, context);
  if (GOODBYE.test(words)) return { kind: 'chat' };
  return finishedWith(words) ?? readNews(words, { ...context, direct: true });
}

function question(words: string, context: Context): Command | undefined {
  const may = MAY_I.exec(words);
  if (may) return parseCommand(`when ${may[1] ?? ''}`.trim(), context);
  const when = WHEN_IS.exec(words);
  if (when) return parseCommand(`show ${when[1] ?? when[2] ?? ''}`.trim(), context);
  const next = NEXT.exec(words);
  return next ? parseCommand(`plan ${next[1] ?? ''}`.trim(), context) : undefined;
}

/** Whatever the command would understand; what it would not is asked about only where something may be meant. */
function command(typed: string, words: string, context: Context): PlainWords {
  const read = parseCommand(typed, context);
  const isHeard = HINT.test(words);
  if (read.kind === 'add') return isHeard ? unsure(typed) : (doubtful(read, typed) ?? read);
  if (read.kind !== 'mistake') return read;
  const isMeant = hasMoment(words) || /@|\binterview\b/i.test(words) || words.startsWith('heard');
  if (isMeant) return read;
  return isHeard ? unsure(typed) : { kind: 'chat' };
}

/** `dentist tomorrow 3pm`, `Call Acme tomorrow 3pm`: no company at all, maybe, unless an interview is spoken of. */
const ORDINARY = /^\p{Ll}+(?: \p{Ll}+)*$/u;
const ERRAND = /^(?:call|write|e-?mail|meet|ask|ring|text|visit|lunch|coffee|dinner|remember) \p{L}/iu;

/** Why an interview is not recorded at once, with the form to do so. */
function doubtful({ interview }: Extract<Command, { kind: 'add' }>, typed: string): Command | undefined {
  const { company } = interview;
  const asks = typed.endsWith('?');
  const isDoubtful = ORDINARY.test(company) || (ERRAND.test(company) && !typed.includes(`${company},`));
  const isNamed = /\b(?:interview|screen|round|on-?site)/i.test(typed);
  if (!asks && (!isDoubtful || isNamed)) return undefined;
  const say = asks
    ? 'Shall I record that as an interview? Then check the form, and save.'
    : `Is “${company}” a company? Then check the form, and save.`;
  return { kind: 'mistake', say, typed, understood: interview, ifKnown: asks ? undefined : interview };
}
