/** Where the members are. */
import { isZone } from '../../src/etiquette/calendar.ts';

/**
 * Parts of a thousand. Nobody publishes where job seekers in Slack are, so this is a guess: almost half in North America, where Slack comes
 * from, three in ten in Europe, the rest where offices write English; within these by how many people live in a zone. It puts
 * much weight on few zones, which makes the worst mornings.
 */
const MAIN: readonly (readonly [zone: string, weight: number])[] = [
  ['America/New_York', 175],
  ['America/Los_Angeles', 110],
  ['America/Chicago', 85],
  ['America/Denver', 25],
  ['America/Phoenix', 10],
  ['America/Toronto', 35],
  ['America/Vancouver', 12],
  ['America/Sao_Paulo', 30],
  ['America/Mexico_City', 15],
  ['America/Bogota', 10],
  ['America/Argentina/Buenos_Aires', 10],
  ['Europe/London', 85],
  ['Europe/Berlin', 55],
  ['Europe/Paris', 35],
  ['Europe/Amsterdam', 22],
  ['Europe/Madrid', 20],
  ['Europe/Warsaw', 16],
  ['Europe/Rome', 12],
  ['Europe/Dublin', 12],
  ['Europe/Stockholm', 12],
  ['Europe/Zurich', 8],
  ['Europe/Lisbon', 8],
  ['Europe/Kyiv', 6],
  ['Europe/Istanbul', 6],
  ['Africa/Lagos', 12],
  ['Africa/Johannesburg', 6],
  ['Africa/Nairobi', 5],
  ['Africa/Cairo', 4],
  ['Asia/Jerusalem', 10],
  ['Asia/Dubai', 5],
  ['Asia/Riyadh', 3],
  ['Asia/Kolkata', 60],
  ['Asia/Singapore', 12],
  ['Asia/Manila', 6],
  ['Asia/Tokyo', 14],
  ['Asia/Seoul', 4],
  ['Australia/Sydney', 20],
  ['Pacific/Auckland', 5],
];
/** All other zones of the IANA together. */
const ELSEWHERE = 25;

/** Those who live there rest on Friday and Saturday, where they said so. */
export const REST_ON_FRIDAY: readonly string[] = [
  'Africa/Cairo',
  'Asia/Jerusalem',
  'Asia/Riyadh',
  'Asia/Kuwait',
  'Asia/Qatar',
  'Asia/Baghdad',
  'Africa/Algiers',
  'Africa/Tripoli',
];

/** Every zone that this platform knows, with its weight. */
export function zonesByWeight(): [zone: string, weight: number][] {
  const main = new Map(MAIN);
  const others = Intl.supportedValuesOf('timeZone').filter((zone) => !main.has(zone) && isZone(zone));
  return [
    ...MAIN.map(([zone, weight]): [string, number] => [zone, weight]),
    ...others.map((zone): [string, number] => [zone, ELSEWHERE / others.length]),
  ];
}
