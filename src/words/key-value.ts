/** The form for scripts and for company names that free words would misread: `company="Acme" at="2026-11-25 15:00"`. */

import type { InterviewInput } from '../etiquette/told.ts';
import type { Context, Read, ReadInterview } from './command.ts';
import { nearest } from './distance.ts';
import { wallClock } from './instant.ts';
import { KIND_NAMES, readKind } from './kinds.ts';
import { readMaterials } from './materials.ts';
import { readPeople, readPerson } from './people.ts';
import { findPhrases, type Phrase } from './phrases.ts';
import { shortText } from './short-text.ts';
import { spelled } from './spelling.ts';
import { readDeadline, readStart } from './when.ts';
import { readZone } from './zones.ts';

const KEYS = [
  'company',
  'role',
  'at',
  'minutes',
  'zone',
  'kind',
  'with',
  'agency',
  'traditional',
  'reply-by',
  'hold-off',
  'no-contact',
  'next-day',
  'materials',
] as const;
type Key = (typeof KEYS)[number];
type Values = Partial<Record<Key, string>>;

const EXAMPLE = '`company="Acme" at="2026-11-25 15:00"`';
const FIRST_KEY = /^[\p{L}-]{1,20} ?= ?\S/u;
const KNOWN_KEY = new RegExp(`(?:^| )(?:${KEYS.join('|')})(?:=|: ?")`, 'i');

/** True for text in the key form, wrong keys included. */
export function looksLikeKeys(text: string): boolean {
  return FIRST_KEY.test(text) || KNOWN_KEY.test(text);
}

/** Reads an interview from its key form. */
export function readKeyValue(text: string, context: Context): ReadInterview {
  const values = readValues(text);
  if ('ask' in values) return { ...values, understood: {} };
  const understood: Partial<InterviewInput> = {};
  for (const read of [readWords, readTimes, readDays, readLists]) {
    const ask = read(values.value, understood, context);
    if (ask) return { ask, understood };
  }
  const { company, startsAt } = understood;
  if (!company) return { ask: `Which company is it? Add it, as in ${EXAMPLE}.`, understood };
  if (!startsAt) return { ask: `When is it? Add the day and the time, as in ${EXAMPLE}.`, understood };
  return {
    value: {
      minutes: 60,
      zone: context.zone,
      kind: 'other',
      interviewers: [],
      materials: [],
      ...understood,
      company,
      startsAt,
    },
  };
}

