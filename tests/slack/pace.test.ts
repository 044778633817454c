import { expect, test } from 'vitest';
import { createPace } from '../../src/slack/pace.ts';

let now = 0;
const clock = () => now;
const verdicts = (pace: ReturnType<typeof createPace>, who: string, count: number) =>
  Array.from({ length: count }, () => pace.take(who));

test('as many at once as a whole search has, and then one a second', () => {
  const pace = createPace(clock);
  expect(new Set(verdicts(pace, 'ada', 120))).toEqual(new Set(['go']));
  expect(verdicts(pace, 'ada', 3)).toEqual(['first', 'stop', 'stop']);
  now += 2000;
  expect(verdicts(pace, 'ada', 3)).toEqual(['go', 'go', 'stop']);
});

test('nobody is held up by another', () => {
  const pace = createPace(clock);
  verdicts(pace, 'ada', 200);
  expect(pace.take('bo')).toBe('go');
});

test('once a flood is over the next one is told of again', () => {
  const pace = createPace(clock);
  verdicts(pace, 'ada', 130);
  now += 59_000;
  expect(verdicts(pace, 'ada', 60).at(-1)).toBe('stop');
  now += 61_000;
  expect(verdicts(pace, 'ada', 62).at(-1)).toBe('first');
});

test('who has been calm for long enough is forgotten', () => {
  const pace = createPace(clock);
  for (let n = 0; n < 5000; n++) pace.take(`user ${n}`);
  expect(pace.size).toBe(5000);
  now += 1000;
  pace.take('ada');
  expect(pace.size).toBe(1);
});

test('a clock that stands still gives nothing back', () => {
  const pace = createPace(() => 5);
  expect(verdicts(pace, 'ada', 1000).filter((verdict) => verdict === 'go')).toHaveLength(120);
});
