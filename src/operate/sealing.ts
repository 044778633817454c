/** Free text and tokens as they rest in the database: AES-256-GCM, bound to whom they belong. */
import { createCipheriv, createDecipheriv, createHash, randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from './config-error.ts';

/** `owner` is the id of the row's owner: a value that was moved to another owner cannot be opened. */
export type Sealer = {
  /** With which every value begins: the first key's id, which seals, then those of the others. */
  keyIds: readonly [string, ...string[]];
  seal: (text: string, owner: string) => string;
  /** @throws when the key is not there, or the value was changed or belongs to another owner */
  open: (sealed: string, owner: string) => string;
};

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** The alphabet for URLs too. Node passes over any other character, as if it were not there. */
const BASE64 = /^[\w+/-]*=*$/;

/** The first key seals, all of them open: that is how keys are rotated. A sealed value is `<key id>.<base64url>`. */
export function openSealer(keys: readonly Buffer[]): Sealer {
  const byId = new Map(keys.map((key) => [idOf(key), key]));
  const [first] = keys;
  if (!first) throw new Error('A sealer needs a key');
  const firstId = idOf(first);
  return {
    keyIds: [firstId, ...[...byId.keys()].filter((id) => id !== firstId)],
    seal: (text, owner) => `${firstId}.${encrypt(text, owner, first).toString('base64url')}`,
    open: (sealed, owner) => {
      const [id = '', value = ''] = sealed.split('.');
      const key = byId.get(id);
      if (!key) throw new Error('Sealed with a key that is not in ENCRYPTION_KEY');
      return decrypt(Buffer.from(value, 'base64url'), owner, key);
    },
  };
}

function idOf(key: Buffer): string {
  return createHash('sha256').update('key id').update(key).digest('base64url').slice(0, 8);
}

function encrypt(text: string, owner: string, key: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(owner));
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(value: Buffer, owner: string, key: Buffer): string {
  const nonce = value.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(owner))
    .setAuthTag(value.subarray(-TAG_BYTES));
  return decipher.update(value.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
}

/**
 * Reads ENCRYPTION_KEY: 32 bytes in base64 each, separated by commas.
 * @throws Error that says which one is wrong, without showing it
 */
export function parseKeys(text: string): Buffer[] {
  return text.split(',').map((part, index) => {
    const isBase64 = BASE64.test(part.trim());
    const key = Buffer.from(part, 'base64');
    if (isBase64 && key.length === KEY_BYTES) return key;
    const problem = isBase64 ? `has ${key.length} bytes, not ${KEY_BYTES}` : 'is not base64';
    throw new Error(`key ${index + 1} ${problem}: make one with \`openssl rand -base64 32\``);
  });
}

/**
 * The embedded database's own key, made at the first start. It is on the disk for good before anything is sealed with it.
 * @throws ConfigError when there is one that cannot be used
 */
export async function keyFromDataDir(dataDir: string): Promise<Buffer> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, 'encryption-key');
  const kept = await readKept(path);
  if (kept) return kept;
  const draft = `${path}.${randomUUID()}`;
  await writeDurably(draft, randomBytes(KEY_BYTES).toString('base64'));
  // A link fails where the file exists, so that of two first starts one key wins, whole.
  await link(draft, path).catch(ignoreExisting);
  await unlink(draft);
  await syncDirectory(dataDir);
  const key = await readKept(path);
  if (!key) throw new Error(`${path} cannot be read`);
  return key;
}

async function readKept(path: string): Promise<Buffer | undefined> {
  try {
    const [key] = parseKeys(await readFile(path, 'utf8'));
    return key;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    // A new one in its place would open nothing of what this one sealed.
    throw new ConfigError(`DATA_DIR: ${path} cannot be used: restore it from a backup.`, { cause: error });
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  await directory.sync().finally(() => directory.close());
}

function ignoreExisting(error: unknown): void {
  if (!isCode(error, 'EEXIST')) throw error;
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
