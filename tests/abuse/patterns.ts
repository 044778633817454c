/** Every regular expression of the product: the literals by a scan of the sources, the composed ones by watching them being made. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Found = { where: string; source: string; flags: string };

const ROOT = join(import.meta.dirname, '../../src');
/** Neither takes a stranger's words; the client is generated. */
const APART = /^(?:standin|sandbox|journal\/client)\//;
/** A slash after one of these begins a literal; after anything else it divides. */
const BEFORE_LITERAL = /(?:^|[(,=:[!&|?{};+>]|\breturn|\bcase)\s*$/;

const modules = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts') && !APART.test(path));

export function literals(): Found[] {
  return modules.flatMap((path) => literalsIn(readFileSync(join(ROOT, path), 'utf8'), path));
}

/** Comments, strings and templates are passed over whole: what is code again inside `${}` has no literals here. */
const TOKEN =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`|\/((?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([a-z]*)|\//g;

function literalsIn(code: string, path: string): Found[] {
  const found: Found[] = [];
  const tokens = new RegExp(TOKEN);
  for (let match = tokens.exec(code); match; match = tokens.exec(code)) {
    const [, source, flags = ''] = match;
    if (source === undefined) continue;
    const before = code.slice(Math.max(0, match.index - 80), match.index);
    const line = code.slice(0, match.index).split('\n').length;
    if (BEFORE_LITERAL.test(before)) found.push({ where: `src/${path}:${line}`, source, flags });
    else tokens.lastIndex = match.index + 1;
  }
  return found;
}

/** Those that are put together when their module is read. */
export async function composed(folders: readonly string[]): Promise<Found[]> {
  const found: Found[] = [];
  const Native = globalThis.RegExp;
  let where = '';
  globalThis.RegExp = new Proxy(Native, {
    construct(target, given: [string | RegExp, string?], as) {
      const made: RegExp = Reflect.construct(target, given, as);
      found.push({ where, source: made.source, flags: made.flags });
      return made;
    },
  });
  try {
    for (const path of modules.filter((one) => folders.some((folder) => one.startsWith(`${folder}/`)))) {
      where = `read with src/${path}`;
      await import(join(ROOT, path));
    }
  } finally {
    globalThis.RegExp = Native;
  }
  return found;
}
