import { ACCENT, type Box, FAINT, panel, rect, SHADES, text, valueAxis } from '../chart.ts';
import type { Findings } from '../findings.ts';
import { LATE_BY } from '../tally.ts';
import { say, saySeconds, sayShare } from '../words.ts';
import { ENOUGH } from '../year.ts';

/** How long the busiest day's messages wait, by the number of replicas. */
export function fleetsPanel({ fleets, fleet }: Findings, box: Box): string[] {
  const minute = LATE_BY.indexOf(60);
  const shares = fleets.map(({ late }) => late[minute] ?? 0);
  const { parts, plot } = panel(
    box,
    `${fleet.replicas} replicas get through the busiest day: the rest is Slack’s limits`,
    'Nudges of the busiest day late by more than a minute, whatever the cause, by replicas',
  );
  const { parts: axis, heightOf } = valueAxis(
    plot,
    Math.max(0.01, ...shares) * 1.1,
    (value) => `${say(value * 100)} %`,
  );
  const group = plot.width / fleets.length;
  const base = plot.y + plot.height;
  return [
    ...parts,
    ...axis,
    ...fleets.flatMap(({ replicas, longest }, n) => {
      const share = shares[n] ?? 0;
      const middle = plot.x + (n + 0.5) * group;
      const width = group * 0.5;
      const isChosen = replicas === fleet.replicas;
      return [
        rect(
          { x: middle - width / 2, y: heightOf(share), width, height: base - heightOf(share) },
          isChosen ? ACCENT : SHADES[2],
        ),
        text(sayShare(share), middle, heightOf(share) - 6, { size: 12, anchor: 'middle' }),
        text(replicas === ENOUGH ? 'no end' : String(replicas), middle, base + 18, {
          size: 13,
          bold: isChosen,
          anchor: 'middle',
        }),
        text(saySeconds(longest), middle, base + 36, { size: 11, fill: FAINT, anchor: 'middle' }),
      ];
    }),
    text('longest:', plot.x - 56, base + 36, { size: 11, fill: FAINT }),
  ];
}
