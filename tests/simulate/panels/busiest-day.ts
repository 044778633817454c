import { ACCENT, area, type Box, FAINT, INK, line, panel, SHADES, text, valueAxis } from '../chart.ts';
import { type Findings, throughputOf } from '../findings.ts';
import { say } from '../words.ts';

const MINUTES = 24 * 60;
/** Where it is ten o'clock, for those zones that make a peak: the hour of UTC is told by what was found. */
const TEN_IN: readonly (readonly [zone: string, name: string])[] = [
  ['Asia/Kolkata', 'India'],
  ['Europe/Berlin', 'Berlin'],
  ['Europe/London', 'London'],
  ['America/New_York', 'New York'],
  ['America/Chicago', 'Chicago'],
  ['America/Los_Angeles', 'Los Angeles'],
];

/** Messages a second, minute by minute, on the day that had the most. */
export function busiestDayPanel({ minutes, busiestDay, fleet, year }: Findings, box: Box): string[] {
  const rates = Array.from(minutes, (count) => count / 60);
  const most = Math.max(...rates);
  const day = new Date(busiestDay).toLocaleDateString('en-GB', {
    timeZone: 'UTC',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  });
  const average = year.messages / (365 * 24 * 3600);
  const { parts, plot } = panel(
    box,
    `Ten o’clock makes the load: ${say(average)} messages come due a second over the year, ${say(year.due.most)} in the fullest one`,
    `Messages that come due, a second, in each minute of the busiest day (${day}, UTC). Names stand where it is 10:00`,
  );
  const { parts: axis, heightOf } = valueAxis(plot, most * 1.12, (value) => String(value));
  const xOf = (minute: number) => plot.x + (minute / MINUTES) * plot.width;
  const outline = rates.flatMap((rate, minute): [number, number][] => [
    [xOf(minute), heightOf(rate)],
    [xOf(minute + 1), heightOf(rate)],
  ]);
  const base = plot.y + plot.height;
  const capacity = throughputOf(fleet.replicas);
  const fits = capacity < most * 1.12;
  return [
    ...parts,
    ...axis,
    area([[plot.x, base], ...outline, [plot.x + plot.width, base]], SHADES[3]),
    ...(fits
      ? [
          line([plot.x, heightOf(capacity)], [plot.x + plot.width, heightOf(capacity)], ACCENT, '6 4'),
          text(
            `what ${fleet.replicas} replicas send: ${say(capacity)} a second`,
            plot.x + plot.width,
            heightOf(capacity) - 7,
            {
              ...{ fill: ACCENT, anchor: 'end' },
            },
          ),
        ]
      : []),
    ...Array.from({ length: 13 }, (_, n) =>
      text(`${String(n * 2).padStart(2, '0')}:00`, xOf(n * 120), base + 20, {
        size: 12,
        fill: FAINT,
        anchor: 'middle',
      }),
    ),
    ...TEN_IN.map(([zone, name]) => {
      const minute = minuteOfTen(zone, busiestDay);
      const rate = rates[minute] ?? 0;
      const x = xOf(minute);
      return text(name, x + 4, Math.max(plot.y + 12, heightOf(rate) + 11), {
        size: 11,
        fill: INK,
      });
    }),
  ];
}

function minuteOfTen(zone: string, day: number): number {
  const noon = new Date(day + 12 * 3_600_000);
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  const [hours = 0, minutes = 0] = clock.format(noon).split(':').map(Number);
  const ahead = hours * 60 + minutes - 12 * 60;
  return (10 * 60 - ahead + MINUTES) % MINUTES;
}
