/** The picture of the funnel: read as a document, and as pixels. */
import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Stats } from '../../src/etiquette/stats.ts';
import { funnelId, funnelPng, funnelSvg } from '../../src/files/funnel.ts';

const NOTHING: Stats = {
  ...{ recorded: 0, interviewed: 0, nextRounds: 0, offers: 0 },
  ...{ rejections: 0, withdrawn: 0, noAnswer: 0, open: 0 },
  ...{ thankYouNotes: 0, checkIns: 0, answers: 0, material: { onTime: 0, late: 0 } },
};
const SOME: Stats = { ...NOTHING, recorded: 24, interviewed: 17, nextRounds: 6, offers: 2, open: 15 };
const MANY: Stats = { ...SOME, recorded: 500, interviewed: 203, nextRounds: 38, offers: 1, noAnswer: 210 };

/** The elements of a name in the document, as their attributes and what stands in them. */
function elements(svg: string, name: string): Record<string, string>[] {
  return [...svg.matchAll(new RegExp(`<${name} ([^>]*?)/?>([^<]*)`, 'g'))].map(
    ([, attributes = '', inside = '']) => ({
      ...Object.fromEntries(
        [...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value]),
      ),
      inside,
    }),
  );
}

const words = (svg: string) => elements(svg, 'text').map(({ inside }) => inside);
/** The first rectangle is the ground. */
const bars = (svg: string) =>
  elements(svg, 'rect')
    .slice(1)
    .map(({ width }) => Number(width));

/** Relative luminance (WCAG 2.2, "contrast ratio"). */
function luminance(colour = ''): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one?: string, other?: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

describe('the document', () => {
  test('has a bar for each stage, as wide as its share', () => {
    const [recorded = 0, ...others] = bars(funnelSvg(SOME));
    expect(others.map((width) => Math.round((width / recorded) * 24))).toEqual([17, 6, 2]);
  });

  test('says every number with its word', () => {
    const said = words(funnelSvg(MANY)).join(' ');
    expect(said).toMatch(/Recorded 500 Interviewed 203 41 % Next round 38 8 % Offers 1 &lt; 1 %/);
    expect(said).toMatch(/15 still open 0 rejections 0 withdrawn 210 no answer/);
  });

  test('shows one of five hundred, and no bar for nought', () => {
    expect(Math.min(...bars(funnelSvg(MANY)))).toBeGreaterThanOrEqual(4);
    expect(bars(funnelSvg(NOTHING))).toEqual([]);
    expect(bars(funnelSvg({ ...NOTHING, recorded: 1, open: 1 }))).toHaveLength(1);
  });

  test('stays within its bounds whatever the numbers are, also where more got an offer than were asked again', () => {
    for (const stats of [SOME, MANY, { ...NOTHING, recorded: 3, interviewed: 3, offers: 3 }]) {
      const svg = funnelSvg(stats);
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      for (const { x, width } of elements(svg, 'rect')) {
        expect(Number(x)).toBeGreaterThanOrEqual(0);
        expect(Number(x) + Number(width)).toBeLessThanOrEqual(640);
      }
    }
  });

  test('reads well on its own ground: text at 4.5 to 1, bars at 3 to 1 (WCAG 2.2 AA)', () => {
    const svg = funnelSvg(SOME);
    const [ground, ...drawn] = elements(svg, 'rect');
    for (const { fill } of elements(svg, 'text')) expect(contrast(fill, ground?.fill)).toBeGreaterThan(4.5);
    for (const { fill } of drawn) expect(contrast(fill, ground?.fill)).toBeGreaterThan(3);
    expect(drawn).toHaveLength(4);
  });

  test('has another id when it would look different, and only then', () => {
    expect(funnelId(SOME)).not.toBe(funnelId({ ...SOME, open: 14 }));
    expect(funnelId(SOME)).toBe(funnelId({ ...SOME, thankYouNotes: 9 }));
  });
});

describe('the picture', () => {
  test('is a PNG of twice the size, with its letters drawn by the fonts that come along', async () => {
    const png = Buffer.from(await funnelPng(SOME));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1280, 800]);
    // Nothing but one word differs: without a font both would be the same picture.
    expect(await funnelPng({ ...SOME, open: 14 })).not.toEqual(await funnelPng(SOME));
    expect(await funnelPng(SOME)).toEqual(await funnelPng(SOME));
  });

  test('is drawn for nought, for one and for five hundred', async () => {
    for (const stats of [NOTHING, { ...NOTHING, recorded: 1, open: 1 }, MANY])
      expect(pixelsOf(await funnelPng(stats))).toBeGreaterThan(1280 * 800);
  });
});

/** How many bytes the pixels take: the data is whole, and unpacks. */
function pixelsOf(png: Uint8Array): number {
  const bytes = Buffer.from(png);
  const data: Buffer[] = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  }
  return inflateSync(Buffer.concat(data)).length;
}
