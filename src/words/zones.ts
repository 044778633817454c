/** Zones as people write them: `Europe/Berlin`, `EST`, `Pacific time`, `Berlin time`. */

import { phrase } from './boundaries.ts';
import type { Meaning, Pattern } from './phrases.ts';

/** The region that an abbreviation is used for, and the offset that it stands for, in minutes, if it is but one. */
const ABBREVIATIONS: Readonly<Record<string, readonly [zone: string, offset?: number]>> = {
  UTC: ['UTC'],
  Z: ['UTC'],
  GMT: ['Europe/London', 0],
  BST: ['Europe/London', 60],
  WET: ['Europe/Lisbon', 0],
  WEST: ['Europe/Lisbon', 60],
  CET: ['Europe/Berlin', 60],
  CEST: ['Europe/Berlin', 120],
  EET: ['Europe/Athens', 120],
  EEST: ['Europe/Athens', 180],
  ET: ['America/New_York'],
  EST: ['America/New_York', -300],
  EDT: ['America/New_York', -240],
  CT: ['America/Chicago'],
  CST: ['America/Chicago', -360],
  CDT: ['America/Chicago', -300],
  MT: ['America/Denver'],
  MST: ['America/Denver', -420],
  MDT: ['America/Denver', -360],
  PT: ['America/Los_Angeles'],
  PST: ['America/Los_Angeles', -480],
  PDT: ['America/Los_Angeles', -420],
  JST: ['Asia/Tokyo'],
  SGT: ['Asia/Singapore'],
  HKT: ['Asia/Hong_Kong'],
  AEST: ['Australia/Sydney', 600],
  AEDT: ['Australia/Sydney', 660],
  NZST: ['Pacific/Auckland', 720],
  NZDT: ['Pacific/Auckland', 780],
};

const REGIONS: Readonly<Record<string, string>> = {
  eastern: 'America/New_York',
  central: 'America/Chicago',
  mountain: 'America/Denver',
  pacific: 'America/Los_Angeles',
  'central european': 'Europe/Berlin',
  uk: 'Europe/London',
  indian: 'Asia/Kolkata',
};

const ZONES = Intl.supportedValuesOf('timeZone');

/** A time, a day or a bracket stands right before: `pt` and `est` are words elsewhere. */
const AFTER_CLOCK = '(?<=(?:\\d|[ap]\\.?m\\.?|noon|\\() ?)';

export const ZONE_PATTERNS: readonly Pattern[] = [
  {
    pattern: phrase('(?:in )?(?<zone>[a-z]{2,20}/[a-z_-]{2,30}(?:/[a-z_]{2,30})?)(?: time(?: ?zone)?)?'),
    read: iana,
  },
  { pattern: phrase('(?:in )?(?<city>[a-z]{2,20}(?: [a-z]{2,20})?) (?:time|tz)'), read: cityTime },
  {
    pattern: new RegExp(
      `${AFTER_CLOCK}(?<zone>${Object.keys(ABBREVIATIONS).join('|')}|IST)(?: time)?(?![\\p{L}\\p{N}])`,
      'giu',
    ),
    read: ({ groups }) => abbreviated(groups?.zone ?? ''),
  },
  {
    pattern: new RegExp(
      `${AFTER_CLOCK}(?:[A-Z]{1,3}T|[A-Z][a-z]+/[A-Z][A-Za-z_]+)(?![\\p{L}\\p{N}_&/])`,
      'gu',
    ),
    read: unknownZone,
  },
  {
    pattern: new RegExp(
      `${AFTER_CLOCK}(?<city>eastern|central|mountain|pacific)(?![\\p{L}\\p{N}]| \\p{L})`,
      'giu',
    ),
    read: cityTime,
  },
  { pattern: phrase('(?:my|our|your|their|his|her|local)(?: local)? time(?: ?zone)?'), read: unknownZone },
  {
    pattern: phrase('(?:UTC|GMT) ?(?<sign>[+-]) ?(?<hours>\\d{1,2})(?::?(?<minutes>\\d{2}))?'),
    read: fixedOffset,
  },
  { pattern: /(?<=\d:\d\d ?)(?<sign>\+)(?<hours>\d{2}):?(?<minutes>\d{2})(?![\d:])/g, read: fixedOffset },
];

/** The IANA name as the zone database spells it; undefined when there is no such zone. */
export function ianaZone(text: string): string | undefined {
  const name = ZONES.find((zone) => zone.toLowerCase() === text.toLowerCase());
  if (name) return name;
  // Intl lists one name a zone and knows its older and newer names too (Asia/Kolkata); offsets such as +02:00 are no zones
  if (!/^(?:[a-z]+\/[a-z_/+-]+\d{0,2}|UTC)$/i.test(text)) return undefined;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return text.toUpperCase() === 'UTC' ? 'UTC' : text;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A zone in any of the ways above, as in `zone="..."`. */
export function readZone(text: string): Extract<Meaning, { is: 'zone' | 'unclear' }> {
  const name = ianaZone(text);
  if (name) return { is: 'zone', zone: name };
  const short = abbreviated(text);
  if (short.is === 'zone' || /^ist$/i.test(text)) return short;
  const city = zoneOfPlace(text.replace(/ time$/i, ''));
  return city ? { is: 'zone', zone: city } : unknown(text);
}

function iana({ groups }: RegExpMatchArray): Meaning | undefined {
  const zone = ianaZone(groups?.zone ?? '');
  return zone ? { is: 'zone', zone } : undefined;
}

function cityTime({ groups }: RegExpMatchArray): Meaning | undefined {
  const city = groups?.city ?? '';
  if (
    /^(?:full|part|real|one|first|long|short|local|my|half|some|any|on|next|last|this|that|same|all|big|prime|space)$/i.test(
      city,
    )
  )
    return undefined;
  const zone = zoneOfPlace(city);
  return zone ? { is: 'zone', zone } : undefined;
}

function zoneOfPlace(place: string): string | undefined {
  const name = place.toLowerCase();
  return REGIONS[name] ?? ZONES.find((zone) => zone.toLowerCase().endsWith(`/${name.replaceAll(' ', '_')}`));
}

function abbreviated(text: string): Extract<Meaning, { is: 'zone' | 'unclear' }> {
  const found = ABBREVIATIONS[text.toUpperCase()];
  return found ? { is: 'zone', zone: found[0], offset: found[1] } : unknown(text);
}

/** Sorts after the zones that are known, at the same place and length. */
function unknownZone({ 0: text }: RegExpMatchArray): Meaning | undefined {
  return ABBREVIATIONS[text.toUpperCase()] || ianaZone(text) ? undefined : unknown(text);
}

function fixedOffset({ 0: text, groups }: RegExpMatchArray): Meaning {
  const minutes = Number(groups?.minutes ?? 0);
  const hours = Number(groups?.hours);
  if (minutes !== 0 || hours > 14 || (groups?.sign === '-' && hours > 12)) return unknown(text);
  if (hours === 0) return { is: 'zone', zone: 'UTC' };
  // the zone database counts these the other way round: Etc/GMT-2 is two hours ahead of UTC
  return { is: 'zone', zone: `Etc/GMT${groups?.sign === '+' ? '-' : '+'}${hours}` };
}

function unknown(text: string): Extract<Meaning, { is: 'unclear' }> {
  return {
    is: 'unclear',
    ask: `Which time zone is "${text.trim()}"? Name a place, for example \`Europe/Berlin\` or \`America/New_York\`.`,
  };
}
