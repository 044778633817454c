import { ACCENT, area, type Box, FAINT, line, panel, SHADES, text, valueAxis } from '../chart.ts';
import type { Findings } from '../findings.ts';
import { totalOf } from '../growth.ts';
import type { Table } from '../row-sizes.ts';
import { say, sayShare } from '../words.ts';

/** From the ground up. */
const LAYERS: readonly (readonly [name: string, tables: readonly Table[], fill: string])[] = [
  ['deliveries', ['delivery'], SHADES[3]],
  ['interviews, people, promises', ['interview', 'interviewer', 'material_promise'], SHADES[2]],
  ['applications, answers, drafts', ['application', 'answer', 'draft'], SHADES[1]],
  ['members', ['member'], SHADES[0]],
];

/** Gigabytes by month from an empty database on. */
export function tablesPanel({ growth: { gigabytes, neverClosed } }: Findings, box: Box): string[] {
  const totals = gigabytes.map(totalOf);
  const year = totals[12] ?? 0;
  const months = gigabytes.length - 1;
  const { parts, plot: whole } = panel(
    box,
    `${say(year)} GB after a year; the ${sayShare(neverClosed)} that nobody closes stay`,
    'Tables with their indexes, freshly written, by months since the first day',
  );
  const plot = { ...whole, width: whole.width - 10 };
  const { parts: axis, heightOf } = valueAxis(
    plot,
    Math.max(...totals) * 1.05,
    (value) => `${say(value)} GB`,
  );
  const xOf = (month: number) => plot.x + (month / months) * plot.width;
  const base = plot.y + plot.height;
  const upTo = (layers: number) =>
    gigabytes.map((by) =>
      LAYERS.slice(0, layers).reduce(
        (sum, [, tables]) => sum + tables.reduce((all, table) => all + by[table], 0),
        0,
      ),
    );
  const layers = LAYERS.map(([, , fill], n) => {
    const [low, high] = [upTo(n), upTo(n + 1)];
    const along = (values: number[]) =>
      values.map((value, month): [number, number] => [xOf(month), heightOf(value)]);
    return area([...along(high), ...along(low).reverse()], fill);
  });
  return [
    ...parts,
    ...axis,
    ...layers,
    line([xOf(12), plot.y + 8], [xOf(12), base], ACCENT, '6 4'),
    text('what was closed first begins to go', xOf(12) + 6, plot.y + 18, {
      size: 12,
      fill: ACCENT,
    }),
    ...[0, 6, 12, 18, 24, 30, 36].map((month) =>
      text(String(month), xOf(month), base + 18, { size: 12, fill: FAINT, anchor: 'middle' }),
    ),
    ...LAYERS.flatMap(([name, , fill], n) => {
      const x = plot.x - 44 + ([0, 100, 318, 530][n] ?? 0);
      return [
        area(
          [
            [x, base + 30],
            [x + 12, base + 30],
            [x + 12, base + 42],
            [x, base + 42],
          ],
          fill,
        ),
        text(name, x + 18, base + 41, { size: 12 }),
      ];
    }),
  ];
}
