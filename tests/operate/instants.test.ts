/** The driver stores wrong instants where a session is not in UTC, and reads them back as they were written: a round trip proves nothing. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeJournal, openJournal } from '../../src/journal/journal.ts';
import { openSealer } from '../../src/operate/sealing.ts';
import { DATABASES } from '../support/databases.ts';

/** Beside a plain one: the hours that New York has twice and not at all, and a day that is another one there. */
const INSTANTS = [
  '2026-11-23T12:00:00.000Z',
  '2026-11-01T05:30:00.000Z',
  '2026-11-01T06:30:00.000Z',
  '2026-03-08T07:30:00.123Z',
  '2026-12-31T23:59:59.999Z',
].map((text) => new Date(text));

const ownZone = process.env.TZ;
beforeAll(() => {
  process.env.TZ = 'America/New_York';
});
afterAll(() => {
  if (ownZone === undefined) delete process.env.TZ;
  else process.env.TZ = ownZone;
});

describe.each(DATABASES)(
  'on $name, whose default zone is New York, as is that of the process',
  ({ fresh }) => {
    test('an instant is stored as the very second that was meant', async () => {
      const { pool, close } = await fresh();
      const journal = openJournal({ pool, sealer: openSealer([randomBytes(32)]), now: () => new Date() });
      for (const [n, pausedUntil] of INSTANTS.entries())
        await journal.prisma.workspace.create({ data: { id: `T${n}`, pausedUntil } });
      const { rows } = await pool.query(
        `SELECT (extract(epoch FROM paused_until) * 1000)::bigint::text AS ms FROM workspace ORDER BY id`,
      );
      expect(rows.map(({ ms }) => Number(ms))).toEqual(INSTANTS.map((instant) => instant.getTime()));
      const stored = await journal.prisma.workspace.findMany({ orderBy: { id: 'asc' } });
      expect(stored.map(({ pausedUntil }) => pausedUntil)).toEqual(INSTANTS);
      await closeJournal(journal);
      await close();
    });
  },
);
