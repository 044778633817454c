/** When a name in words means an application for sure. */
import { expect, test } from 'vitest';
import { isNamed } from '../../src/etiquette/find.ts';
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
