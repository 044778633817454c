/**
 * The sentences in which people tell what they heard, or did. Each is a whole sentence without its day: what stands around the
 * company must be known, or the sentence is asked about. Patterns are bounded, as everywhere in this folder.
 */
import type { Outcome } from '../etiquette/facts.ts';

/** Beside an outcome: they asked to be left alone, and "passed", of which nobody knows who did it. */
export type Told = Outcome | 'hold-off' | 'who-passed' | 'who-declined';

const C = '(?<company>.{1,80}?)';
const AT = '(?:from|at|with|by|of|to|in|for)';
const AT_C = `(?: ${AT} ${C})?`;
const HAVE = "(?:'ve| have| has| had)?(?: just| already| now| finally)?";
const A = '(?:an? |the |another |their |this |that |my |our )?';
const JOB = '(?:job|role|position)';
const TALK =
  '(?:(?:phone|final|technical|onsite|video|second|first) )?(?:interview|call|meeting|talk|chat|screen|round)';
const OTHERS =
  '(?:someone|somebody|another|a different|an internal|other|others)(?: [a-z]+)?(?: instead| for .{1,40})?';
const WITH_ME = '(?: with (?:me|us|my (?:application|candidacy)))?';
const GO_ON = `(?:mov(?:e|ing)|go(?:ing)?|proceed(?:ing)?|continu(?:e|ing))(?: (?:forward|ahead|on))?${WITH_ME}`;

/** The member's own decision. It stands before everything else: "I declined" is no rejection. */
const DECLINED =
  '(?:declined|rejected|refused|turned down|said no|withdrew|withdrawn|pulled out|dropped out|passed on|passed)';
const THE_OFFER = `(?: ${A}(?:job )?(?:offer|${JOB}|application|process|candidacy|interview))`;
const OWN = [
  `(?:i|we)${HAVE} (?:declined|rejected|refused|turned down|said no to|passed on|withdrew|withdrawn|pulled out|dropped out)(?: (?:of|from))?${THE_OFFER}${AT_C}`,
  `(?:i|we)${HAVE} (?:declined|rejected|refused|turned down|said no to|passed on|withdrew|withdrawn|pulled out|dropped out)(?: (?:of|from))?(?: the)? ${C}(?:'s)?(?: (?:offer|process|${JOB}|interview))?`,
  `(?:i|we)${HAVE} (?:declined|withdrew|withdrawn|pulled out|dropped out)`,
  `(?:i|we)${HAVE} turned ${C} down`,
  `(?:i'm |i am )?(?:not|no longer) interested in ${C}`,
  `(?:declined|rejected|refused|turned down|withdrew|withdrawn)${THE_OFFER}${AT_C}`,
  `(?:i )?(?:got |received |had |have )?${A}(?:job )?offer${AT_C},? (?:but|and) (?:i )?(?:have )?(?:${DECLINED}|turned it down)(?: (?:it|to it|on it|the offer|them))?`,
  `${C} (?:offered me ${A}${JOB}|made me an offer),? (?:but|and) (?:i )?(?:have )?(?:${DECLINED}|turned it down)(?: (?:it|to it|on it|the offer|them))?`,
];

const REJECTED = [
  `(?:i |we )?(?:just |already |finally )?(?:was |were |got |been |have been |'ve been )?(?:just |already )?(?:rejected|turned down) (?:by|from|at) ${C}`,
  `(?:i |we )?(?:was|were|got|been|have been|'ve been) declined (?:by|from|at) ${C}`,
  `(?:i )?(?:got |received |had |have )?(?:an? |the |another )?rejection(?: (?:e-?mail|letter|mail|call|message))? (?:from|at|by) ${C}`,
  `(?:i )?(?:got |received |had |have |heard |it's |it is )?(?:an? |the )?no (?:from|at|by) ${C}`,
  `(?:i |we )?(?:was |were |got |been )?(?:just )?rejected|(?:i )?(?:got|received) a rejection`,
  `${C}${HAVE} (?:rejected|declined|turned down|refused) (?:me|us|my (?:application|candidacy|cv))`,
  `${C}${HAVE} (?:turned me down|passed on me|passed on my application|said no(?: to me)?|said a no|decided against me)`,
  `${C}${HAVE} (?:decided|chose|chosen) (?:not to ${GO_ON}|to (?:go|move forward|proceed) with ${OTHERS})`,
  `${C} (?:(?:is|are|was|were) not|isn't|aren't|wasn't|weren't|will not be|won't be|'re not) ${GO_ON}`,
  `${C} not moving (?:forward|ahead)${WITH_ME}`,
  `${C} (?:(?:will not|won't|did not|didn't) (?:move|proceed|continue|go) (?:forward|ahead|on))${WITH_ME}`,
  `${C}${HAVE} (?:went|gone|going|is going|are going|goes|go) (?:with|for) ${OTHERS}`,
  `${C}${HAVE} (?:hired|chose|chosen|picked|took|taken|offered (?:the|my) ${JOB} to|gave (?:the|my) ${JOB} to) ${OTHERS}`,
  `(?:i )?(?:didn't|did not|haven't|have not) (?:get|got|gotten) (?:the|that) (?:[\\w-]{1,20} )?${JOB} (?:at|with|from) ${C}`,
  `(?:i )?(?:didn't|did not|haven't|have not) (?:get|got|gotten) (?:the|that)(?: ${C})? ${JOB}`,
];

