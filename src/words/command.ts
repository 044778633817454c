/** What a member types after `/interview`, as a typed command. Pure: the time and the zone come in as parameters. */

import type { LocalDate, Outcome } from '../etiquette/facts.ts';
import type { InterviewInput } from '../etiquette/told.ts';
import { hasMoment, hasStart, readFreeWords } from './free-words.ts';
import { wallClock } from './instant.ts';
import { looksLikeKeys, readKeyValue } from './key-value.ts';
import { HOW_TO_RECORD } from './names.ts';
import { inOneLine, namesSomething } from './normalise.ts';
import { readSubCommand, suggestSubCommand } from './sub-commands.ts';

/** One or two sentences that tell what to write instead, and what was understood so far, for a form to start from. */
export type Mistake = {
  kind: 'mistake';
  say: string;
  understood?: Partial<InterviewInput> | undefined;
  /** All of it is clear where its company is recorded already, and it only looked like no name. */
  ifKnown?: InterviewInput | undefined;
  typed: string;
};

export type Command =
  | { kind: 'add'; interview: InterviewInput }
  | { kind: 'open-form' }
  | { kind: 'list' }
  | { kind: 'help' }
  /** Without a company: all of them. */
  | { kind: 'plan'; company?: string | undefined }
  /** Without a company: all that are open. */
  | { kind: 'when'; company?: string | undefined }
  | {
      kind: 'heard';
      outcome: Outcome;
      company?: string | undefined;
      replyBy?: LocalDate | undefined;
      answerBy?: LocalDate | undefined;
    }
  /** They named a new time: for the form, which the member saves. Without a company: the only one. */
  | {
      kind: 'moved';
      company?: string | undefined;
      startsAt: Date;
      zone: string;
      minutes?: number | undefined;
    }
  /** They asked not to be contacted before a day, where they named one, or at all: the debrief takes it. */
  | {
      kind: 'hold-off';
      company?: string | undefined;
      holdOff?: LocalDate | undefined;
      noContact?: boolean | undefined;
    }
  | { kind: 'show' | 'edit'; company?: string | undefined }
  | { kind: 'stats' | 'settings' | 'forget-me' | 'digest' }
  /** `until`: the first day on which nudges come again; without it, until the member says otherwise. `off` ends a pause. */
  | { kind: 'pause'; until?: LocalDate | undefined; off?: boolean | undefined }
  | { kind: 'export'; format?: 'json' | 'csv' | 'ics' | undefined }
  | Mistake;

/** The instant of typing, and the member's IANA zone, in which days and hours are read. */
export type Context = { now: Date; zone: string };

/** What was read, or the question that it leaves open, in words for the member. */
export type Read<T> = { value: T } | { ask: string; days?: readonly LocalDate[] };

/** What was read of an interview: all of it, or a question and the part that is clear. */
export type ReadInterview = { value: InterviewInput } | { ask: string; understood: Partial<InterviewInput> };

/** Slack's own limit for a message is higher; no interview needs as much, and nothing longer is looked at. */
const LONGEST_TEXT = 3000;

/**
 * Reads what was typed after `/interview`. Never throws for any text; what is not understood, or could mean two days,
 * is a `mistake` that asks. A wall time that a zone has twice is the first of the two.
 * @throws RangeError when `context.zone` is no IANA zone or `context.now` no instant
 */
export function parseCommand(text: string, context: Context): Command {
  if (text.length > LONGEST_TEXT)
    return mistake(
      'That is more than I can read. Keep it to a line, for example `Acme, engineer, tomorrow 3pm`.',
      '',
    );
  const typed = inOneLine(text).replace(/^\/interview(?: |$)/i, '');
  if (text.trim() === '' || /^add$/i.test(typed)) return { kind: 'open-form' };
  if (!namesSomething(typed) && typed !== '?')
    return mistake(`I find no words in that. ${HOW_TO_RECORD}`, typed);
  const words = typed.replace(/^add[ :,]+/i, '');
  const added = words !== typed;
  if (looksLikeKeys(words)) return answer(readKeyValue(words, context), typed);
  if (!added) {
    const command = readSubCommand(typed, context);
    if (command && !(isBare(command) && NAMED_SO.test(typed) && hasStart(typed))) return command;
    const meant = hasMoment(typed) && !UNTIL.test(typed) ? undefined : suggestSubCommand(typed);
    if (meant) return mistake(meant, typed);
  }
  return answer(readFreeWords(words, context), typed);
}

/** `Help Scout`, `Resume Genius`: a capital behind it, and no day. */
const NAMED_SO =
  /^\p{L}+ (?!(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|To(?:day|morrow|night)|On|At|Next|This)\p{Ll}*(?!\p{L}))\p{Lu}/u;

/** `paus until 7 December`: a day that a sub-command takes. */
const UNTIL = /^[a-z]+ (?:until|till|for) /i;

/** A command to which no day belongs: with one it is a company, such as Help Scout, Stats Perform or Resume Genius. */
function isBare(command: Command): boolean {
  return (
    ['list', 'help', 'stats', 'settings', 'export', 'forget-me', 'digest'].includes(command.kind) ||
    (command.kind === 'pause' && command.off === true)
  );
}

function answer(read: ReadInterview, typed: string): Command {
  if ('ask' in read) return mistake(read.ask, typed, read.understood);
  const { startsAt, zone, replyBy, holdOff } = read.value;
  const day = wallClock(startsAt, zone).date;
  const early = [replyBy, holdOff].find((one) => one !== undefined && one < day);
  if (early)
    return mistake(`${early} is before the interview on ${day}. Which day is meant?`, typed, read.value);
  return { kind: 'add', interview: read.value };
}

function mistake(say: string, typed: string, understood?: Partial<InterviewInput>): Mistake {
  return { kind: 'mistake', say, typed, understood };
}
