/** A tiny run of the whole simulation. */
import { describe, expect, test } from 'vitest';
import { wall } from '../rules/builders.ts';
import { simulate } from './findings.ts';
import { lifeOf, mondayOf } from './lives.ts';
import { picturePng } from './picture.ts';
import { populate } from './population.ts';
import { report } from './report.ts';
import { measureRows } from './row-sizes.ts';
import { scaleOf } from './setting.ts';
import { stream } from './stream.ts';

const TINY = { ...scaleOf(0.0003), lives: 6 };

describe('a tiny year', () => {
  const planLives = async (orders: readonly Parameters<typeof lifeOf>[0][]) => orders.map(lifeOf);
  const steps = { planLives, say: () => undefined, rowSizes: () => measureRows(1, 20) };

  test('counts everything once, and makes a page and a picture of it that are the same each time', async () => {
    const findings = await simulate(TINY, steps);
    const { year, members, growth, rowSizes } = findings;
    expect(members).toBe(TINY.workspaces * 200);
    expect(year.messages).toBeGreaterThan(members);
    expect(year.bySize.reduce((sum, { sent }) => sum + sent, 0)).toBe(year.messages);
    expect(year.days.reduce((sum, one) => sum + one, 0)).toBe(year.messages);
    for (const [table, bytes] of Object.entries(rowSizes)) expect(bytes, table).toBeGreaterThan(100);
    // Nothing goes before the months of retention are over.
    expect(growth.rows.application).toBeGreaterThan(members);
    expect(Buffer.from(await picturePng(findings)).toString('latin1', 1, 4)).toBe('PNG');
    const again = await simulate(TINY, { ...steps, rowSizes: async () => rowSizes });
    expect(report(again)).toBe(report(findings));
  });
});

test('a life that is moved keeps the hours of the wall, in every zone and whatever clocks were changed', () => {
  const zones = ['America/New_York', 'Europe/London', 'Australia/Sydney', 'Asia/Kolkata'];
  const lives = zones.map((zone, seed) => lifeOf({ seed, zone, week: 20 * seed }));
  const population = populate(2, lives);
  let checked = 0;
  for (const { member, at } of stream(lives, population)) {
    const life = lives[population.lifeOf[member] ?? 0];
    const monday = Date.parse(mondayOf(population.weekOf[member] ?? 0));
    if (!life) throw new Error('everybody lives a life');
    const { date, minutes } = wall(new Date(at), life.zone);
    const seconds = (Date.parse(date) - monday) / 1000 + minutes * 60 + (at % 60_000) / 1000;
    expect(life.messages.map((message) => message.seconds)).toContain(seconds);
    checked += 1;
  }
  expect(checked).toBeGreaterThan(1000);
});
