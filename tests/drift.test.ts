import { expect, test } from 'vitest';
import { difference } from '../prisma/difference.ts';

test('the migrations lead to the schema', async () => {
  expect(await difference()).toBe('');
});
