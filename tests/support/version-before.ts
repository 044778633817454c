/** The version before the newest migration, out of git: the one that still runs while this one is rolled out. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { readFile, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const ROOT = join(import.meta.dirname, '../..');
const run = promisify(execFile);

/** A commit, or why there is none to be had. */
export type VersionBefore = { commit: string } | { missing: string };

/** The last commit without the newest migration; the newest of all, where that migration is not committed yet. */
export function versionBefore(): VersionBefore {
  const migrations = readdirSync(join(ROOT, 'prisma/migrations')).filter((name) => /^\d/.test(name));
  const newest = migrations.sort().at(-1);
  if (!newest || migrations.length === 1) return { missing: 'There is one migration alone' };
  try {
    const added = git('log', '--diff-filter=A', '-1', '--format=%H', '--', `prisma/migrations/${newest}`);
    const commit = git('rev-parse', '--verify', added ? `${added}^` : 'HEAD');
    // Another repository may lie around files that were unpacked without theirs.
    git('rev-parse', '--verify', `${commit}:prisma/migrations`);
    return { commit };
  } catch {
    return { missing: 'This is no clone with its history' };
  }
}

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

/** `start`: what its `npm start` hands to Node. */
export type TakenOut = { root: string; start: string[]; remove: () => void };

/** Its files in a directory of their own, with this version's packages and the client of its own schema. */
export async function takeOut(commit: string): Promise<TakenOut> {
  const root = mkdtempSync(join(tmpdir(), 'afterword-version-before-'));
  const remove = () => rmSync(root, { recursive: true, force: true });
  process.once('exit', remove);
  const archive = join(root, 'archive.tar');
  const paths = ['package.json', 'prisma.config.ts', 'prisma', 'src'];
  await run('git', ['archive', '--output', archive, commit, ...paths], { cwd: ROOT });
  await run('tar', ['-x', '-f', archive, '-C', root]);
  await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  await run(join(root, 'node_modules/.bin/prisma'), ['generate'], { cwd: root });
  const { scripts } = manifest.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
  // Where a shell has no `exec`, the same stands there once more.
  const [start = ''] = scripts.start.split(' || ');
  return { root, start: start.replace(/^(?:exec )?node /, '').split(' '), remove };
}

const manifest = z.object({ scripts: z.object({ start: z.string().regex(/^(?:exec )?node /) }) });
