/**
 * `npm run bench`: we and our peers in one run, on one PostgreSQL server and one loopback Slack. Prints what it measured, and writes
 * RESULTS.md when everything was measured at full size. BENCH_SCALE, BENCH_ONLY and BENCH_REPEATS make it smaller.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureAcknowledgement } from './acknowledgement.ts';
import { openServer } from './database.ts';
import { measureDelivery, peersAreInstalled } from './delivery.ts';
import { measureIdle } from './idle.ts';
import { describeRun } from './machine.ts';
import { IS_WHOLE, PARTS } from './setting.ts';
import { measureStart } from './start.ts';

const MEASURES: readonly (readonly [parts: string, measure: () => Promise<string>])[] = [
  ['ae', measureAcknowledgement],
  ['b', measureDelivery],
  ['c', measureIdle],
  ['d', measureStart],
];

const begun = performance.now();
if (PARTS.includes('b') && !peersAreInstalled()) installPeers();
const server = await openServer();
const sections: string[] = [];
const machine = describeRun(server.version);
for (const [parts, measure] of MEASURES) {
  if (![...parts].some((part) => PARTS.includes(part))) continue;
  console.error(`(${parts})`);
  const section = await measure();
  console.log(`${section}\n`);
  sections.push(section);
}
await server.close();
const minutes = (performance.now() - begun) / 60_000;
const about = await machine(minutes);
console.log(about);
const results = `${['# What was measured', about, ...sections.sort()].join('\n\n')}\n`;
if (IS_WHOLE) writeFileSync(join(import.meta.dirname, 'RESULTS.md'), results);
process.exit(0);

/** What peers ask of Node beyond ours is a warning: whether they run shows in the table. */
function installPeers(): void {
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--prefix', import.meta.dirname], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error('The peers cannot be installed');
}
