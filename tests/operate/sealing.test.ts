import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyFromDataDir, openSealer, parseKeys } from '../../src/operate/sealing.ts';

const sealer = openSealer([randomBytes(32)]);

test('what is sealed can be opened again, by its owner', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.uuid(), (text, owner) => {
      const sealed = sealer.seal(text, owner);
      expect(sealer.open(sealed, owner)).toBe(text);
      expect(sealer.seal(text, owner)).not.toBe(sealed);
    }),
  );
});

test('another owner cannot open it, nor can anybody after a change', () => {
  const sealed = sealer.seal('Acme', 'ada');
  expect(() => sealer.open(sealed, 'eve')).toThrow();
  const [id = '', value = ''] = sealed.split('.');
  for (let at = 0; at < value.length; at++) {
    const other = value[at] === 'A' ? 'B' : 'A';
    // The last character carries bits that base64 throws away.
    if (at === value.length - 1) continue;
    expect(() => sealer.open(`${id}.${value.slice(0, at)}${other}${value.slice(at + 1)}`, 'ada')).toThrow();
  }
});

test('a rotated key opens what the old one sealed, and seals with the new one', () => {
  const [old, fresh] = [randomBytes(32), randomBytes(32)];
  const sealed = openSealer([old]).seal('Acme', 'ada');
  const both = openSealer([fresh, old]);
  expect(both.open(sealed, 'ada')).toBe('Acme');
  expect(openSealer([fresh]).open(both.seal('Acme', 'ada'), 'ada')).toBe('Acme');
  expect(() => openSealer([fresh]).open(sealed, 'ada')).toThrow('is not in ENCRYPTION_KEY');
});

test('a key that cannot work is named by its place, and not shown', () => {
  const good = randomBytes(32).toString('base64');
  expect(parseKeys(`${good}, ${good}`)).toHaveLength(2);
  expect(() => parseKeys(`${good},c2hvcnQ=`)).toThrow('key 2 has 5 bytes, not 32');
  expect(() => parseKeys(`${good},`)).toThrow('key 2 has 0 bytes, not 32');
  expect(() => parseKeys(`a!${good}`)).toThrow('key 1 is not base64');
  expect(() => parseKeys('correct horse battery staple')).toThrow(/^(?!.*horse)/);
});

test('the key of a data directory is made once, for its owner alone', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'afterword-key-'));
  const keys = await Promise.all([keyFromDataDir(dir), keyFromDataDir(dir), keyFromDataDir(dir)]);
  expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
  expect((await stat(join(dir, 'encryption-key'))).mode & 0o777).toBe(0o600);
  expect(await readFile(join(dir, 'encryption-key'), 'utf8')).toBe(keys[0]?.toString('base64'));
  await writeFile(join(dir, 'encryption-key'), '');
  await expect(keyFromDataDir(dir)).rejects.toThrow('encryption-key cannot be used');
  await rm(dir, { recursive: true });
});
