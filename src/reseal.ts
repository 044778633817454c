/** `npm run reseal`: seals everything anew with the first key of ENCRYPTION_KEY, while the bot runs (docs/keys.md). */
import { type Config, readDatabase } from './config.ts';
import { closeJournal, openJournal } from './journal/journal.ts';
import { type Place, type Resealed, reseal } from './journal/reseal.ts';
import { systemClock } from './operate/clock.ts';
import { ConfigError } from './operate/config-error.ts';
import { openEmbedded } from './operate/embedded.ts';
import { Locked } from './operate/lock.ts';
import { pendingMigrations } from './operate/migrations.ts';
import { openPostgres } from './operate/postgres.ts';
import { keyFromDataDir, openSealer } from './operate/sealing.ts';

const CANNOT_WORK = 78;
const NOT_UP_TO_DATE =
  'DATABASE_URL or DATA_DIR: this database is empty, or older than this version. Start the bot on it first.';
const OR_LET_THE_BOT =
  'A bot that is started on it with several keys in ENCRYPTION_KEY seals everything anew by itself.';
const NO_LONGER_NEEDED =
  'Nothing here needs another key any more: where every replica has this key first, the others may now be taken out of ENCRYPTION_KEY.';

try {
  const problem = report(await resealAll(readDatabase(process.env)));
  process.stderr.write(problem);
  process.exit(problem ? 1 : 0);
} catch (error) {
  process.stderr.write(`${reasonOf(error)}\n`);
  process.exit(error instanceof ConfigError ? CANNOT_WORK : 1);
}

async function resealAll(database: Config['database']): Promise<Resealed> {
  const isEmbedded = database.kind === 'embedded';
  const { pool, close } = await (isEmbedded ? openEmbedded(database) : openPostgres(database));
  try {
    if ((await pendingMigrations(pool)).length > 0) throw new ConfigError(NOT_UP_TO_DATE);
    const keys = database.keys ?? (isEmbedded ? [await keyFromDataDir(database.dataDir)] : []);
    const journal = openJournal({ pool, sealer: openSealer(keys), now: systemClock });
    return await reseal(journal).finally(() => closeJournal(journal));
  } finally {
    await close();
  }
}

/**
 * Says what was done on stdout, and returns what is left to be done by somebody, for stderr.
 * @throws ConfigError when a key is missing
 */
function report({ values, late, unknown, damaged }: Resealed): string {
  if (unknown.length > 0)
    throw new ConfigError(
      `ENCRYPTION_KEY: a key is missing that sealed ${list(unknown)}. Add it at the end, after a comma. ${values === 0 ? 'Nothing was changed.' : `${values} values were sealed anew.`}`,
    );
  process.stdout.write(`Sealed anew with the first key of ENCRYPTION_KEY: ${values}.\n`);
  const problems = [
    ...(damaged.length > 0
      ? [`No key opens ${list(damaged)}: changed, or moved, by somebody else. Left as found.`]
      : []),
    ...(late > 0
      ? [
          `${late} of them were sealed with another key while this ran: a replica does not have the new key first. Restart it with the new key first, keep all keys, and run this again.`,
        ]
      : []),
  ];
  if (problems.length === 0) process.stdout.write(`${NO_LONGER_NEEDED}\n`);
  return problems.map((line) => `${line}\n`).join('');
}

function list(places: readonly Place[]): string {
  return places.map(({ column, values }) => `${values} in ${column}`).join(', ');
}

function reasonOf(error: unknown): unknown {
  if (error instanceof Locked) return `${error.message} ${OR_LET_THE_BOT}`;
  if (error instanceof ConfigError) return error.message;
  return error instanceof Error ? error.stack : error;
}
