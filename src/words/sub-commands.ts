/** The sub-commands: `list`, `plan Acme`, `when Acme`, `heard rejection Acme`, `help`. */

import { OUTCOMES } from '../etiquette/facts.ts';
import type { Command, Context } from './command.ts';
import { isNobody } from './company.ts';
import { nearest } from './distance.ts';
import { readNews } from './news.ts';
import { pause } from './pause.ts';
import { findPhrases } from './phrases.ts';
import { shortText } from './short-text.ts';
import { spelled } from './spelling.ts';

const NAMES = [
  ...['add', 'list', 'show', 'plan', 'when', 'heard', 'edit', 'stats', 'settings'],
  ...['pause', 'unpause', 'resume', 'export', 'forget-me', 'digest', 'help'],
];
/** What people write for one of them. What `show` answers with can be removed. */
const MEANT: ReadonlyMap<string, string> = new Map([
  ['forget', 'forget-me'],
  ['remove', 'show'],
  ['delete', 'show'],
  ['cancel', 'heard postponed'],
  ['cancelled', 'heard postponed'],
]);
/** Behind a sub-command stands a company, or a day. */
const MOST_WORDS = 3;
const FORMATS = ['json', 'csv', 'ics'] as const;

/** Words between a sub-command and its company. */
const FILLER =
  /^(?:(?:can|may|should|do|will) i (?:write|email|e-mail|call|contact|follow up|reply|hear)(?: (?:to|with|back|from)){0,2}|back|by|from|for|at|to|with|that|about|is|me|my interview)(?: |$)/i;

/** The sub-command that the text begins with; undefined when it begins with none. */
export function readSubCommand(typed: string, context: Context): Command | undefined {
  if (/^(?:\?|-h|--help)$/.test(typed)) return { kind: 'help' };
  const name = /^(?:forget[ -]me|[a-z]+)(?=$|[ :,?!.])/i.exec(typed)?.[0].toLowerCase().replace(' ', '-');
  const rest = typed.slice(name?.length ?? 0).replace(/^[ :,]{1,5}/, '');
  switch (name) {
    case 'list':
    case 'help':
    case 'stats':
    case 'settings':
    case 'forget-me':
    case 'digest':
      return { kind: name };
    case 'plan':
    case 'when':
    case 'show':
    case 'edit':
      return about(name, rest, typed);
    case 'heard':
      return heard(rest, typed, context);
    case 'unpause':
    case 'resume':
      return { kind: 'pause', off: true };
    case 'pause':
      return pause(rest, typed, context);
    case 'export':
      return { kind: 'export', format: FORMATS.find((format) => rest.toLowerCase().includes(format)) };
    default:
      return undefined;
  }
}

/** Names the sub-command that was probably meant, for text that does not read as an interview. */
export function suggestSubCommand(typed: string): string | undefined {
  const [first = '', ...rest] = typed.split(' ');
  const meant = MEANT.get(first.toLowerCase());
  const near = meant ?? nearest(first.toLowerCase(), NAMES);
  // `just had a call with Acme` tells something, and is no slip for `list`.
  if (!near || (!meant && rest.length > MOST_WORDS)) return undefined;
  const example = ['/interview', near, ...rest].join(' ').slice(0, 80);
  return `Did you mean \`${example}\`? To record an interview add a day and a time: \`/interview Acme, tomorrow 3pm\`.`;
}

function about(name: 'plan' | 'when' | 'show' | 'edit', rest: string, typed: string): Command {
  const company = companyIn(rest);
  if ('ask' in company) return { kind: 'mistake', say: company.ask, typed };
  return { kind: name, company: isNobody(company.value ?? '') ? undefined : company.value };
}

function companyIn(text: string): ReturnType<typeof shortText> {
  let words = text.trim();
  for (let match = FILLER.exec(words); match; match = FILLER.exec(words))
    words = words.slice(match[0].length);
  const company = words.replace(/^["', :-]{1,5}|["', :?!-]{1,5}$/g, '');
  const isQuoted = words.startsWith('"');
  if (!isQuoted && findPhrases(spelled(company)).length > 0)
    return {
      ask: `I read a day or a time in “${company.slice(0, 60)}”. Leave it out, or quote the company: "Acme". To record an interview begin with \`add\`.`,
    };
  return shortText(company, 'company');
}

/** `heard waiting Acme by Friday`, `heard Acme rejected me`, `heard offer Acme, answer by 5 Dec`. */
function heard(rest: string, typed: string, context: Context): Command {
  const words = rest
    .replace(/^(?:(?:back|from|that)(?::? |$)){1,3}/i, '')
    .replace(/(?<!\d\.\d{1,2})[\s.!?]+$/, '');
  const news = readNews(words, { ...context, direct: false });
  if (news) return 'typed' in news ? { ...news, typed } : news;
  const say = `What did you hear? I know ${OUTCOMES.join(', ')}: \`/interview heard rejection Acme\`.`;
  return { kind: 'mistake', say, typed };
}
