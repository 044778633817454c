/** The sub-commands: `list`, `plan Acme`, `when Acme`, `heard rejection Acme`, `help`, and those to come. */

import { OUTCOMES } from '../etiquette/facts.ts';
import type { Command, Context } from './command.ts';
import { nearest } from './distance.ts';
import { wallClock } from './instant.ts';
import { splitOutcome } from './outcomes.ts';
import { findPhrases } from './phrases.ts';
import { shortText } from './short-text.ts';
import { readDeadline } from './when.ts';

const NAMES = [
  ...['add', 'list', 'show', 'plan', 'when', 'heard', 'edit', 'stats', 'settings'],
  ...['pause', 'unpause', 'resume', 'export', 'forget-me', 'help'],
];
const FORMATS = ['json', 'csv', 'ics'] as const;

/** Words between a sub-command and its company. */
const FILLER =
  /^(?:(?:can|may|should|do) i (?:write|email|e-mail|call|contact|follow up|reply)(?: (?:to|with|back))?|back|by|from|for|at|to|with|that|about|is|my interview)(?: |$)/i;

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

/** `pause until 7 December`, `pause until Monday`, `pause off`. */
function pause(rest: string, typed: string, context: Context): Command {
  if (/^(?:off|end|stop|over)$/i.test(rest)) return { kind: 'pause', off: true };
  const phrases = findPhrases(rest);
  if (phrases.length === 0 && rest === '') return { kind: 'pause' };
  const today = wallClock(context.now, context.zone).date;
  const until = phrases.length > 0 ? readDeadline(phrases, today, today) : undefined;
  if (until && 'value' in until) return { kind: 'pause', until: until.value };
  const say =
    until?.ask ??
    'Until when? Write `/interview pause until 7 December`, or `/interview pause off` to go on.';
  return { kind: 'mistake', say, typed };
}

/** Names the sub-command that was probably meant, for text that does not read as an interview. */
export function suggestSubCommand(typed: string): string | undefined {
  const [first = '', ...rest] = typed.split(' ');
  const near = nearest(first.toLowerCase(), NAMES);
  if (!near) return undefined;
  const example = ['/interview', near, ...rest].join(' ').slice(0, 80);
  return `Did you mean \`${example}\`? To record an interview add a day and a time: \`/interview Acme, tomorrow 3pm\`.`;
}

function about(name: 'plan' | 'when' | 'show' | 'edit', rest: string, typed: string): Command {
  const company = companyIn(rest);
  if ('ask' in company) return { kind: 'mistake', say: company.ask, typed };
  return { kind: name, company: company.value };
}

function companyIn(text: string): ReturnType<typeof shortText> {
  let words = text.trim();
  for (let match = FILLER.exec(words); match; match = FILLER.exec(words))
    words = words.slice(match[0].length);
  const company = words.replace(/^["', :-]{1,5}|["', :?!-]{1,5}$/g, '');
  const isQuoted = words.startsWith('"');
  if (!isQuoted && findPhrases(company).length > 0)
    return {
      ask: `I read a day or a time in “${company.slice(0, 60)}”. Leave it out, or quote the company: "Acme".`,
    };
  return shortText(company, 'company');
}

/** `heard waiting Acme by Friday`, `heard Acme rejected me`, `heard offer Acme, answer by 5 Dec`. */
function heard(rest: string, typed: string, context: Context): Command {
  const mistake = (say: string): Command => ({ kind: 'mistake', say, typed });
  const words = rest.replace(/^(?:(?:back|from|that|i|they|we)(?::? |$)){1,4}/i, '');
  const by = cutDeadline(words, context);
  if ('ask' in by) return mistake(by.ask);
  const found = splitOutcome(by.words);
  const [one, other] = found;
  if (!one)
    return mistake(`What did you hear? I know ${OUTCOMES.join(', ')}: \`/interview heard rejection Acme\`.`);
  if (other && other.outcome !== one.outcome)
    return mistake(
      `I read both ${one.outcome} and ${other.outcome}. Quote the company: \`/interview heard ${other.outcome} "Acme"\`.`,
    );
  const company = companyIn(one.company);
  if ('ask' in company) return mistake(company.ask);
  const outcome = one.outcome;
  if (by.day && outcome === 'offer')
    return { kind: 'heard', outcome, company: company.value, answerBy: by.day };
  if (by.day && outcome === 'waiting')
    return { kind: 'heard', outcome, company: company.value, replyBy: by.day };
  if (by.day)
    return mistake(`A day goes with waiting or with an offer. Write \`/interview heard ${outcome} Acme\`.`);
  return { kind: 'heard', outcome, company: company.value };
}

const BEFORE_DEADLINE =
  /(?:^|[ ,;:(-])(?:(?:they |to |i |i'll |must |will |they'll |should |please )*(?:answer|reply|respond|decide|let them know) )?(?:by|until|till|before)(?: the)? ?$/i;

/** Takes the day after `by` out of the words, with what leads to it. */
function cutDeadline(words: string, context: Context): { words: string; day?: string } | { ask: string } {
  const phrases = findPhrases(words);
  const first = phrases.findIndex((phrase) => BEFORE_DEADLINE.test(words.slice(0, phrase.from).slice(-80)));
  const phrase = phrases[first];
  if (!phrase) return { words };
  const today = wallClock(context.now, context.zone).date;
  const day = readDeadline(phrases.slice(first), today, today);
  if ('ask' in day) return day;
  const before = words.slice(0, phrase.from).slice(-80);
  const lead = BEFORE_DEADLINE.exec(before)?.[0].length ?? 0;
  const end = phrases.at(-1)?.to ?? phrase.to;
  return { words: `${words.slice(0, phrase.from - lead)} ${words.slice(end)}`.trim(), day: day.value };
}
