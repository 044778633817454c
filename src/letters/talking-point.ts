/** What was talked about, as a member noted it down, so that it fits into a sentence whatever it looks like. */
import type { Interviewer } from '../etiquette/facts.ts';
import { nameOf, shortNameOf } from './person.ts';
import { plain } from './words.ts';

/** `about`: it reads well after "about"; `apart`: it is a sentence or a link of its own, and stands after a colon. */
export type TalkingPoint = { words: string; fits: 'about' | 'apart' };

/** What leads to the point, and is none: "we talked about", "she said that", "asked me" why, "loved". */
const LEAD =
  /^(?:that\s+)?(?:(?:we|i|they|she|he)\s+)?(?:also\s+|really\s+)?(?:(?:talked|spoke|chatted|told (?:me|her|him|them)|asked(?: me)?)\s+(?:about|of)|(?:talked|chatted)(?!\s+(?:to|with|for)\b)|(?:said|mentioned|explained|told me)(?:\s+that)?|asked(?: me)?(?=\s+(?:how|why|what|where|when|whether|who)\b)|discussed|(?:(?:an?|our|great|good|nice|fun|long|interesting)\s+)*(?:chat|talk|conversation|discussion)\s+(?:about|of|on)|(?:loved|liked|enjoyed)(?:\s+(?:hearing|talking)\s+about)?)\s+|^about\s+/i;
const SMALL_WORD =
  /^(?:The|An?|How|Why|What|Where|When|Whether|Who|Which|Their|Our|My|Your|His|Her|Its|This|These|Those|Using|Building|Moving|Working|Being|Having|We|They|She|He|You|It|There|Team|Work|Company|Product|Culture|Shared|Remote|New|Next|Old|Current|Move|Launch|Start|Data|[A-Z][a-z]+(?:tion|sion|ment|ing|ness|ity|ship))(?=\s)/;
