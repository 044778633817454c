/** When a name in words means an application for sure, and which interview an invitation may be about. */
import { expect, test } from 'vitest';
import { findByInvitation, findLike, isNamed } from '../../src/etiquette/find.ts';
import { acme } from '../rules/story.ts';

const [application] = acme().applications;

test.each([
  ['Acme', undefined, 'acme', true],
  ['Acme Robotics', undefined, 'Acme', true],
  ['Acme', 'backend engineer', 'acme backend', true],
  ['Smith & Sons', undefined, 'smith and sons', false],
  ['Smith & Sons', undefined, 'Smith&Sons', true],
  ['Müller, Inc.', undefined, 'müller inc', true],
  ['Google', undefined, 'go', false],
  ['Groupon', undefined, 'up', false],
  ['Acme Robotics', undefined, 'Robotics', false],
  ['Acme', undefined, 'Acme hurt', false],
])('%s (%s), said as “%s”: %s', (company, role, name, isSure) => {
  if (!application) throw new Error('the story has an application');
  expect(isNamed({ ...application, company, role }, name)).toBe(isSure);
});

const MONDAY = new Date('2026-11-23T11:00Z');
const facts = acme({ start: '2026-12-01T16:00+01:00', calendarUid: 'series' });
const startsAt = new Date('2026-12-01T15:00Z');
const later = new Date('2026-12-02T15:00Z');

test.each([
  ['the title’s company', ['Acme'], true],
  ['its longer name', ['Acme Robotics'], true],
  ['the organiser’s', ['Interview day', 'Acme'], true],
  ['another', ['Ac'], false],
  ['none', [], false],
])('an invitation is like one that was typed: %s', (_name, companies, isLike) => {
  const like = findLike(facts, { uid: 'x', companies, startsAt }, { isCancelled: true, now: MONDAY });
  expect(like !== undefined).toBe(isLike);
});

test('a cancelled one has the same start, a moved one another, and neither has passed', () => {
  const like = (isCancelled: boolean, now = MONDAY) =>
    findLike(facts, { uid: 'x', companies: ['Acme'], startsAt: later }, { isCancelled, now });
  expect(like(true)).toBeUndefined();
  expect(like(false)).toBeDefined();
  expect(like(false, later)).toBeUndefined();
});

test('one date of a series is the interview on that date alone', () => {
  const of = (occurrence?: Date) => findByInvitation(facts, { uid: 'series', companies: [], occurrence });
  expect(of()).toBeDefined();
  expect(of(startsAt)).toBeDefined();
  expect(of(later)).toBeUndefined();
});
