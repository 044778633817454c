/**
 * The lines of a calendar file that are read at all. Whoever sends a file may have written anything into it, and much of what
 * the parser does takes longer than the file is long: so it is given little, whatever the file holds.
 */

/** Characters in all: an invitation to fifty rounds, each with a panel, has about half of it. */
const MOST_TEXT = 100_000;
const MOST_EVENTS = 50;
/** Characters in one line, without its folding: a name, an address, or 200 dates of a series. */
const LONGEST_LINE = 4000;
/** Whoever is invited to a meeting with more people than that is in no interview. */
const MOST_GUESTS = 200;

const COMPONENTS = ['VCALENDAR', 'VEVENT', 'VTIMEZONE', 'STANDARD', 'DAYLIGHT'];
const PROPERTIES = [
  ...['UID', 'SUMMARY', 'STATUS', 'SEQUENCE', 'METHOD', 'ORGANIZER', 'ATTENDEE'],
  ...['DTSTART', 'DTEND', 'DURATION', 'RRULE', 'RDATE', 'EXDATE', 'RECURRENCE-ID'],
  ...['TZID', 'TZOFFSETFROM', 'TZOFFSETTO', 'X-WR-TIMEZONE', 'X-MICROSOFT-CDO-ALLDAYEVENT'],
];
const NAME = /^([a-z0-9-]{1,30})[:;]/i;

/** A day without its `VALUE=DATE`, as some write it. */
const BARE_DAY = /^(DTSTART|DTEND|RECURRENCE-ID)(?:;TZID=[^:]{1,255})?:(\d{8})$/i;

/** The text of a file. A fold may stand within a character, so it is undone before there are any. */
export function textOfFile(bytes: Uint8Array): string {
  const unfolded = Buffer.from(bytes)
    .toString('latin1')
    .replace(/\r?\n[ \t]/g, '');
  return new TextDecoder().decode(Buffer.from(unfolded, 'latin1'));
}

/** What the parser is to read, or nothing where that is more than an invitation. */
export function linesToRead(text: string): string | undefined {
  const kept: string[] = [];
  const counts = { events: 0, guests: 0, length: 0 };
  let skipped = 0;
  for (const line of unfolded(text)) {
    const name = NAME.exec(line)?.[1]?.toUpperCase() ?? '';
    const isBegin = name === 'BEGIN';
    if (skipped > 0 || (isBegin && !COMPONENTS.includes(partIn(line)))) {
      if (isBegin) skipped += 1;
      if (name === 'END') skipped -= 1;
      continue;
    }
    if (isBegin && partIn(line) === 'VEVENT') counts.events += 1;
    if (name === 'ATTENDEE') counts.guests += 1;
    if (name === 'ATTENDEE' && counts.guests > MOST_GUESTS) continue;
    if (!isBegin && name !== 'END' && !PROPERTIES.includes(name)) continue;
    counts.length += line.length;
    if (counts.length > MOST_TEXT || counts.events > MOST_EVENTS) return undefined;
    kept.push(line.trimEnd().replace(BARE_DAY, '$1;VALUE=DATE:$2'));
  }
  return kept.join('\r\n');
}

function partIn(line: string): string {
  return line
    .slice(line.indexOf(':') + 1)
    .trim()
    .toUpperCase();
}

/**
 * Lines that are a property, each with what goes on with it (RFC 5545, 3.1); what is too long is cut. Text that lost its
 * folding on the way is no reason to refuse the rest.
 */
function* unfolded(text: string): Generator<string> {
  let line = '';
  for (const part of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    if (/^[ \t]/.test(part)) {
      if (line.length < LONGEST_LINE) line += part.slice(1);
    } else if (NAME.test(part)) {
      if (line) yield line.slice(0, LONGEST_LINE);
      line = part;
    }
  }
  if (line) yield line.slice(0, LONGEST_LINE);
}
