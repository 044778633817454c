/** The times of an invitation -> instants. A zone that nobody knows gives none: it would be a wrong one. */
import type ICAL from 'ical.js';
import type { Context } from './command.ts';
import { instantOf } from './instant.ts';
import { normalise } from './normalise.ts';
import { isIana, windowsZone } from './windows-zones.ts';

const LONGEST_NAME = 255;

/** `doubt`: why there is no instant, in words for the member. */
export type Moment = { startsAt?: Date; zone: string; doubt?: string };

/** The instant that a time means: by its zone's name, else by the file's own rules for it; a floating time is the member's. */
export function momentOf(time: ICAL.Time, tzid: string | undefined, { zone: home }: Context): Moment {
  const known = tzid ? zoneNamed(tzid) : home;
  const rules = time.zone?.tzid ?? 'floating';
  if (rules === 'UTC' || (rules !== 'floating' && (!known || !tzid)))
    return { startsAt: new Date(time.toUnixTime() * 1000), zone: known ?? home };
  if (!known)
    return {
      zone: home,
      doubt: `I do not know the time zone “${normalise(tzid ?? '').slice(0, 60)}”: check the time.`,
    };
  const date = [time.year, time.month, time.day].map((n) => String(n).padStart(2, '0')).join('-');
  const startsAt = instantOf(date, { hour: time.hour, minute: time.minute }, known);
  if (startsAt) return { startsAt, zone: known };
  return { zone: known, doubt: `The clocks in ${known} go forward over the time it names: check the time.` };
}

/** The IANA zone that a TZID names: itself, the end of a path, or Windows' name for it. */
export function zoneNamed(tzid: string): string | undefined {
  if (tzid.length > LONGEST_NAME) return undefined;
  const parts = tzid.split('/');
  const ends = parts.map((_part, index) => parts.slice(index).join('/')).slice(0, 12);
  return ends.find((end) => (end === tzid || end.includes('/') ? isIana(end) : false)) ?? windowsZone(tzid);
}