/** Splits the text into its keys and values: bare up to a blank, or in quotes, in which `\"` is a quote. */
function readValues(text: string): Read<Values> {
  const values: Values = {};
  const pair =
    /[ ,;]*([\p{L}_-]{1,30}) ?[=:] ?(?:"((?:[^"\\]|\\.)*)"|'([^']*)'(?![\p{L}\p{N}])|([^\s"']\S*)|)/uy;
  while (pair.lastIndex < text.length) {
    const at = pair.lastIndex;
    const match = pair.exec(text);
    if (!match)
      return {
        ask: `I cannot read "${shorten(text.slice(at))}". Write every part with its name, as in ${EXAMPLE}.`,
      };
    const typed = match[1] ?? '';
    const key = KEYS.find((name) => name === typed.toLowerCase().replace('_', '-'));
    if (!key) return { ask: unknownKey(typed) };
    if (key in values) return { ask: `${key} stands there twice. Keep one of the two.` };
    const value = match[2]?.replace(/\\(.)/g, '$1') ?? match[3] ?? match[4]?.replace(/[,;]$/, '');
    if (value === undefined && /^["']/.test(text.slice(pair.lastIndex)))
      return { ask: `The quote after ${key}= is not closed. End it, as in ${EXAMPLE}.` };
    values[key] = value?.trim() ?? '';
  }
  return { value: values };
}

function unknownKey(typed: string): string {
  const near = nearest(typed.toLowerCase(), KEYS, 3);
  const all = `I know ${KEYS.join(', ')}.`;
  return near ? `I do not know ${typed}=. Did you mean ${near}=? ${all}` : `I do not know ${typed}=. ${all}`;
}

type Fill = (values: Values, into: Partial<InterviewInput>, context: Context) => string | undefined;

const readWords: Fill = (values, into) => {
  const company = shortText(values.company, 'company');
  if ('ask' in company) return company.ask;
  if (company.value) into.company = company.value;
  const role = shortText(values.role, 'role');
  if ('ask' in role) return role.ask;
  if (role.value) into.role = role.value;
  if (!values.kind) return undefined;
  const kind = readKind(values.kind);
  if (!kind) return `Which kind is it? I know ${KIND_NAMES.join(', ')}, as in \`kind=phone-screen\`.`;
  into.kind = kind;
  return undefined;
};

const readTimes: Fill = (values, into, context) => {
  if (values.zone) {
    const zone = readZone(values.zone);
    if (zone.is === 'unclear') return zone.ask;
    into.zone = zone.zone;
  }
  if (values.minutes) {
    const minutes = /^\d{1,4}$/.test(values.minutes) ? Number(values.minutes) : 0;
    if (minutes < 1 || minutes > 1440)
      return 'How many minutes does it take? A whole number from 1 to 1440, as in `minutes=45`.';
    into.minutes = minutes;
  }
  if (!values.at) return undefined;
  const phrases = whole(values.at, 'at');
  if ('ask' in phrases) return phrases.ask;
  const zone: Phrase[] = into.zone
    ? [{ from: 0, to: 0, text: into.zone, meaning: { is: 'zone', zone: into.zone } }]
    : [];
  const start = readStart([...phrases.value, ...zone], context, 'unsaid');
  if ('ask' in start) return start.ask;
  into.startsAt = start.value.startsAt;
  into.zone = start.value.zone;
  into.minutes ??= start.value.minutes ?? 60;
  return undefined;
};

const readDays: Fill = (values, into, context) => {
  const today = wallClock(context.now, context.zone).date;
  const from = into.startsAt ? wallClock(into.startsAt, into.zone ?? context.zone).date : today;
  for (const [key, field] of [
    ['reply-by', 'replyBy'],
    ['hold-off', 'holdOff'],
  ] as const) {
    const text = values[key];
    if (!text) continue;
    const phrases = whole(text, key);
    if ('ask' in phrases) return phrases.ask;
    const day = readDeadline(phrases.value, today, from);
    if ('ask' in day) return day.ask;
    into[field] = day.value;
  }
  for (const [key, field] of [
    ['no-contact', 'noContact'],
    ['next-day', 'nextDay'],
    ['traditional', 'traditional'],
  ] as const) {
    const text = values[key];
    if (!text) continue;
    if (!/^(?:yes|no|y|n|true|false|1|0)$/i.test(text)) return `Write ${key}=yes or ${key}=no.`;
    into[field] = /^(?:y|t|1)/i.test(text);
  }
  return undefined;
};

const readLists: Fill = (values, into, context) => {
  if (values.with) {
    const people = readPeople(values.with);
    if ('ask' in people) return people.ask;
    into.interviewers = people.value;
  }
  if (values.agency) {
    const agency = readPerson(values.agency);
    if ('ask' in agency) return agency.ask;
    into.agency = agency.value;
  }
  if (!values.materials) return undefined;
  const materials = readMaterials(values.materials, into.startsAt, context);
  if ('ask' in materials) return materials.ask;
  into.materials = materials.value;
  return undefined;
};

/** The phrases of a value that holds nothing else: half-read is misread. */
function whole(value: string, key: Key): Read<Phrase[]> {
  const text = spelled(value);
  const phrases = findPhrases(text);
  let rest = text;
  for (const { from, to } of [...phrases].reverse()) rest = `${rest.slice(0, from)} ${rest.slice(to)}`;
  rest = rest.replace(/(?<![\p{L}])(?:on|at|by|of|until|the|end|before)(?![\p{L}])/giu, '');
  if (phrases.length > 0 && !/[\p{L}\p{N}]/u.test(rest)) return { value: phrases };
  return {
    ask: `I cannot read ${key}="${shorten(value)}". Write it like \`${key}="2026-11-25${key === 'at' ? ' 15:00' : ''}"\`.`,
  };
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
