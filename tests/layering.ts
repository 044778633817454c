/**
 * Who may import whom in src/: the table of the architecture. `npm run check` runs this file, and fails where it finds something.
 * A new folder or dependency has its line added here, on purpose.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

type Layer = {
  /** Folders and files of src/ whose modules it may import, beside its own. */
  from: readonly string[];
  packages: readonly string[];
  /** No I/O, no clock and no chance of its own: the same facts give the same answer. */
  pure?: true;
};

const DATES = ['date-fns', '@date-fns/tz', 'date-holidays'];
const PRODUCT = [
  ...[
    'etiquette',
    'words',
    'letters',
    'files',
    'community',
    'journal',
    'nudging',
    'slack',
    'slack/blocks',
    'operate',
  ],
  ...['config.ts', 'bot.ts'],
];

/** The layer of a module is the longest name here that its path begins with. */
const LAYERS: Record<string, Layer> = {
  etiquette: { from: [], packages: DATES, pure: true },
  words: {
    from: ['etiquette/facts.ts', 'etiquette/promise.ts', 'etiquette/told.ts'],
    packages: [...DATES, 'ical.js', 'zod'],
    pure: true,
  },
  letters: { from: ['etiquette'], packages: DATES, pure: true },
  // The digest: what may be told of all members, and when.
  community: { from: ['etiquette'], packages: DATES, pure: true },
  // What a member takes away: a calendar, the dated log, everything stored, a picture.
  files: { from: ['etiquette'], packages: [...DATES, '@resvg', 'dejavu-fonts-ttf', 'ical.js', 'node'] },
  'slack/blocks': {
    from: ['etiquette', 'letters', 'community'],
    packages: [...DATES, '@slack/types'],
    pure: true,
  },
  journal: { from: ['etiquette', 'operate'], packages: ['@prisma', 'node', 'pg', 'uuid', 'zod'] },
  nudging: {
    from: ['etiquette', 'community', 'journal', 'operate', 'slack/blocks'],
    packages: ['@slack/web-api', 'node', 'node-cron', 'zod'],
  },
  slack: {
    from: [
      ...['etiquette', 'words', 'letters', 'files', 'community', 'journal', 'operate', 'slack/blocks'],
      // What became of a message that organisers and members send themselves is told as it is of a nudge.
      ...['nudging/outcome.ts', 'config.ts'],
    ],
    packages: ['@slack', 'node', 'undici', 'zod'],
  },
  operate: {
    from: [],
    packages: [
      '@electric-sql/pglite',
      '@slack/bolt',
      'node',
      'pg',
      'pino',
      'pino-pretty',
      'prom-client',
      'zod',
    ],
  },
  'config.ts': { from: ['operate'], packages: ['node', 'zod'] },
  'bot.ts': { from: PRODUCT, packages: ['@slack', 'node', 'pg'] },
  'reseal.ts': { from: ['config.ts', 'journal', 'operate'], packages: ['node'] },
  'main.ts': { from: PRODUCT, packages: ['node', 'node-cron', 'pg'] },
  standin: { from: [], packages: [...DATES, 'node', 'ws', 'zod'] },
  sandbox: { from: [...PRODUCT, 'standin'], packages: ['@electric-sql/pglite', 'node', 'pg', 'zod'] },
};

/** Generated, and nobody's to lay out. */
const GENERATED = 'journal/client/';

const IMPORT =
  /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/gm;
const IMPURE =
  /\bnew Date\(\)|\bDate\.now\b|\bMath\.random\b|\bprocess\.\w|\bfetch\(|\bset(?:Timeout|Interval)\(/g;

/** What a module does that its layer may not. `path` is relative to src/. */
export function violations(path: string, source: string): string[] {
  const name = layerOf(path);
  const layer = name === undefined ? undefined : LAYERS[name];
  if (!layer) return [`src/${path} belongs to no layer: give it one in tests/layering.ts`];
  const imported = [...source.matchAll(IMPORT)].map(([, from, bare]) => from ?? bare ?? '');
  const impure = layer.pure ? [...source.matchAll(IMPURE)].map(([text]) => text) : [];
  return [
    ...imported.filter((one) => !mayImport(path, layer, one)).map((one) => `may not import ${one}`),
    ...impure.map((text) => `is to be pure, and holds ${text}`),
  ].map((problem) => `src/${path} (${name}) ${problem}`);
}

function mayImport(path: string, layer: Layer, imported: string): boolean {
  if (!imported.startsWith('.'))
    return layer.packages.some((name) => isWithin(imported.replace(':', '/'), name));
  const target = normalize(join(dirname(path), imported));
  if (layerOf(target) === layerOf(path)) return true;
  return layer.from.some((name) => target === name || layerOf(target) === name);
}

function layerOf(path: string): string | undefined {
  const names = Object.keys(LAYERS).filter((name) => isWithin(path, name));
  return names.sort((a, b) => b.length - a.length)[0];
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

if (process.argv[1] === import.meta.filename) {
  const root = join(import.meta.dirname, '../src');
  const modules = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !path.startsWith(GENERATED));
  const found = modules.flatMap((path) => violations(path, readFileSync(join(root, path), 'utf8')));
  for (const line of found) console.error(line);
  console.log(`${modules.length} modules, ${found.length} against the layering`);
  process.exitCode = found.length > 0 ? 1 : 0;
}
