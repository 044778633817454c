/** Data directories for bots that run as processes. The first start of a database takes ten times as long as any other. */
import { rmSync } from 'node:fs';
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '../../src/operate/embedded.ts';
import { migrate } from '../../src/operate/migrations.ts';

let started: Promise<string> | undefined;

/** A directory in which a bot was started once, and nothing recorded. Who asks for it removes it. */
export async function startedDataDir(): Promise<string> {
  started ??= startOnce();
  const directory = await emptyDataDir();
  await cp(await started, directory, { recursive: true });
  return directory;
}

export function emptyDataDir(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'afterword-data-'));
}

async function startOnce(): Promise<string> {
  const dataDir = await emptyDataDir();
  const { pool, close } = await openEmbedded({ dataDir });
  await migrate(pool);
  await close();
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }));
  return dataDir;
}
