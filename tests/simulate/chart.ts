/** The few things that a chart is drawn with, as SVG. */

export const GROUND = '#fbfaf7';
export const EDGE = '#d8d4cb';
export const INK = '#1d2b2a';
export const FAINT = '#55605e';
/** From pale to dark; each can be told from its neighbours in grey as well. */
export const SHADES = ['#c9dcd8', '#8fb8b2', '#3a7b75', '#1f4d4a'] as const;
export const ACCENT = '#a84b12';

export type Box = { x: number; y: number; width: number; height: number };
type Style = { size?: number; bold?: boolean; fill?: string; anchor?: 'start' | 'middle' | 'end' };

export function text(words: string, x: number, y: number, style: Style = {}): string {
  const { size = 13, bold = false, fill = INK, anchor = 'start' } = style;
  const weight = bold ? ' font-weight="bold"' : '';
  const escaped = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" fill="${fill}" text-anchor="${anchor}"${weight}>${escaped}</text>`;
}

export function rect({ x, y, width, height }: Box, fill: string): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="${fill}"/>`;
}

export function line(from: [number, number], to: [number, number], stroke = EDGE, dashes = ''): string {
  const dashed = dashes ? ` stroke-dasharray="${dashes}"` : '';
  const [[x1, y1], [x2, y2]] = [from.map(round), to.map(round)];
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${stroke}"${dashed}/>`;
}

export function area(points: readonly (readonly [number, number])[], fill: string): string {
  return `<polygon points="${points.map(([x, y]) => `${round(x)},${round(y)}`).join(' ')}" fill="${fill}"/>`;
}

function round(number = 0): number {
  return Math.round(number * 10) / 10;
}

/** A panel: what it says as its title, what it shows beneath, and the box that is left for the drawing. */
export function panel(
  { x, y, width, height }: Box,
  title: string,
  shows: string,
): { parts: string[]; plot: Box } {
  return {
    parts: [
      rect({ x, y, width, height }, '#ffffff'),
      `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="10" fill="none" stroke="${EDGE}"/>`,
      text(title, x + 20, y + 32, { size: 17, bold: true }),
      text(shows, x + 20, y + 54, { fill: FAINT }),
    ],
    plot: { x: x + 64, y: y + 78, width: width - 88, height: height - 126 },
  };
}

/** Round numbers from nought to `most` or a little more. */
function ticksTo(most: number): number[] {
  const rough = most / 4;
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((one) => one * size >= rough) ?? 10) * size;
  return Array.from({ length: Math.ceil(most / step - 1e-9) + 1 }, (_, n) => n * step);
}

/** Horizontal lines with their numbers; `say` writes a number. @returns where a value stands */
export function valueAxis(plot: Box, most: number, say: (value: number) => string) {
  const ticks = ticksTo(most);
  const top = ticks[ticks.length - 1] ?? most;
  const heightOf = (value: number) => plot.y + plot.height - (value / top) * plot.height;
  const parts = ticks.flatMap((value) => [
    line([plot.x, heightOf(value)], [plot.x + plot.width, heightOf(value)]),
    text(say(value), plot.x - 8, heightOf(value) + 4, { size: 12, fill: FAINT, anchor: 'end' }),
  ]);
  return { parts, heightOf };
}
