import { expect, test } from 'vitest';
import { openPostgres } from '../../src/operate/postgres.ts';

const url = process.env.TEST_DATABASE_URL;

test.runIf(url)('sessions are in UTC', async () => {
  const { pool, close } = await openPostgres({ url: url ?? '' });
  expect((await pool.query('SHOW TimeZone')).rows).toEqual([{ TimeZone: 'UTC' }]);
  await close();
});

test.runIf(url)(
  'a connection that insists on another zone is refused: it would store wrong instants',
  async () => {
    const insisting = new URL(url ?? '');
    insisting.searchParams.set('options', '-c TimeZone=America/New_York');
    await expect(openPostgres({ url: insisting.href })).rejects.toThrow('America/New_York');
  },
);