const CLAUSE =
  /^(?:i|we|you|they|she|he|it|there|that|this is|to|if|likes?|loves?|asked|wants?|is|was|has|had|knows|went|came|don't|do|does|can|could|should|will|would)\b/i;
/** No noun begins like this, so that it does not stand after "about": "both from Ohio", "really into Rust". */
const NO_NOUN =
  /^(?:both|really|very|quite|not|never|from|into|at|in|on|with|for|same|big|huge|fan|ex|impressed|seem(?:s|ed)?)\b/i;
/** A clause that reads like a noun all the same: "how you test". */
const NOUN_CLAUSE = /^(?:how|why|what|where|when|whether|who|which|the (?:way|fact|idea|story|reason))\b/i;
const FINITE =
  /\b(?:is|are|am|was|were|has|have|had|do|does|did|can|could|will|would|should|must|says?|said|told|mentioned|asked|uses|takes|took|plays|speaks|likes?|loves?|loved|wants?|wanted|needs|works|runs|ran|grows|grew|thinks|knows|knew|lives|builds|makes|hires|studied|joined|met|went|came)\b/i;
const INSIDE = /https?:|www\.|[;:!?,]|\.\s|["“”]/i;
/** What somebody does or did, without saying who. */
const NOBODY_DOES =
  /^(?:likes?|loves?|wants|uses|used|is|was|has|had|knows|works|worked|grew|studied|went|came|plays|speaks|lives|lived|runs|ran|rides|teaches|became|moved|joined|founded|built|led)\b/i;
/** What is for the member alone: that nothing was noted, how somebody seemed, money, a slip of their own. */
const FOR_NOBODY_ELSE = [
  /^(?:n\/?a|none|nothing(?: special| much)?|idk|forgot|tb[cd]|(?:i )?(?:don['’]t|can['’]t) (?:know|remember|recall))$/i,
  /^(?:(?:is|was|seem(?:s|ed)) )?(?:(?:very|really|super|so|quite) )*(?:nice|friendly|kind|lovely|great|good|cool|tired|bored|stressed|rude|cold|awkward)(?: (?:guy|person|people|vibes?|chat|talk))?$/i,
  /\b(?:salary|salaries|compensation)\b|\b(?:messed|screwed) up\b/i,
];
/** One thing, noted without its article: "k8s migration", "start date", "move to Berlin", "new CRM". */
const BARE_THING =
  /^(?:(?:new|next|old|current)\b|(?:[\p{L}\p{N}/&.+-]+ )*(?:migration|platform|roadmap|question|test|exercise|challenge|date|project|product|team|rewrite|redesign|relaunch|launch|office|codebase|monolith|rota|strategy|move|merger|acquisition|dashboard|tool)(?=$| (?:to|of|from|in|at|for|with|on)\b))/iu;
/** It has one, or is something that one does: "their data platform", "building a team". */
const HAS_ARTICLE =
  /\b(?:the|an?|my|our|your|their|his|her|this|that|each|every|no)\b|['’]s\b|^\p{L}+ing\b/iu;
const MOST_WORDS = 14;

/** The person's talking point, or nothing where there is none. `toThem`: the letter is to that person, so "their" is "your". */
export function talkingPointOf(
  person: Interviewer | undefined,
  { toThem }: { toThem: boolean },
): TalkingPoint | undefined {
  const noted = plain(person?.talkingPoint ?? '').replace(/[\s.,;:!…]+$/u, '');
  if (!person || !/[\p{L}\p{N}]/u.test(noted)) return undefined;
  const name = nameOf(person);
  const point = withoutLead(noted, name)
    .replace(SMALL_WORD, (word) => word.toLowerCase())
    .replace(/\bi(?=\s|['’])/g, 'I');
  if (FOR_NOBODY_ELSE.some((one) => one.test(point))) return undefined;
  const lacksWho = NOBODY_DOES.test(point);
  const whole = lacksWho
    ? `${shortNameOf(person, false)} ${point.charAt(0).toLowerCase()}${point.slice(1)}`
    : point;
  const words = toThem ? toTheirFace(whole, name) : whole;
  const isClause = lacksWho || (!NOUN_CLAUSE.test(words) && FINITE.test(words));
  const apart =
    isClause ||
    [CLAUSE, NO_NOUN, INSIDE].some((one) => one.test(words)) ||
    words.split(' ').length > MOST_WORDS;
  if (apart) return { words, fits: 'apart' };
  const lacksArticle = BARE_THING.test(words) && !HAS_ARTICLE.test(words) && !NOUN_CLAUSE.test(words);
  return { words: lacksArticle ? `the ${words}` : words, fits: 'about' };
}

/** The person's own name where the words begin with it, in whatever case, or nothing. */
function ownNameIn(words: string, name: string): string {
  const own = [name, shortNameOf({ name }, false)].find(
    (one) =>
      words.toLowerCase().startsWith(one.toLowerCase()) && /^(?:['’]s)?\s/.test(words.slice(one.length)),
  );
  return own ?? '';
}

/** "Dana said that the team grows" leads to its point like "she said". */
function withoutLead(noted: string, name: string): string {
  const rest = noted.slice(ownNameIn(noted, name).length).trimStart();
  return LEAD.test(rest) ? rest.replace(LEAD, '') : noted;
}

/** "their migration" and "Dana's" are "your migration", "how she tests" is "how you test", "Dana likes" is "you like". */
function toTheirFace(words: string, name: string): string {
  const own = ownNameIn(words, name);
  const rest = words.slice(own.length);
  const subject = /^['’]s/.test(rest) ? `their${rest.slice(2)}` : `she${rest}`;
  return (own ? subject : words)
    .replace(
      /\b(she|he|they) (\p{L}+)/giu,
      (_all, who: string, verb: string) => `you ${/they/i.test(who) ? verb : asYouDo(verb)}`,
    )
    .replace(/\b(?:their|his|her(?! (?:about|to|that|how|why|what|if)\b))(?= [\p{L}(])/giu, 'your')
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
