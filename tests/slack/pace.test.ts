import { expect, test } from 'vitest';
import { createPace, type Pace } from '../../src/slack/pace.ts';

let now = 0;
const clock = () => now;
const takes = (pace: Pace, who: string, count: number) => Array.from({ length: count }, () => pace.take(who));

test('as many at once as a whole search has, and then one a second', () => {
  const pace = createPace(clock);
  expect(new Set(takes(pace, 'ada', 120))).toEqual(new Set([true]));
  expect(takes(pace, 'ada', 3)).toEqual([false, false, false]);
  now += 2000;
  expect(takes(pace, 'ada', 3)).toEqual([true, true, false]);
});

test('nobody is held up by another', () => {
  const pace = createPace(clock);
  takes(pace, 'ada', 200);
  expect(pace.take('bo')).toBe(true);
});

test('once a flood is over the next one is told of again', () => {
  const pace = createPace(clock);
  takes(pace, 'ada', 130);
  expect([pace.tell('ada'), pace.tell('ada')]).toEqual([true, false]);
  now += 59_000;
  expect(pace.tell('ada')).toBe(false);
  now += 1_000;
  expect(pace.tell('ada')).toBe(true);
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
  expect(takes(pace, 'ada', 1000).filter(Boolean)).toHaveLength(120);
});
