/** Looks for a word in the bytes of files, in every form in which a database might have kept it in the clear. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The files under `directory`, changed since `since`, that hold `word`: as UTF-8, UTF-16, base64 or hexadecimal, in its own
 * letters, small ones or capitals. `word` is ASCII without > ? ~, which base64 writes the same in both its alphabets.
 */
export async function filesWith(word: string, directory: string, since: Date): Promise<string[]> {
  const forms = formsOf(word);
  const found: string[] = [];
  for (const path of await filesIn(directory, since)) {
    const bytes = await readFile(path).catch(ignoreGone);
    const form = forms.find(({ pattern }) => bytes?.includes(pattern));
    if (form) found.push(`${path} (${form.name})`);
  }
  return found;
}

/** What was not written to since then cannot hold a word that is younger. */
async function filesIn(directory: string, since: Date): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const changed = await Promise.all(
    files.map(async (path) => {
      const stats = await stat(path).catch(ignoreGone);
      return stats && stats.mtime >= since ? [path] : [];
    }),
  );
  return changed.flat();
}

function formsOf(word: string): { name: string; pattern: Buffer }[] {
  const spellings = [...new Set([word, word.toLowerCase(), word.toUpperCase()])];
  return spellings.flatMap((spelling) => {
    const hex = Buffer.from(spelling).toString('hex');
    return [
      { name: 'UTF-8', pattern: Buffer.from(spelling) },
      { name: 'UTF-16', pattern: Buffer.from(spelling, 'utf16le') },
      { name: 'hexadecimal', pattern: Buffer.from(hex) },
      { name: 'hexadecimal', pattern: Buffer.from(hex.toUpperCase()) },
      ...[0, 1, 2].map((offset) => ({ name: 'base64', pattern: Buffer.from(inBase64(spelling, offset)) })),
    ];
  });
}

/** What base64 makes of a word that begins `offset` bytes into a group of three, less what its neighbours have a part in. */
function inBase64(word: string, offset: number): string {
  const whole = Buffer.concat([Buffer.alloc(offset), Buffer.from(word)]);
  const first = Math.ceil((offset * 8) / 6);
  return whole.toString('base64').slice(first, Math.floor((whole.length * 8) / 6));
}

/** Other tests drop their databases meanwhile. */
function ignoreGone(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
