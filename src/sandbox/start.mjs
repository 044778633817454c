/**
 * `npm run sandbox`. Node 20 asks tsx, on another thread, about every module, those of packages as well: two seconds. To put
 * our own into a few files first takes a quarter of one, and as that is done at each start they are never stale.
 */
import { rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** Below node_modules, where packages are found from. Each process has its own, as it reads some of it late. */
const MADE = join(import.meta.dirname, `../../node_modules/.cache/afterword/sandbox-${process.pid}`);

process.once('exit', () => rmSync(MADE, { recursive: true, force: true }));
await build({
  entryPoints: [join(import.meta.dirname, 'main.ts')],
  ...{ outdir: MADE, outExtension: { '.js': '.mjs' } },
  ...{ bundle: true, packages: 'external', platform: 'node', format: 'esm', target: 'node20' },
  // What is imported late stays apart: the page is there before the product.
  splitting: true,
  plugins: [{ name: 'whereabouts', setup: keepWhereabouts }],
});
await import(pathToFileURL(join(MADE, 'main.mjs')).href);

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
