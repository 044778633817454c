/** With whom a talk is: `with Dana Fox dana@acme.com and Bo Li`. */

import type { Person } from '../etiquette/told.ts';
import type { Read } from './command.ts';
import { QUOTED } from './company.ts';
import { readPeople } from './people.ts';
import { withoutTrailing } from './segments.ts';

const NAME = String.raw`\p{Lu}[\p{L}'.-]{0,30}(?: \p{Lu}[\p{L}'.-]{0,30}){0,3}(?: ?<[^<>]{1,200}>)?`;
/** Names with commas between them, known by the `and` before the last one: what follows a name may be a role, too. */
const LIST = new RegExp(
  `(?<= |^)(?:[Ww]ith |w/ ?|w )(?:${NAME}, ?){1,10}(?:${NAME} )?(?:and|&) ${NAME}`,
  'gu',
);

/** A name by its looks alone; behind somebody's name it may be a role as well. */
const LIKE_A_NAME = new RegExp(`^${NAME}$`, 'u');
export const SAYS_ROLE =
  /\b(?:engineer(?:ing)?|developer|manager|designer?|analyst|scientist|architect|lead(?:er)?|head|director|officer|consultant|assistant|associate|specialist|coordinator|administrator|intern|nurse|teacher|writer|researcher|marketing|sales|product|data|software|finance|support|operations|qa|sre|devops|hr|c[a-z]o|vp)\b/i;

const TITLE =
  '(?:the )?(?:c[efimoprst]o|(?:co-?)?founder|owner|president|hiring manager|(?:tech(?:nical)? )?recruiter|hr|(?:[se]?vp|vice president|head|director)(?: of [\\p{L} ]{2,30}?)?)';
/** What somebody does, behind their name: whoever applies for it says so before, or by `as`. */
const TITLE_ALONE = new RegExp(`^(?!.* (?:role|position|job)$)${TITLE}$`, 'iu');
const TITLE_IN_LIST = new RegExp(`, ?${TITLE}(?=,| and | & )`, 'giu');

/**
 * Cuts `with Dana Fox dana@acme.com and Bo Li` out, and parts that hold an address. `perhaps`: what follows a name behind a comma,
 * each another name or the role; `titles`: the role, or theirs.
 */
export function takePeople(text: string, quoted: string): Read<Taken> {
  const parts = text
    .replace(LIST, (list) => list.replace(TITLE_IN_LIST, '').replaceAll(',', ' &'))
    .split(/([,;|])/);
  const people: string[] = [];
  let inList = false;
  let from: string | undefined;
  const perhaps: string[] = [];
  const titles: string[] = [];
  const rest = parts.map((part, index) => {
    if (index % 2 === 1) {
      inList &&= part === ',';
      return part;
    }
    const name = part.trim();
    if (inList && TITLE_ALONE.test(name)) return '';
    const found = peopleIn(part, inList);
    if (inList && SAYS_ROLE.test(name)) titles.push(name);
    const isDoubtful = inList && !found.names && LIKE_A_NAME.test(name) && !SAYS_ROLE.test(name);
    if (isDoubtful) perhaps.push(name);
    inList = isDoubtful || found.names !== undefined;
    if (found.names) people.push(parts[index + 1] === '|' ? withoutTrailing(found.names) : found.names);
    from ??= found.from;
    return found.left;
  });
  const read = readPeople(people.join(', ').replace(QUOTED, quoted));
  if ('ask' in read) return read;
  return { value: { people: read.value, groups: people, from, perhaps, titles, rest: rest.join('') } };
}

type Taken = {
  people: Person[];
  /** What stands behind each `with`. */
  groups: readonly string[];
  from?: string | undefined;
  rest: string;
  perhaps: string[];
  titles: string[];
};

const END_OF_NAMES =
  / (?:at|from|for|as|about|in|who) | (?:on|via|over|by) (?:zoom|(?:ms |microsoft )?teams|google|skype|webex|phone|video)(?!\p{L})/iu;
/** Where it takes place is not recorded. */
const BY_WHAT =
  /^ (?:on|via|over|by) (?:zoom|(?:ms |microsoft )?teams|google(?: meet)?|skype|webex|phone|video)(?!\p{L})/iu;

/** After `with` up to where the company or the role begins (`from HR` is no company where one is named); or all of a part that has an address. */
function peopleIn(
  part: string,
  inList: boolean,
): { names?: string; from?: string | undefined; left: string } {
  const start = /(?:^| )(?:with |w\/ ?(?!o ))/i.exec(part) ?? /(?:^| )w (?=\p{L})/u.exec(part);
  if (!start)
    return part.includes('@') && (inList || /\S@\S/.test(part)) ? { names: part, left: '' } : { left: part };
  const after = part.slice(start.index + start[0].length);
  const end = END_OF_NAMES.exec(after)?.index ?? after.length;
  const behind = after.slice(end).replace(BY_WHAT, ' ');
  const [, from, left = behind] = /^ from (.+?)((?: (?:for|as|about) .*)?)$/i.exec(behind) ?? [];
  return { names: after.slice(0, end), from, left: `${part.slice(0, start.index)}${left}` };
}
