/** A member's own words, made fit to stand inside a sentence: they were typed in haste, and a letter is not. */
import { TZDate } from '@date-fns/tz';
import { format } from 'date-fns/format';
import { localDate, sayDate } from '../etiquette/calendar.ts';
import type { Application, Interview } from '../etiquette/facts.ts';

const LINK = /(?:https?:\/\/|www\.)\S+/gi;
const LEADING_ARTICLE = /^(?:an?|the)\s+/i;
const TRAILING_MARKS = /[\s.,;:!?…]+$/u;
/** "the Engineer role position" says it twice. */
const SAYS_POSITION = /(?:^|\s+)(?:position|role|job|opening|vacancy)$/i;

/** On one line: no line break or other control character gets from a field into a letter's sentence or its subject. */
export function plain(words: string): string {
  return words.replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

/** "a stealth startup" is what they are, and no name to say to their face. */
const NO_COMPANY_NAME = /^(?:an?|my|some) \p{Ll}/u;

/** "Acme Inc." keeps its stop; of an address on the web only the host is a name. */
export function companyOf({ company }: Application): string {
  const name = plain(company).replace(/(?:\.{2,}(?!\.)|[\s,;:…])+$/u, '');
  const host = /^(?:https?:\/\/)?(?:www\.)?([^\s/?#.]+(?:\.[^\s/?#.]+)+)(?:[/?#]\S*)?$/i.exec(name)?.[1];
  const known = /^(?:https?:|www\.)/i.test(name) ? host : name;
  return known && /[\p{L}\p{N}]/u.test(known) && !NO_COMPANY_NAME.test(known) ? known : 'the company';
}

function roleOf({ role = '' }: Application): string {
  const name = plain(role.replace(LINK, ' '))
    .replace(TRAILING_MARKS, '')
    .replace(LEADING_ARTICLE, '')
    .replace(SAYS_POSITION, '');
  return /[\p{L}\p{N}]/u.test(name) ? name : '';
}

/** "the engineer position", or where no role is known "the position at Acme". */
export function position(application: Application): string {
  const role = roleOf(application);
  return role ? `the ${role} position` : `the position at ${companyOf(application)}`;
}

/** The same for somebody who deals with many companies: "the engineer position at Acme". */
export function positionAtCompany(application: Application): string {
  const role = roleOf(application);
  return `the ${role ? `${role} ` : ''}position at ${companyOf(application)}`;
}

/** " on Tuesday, 24 November", as the calendar showed it where the talk took place. */
export function onDay(interview: Interview | undefined): string {
  return interview ? ` on ${sayDate(localDate(interview.startsAt, interview.zone))}` : '';
}

/** " in November", for when so much time has passed that the day would sound like book-keeping. */
export function inMonth(interview: Interview | undefined): string {
  return interview ? ` in ${format(new TZDate(interview.startsAt, interview.zone), 'MMMM')}` : '';
}

/** "references" out of "Send them references.", "the slides" out of "send Dana the slides": what was promised, as it stands after a colon. */
export function itemOf(what: string): string {
  return plain(what)
    .replace(TRAILING_MARKS, '')
    .replace(
      /^(?:to )?(?:send|email|e-mail|mail|share)\s+(?:(?:them|him|her|you|over)\s+|\p{L}+\s+(?=(?:the|an?|my|our)\s))?/iu,
      '',
    );
}

export function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

const LIST = new Intl.ListFormat('en-GB');

/** "Dana Fox, Bo Li and Sam Lee". */
export function listOf(names: readonly string[]): string {
  return LIST.format(names);
}
