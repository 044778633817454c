import { type Box, FAINT, INK, panel, rect, SHADES, text } from '../chart.ts';
import type { Findings } from '../findings.ts';
import { say } from '../words.ts';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const WEEKS_A_YEAR = 365 / 7;
const PALEST = '#eef3f1';

/** How many messages a second each hour of the week has, on average over the year. */
export function weekPanel({ year }: Findings, box: Box): string[] {
  const rates = Array.from(year.hours, (count) => count / WEEKS_A_YEAR / 3600);
  const most = Math.max(...rates);
  const sumOf = (from: number, to: number) =>
    rates.slice(from * 24, to * 24).reduce((sum, one) => sum + one, 0);
  const weekend = sumOf(5, 7) / sumOf(0, 7);
  const sums = DAYS.map((_, day) => sumOf(day, day + 1));
  const fullest = sums.indexOf(Math.max(...sums));
  const { parts, plot } = panel(
    box,
    `${DAYS[fullest]} is the fullest day; weekends have ${say(weekend * 100)} % of all`,
    'Messages a second by hour of the week (UTC), averaged over the year',
  );
  const [width, height] = [plot.width / 24, (plot.height - 8) / 7];
  const cells = rates.map((rate, hour) => {
    const [x, y] = [plot.x + (hour % 24) * width, plot.y + Math.floor(hour / 24) * height];
    const number = rate < 0.1 ? '' : rate < 0.95 ? rate.toFixed(1).slice(1) : String(Math.round(rate));
    return [
      rect({ x, y, width: width - 2, height: height - 2 }, shadeOf(rate / most)),
      text(number, x + width / 2 - 1, y + height / 2 + 3, {
        ...{ size: 10, anchor: 'middle' as const, fill: rate / most >= 0.6 ? '#ffffff' : INK },
      }),
    ].join('\n');
  });
  return [
    ...parts,
    ...cells,
    ...DAYS.map((day, n) =>
      text(day.slice(0, 3), plot.x - 8, plot.y + n * height + height / 2 + 4, {
        size: 12,
        fill: FAINT,
        anchor: 'end',
      }),
    ),
    ...Array.from({ length: 12 }, (_, n) =>
      text(`${String(n * 2).padStart(2, '0')}`, plot.x + (n * 2 + 0.5) * width, plot.y + plot.height + 14, {
        ...{ size: 12, fill: FAINT, anchor: 'middle' as const },
      }),
    ),
  ];
}

function shadeOf(share: number): string {
  const shades = [PALEST, ...SHADES];
  return shades[Math.min(shades.length - 1, Math.floor(share * shades.length))] ?? PALEST;
}