const OFFERED = [
  `${C}${HAVE} (?:made|gave|given|sent|extended)(?: me)? an offer`,
  `${C}${HAVE} (?:called|phoned|wrote|emailed|e-mailed)(?: me)?,? (?:and|to) (?:have )?(?:offered|offer) me (?:the|a) ${JOB}`,
  `${C}${HAVE} offered me (?:the|a) ${JOB}`,
  `(?:i |we )?(?:got |received |have |had |'ve got )?(?:just )?(?:an |the |another |a )?(?:job )?offer (?:from|at|by|of) ${C}`,
  `(?:i )?(?:got|was offered|been offered) the ${JOB}(?: (?:at|with|from|by) ${C})?`,
  '(?:i )?(?:just )?(?:got|received) an offer',
];

/** What they said that they would do. */
const ANSWER = [
  '(?:get|be|come) (?:back|in touch)(?: (?:to|with))?(?: me| us)?|let me know|answer(?: me)?|reply(?: to me)?|respond(?: to me)?|decide|know(?: more)?|contact me|reach out(?: to me)?',
  '(?:e-?mail|write|call|tell|inform)(?: to)? me(?: back)?|make (?:a|their|the) decision|have (?:an?|their|the) (?:decision|answer)|hear(?: back)?(?: from them)?',
].join('|');
const NEWS = '(?:news|word|reply|response|answer|feedback|sign|decision|update)';
const SO_FAR = '(?:,? (?:yet|at all|so far|either|until now))?';

const WAITING = [
  `${C}${HAVE} (?:said|say|says|told me|promised|mentioned)(?: that)?(?: (?:they|he|she|it|i|we|to))?(?:'d|'ll| will| would| should| are going to| plan to| want to)? (?:${ANSWER})`,
  `${C}(?:'ll|'d| will| would| is going to| are going to| plans? to| wants? to) (?:${ANSWER})`,
  `${C} (?:answers|replies|decides|responds|gets back(?: to me)?|calls me(?: back)?)`,
  `${C}${HAVE} (?:needs?|needed|wants?|wanted|asked for|takes?)(?: (?:some|a bit|a little))? ?(?:more )?time(?: to (?:decide|answer|think))?`,
  `(?:i(?:'m| am) )?(?:still )?waiting(?: (?:for|on|to hear(?: back)?))?(?: (?:(?:an?|the|their) )?(?:answer|reply|decision|response|offer|result|feedback|news))?(?: (?:for|from|of|by|on))? ${C}`,
  `(?:i )?(?:still )?(?:haven't|have not|'ve not)(?: yet)? (?:heard|received|got|had)(?: (?:anything|back|a reply|an answer|any news|a response))*${AT_C}${SO_FAR}`,
  `(?:i )?(?:still )?(?:have |got |heard |received |had )?(?:no(?: new)? ${NEWS}|nothing(?: new)?)${SO_FAR}(?: back)? (?:from|by|at) ${C}${SO_FAR}`,
  `${C}(?:,|:| -|)(?: still)? (?:no ${NEWS}|nothing)${SO_FAR}`,
  `${C}${HAVE} ?(?:not|n't) (?:replied|answered|responded|decided|written|called|got back to me|been in touch)${SO_FAR}`,
  `${C} (?:never|didn't|did not) (?:repl(?:y|ied)|answer(?:ed)?|respond(?:ed)?|get back to me|got back to me)${SO_FAR}`,
  `(?:i )?(?:never|didn't|did not) hear(?:d)?(?: anything)?(?: back)? from ${C}${SO_FAR}`,
  `(?:only )?(?:radio )?silence (?:from|at) ${C}${SO_FAR}`,
  `${C}${HAVE} put (?:me|it|us|everything|the ${JOB}) on hold`,
  `${C} (?:is|are) (?:on hold|delayed)`,
];
/** Only with the day that they need until, or moved it to. */
const WAITING_UNTIL = [
  `${C} (?:needs?|wants?|asked for)(?: time)?`,
  `(?:(?:i|we)(?:'ll| will| should)? |should |will )?hear(?: back)? from ${C}`,
];

const HOLD_OFF = [
  `${C}${HAVE} (?:asked|told|asks|want|wants) me (?:to (?:wait|hold off|be patient)|not to (?:write|call|contact|follow up|e-?mail|get in touch)(?: (?:to|with))?(?: them)?)`,
  `${C}${HAVE} said,?(?: to)? (?:don't|do not|not to|no) (?:write|call|calls|contact|follow up|e-?mail)(?: (?:to|with))?(?: (?:us|them))?(?:,? we(?:'ll| will)? call you)?`,
];

