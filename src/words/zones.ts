/** Zones as people write them: `Europe/Berlin`, `EST`, `Pacific time`, `Berlin time`. */

import { phrase } from './boundaries.ts';
import type { Meaning, Pattern } from './phrases.ts';

/** The region that an abbreviation is used for, and the offset that it stands for, in minutes, if it is but one. */
const ABBREVIATIONS: ReadonlyMap<string, { zone: string; offset?: number }> = new Map([
  ['UTC', { zone: 'UTC' }],
  ['Z', { zone: 'UTC' }],
  ['GMT', { zone: 'Europe/London', offset: 0 }],
  ['BST', { zone: 'Europe/London', offset: 60 }],
  ['WET', { zone: 'Europe/Lisbon', offset: 0 }],
  ['WEST', { zone: 'Europe/Lisbon', offset: 60 }],
  ['CET', { zone: 'Europe/Berlin', offset: 60 }],
  ['CEST', { zone: 'Europe/Berlin', offset: 120 }],
  ['EET', { zone: 'Europe/Athens', offset: 120 }],
  ['EEST', { zone: 'Europe/Athens', offset: 180 }],
  ['ET', { zone: 'America/New_York' }],
  ['EST', { zone: 'America/New_York', offset: -300 }],
  ['EDT', { zone: 'America/New_York', offset: -240 }],
  ['CT', { zone: 'America/Chicago' }],
  ['CST', { zone: 'America/Chicago', offset: -360 }],
  ['CDT', { zone: 'America/Chicago', offset: -300 }],
  ['MT', { zone: 'America/Denver' }],
  ['MST', { zone: 'America/Denver', offset: -420 }],
  ['MDT', { zone: 'America/Denver', offset: -360 }],
  ['PT', { zone: 'America/Los_Angeles' }],
  ['PST', { zone: 'America/Los_Angeles', offset: -480 }],
  ['PDT', { zone: 'America/Los_Angeles', offset: -420 }],
  ['JST', { zone: 'Asia/Tokyo' }],
  ['SGT', { zone: 'Asia/Singapore' }],
  ['HKT', { zone: 'Asia/Hong_Kong' }],
  ['AEST', { zone: 'Australia/Sydney', offset: 600 }],
  ['AEDT', { zone: 'Australia/Sydney', offset: 660 }],
  ['NZST', { zone: 'Pacific/Auckland', offset: 720 }],
  ['NZDT', { zone: 'Pacific/Auckland', offset: 780 }],
]);

const REGIONS: ReadonlyMap<string, string> = new Map([
  ['eastern', 'America/New_York'],
  ['central', 'America/Chicago'],
  ['mountain', 'America/Denver'],
  ['pacific', 'America/Los_Angeles'],
  ['central european', 'Europe/Berlin'],
  ['uk', 'Europe/London'],
  ['german', 'Europe/Berlin'],
  ['germany', 'Europe/Berlin'],
  ['munich', 'Europe/Berlin'],
  ['indian', 'Asia/Kolkata'],
  ['india', 'Asia/Kolkata'],
  ['bangalore', 'Asia/Kolkata'],
  ['mumbai', 'Asia/Kolkata'],
  ['delhi', 'Asia/Kolkata'],
  ['ny', 'America/New_York'],
  ['nyc', 'America/New_York'],
  ['east coast', 'America/New_York'],
  ['west coast', 'America/Los_Angeles'],
  ['eastern us', 'America/New_York'],
  ['zulu', 'UTC'],
  ['boston', 'America/New_York'],
  ['la', 'America/Los_Angeles'],
  ['sf', 'America/Los_Angeles'],
  ['san francisco', 'America/Los_Angeles'],
  ['seattle', 'America/Los_Angeles'],
  ['california', 'America/Los_Angeles'],
  ['tel aviv', 'Asia/Jerusalem'],
]);

const ZONES = Intl.supportedValuesOf('timeZone');

