/** Where and with what a run was made. */
import { readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const ROOT = join(import.meta.dirname, '../..');
const OURS = ['@slack/bolt', '@prisma/client', 'pg', '@electric-sql/pglite'];
const PEERS = ['pg-boss', 'graphile-worker'];

/** Begins a run. @returns the words about it, once it is known how long it took */
export function describeRun(postgres: string): (minutes: number) => Promise<string> {
  const [before = 0] = loadavg();
  return async (minutes) => {
    const [cpu] = cpus();
    const [after = 0] = loadavg();
    const versions = [
      ...OURS.map((name) => `${name} ${versionOf(ROOT, name)}`),
      ...PEERS.map((name) => `${name} ${versionOf(import.meta.dirname, name)}`),
    ];
    return [
      `${new Date().toISOString().slice(0, 10)}, ${cpus().length} x ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB;`,
      `Node ${process.versions.node}, PostgreSQL ${postgres.split(' ')[0]} with fsync on; ${versions.join(', ')}.`,
      `The load average was ${before.toFixed(1)} before and ${after.toFixed(1)} after, in ${minutes.toFixed(1)} minutes.`,
      before > 1 ? '**The machine was busy with other work: compare within a table only.**' : '',
    ]
      .join(' ')
      .trim();
  };
}

function versionOf(root: string, name: string): string {
  try {
    const text = readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8');
    return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
  } catch {
    return 'not installed';
  }
}
