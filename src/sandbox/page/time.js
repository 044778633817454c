/** How instants (milliseconds) are shown, always in the member's zone. */
const STYLES = {
  time: { hour: '2-digit', minute: '2-digit' },
  day: { weekday: 'long', day: 'numeric', month: 'long' },
  shortDay: { weekday: 'short', day: 'numeric', month: 'short' },
  moment: { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  full: {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  },
};

export function sayTime(instant, zone, style) {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...STYLES[style] }).format(instant);
}

/** `2026-11-23T14:30`, as a control for date and time holds it. */
export function wallTime(instant, zone) {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  return format.format(instant).replace(' ', 'T');
}

export function placeOf(zone) {
  return zone.split('/').at(-1).replaceAll('_', ' ');
}
