/** What is installed, from where, and what it may run: SECURITY.md names it, and this sees that nothing else came in. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';

const read = (name: string) => readFileSync(join(import.meta.dirname, '..', name), 'utf8');
const lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      resolved: z.string().optional(),
      integrity: z.string().optional(),
      hasInstallScript: z.boolean().optional(),
    }),
  ),
});
/** What the bot and its tests need, and what the benchmark compares it with. */
const packages = ['package-lock.json', 'tests/bench/package-lock.json'].flatMap((name) =>
  Object.entries(lockfile.parse(JSON.parse(read(name))).packages).filter(([path]) => path !== ''),
);
const REGISTRY = 'https://registry.npmjs.org/';
const nameOf = (path: string) => path.replace(/^.*node_modules\//, '');

test('every package is fixed by its hash, and comes from npm’s registry or the one that npm is told to use', () => {
  const elsewhere = (from = REGISTRY) => !from.startsWith(REGISTRY);
  const loose = packages.filter(
    ([, { resolved, integrity }]) => !integrity?.startsWith('sha512-') || elsewhere(resolved),
  );
  expect(loose.map(([path]) => path)).toEqual([]);
});

test('no install script that was not reviewed: SECURITY.md has a line for each', () => {
  const scripts = packages.filter(([, one]) => one.hasInstallScript).map(([path]) => nameOf(path));
  expect([...new Set(scripts)].sort()).toEqual(['@prisma/engines', 'esbuild', 'prisma']);
  for (const name of scripts) expect(read('SECURITY.md')).toContain(`\`${name}\``);
});

test('the image runs no install script, belongs to nobody special, and writes to its volume alone', () => {
  const dockerfile = read('Dockerfile');
  for (const command of dockerfile.match(/npm (?:ci|install|uninstall)[^&]*/g) ?? [])
    expect(command).toContain('--ignore-scripts');
  const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
  expect(last.indexOf('\nUSER node')).toBeGreaterThan(last.lastIndexOf('\nCOPY'));
  const compose = read('docker/compose.yaml');
  for (const line of ['read_only: true', 'cap_drop: [ALL]', 'no-new-privileges:true'])
    expect(compose).toContain(line);
});
