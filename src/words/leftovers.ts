/** What a name must not hold: words about time that no pattern took, which would make the day that was read a wrong one. */

const word = (source: string) => new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${source})(?![\p{L}\p{N}])`, 'iu');

const TIME = word(
  'between|weeks?|weekends?|months?|fortnights?|days?|hours?|minutes?|mins?|ago|after next|(?:in|early|mid|late|of) (?:january|february|march|april|may|june|july|august|september|october|november|december)',
);
/** `3pm-Tue`, `3:00x`, `26th`: a clock time that stands glued to something, or the number of a day. */
const CLOCK = /\d ?[ap]\.?m(?:ish)?(?!\p{L})|\d(?:st|nd|rd|th)(?!\p{L})|\d[:h]\d\d|\d{4}-\d/iu;
/** Joins the name to a day or a time: `Acme every Tuesday`, `not tomorrow but Friday`, `3 or 4pm`. */
const JOINS =
  /^[/+&]|^(?:or|but|not|after|before|until|since|plus|than)(?= |$)|(?:^| )(?:or|but|not|every|each|first|second|third|fourth|other|alternate|after|before|until|since|except|maybe|perhaps|probably|(?:a )?half)$/i;
const REMARK =
  /^(?:they|he|she|it'?s|it (?:was|is|went|will)|i'll|we'll|went|in|via|through|over|room)(?=[ ']|$)/i;
/** In lower case, for On Running, No Isolation and Phone House are companies. */
const ASIDE =
  /^(?:on|no|phone|tel|dial|reply|answer|decision|feedback)(?= |$)|^(?:off|great|good|fine|bad|ok(?:ay)?|well|nice|tough|hard|easy|done|confirmed|cleared|time)$/;
/** `3pm Bangalore time`: a place that is no name of a zone. */
const ZONE_LAST = /(?:^| )(?:[A-Z]{1,3}[SD]T|UTC|GMT)$/;
const ZONE = /(?<! (?:full|part)|^(?:full|part)) (?:time|tz)(?: ?zone)?$/i;
const MOVED =
  /(?<![\p{L}\p{N}])(?:moved|postponed|rescheduled|cancell?ed|rebooked|(?:changed|pushed|shifted|brought)(?= it|$)|brought (?:it )?forward|new time)(?![\p{L}\p{N}])|^(?:reschedule|postpone|cancel) \p{L}/iu;
/** In lower case, for Move is a company. */
const TO_BE_MOVED = /^(?:move|change|shift|push) \p{L}/u;

/** Whoever is spoken of, and what they did: a sentence, and no name. In lower case, for We Are Social is a company. */
const SENTENCE =
  /(?<![\p{L}\p{N}'])(?:I|I'\p{L}+|i|i'\p{L}+|me|my|you|your|we|they|them|their|he|him|his|she|is|was|are|were|has|have|had|invited|took|offered|rejected|declined|accepted|wants?|would|called|e-?mailed|wrote|talked|spoke|said|says|told|asked|remind|promised|finished|ended|should|need|needs|must|might)(?![\p{L}\p{N}])|\p{L}n't(?!\p{L})|(?<!\p{L})cannot(?!\p{L})/u;
/** A company, but no role, holds none of these: there are assistants to somebody, and call centres. */
const NO_COMPANY =
  /(?<![\p{L}\p{N}'])(?:to|via|through|send|sent|see|thanks|free|busy|available|applied|offer|rejection)(?![\p{L}\p{N}])|^[Ss]end |^[Cc]an't|^(?:call|write|e-?mail|meet|ask|ring|text|visit) \p{L}/u;

/** A question about words in a company or a role that are more likely something else; undefined for a sound name. */
export function doubtAbout(name: string, field: 'company' | 'role' = 'company'): string | undefined {
  const shown = `“${name.slice(0, 60)}”`;
  if (MOVED.test(name) || TO_BE_MOVED.test(name))
    return `Was it moved or called off? Then write \`/interview heard postponed Acme\`, and record the new time when you know it.`;
  if (!/\p{L}/u.test(name))
    return `I cannot place ${shown}. Write a time as 3pm or 15:00 and a day as 2026-11-25.`;
  if (ZONE.test(name) || ZONE_LAST.test(name))
    return `Which time zone is ${shown}? Name a place, for example \`3pm Europe/Berlin\` or \`3pm America/New_York\`.`;
  if (TIME.test(name) || CLOCK.test(name) || JOINS.test(name))
    return `I cannot tell when that is from ${shown}. Write the day as 2026-11-25 and the time as 15:00, or, if it is a name, \`add company="Acme" role="Engineer" at="2026-11-25 15:00"\`.`;
  if (
    REMARK.test(name) ||
    ASIDE.test(name) ||
    SENTENCE.test(name) ||
    (field === 'company' && NO_COMPANY.test(name))
  )
    return `I cannot place ${shown}. Write company, role, day and time, as in \`/interview Acme, backend engineer, tomorrow 3pm\`.`;
  return undefined;
}