/** A time, a day or a bracket stands right before: `pt` and `est` are words elsewhere. */
const AFTER_CLOCK = '(?<=(?:\\d|[ap]\\.?m\\.?|noon|[([]) ?)(?:(?:on|in|us) )?';

/** Where the same letters are the time at home. */
const AT_HOME: readonly (readonly [letters: RegExp, zones: RegExp])[] = [
  [
    /^C[SD]?T$/i,
    /^(?:Asia\/(?:Shanghai|Chongqing|Taipei|Macau)|America\/Havana|Australia\/(?:Adelaide|Darwin|Broken_Hill))$/,
  ],
  [/^E[SD]?T$/i, /^Australia\/(?:Sydney|Melbourne|Brisbane|Hobart|Lindeman)$/],
  [/^PST$/i, /^Asia\/Manila$/],
  [/^MST$/i, /^Asia\/(?:Kuala_Lumpur|Kuching|Yangon)$/],
  [/^BST$/i, /^(?:Asia\/Dhaka|Pacific\/Bougainville)$/],
];

/** Whether letters that stand for a zone far away stand for the member's own as well. */
export function isHomonym(letters: string, home: string): boolean {
  return AT_HOME.some(([short, zones]) => short.test(letters) && zones.test(home));
}

export const ZONE_PATTERNS: readonly Pattern[] = [
  {
    pattern: phrase('(?:in )?(?<zone>[a-z]{2,20}/[a-z_-]{2,30}(?:/[a-z_]{2,30})?)(?: time(?: ?zone)?)?'),
    read: iana,
  },
  { pattern: phrase('(?:in )?(?<city>[a-z]{2,20}(?: [a-z]{2,20})?) (?:time|tz)'), read: cityTime },
  // `3 PM Pacific time`, `tomorrow NY time`: of two words before it the first may be another's.
  {
    pattern: phrase('(?<=(?:\\d|[ap]\\.?m\\.?|day|tomorrow|noon) )(?<city>[a-z]{2,20}) (?:time|tz)'),
    read: cityTime,
  },
  {
    pattern: phrase('(?<place>eastern|central|mountain|pacific) (?<half>standard|daylight) time'),
    read: ({ groups }) =>
      abbreviated(`${groups?.place?.slice(0, 1)}${groups?.half?.slice(0, 1)}T`.toUpperCase()),
  },
  {
    pattern: new RegExp(
      `${AFTER_CLOCK}(?<zone>${[...ABBREVIATIONS.keys()].join('|')}|IST)(?: time)?(?![\\p{L}\\p{N}])`,
      'giu',
    ),
    read: ({ groups }) => abbreviated(groups?.zone ?? ''),
  },
  {
    pattern: new RegExp(
      `${AFTER_CLOCK}(?:[A-Z]{1,3}T|MSK|WIB|WITA|[A-Z][a-z]+/[A-Z][A-Za-z_]+)(?![\\p{L}\\p{N}_&/])`,
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
function ianaZone(text: string): string | undefined {
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
  return (
    REGIONS.get(name) ?? ZONES.find((zone) => zone.toLowerCase().endsWith(`/${name.replaceAll(' ', '_')}`))
  );
}

function abbreviated(text: string): Extract<Meaning, { is: 'zone' | 'unclear' }> {
  const found = ABBREVIATIONS.get(text.toUpperCase());
  return found ? { is: 'zone', ...found, letters: text } : unknown(text);
}

/** Sorts after the zones that are known, at the same place and length. */
function unknownZone({ 0: words }: RegExpMatchArray): Meaning | undefined {
  const text = words.replace(/^(?:on|in|us) /i, '');
  return ABBREVIATIONS.has(text.toUpperCase()) || ianaZone(text) ? undefined : unknown(text);
}

function fixedOffset({ 0: text, groups }: RegExpMatchArray): Meaning {
  const minutes = Number(groups?.minutes ?? 0);
  const hours = Number(groups?.hours);
  if (groups?.sign === '+' && hours === 5 && minutes === 30) return { is: 'zone', zone: 'Asia/Kolkata' };
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
