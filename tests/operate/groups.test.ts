import { expect, test } from 'vitest';
import { inGroups } from '../../src/operate/groups.ts';

/** Work that ends when the test says so. */
function held() {
  const groups: (readonly number[])[] = [];
  const ends: (() => void)[] = [];
  const double = inGroups(async (group: readonly number[]) => {
    groups.push(group);
    await new Promise<void>((resolve) => ends.push(resolve));
    if (group.includes(13)) throw new Error('thirteen');
    return group.map((one) => one * 2);
  });
  const next = async () => {
    await expect.poll(() => ends.length).toBeGreaterThan(0);
    ends.shift()?.();
  };
  return { double, groups, next };
}

test('what comes during the work is worked on together, and each gets its own answer', async () => {
  const { double, groups, next } = held();
  const first = double(1);
  await expect.poll(() => groups.length).toBe(1);
  const others = [double(2), double(3), double(4)];
  await next();
  expect(await first).toBe(2);
  await next();
  expect(await Promise.all(others)).toEqual([4, 6, 8]);
  expect(groups).toEqual([[1], [2, 3, 4]]);
});

test('a group that fails fails for each of it, and for nobody after it', async () => {
  const { double, next } = held();
  const failing = Promise.allSettled([double(13), double(5)]);
  await next();
  expect((await failing).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const after = double(6);
  await next();
  expect(await after).toBe(12);
});
