/** No pattern of the product can be made to look for ever: what a text repeats is matched in one way only. */
import { analyse } from 'scslre';
import { expect, test } from 'vitest';
import { composed, type Found, literals } from './patterns.ts';

/** `Move`: a pattern that may begin anywhere looks again at each place, which a text of bounded length can bear. */
function problemsIn({ where, source, flags }: Found): string[] {
  const { reports } = analyse({ source, flags }, { reportTypes: { Move: false } });
  return reports.map(
    ({ type, exponential }) => `${where}: ${exponential ? 'exponential' : 'slow'} (${type}) ${source}`,
  );
}

test('every pattern is found, and a bad one is known for one', async () => {
  const found = [...literals(), ...(await composed(['words', 'letters']))];
  expect(found.length).toBeGreaterThan(350);
  expect(problemsIn({ where: 'here', source: '(?:\\.{2,}|[\\s,])+$', flags: 'u' })).toHaveLength(1);
  expect(found.flatMap(problemsIn)).toEqual([]);
});
