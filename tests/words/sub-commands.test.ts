/** What people type beside an interview. */
import { expect, test } from 'vitest';
import type { Command } from '../../src/words/command.ts';
import { question, read } from './reading.ts';

const COMMANDS: readonly (readonly [text: string, command: Command])[] = [
  ['list', { kind: 'list' }],
  ['LIST', { kind: 'list' }],
  ['list, please', { kind: 'list' }],
  ['help', { kind: 'help' }],
  ['?', { kind: 'help' }],
  ['plan', { kind: 'plan' }],
  ['plan Acme', { kind: 'plan', company: 'Acme' }],
  ['plan for “Acme Corp”', { kind: 'plan', company: 'Acme Corp' }],
  ['when', { kind: 'when' }],
  ['when Acme', { kind: 'when', company: 'Acme' }],
  ['when can I write to Smith &amp; Sons?', { kind: 'when', company: 'Smith & Sons' }],
  ['when may I follow up with Acme', { kind: 'when', company: 'Acme' }],
  ['heard rejection Acme', { kind: 'heard', outcome: 'rejection', company: 'Acme' }],
  ['heard rejection', { kind: 'heard', outcome: 'rejection' }],
  ['heard Acme rejected me', { kind: 'heard', outcome: 'rejection', company: 'Acme' }],
  ['heard got rejected by Acme', { kind: 'heard', outcome: 'rejection', company: 'Acme' }],
  ['heard no Acme', { kind: 'heard', outcome: 'rejection', company: 'Acme' }],
  ['heard back from Acme: got an offer', { kind: 'heard', outcome: 'offer', company: 'Acme' }],
  ['heard back: offer from Acme', { kind: 'heard', outcome: 'offer', company: 'Acme' }],
  ['heard I got the job at Acme', { kind: 'heard', outcome: 'offer', company: 'Acme' }],
  [
    'heard offer Acme, answer by 5 December',
    { kind: 'heard', outcome: 'offer', company: 'Acme', answerBy: '2026-12-05' },
  ],
  [
    'heard offer from Acme, I must answer by Friday',
    { kind: 'heard', outcome: 'offer', company: 'Acme', answerBy: '2026-11-27' },
  ],
  [
    'heard waiting Acme by Friday',
    { kind: 'heard', outcome: 'waiting', company: 'Acme', replyBy: '2026-11-27' },
  ],
  [
    'heard waiting Acme until the end of next week',
    { kind: 'heard', outcome: 'waiting', company: 'Acme', replyBy: '2026-12-04' },
  ],
  ['heard next-round Acme', { kind: 'heard', outcome: 'next-round', company: 'Acme' }],
  ['heard next round at Acme', { kind: 'heard', outcome: 'next-round', company: 'Acme' }],
  ['heard postponed Acme', { kind: 'heard', outcome: 'postponed', company: 'Acme' }],
  ['heard no-show Acme', { kind: 'heard', outcome: 'no-show', company: 'Acme' }],
  ["heard Acme didn't show up", { kind: 'heard', outcome: 'no-show', company: 'Acme' }],
  ['heard withdrew from Acme', { kind: 'heard', outcome: 'withdrawn', company: 'Acme' }],
  ['heard no answer Acme', { kind: 'heard', outcome: 'no-answer', company: 'Acme' }],
  ['heard I declined Acme', { kind: 'heard', outcome: 'withdrawn', company: 'Acme' }],
  ['heard we said no to Acme', { kind: 'heard', outcome: 'withdrawn', company: 'Acme' }],
  ['heard no reply from Acme', { kind: 'heard', outcome: 'waiting', company: 'Acme' }],
  ['heard nothing from Acme yet', { kind: 'heard', outcome: 'waiting', company: 'Acme' }],
  ['heard they moved it', { kind: 'heard', outcome: 'postponed' }],
  ['heard they never showed up', { kind: 'heard', outcome: 'no-show' }],
  ['heard rejection in', { kind: 'heard', outcome: 'rejection', company: 'in' }],
  [
    'heard Acme moved it to Friday 2pm',
    { kind: 'moved', company: 'Acme', startsAt: new Date('2026-11-27T13:00Z'), zone: 'Europe/Berlin' },
  ],
  ['when may I write to them', { kind: 'when' }],
  ['heard ghosted', { kind: 'heard', outcome: 'no-answer' }],
  ['heard rejection "Offer Up"', { kind: 'heard', outcome: 'rejection', company: 'Offer Up' }],
  ['heard rejection "USA Today"', { kind: 'heard', outcome: 'rejection', company: 'USA Today' }],
  ['show Acme', { kind: 'show', company: 'Acme' }],
  ['edit', { kind: 'edit', company: undefined }],
  ['forget me', { kind: 'forget-me' }],
  ['settings', { kind: 'settings' }],
  ['stats', { kind: 'stats' }],
  ['pause', { kind: 'pause' }],
  ['pause off', { kind: 'pause', off: true }],
  ['resume', { kind: 'pause', off: true }],
  ['pause until 7 December', { kind: 'pause', until: '2026-12-07' }],
  ['pause until next week', { kind: 'pause', until: '2026-11-30' }],
  ['pause until the end of the week', { kind: 'pause', until: '2026-11-28' }],
  ['pause through Friday', { kind: 'pause', until: '2026-11-28' }],
  ['pause for 2 weeks', { kind: 'pause', until: '2026-12-09' }],
  ['pause for a month', { kind: 'pause', until: '2026-12-25' }],
  ['export', { kind: 'export', format: undefined }],
  ['export as CSV', { kind: 'export', format: 'csv' }],
];

test.each(COMMANDS)('%s', (text, command) => {
  expect(read(text)).toEqual(command);
});

test.each([
  ['lst', '`/interview list`'],
  ['lsit', '`/interview list`'],
  ['hepl', '`/interview help`'],
  ['paln Acme', '`/interview plan Acme`'],
  ['wehn Acme', '`/interview when Acme`'],
  ['herd rejection Acme', '`/interview heard rejection Acme`'],
  ['heard', 'What did you hear?'],
  ['heard maybe Acme', 'What did you hear?'],
  ['heard back from Acme', 'What did you hear?'],
  ['heard rejection Acme by Friday', 'A day goes with waiting or with an offer'],
  ['heard moved Acme to Friday', 'At what time on Friday 2026-11-27?'],
  ['heard passed Acme', 'Did you pass, or did they?'],
  ['heard Acme passed', 'Did you pass, or did they?'],
  ['heard declined Acme', 'Did you say no, or did they?'],
  ['heard Acme withdrew', 'What did you hear?'],
  ['heard no offer from Acme', 'I am not sure what you heard'],
  ['heard next round Acme Friday', 'When is the next round?'],
  ['heard waiting Acme by 5/6', 'That can mean'],
  ['heard offer Rejected', 'I read both'],
  ['plan 🎉', 'The company needs a letter'],
  ['pause until today', 'That is no day ahead'],
  ['pause tomorrow', 'Until when?'],
  ['pause until whenever', 'Until when?'],
])('%s leads to: %s', (text, say) => {
  expect(question(text).say).toContain(say);
});

test('a company may be called Pause', () => {
  expect(read('Pause Studio, tomorrow 3pm')).toMatchObject({
    kind: 'add',
    interview: { company: 'Pause Studio' },
  });
});
