import { ACCENT, type Box, FAINT, panel, rect, SHADES, text, valueAxis } from '../chart.ts';
import type { Findings } from '../findings.ts';
import { LATE_BY, SIZES_FROM } from '../tally.ts';
import { say, sayShare } from '../words.ts';

const FILLS = [SHADES[1], SHADES[3], ACCENT];
const NAMES = ['more than 1 s', 'more than 1 min', 'more than 10 min'];
/** Late enough to be seen by somebody. */
const NOTABLE = 0.001;

/** How much of what is sent is late because of Slack's limits, by the size of the community. */
export function latePanel({ year }: Findings, box: Box): string[] {
  const shares = year.bySize.map(({ sent, byMore }) => byMore.map((count) => (sent > 0 ? count / sent : 0)));
  const most = Math.max(0.01, ...shares.flat());
  const from = shares.findIndex((share) => (share[LATE_BY.indexOf(60)] ?? 0) > NOTABLE);
  const title =
    from < 0
      ? 'Slack’s limits make nobody wait for a minute'
      : `Slack’s limits cost a minute only from ${say(SIZES_FROM[from] ?? 0)} members on`;
  const { parts, plot } = panel(
    box,
    title,
    'Nudges that are late because of Slack’s limits alone, by members of the workspace',
  );
  const { parts: axis, heightOf } = valueAxis(plot, most * 1.1, (value) => `${say(value * 100)} %`);
  const group = plot.width / shares.length;
  const width = (group - 18) / 3;
  const base = plot.y + plot.height;
  return [
    ...parts,
    ...axis,
    ...shares.flatMap((byMore, n) => [
      ...byMore.map((share, late) => {
        const x = plot.x + n * group + 9 + late * width;
        return rect(
          { x, y: heightOf(share), width: width - 2, height: base - heightOf(share) },
          FILLS[late] ?? ACCENT,
        );
      }),
      ...byMore.map((share, late) =>
        share > 0
          ? text(
              sayShare(share).replace(' %', ''),
              plot.x + n * group + 9 + (late + 0.5) * width - 1,
              heightOf(share) - 4,
              {
                ...{ size: 10, anchor: 'middle' as const },
              },
            )
          : '',
      ),
      text(sizeClass(n), plot.x + (n + 0.5) * group, base + 18, { size: 12, fill: FAINT, anchor: 'middle' }),
    ]),
    ...NAMES.flatMap((name, n) => [
      rect({ x: plot.x + n * 150, y: base + 30, width: 12, height: 12 }, FILLS[n] ?? ACCENT),
      text(name, plot.x + n * 150 + 18, base + 41, { size: 12 }),
    ]),
  ];
}

export function sizeClass(index: number): string {
  const [from = 1, to] = [SIZES_FROM[index], SIZES_FROM[index + 1]];
  const number = (value: number) => value.toLocaleString('en-US');
  return to
    ? from === 1
      ? `under ${number(to)}`
      : `${number(from)}–${number(to)}`
    : `${number(from)} or more`;
}
