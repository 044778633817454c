import { expect } from 'vitest';
import type { InterviewInput } from '../../src/etiquette/told.ts';
import { type Command, type Mistake, parseCommand } from '../../src/words/command.ts';

/** Wednesday 25 November 2026, noon in Berlin. */
export const NOW = new Date('2026-11-25T11:00:00Z');
export const BERLIN = 'Europe/Berlin';

export function read(text: string, zone = BERLIN, now = NOW): Command {
  return parseCommand(text, { now, zone });
}

/** The interview that a text is read as; fails with what was asked where it is read as none. */
export function interview(text: string, zone = BERLIN, now = NOW): InterviewInput {
  const command = read(text, zone, now);
  if (command.kind !== 'add') expect.fail(`${text}: ${JSON.stringify(command)}`);
  return command.interview;
}

/** The question that a text leads to. */
export function question(text: string, zone = BERLIN, now = NOW): Mistake {
  const command = read(text, zone, now);
  if (command.kind !== 'mistake') expect.fail(`${text}: ${JSON.stringify(command)}`);
  return command;
}
