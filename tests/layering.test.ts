import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { violations } from './layering.ts';

test.each([
  ['etiquette/rules/check-in.ts', "import { type Facts } from '../facts.ts';"],
  ['etiquette/calendar.ts', "import { addDays } from 'date-fns';\nimport { tz } from '@date-fns/tz';"],
  ['words/command.ts', "import { OUTCOMES } from '../etiquette/facts.ts';"],
  [
    'slack/forms/debrief.ts',
    "import {\n  listenFor,\n} from '../presses.ts';\nimport { App } from '@slack/bolt';",
  ],
  ['slack/presses.ts', "import { textOf } from './blocks/text.ts';"],
  ['nudging/deliver.ts', "import { message } from '../slack/blocks/nudge-message.ts';"],
  ['journal/journal.ts', "import { PrismaPg } from '@prisma/adapter-pg';\nimport { Pool } from 'pg';"],
  ['sandbox/main.ts', "import { startStandin } from '../standin/index.ts';"],
  ['etiquette/plan.ts', '/** Where they are in the process. */ const due = new Date(start);'],
])('%s may: %s', (path, source) => {
  expect(violations(path, source)).toEqual([]);
});

test.each([
  ['etiquette/plan.ts', "import { z } from 'zod';"],
  ['etiquette/plan.ts', "import { readFile } from 'node:fs/promises';"],
  ['etiquette/plan.ts', "import type { Journal } from '../journal/journal.ts';"],
  ['etiquette/plan.ts', 'const now = new Date();'],
  ['words/command.ts', "import { plan } from '../etiquette/plan.ts';"],
  ['letters/thank-you.ts', "import type { KnownBlock } from '@slack/types';"],
  ['letters/thank-you.ts', "const lazy = await import('node:fs');"],
  ['slack/blocks/lists.ts', "import { memberOf } from '../zone.ts';"],
  ['slack/blocks/lists.ts', "import { factsOf } from '../../journal/journal.ts';"],
  ['slack/blocks/lists.ts', "await fetch('https://example.com');"],
  ['slack/commands.ts', "import { PrismaClient } from '@prisma/client';"],
  ['slack/commands.ts', "import { Pool } from 'pg';"],
  ['slack/commands.ts', "import { tick } from '../nudging/tick.ts';"],
  ['journal/due.ts', "import {\n  type Reply,\n} from '../slack/blocks/text.ts';"],
  ['nudging/tick.ts', "import { createSlackApp } from '../slack/app.ts';"],
  ['nudging/tick.ts', "export * from '@prisma/client';"],
  ['operate/health.ts', "import '../journal/journal.ts';"],
  ['bot.ts', "import { startStandin } from './standin/index.ts';"],
  ['main.ts', "import { startSandbox } from './sandbox/main.ts';"],
  ['standin/index.ts', "import { startBot } from '../bot.ts';"],
  ['utils/strings.ts', ''],
])('%s may not: %s', (path, source) => {
  expect(violations(path, source)).toHaveLength(1);
  expect(violations(path, source)[0]).toContain(`src/${path}`);
});

test('src keeps to it', () => {
  const script = join(import.meta.dirname, 'layering.ts');
  const said = execFileSync(process.execPath, ['--import', 'tsx', script], { encoding: 'utf8' });
  expect(said).toContain(' 0 against the layering');
});
