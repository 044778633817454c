/** What a name must not hold: words about time that no pattern took, which would make the day that was read a wrong one. */

const word = (source: string) => new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${source})(?![\p{L}\p{N}])`, 'iu');

const TIME = word(
  'between|weeks?|wks?|weekends?|months?|fortnights?|days?|hours?|minutes?|mins?|ago|after next|(?:in|early|mid|late|of) (?:january|february|march|april|may|june|july|august|september|october|november|december)',
);
/** `3pm-Tue`, `3:00x`, `26th`: a clock time that stands glued to something, or the number of a day. */
const CLOCK = /\d ?[ap]\.?m(?:ish)?(?!\p{L})|\d(?:st|nd|rd|th)(?!\p{L})|\d[:h]\d\d|\d{4}-\d/iu;
/** Joins the name to a day or a time: `Acme every Tuesday`, `not tomorrow but Friday`, `3 or 4pm`. */
const JOINS =
  /^[/+&~]| ~$|^to \d|^(?:january|february|april|june|july|august|september|october|november|december)$|^(?:or|but|not|after|before|until|since|plus|than)(?= |$)|(?:^| )(?:or|but|not|every|each|first|second|third|fourth|other|alternate|after|before|until|since|except|previous|either|roughly|approx|circa|likely|possibly|prob|tentatively|maybe|perhaps|probably|(?:a )?half)$/i;
const REMARK =
  /^(?:they|he|she|it'?s|it (?:was|is|went|will)|i'll|we'll|went|in|via|through|over|room)(?=[ ']|$)/i;
/** In lower case, for On Running, No Isolation and Phone House are companies. */
const ASIDE =
  /^(?:on|no|dial|reply|answer|decision|feedback)(?= |$)|^(?:phone|tel) [\d+(]|^(?:off|great|good|fine|bad|ok(?:ay)?|well|nice|tough|hard|easy|done|confirmed|cleared|time|eod|cob|tentative|unconfirmed|pending|asap|early|edit|offer|passed|ghosted)\)?$|^(?:actually|sorry|oops|correction|wait|waiting|arrive|be there|bring|send|sending|owe|submit|remember|moving|if)(?= |$)|^(?:recruiter|interviewer|contact) (?=[A-Z])|^(?:hear|expect(?:ing)?|gotta|results?|news|follow up|met)(?= |$)/;
/** `Acme EST`: the letters of a zone, where no time stands before them. */
const ZONE_LAST = /(?:^| )(?:[A-Z]{1,3}[SD]T|UTC|GMT)$/;
/** `3pm Bangalore time`: a place that is no name of a zone. */
const ZONE = /(?<! (?:full|part)|^(?:full|part)) (?:time|tz)(?: ?zone)?$/i;
/** `Monday last`, `Friday next`. */
const WHICH = /^(?:next|coming|last|past|(?:just )?gone|previous|latest)(?: year)?$/;
const MOVED =
  /(?<![\p{L}\p{N}])(?:moved|postponed|rescheduled|cancell?ed|rebooked|(?:changed|pushed|shifted|brought|delayed|bumped)(?= it| back| out| the| my|$)|(?:moves|moving|resched|reschedule)$|brought (?:it )?forward|new time)(?![\p{L}\p{N}])|^(?:reschedule|postpone|cancel) \p{L}/iu;
/** In lower case, for Move is a company. */
const TO_BE_MOVED =
  /^(?:move|change|shift|push|delete|remove|forget|pause) \p{L}|(?:^| )(?:no longer|instead|now)$/u;

/** Whoever is spoken of, and what they did: a sentence, and no name. In lower case, for We Are Social is a company. */
const SENTENCE =
  /(?<![\p{L}\p{N}'])(?:I|I'\p{L}+|i|i'\p{L}+|me|my|you|your|we|they|them|their|he|him|his|she|is|was|are|were|has|have|had|invited|took|offered|rejected|declined|accepted|wants?|would|called|will|can|proposed|suggested|scheduled|started|gave|attended|completed|e-?mailed|wrote|talked|spoke|said|says|told|asked|remind|promised|finished|ended|should|need|needs|must|might)(?![\p{L}\p{N}])|\p{L}n't(?!\p{L})|(?<!\p{L})cannot(?!\p{L})/u;
/** A company, but no role, holds none of these: there are assistants to somebody, and call centres. */
const NO_COMPANY =
  /(?<![\p{L}\p{N}'])(?:to|via|through|send|sent|see|thanks|free|busy|available|applied|offer|rejection)(?![\p{L}\p{N}])|^[Ss]end |^[Cc]an't|^(?:call|write|e-?mail|meet|ask|ring|text|visit|ad|iv|new|record|log|note|save|schedule|create|book|enter|track) \p{L}| due$/u;
/** Money, a number to call, of a job or of a house: no role. There are an Intern 2027 and an Engineer 2. */
const NO_ROLE =
  /[$€£]|#\d|\d{5}|(?<!\d)(?!20[23]\d)\d{4}|(?<![\p{L}\d])\d{2,3}k(?!\p{L})|^\d+ |^(?:call|dial-in|salary|ref|ext|job id|building|zoom) .*\d/iu;

/** A question; `isWhen` where the day or the time that was read may be another one. */
export type Doubt = { ask: string; isWhen?: boolean };

/** A question about words in a company or a role that are more likely something else; undefined for a sound name. */
export function doubtAbout(name: string, field: 'company' | 'role' = 'company'): Doubt | undefined {
  const shown = `“${name.slice(0, 60)}”`;
  if (MOVED.test(name) || TO_BE_MOVED.test(name))
    return {
      ask: `Was it moved or called off? Then write \`/interview heard postponed Acme\`, and record the new time when you know it.`,
    };
  if (!/\p{L}/u.test(name))
    return {
      ask: `I cannot place ${shown}. Write a time as 3pm or 15:00 and a day as 2026-11-25.`,
      isWhen: true,
    };
  if (ZONE.test(name) || ZONE_LAST.test(name))
    return {
      ask: `Which time zone is ${shown}? Name a place, for example \`3pm Europe/Berlin\` or \`3pm America/New_York\`.`,
      isWhen: true,
    };
  if (TIME.test(name) || CLOCK.test(name) || JOINS.test(name) || WHICH.test(name))
    return {
      ask: `I cannot tell when that is from ${shown}. Write the day as 2026-11-25 and the time as 15:00, or, if it is a name, \`add company="Acme" role="Engineer" at="2026-11-25 15:00"\`.`,
      isWhen: true,
    };
  const isTold = REMARK.test(name) || ASIDE.test(name) || SENTENCE.test(name);
  if (isTold || (field === 'company' ? NO_COMPANY : NO_ROLE).test(name))
    return {
      ask: `I cannot place ${shown}. Write company, role, day and time, as in \`/interview Acme, backend engineer, tomorrow 3pm\`.`,
    };
  return undefined;
}
