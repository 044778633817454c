/** `npm run migration <name>`: writes what the schema has and the migrations lack as a new migration, to be read and committed. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { difference, MIGRATIONS } from './difference.ts';

const [name] = process.argv.slice(2);
if (!name || !/^[a-z0-9_]+$/.test(name))
  throw new Error('Give the migration a name of small letters, digits and underscores');
const sql = await difference();
if (sql === '') {
  console.log('The migrations agree with the schema: nothing to write.');
} else {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const directory = join(MIGRATIONS, `${stamp}_${name}`);
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'migration.sql'), sql);
  await writeFile(join(MIGRATIONS, 'migration_lock.toml'), 'provider = "postgresql"\n');
  console.log(`Wrote ${directory}: read it before you commit it.`);
}
