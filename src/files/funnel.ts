/** The member's job search as a picture: an SVG that is drawn here, and the PNG that Slack can show. Counts only, no names. */
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { Stats } from '../etiquette/stats.ts';

/** In SVG units; the PNG has twice as many pixels each way, for sharp displays. */
const WIDTH = 640;
const HEIGHT = 400;
const RESOLUTION = 2;
const MARGIN = 32;

/** It brings its own light ground, so that it reads alike in Slack's light and dark theme. Every text has WCAG AA on it. */
const GROUND = '#fbfaf7';
const EDGE = '#d8d4cb';
const INK = '#1d2b2a';
const FAINT = '#55605e';
const FLOW = '#dbe8e5';
const BARS = ['#1f4d4a', '#2b645f', '#3a7b75', '#a84b12'] as const;

const BAR_HEIGHT = 36;
const BAR_STEP = 58;
const FIRST_BAR = 84;
const BAR_MIDDLE = 352;
const WIDEST = 300;
const COUNTS = 552;
/** A count that is not nought can be seen, next to whatever number. */
const NARROWEST = 6;

/** What the picture says: how far the applications got, and how they stand. */
function stagesOf({ recorded, interviewed, nextRounds, offers }: Stats): [string, number][] {
  return [
    ['Recorded', recorded],
    ['Interviewed', interviewed],
    ['Next round', nextRounds],
    ['Offers', offers],
  ];
}

function endingsOf({ open, rejections, withdrawn, noAnswer }: Stats): [string, number][] {
  return [
    ['still open', open],
    [rejections === 1 ? 'rejection' : 'rejections', rejections],
    ['withdrawn', withdrawn],
    ['no answer', noAnswer],
  ];
}

/** The funnel as an SVG document. The same numbers give the same text. */
export function funnelSvg(stats: Stats): string {
  const stages = stagesOf(stats);
  const most = Math.max(...stages.map(([, count]) => count));
  const widths = stages.map(([, count]) => barWidth(count, most));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="DejaVu Sans">`,
    `<rect x="0.5" y="0.5" width="${WIDTH - 1}" height="${HEIGHT - 1}" rx="12" fill="${GROUND}" stroke="${EDGE}"/>`,
    text('Your applications', { x: MARGIN, y: 48, size: 20, bold: true }),
    ...widths.slice(1).map((width, index) => flow(index, widths[index] ?? 0, width)),
    ...stages.flatMap(([label, count], index) => bar(index, { label, count, of: stats.recorded }, widths)),
    ...endingsOf(stats).flatMap(([label, count], index) => tile(index, label, count)),
    '</svg>',
  ].join('\n');
}

function barWidth(count: number, most: number): number {
  return count === 0 ? 0 : Math.max(NARROWEST, Math.round((count / most) * WIDEST));
}

/** The pale band from one bar to the next, which makes a funnel of them. */
function flow(index: number, from: number, to: number): string {
  const top = FIRST_BAR + index * BAR_STEP + BAR_HEIGHT;
  const bottom = FIRST_BAR + (index + 1) * BAR_STEP;
  const corners = [
    [BAR_MIDDLE - from / 2, top],
    [BAR_MIDDLE + from / 2, top],
    [BAR_MIDDLE + to / 2, bottom],
    [BAR_MIDDLE - to / 2, bottom],
  ];
  return `<polygon points="${corners.map((corner) => corner.join(',')).join(' ')}" fill="${FLOW}"/>`;
}

type Stage = { label: string; count: number; of: number };

function bar(index: number, { label, count, of }: Stage, widths: readonly number[]): string[] {
  const width = widths[index] ?? 0;
  const top = FIRST_BAR + index * BAR_STEP;
  const baseline = top + BAR_HEIGHT / 2 + 6;
  const share = index > 0 && count > 0 ? percentage(count / of) : '';
  return [
    width > 0
      ? `<rect x="${BAR_MIDDLE - width / 2}" y="${top}" width="${width}" height="${BAR_HEIGHT}" rx="3" fill="${BARS[index]}"/>`
      : `<line x1="${BAR_MIDDLE - WIDEST / 2}" x2="${BAR_MIDDLE + WIDEST / 2}" y1="${baseline - 6}" y2="${baseline - 6}" stroke="${EDGE}" stroke-width="2" stroke-dasharray="2 6"/>`,
    text(label, { x: MARGIN, y: baseline, size: 16 }),
    text(String(count), { x: COUNTS, y: baseline, size: 18, bold: true, anchor: 'end' }),
    ...(share ? [text(share, { x: WIDTH - MARGIN, y: baseline, size: 13, fill: FAINT, anchor: 'end' })] : []),
  ];
}

/** Rounded, but never down to nought; the sign is escaped, as SVG has it. */
function percentage(share: number): string {
  return share < 0.01 ? '&lt; 1 %' : `${Math.round(share * 100)} %`;
}

/** One number of the bottom row, with its word beneath. */
function tile(index: number, label: string, count: number): string[] {
  const x = MARGIN + index * ((WIDTH - 2 * MARGIN) / 4);
  return [
    text(String(count), { x, y: 350, size: 20, bold: true }),
    text(label, { x, y: 372, size: 13, fill: FAINT }),
  ];
}

type Style = { x: number; y: number; size: number; bold?: boolean; fill?: string; anchor?: 'end' };

function text(words: string, { x, y, size, bold, fill = INK, anchor }: Style): string {
  const more = `${bold ? ' font-weight="bold"' : ''}${anchor ? ` text-anchor="${anchor}"` : ''}`;
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${fill}"${more}>${words}</text>`;
}

/** Another for every picture that would look different, and the same for one that would look the same. */
export function funnelId(stats: Stats): string {
  return createHash('sha256').update(funnelSvg(stats)).digest('base64url');
}

/** The funnel as a PNG of 1280 x 800 pixels. The machine's own fonts are not asked: it looks alike everywhere. */
export async function funnelPng(stats: Stats): Promise<Uint8Array> {
  // Native code of some megabytes, which most runs of the bot need late or never.
  const { renderAsync } = await import('@resvg/resvg-js');
  const image = await renderAsync(funnelSvg(stats), {
    fitTo: { mode: 'zoom', value: RESOLUTION },
    font: { loadSystemFonts: false, fontFiles: fontFiles(), defaultFontFamily: 'DejaVu Sans' },
  });
  return image.asPng();
}

function fontFiles(): string[] {
  const { resolve } = createRequire(import.meta.url);
  return ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) => resolve(`dejavu-fonts-ttf/ttf/${name}`));
}
