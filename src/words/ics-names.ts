/** What the title of an invitation names: the company, the role, and whom the interview is with. */
import { companyKey } from '../etiquette/facts.ts';

export type Names = {
  company?: string | undefined;
  role?: string | undefined;
  /** Who is named beside the company: `with Dana Fox at Acme`. */
  person?: string | undefined;
};

/** What the rest of the invitation says. */
export type Known = {
  /** Whether a name is a guest's, or the member's: employers write invitations from their side, too. */
  isPerson: (name: string) => boolean;
  /** The company in the organiser's address. */
  company?: string | undefined;
};

const PREFIX = /^(?:(?:re|fwd?|updated invitation|invitation|cancell?ed|accepted|hold)(?: event)?: )+/i;
/** The title of what does not take place, where nothing else says so. */
export const CALLED_OFF = /^cancell?ed(?: event)?(?: -|:)/i;

const TALK = '(?:interview|call|screen|screening|chat|meeting|conversation|intro|talk|round)';
const BETWEEN = /^(.{2,80}?) ?(?:<>|<->|\u2194|\/\/| x ) ?(.{2,80})$/i;
/** On the last `at`: the company is what follows it. */
const AT = new RegExp(`^(.*\\b${TALK}\\b.*) (?:at|@) (.{2,80})$`, 'i');
const ROLE =
  /(?:interview|call|screen|chat)[^:]{0,40}?(?::| -| for(?: the)?) (.{2,100}?)(?: role| position)?$/i;
const WITH = new RegExp(`\\b${TALK}\\b.*? with (.{2,80})$`, 'i');
/** `Acme Interview - Ada Byron`, `Interview: Acme`. */
const AROUND = /^(.{0,80}?) ?\binterview(?:(?: -|:| \|) (.{2,80}))?$/i;
const BEFORE = /^(.{2,80}?)(?: -|:| \|) .*(?:interview|call|screen|chat|round|onsite|on-site)/i;
/** `Interview Acme - Ada Byron` */
const AFTER = /^(?:[\p{L}\d]{1,10} )?[Ii]nterview (\p{Lu}.{1,80})$/u;
/** `Backend Engineer - Technical Interview`: no company is called so. */
const IS_ROLE =
  /\b(?:engineer|developer|manager|designer|analyst|scientist|architect|lead|director|officer|consultant|assistant|associate|specialist|coordinator|administrator|intern|nurse|teacher|writer|researcher)$/i;
/** `Acme onsite`, before the interview. */
const KIND_LAST = / (?:technical|tech|final|phone|video|onsite|on-site|panel|screening)$/i;
/** Words before `interview` that are no company. */
const KIND =
  /\b(?:candidate|\d{1,3} ?-?min(?:ute)?s?|technical|tech|final|phone|video|zoom|onsite|on-site|panel|first|second|third|1st|2nd|3rd|initial|intro|hr|screening|job|virtual|online|remote|recruiter|hiring manager|behaviou?ral|coding|system design|live|in-person|round|the|your|an?)\b/gi;

/** The names in a title. A person is no company: then the organiser's address counts. */
export function namesIn(title: string, known: Known): Names {
  const words = title.replace(PREFIX, '');
  const found =
    between(words, known) ??
    at(words) ??
    withWhom(words) ??
    around(words) ??
    before(words) ??
    after(words) ??
    {};
  const { company } = found;
  if (company && IS_ROLE.test(company))
    return { ...found, role: found.role ?? company, company: known.company };
  const isCompany = company !== undefined && company !== '' && !known.isPerson(company);
  return { ...found, company: isCompany ? company : known.company };
}

/** `Acme <> Ada`, in either order: the side that is the organiser's company, or no person. */
function between(words: string, known: Known): Names | undefined {
  const [, one, other] = BETWEEN.exec(words) ?? [];
  if (!one || !other) return undefined;
  const sides = [tidy(one), tidy(other)];
  const own = sides.find((side) => known.company && companyKey(side).startsWith(companyKey(known.company)));
  return { company: own ?? sides.find((side) => !known.isPerson(side)) };
}

function at(words: string): Names | undefined {
  const [, talk, company] = AT.exec(words) ?? [];
  if (!talk || !company) return undefined;
  const [name, after] = company.split(/ with /i);
  const person = WITH.exec(talk)?.[1] ?? after;
  return { company: tidy(name), role: ROLE.exec(talk)?.[1], person: person && tidy(person) };
}

function withWhom(words: string): Names | undefined {
  const [whole, company] = WITH.exec(words) ?? [];
  if (!whole || !company) return undefined;
  return { company: tidy(company), role: ROLE.exec(words.slice(0, words.length - company.length - 6))?.[1] };
}

function around(words: string): Names | undefined {
  const match = AROUND.exec(words);
  if (!match) return undefined;
  const ahead = tidy((match[1] ?? '').replace(/(?: -|:| \|)$/, ''));
  const isKind = ahead.replace(KIND, '').trim() === '';
  const [behind, role] = (match[2] ?? '').split(/ for (?:the )?/i);
  return isKind
    ? { company: tidy(behind), role: role && tidy(role) }
    : { company: ahead.replace(/(?: -|:| \|) ?(?:[a-z-]+)?$/i, '').replace(KIND_LAST, '') };
}

function before(words: string): Names | undefined {
  const company = BEFORE.exec(words)?.[1];
  return company ? { company: tidy(company) } : undefined;
}

function after(words: string): Names | undefined {
  const company = AFTER.exec(words)?.[1];
  return company ? { company: tidy(company) } : undefined;
}

function tidy(name = ''): string {
  return name.replace(/ ?(?:\(.*\)|-.*|\|.*|,.*)$/, '').trim();
}
