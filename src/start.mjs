/**
 * `npm start` and its like run a TypeScript file by this. Node 20 would ask tsx, on another thread, about every module, those of
 * packages as well: two seconds. To put our own into a few files first takes a quarter of one, and as that is done at each
 * start they are never stale.
 *
 * `npm start` puts `exec` before it. npm hands a signal to its child alone: that would be the shell, which dies of it, and npm with it,
 * while the bot lives on below nobody. By `exec` the child is the bot, and its 0 is npm's. Windows' shell knows no `exec` and says
 * so; it then runs what stands behind `||`, where nobody sends SIGTERM and Ctrl-C reaches every process by itself.
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, stop } from 'esbuild';

const PACKAGES = join(import.meta.dirname, '../node_modules');
const made = makeFolder();

process.once('exit', () => rmSync(made, { recursive: true, force: true }));
await build({
  entryPoints: { entry: resolve(process.argv[2]) },
  ...{ outdir: made, outExtension: { '.js': '.mjs' } },
  ...{ bundle: true, packages: 'external', platform: 'node', format: 'esm', target: 'node20' },
  // Faults are told with the lines of the source.
  sourcemap: true,
  // What is imported late stays apart: the sandbox's page is there before the product.
  splitting: true,
  plugins: [{ name: 'whereabouts', setup: keepWhereabouts }],
});
await stop();
process.setSourceMapsEnabled(true);
await import(pathToFileURL(join(made, 'entry.mjs')).href);

/**
 * From where packages are found. Each process has its own, as it reads some of it late: not among the system's temporary files, which
 * are cleared under a bot that runs for weeks, unless there is no other place.
 */
function makeFolder() {
  try {
    const folder = join(PACKAGES, `.cache/afterword/${process.pid}`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch {
    // node_modules may be read-only.
    const folder = mkdtempSync(join(tmpdir(), 'afterword-'));
    symlinkSync(PACKAGES, join(folder, 'node_modules'), 'junction');
    return folder;
  }
}

/** Some modules look for files from where they stand in src/. */
function keepWhereabouts({ onLoad }) {
  onLoad({ filter: /\.ts$/ }, async ({ path }) => {
    const text = await readFile(path, 'utf8');
    const contents = text
      .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
      .replaceAll('import.meta.filename', JSON.stringify(path))
      .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
    return { contents, loader: 'ts' };
  });
}