const SHOWED = '(?:show(?:ed)?(?: up)?|came|come|turn(?:ed)? up)';
const NO_SHOW = [
  `(?:nobody|no one|noone)(?: from ${C})? ${SHOWED}`,
  `(?:nobody|no one|noone) ${SHOWED}${AT_C}`,
  `(?:the |my )?(?:interviewers?|recruiter) (?:never|didn't|did not) ${SHOWED}${AT_C}`,
  `${C} (?:never|didn't|did not) ${SHOWED}`,
  `they (?:never|didn't|did not) ${SHOWED}${AT_C}`,
];

const MOVED = '(?<verb>moved|postponed|rescheduled|cancell?ed|called off|put off)';
const POSTPONED = [
  `they${HAVE} ${MOVED}(?: (?:it|${A}${TALK}))?${AT_C}`,
  `${A}${TALK} (?:with|at) ${C} (?:was|has been|is|got|were)(?: been)? ${MOVED}`,
  `${A}${TALK} (?:was|has been|is|got) ${MOVED}`,
  `${A}${C} ${TALK} (?:was |has been |is |got )?${MOVED}`,
  `${C}${HAVE} ${MOVED} (?:it|(?:my |the |our )?${TALK}|(?:my |the |our )${TALK} with me)`,
  `${C} (?:wants?|needs?|asked|has|have) (?:me )?to (?<verb>re-?schedule|postpone|move)(?: (?:it|(?:the |my |our )?${TALK}))?`,
  `${C}${HAVE} (?<verb>postponed|rescheduled|cancell?ed|called off|put off)`,
];
/** "Acme moved" alone may be about offices. */
const MOVED_TO = [`${C}${HAVE} (?<verb>moved)`];

const NEXT = '(?:next|second|third|fourth|final|last|another|2nd|3rd)';
const ROUND = '(?:round|interview|call|stage|step)';
const NEXT_ROUND = [
  `${C}${HAVE} (?:invited|invites|invite|asked|wants?|offered)(?: me)?(?: back)?(?: (?:to|for|in for))? ?(?:a |the )?${NEXT} ${ROUND}`,
  `${C} (?:wants?|would like) to (?:see|meet|talk to|speak to|interview) me again`,
  `${C}${HAVE} (?:is |are )?(?:moved|moving|passed|put|advanced|sent) me (?:to|on to|into|through to|forward to) (?:the )?${NEXT} ${ROUND}`,
  `${C} (?:is|are) moving (?:forward|ahead) with me`,
  `${C}${HAVE} moved (?:me forward|forward with me)`,
  `(?:i'm |i am |i |we )?(?:got |made it |am |'m )?(?:through|invited|in|on)? ?(?:to|for|into)? ?(?:the |a )?${NEXT} (?:round|interview|stage) (?:at|with|by|of) ${C}`,
  `(?:i|we)${HAVE} passed(?: (?:the|my))?(?: ${TALK})? (?:at|with|of|for) ${C}`,
  `(?:i|we)${HAVE} passed(?: (?:the|my))? ${C}`,
];

const NO_ANSWER = [
  `(?:i )?(?:got |was |been )?ghosted by ${C}`,
  `${C}${HAVE} ghosted me`,
  `(?:please )?close ${C}(?: as no[- ]answer)?`,
];

const WHO_PASSED = [`${C} passed`, `passed ${C}`];
const WHO_DECLINED = [`(?:declined|turned down|refused) ${C}`];

const ALL: readonly (readonly [Told, readonly string[]])[] = [
  ['withdrawn', OWN],
  ['hold-off', HOLD_OFF],
  ['no-answer', NO_ANSWER],
  ['next-round', NEXT_ROUND],
  ['rejection', REJECTED],
  ['offer', OFFERED],
  ['no-show', NO_SHOW],
  ['postponed', POSTPONED],
  ['waiting', WAITING],
  ['who-passed', WHO_PASSED],
  ['who-declined', WHO_DECLINED],
];

const compile = (source: string) => new RegExp(`^(?:${source})$`, 'i');
const SENTENCES = ALL.flatMap(([told, sources]) => sources.map((source) => [told, compile(source)] as const));
const DATED = [
  ...WAITING_UNTIL.map((source) => ['waiting', compile(source)] as const),
  ...MOVED_TO.map((source) => ['postponed', compile(source)] as const),
];
const EITHERS_NO = compile(`rejected ${C}`);

export type Sentence = { told: Told; company: string; verb?: string | undefined };

/**
 * The readings of a sentence, the likeliest first; `dated`: a day was cut out of it. "Rejected Acme" is an outcome and its
 * company behind a command, and in talk may be either's no.
 */
export function sentencesIn(
  text: string,
  { dated, direct }: { dated: boolean; direct: boolean },
): Sentence[] {
  const found = SENTENCES.flatMap(([told, pattern]) => matching(told, pattern, text));
  const until = dated ? DATED.flatMap(([told, pattern]) => matching(told, pattern, text)) : [];
  const either = direct ? matching('who-declined', EITHERS_NO, text) : [];
  return [...found, ...until, ...either];
}

function matching(told: Told, pattern: RegExp, text: string): Sentence[] {
  const match = pattern.exec(text);
  if (!match) return [];
  const { company = '', verb } = match.groups ?? {};
  return [{ told, company, verb: verb?.toLowerCase() }];
}
