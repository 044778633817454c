/** The findings as one picture. */
import { createRequire } from 'node:module';
import { renderAsync } from '@resvg/resvg-js';
import { FAINT, GROUND, INK, rect, text } from './chart.ts';
import type { Findings } from './findings.ts';
import { busiestDayPanel } from './panels/busiest-day.ts';
import { fleetsPanel } from './panels/fleets.ts';
import { latePanel } from './panels/late.ts';
import { tablesPanel } from './panels/tables.ts';
import { weekPanel } from './panels/week.ts';
import { say } from './words.ts';

const WIDTH = 1400;
const HEIGHT = 1290;
const GAP = 20;
const HALF = (WIDTH - 3 * GAP) / 2;
const TOP = 84;
const ROW = 380;

function pictureSvg(findings: Findings): string {
  const { members, scale } = findings;
  const at = (column: number, row: number, width = HALF) => ({
    x: GAP + column * (HALF + GAP),
    y: TOP + row * (ROW + GAP),
    ...{ width, height: ROW },
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="DejaVu Sans">`,
    rect({ x: 0, y: 0, width: WIDTH, height: HEIGHT }, GROUND),
    text(`A year of ${say(members)} members in ${say(scale.workspaces)} workspaces`, GAP, 42, {
      size: 24,
      bold: true,
      fill: INK,
    }),
    text(
      'Simulated by npm run simulate: real rules, Slack’s limits, a clock and a network that are not there. docs/simulation.md has the numbers and what was assumed.',
      GAP,
      66,
      { fill: FAINT },
    ),
    ...busiestDayPanel(findings, at(0, 0, WIDTH - 2 * GAP)),
    ...weekPanel(findings, at(0, 1)),
    ...latePanel(findings, at(1, 1)),
    ...fleetsPanel(findings, at(0, 2)),
    ...tablesPanel(findings, at(1, 2)),
    '</svg>',
  ].join('\n');
}

/** The machine's own fonts are not asked: it looks alike everywhere. */
export async function picturePng(findings: Findings): Promise<Uint8Array> {
  const { resolve } = createRequire(import.meta.url);
  const fontFiles = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) =>
    resolve(`dejavu-fonts-ttf/ttf/${name}`),
  );
  const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: 'DejaVu Sans' };
  return (await renderAsync(pictureSvg(findings), { font })).asPng();
}
