/**
 * `npm run simulate`: the paper scale through the real planner, and a limiter that is held against the real one. Prints what it found, and
 * writes docs/simulation.md and docs/simulation.png when it was made whole. SIMULATE_SCALE makes it smaller.
 */
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simulate } from './findings.ts';
import { picturePng } from './picture.ts';
import { report } from './report.ts';
import { IS_WHOLE, SCALE } from './setting.ts';
import { planLives } from './workers.ts';

const DOCS = join(import.meta.dirname, '../../docs');

const begun = performance.now();
const seconds = () => Math.round((performance.now() - begun) / 1000);
const findings = await simulate(SCALE, {
  planLives,
  say: (step) => console.error(`${seconds()} s: ${step}`),
});
const page = report(findings);
console.log(page);
const picture = await picturePng(findings);
if (IS_WHOLE) {
  writeFileSync(join(DOCS, 'simulation.md'), page);
  writeFileSync(join(DOCS, 'simulation.png'), picture);
} else {
  writeFileSync(join(tmpdir(), 'simulation.png'), picture);
}
const { maxRSS } = process.resourceUsage();
console.error(`${seconds()} s in all, ${Math.round(maxRSS / 1024)} MB at most`);
