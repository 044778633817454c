/** Plain words and invitations in the direct message, and the two shortcuts; and what happens where scopes are missing. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withUnread } from '../../src/slack/blocks/invitations.ts';
import type { View } from '../../src/standin/index.ts';
import { ada, MODES, startStory, story, textOf, useStory } from '../support/story.ts';

const invitation = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures/ics', name), 'utf8');

describe.each(MODES)('over %s', (mode) => {
  useStory(mode);

  async function write(text: string) {
    const after = await story.slack.sendDm(ada, text);
    // A reminder may come between.
    return story.slack.waitForMessage(ada, ({ metadata }) => metadata?.event_type !== 'nudge', { after });
  }

  async function drop(name: string, text?: string) {
    const file = { name: 'invite.ics', content: invitation(name), ...(text ? { text } : {}) };
    const after = await story.slack.dropFile(ada, file);
    return story.slack.waitForMessage(ada, () => true, { after });
  }

  const buttonsOf = ({ blocks }: { blocks?: readonly object[] | undefined }) =>
    [...JSON.stringify(blocks).matchAll(/"type":"button","text":\{[^}]*?"text":"([^"]+)"/g)].map(
      ([, text]) => text,
    );

  const wordsOf = (view: View) => JSON.stringify(view.blocks);

  test('plain words do what the command does', async () => {
    expect(textOf(await write('Globex tomorrow 3pm'))).toContain('Recorded: Globex');
    expect(textOf(await write('can I write to Globex yet?'))).toContain('The interview lies ahead');
    expect(textOf(await write('got a rejection from Globex'))).toContain('I am sorry about Globex');
    expect(textOf(await write('list'))).toContain('1 ended');
    expect(textOf(await write('thanks!'))).toContain('/interview help');
    const { rows } = await story.pool.query('SELECT count(*)::int AS interviews FROM interview');
    expect(rows).toEqual([{ interviews: 1 }]);
  });

  test('nothing is recorded of a company that was not surely named', async () => {
    await write('Groupon tomorrow 3pm');
    await write('Google on Thursday 3pm');
    expect(textOf(await write('no go'))).toContain('/interview help');
    const which = await write('they moved it');
    expect(textOf(which)).toContain('Which one do you mean?');
    expect(textOf(which)).toMatch(/Groupon.*Google/s);
    const asked = await write('rejected by roup');
    expect(textOf(asked)).toMatch(/Which one do you mean\?.*Groupon/s);
    expect(textOf(asked)).not.toContain('Google');
    expect(textOf(await write('list'))).toContain('2 open, 0 ended');
    const noted = await story.slack.click(ada, asked, 'heard.which.0');
    expect(textOf(await noted.waitForReply())).toContain('I am sorry about Groupon');
  });

  test('a word in lower case is asked about, unless it is a company that is recorded', async () => {
    expect(textOf(await write('globex tomorrow 3pm'))).toContain('Is “globex” a company?');
    await write('Globex on Thursday 3pm');
    expect(textOf(await write('globex on Friday 4pm'))).toContain('Recorded: Globex');
  });

  test('a new time in words opens the edit with it, and a hold-off the debrief', async () => {
    await write('Globex tomorrow 3pm');
    const moved = await write('they moved it to Thursday 2pm');
    expect(textOf(moved)).toContain('to *Thursday, 26 November at 14:00*');
    await story.slack.click(ada, moved, 'interview.edit');
    const edit = await story.slack.waitForView(ada, ({ callback_id }) => callback_id === 'interview.edit');
    expect(wordsOf(edit)).toContain(String(Date.parse('2026-11-26T14:00:00+01:00') / 1000));
    await story.slack.closeView(ada, edit);
    const holdOff = await write('Globex asked me not to write before Friday');
    expect(textOf(holdOff)).toContain('until Friday, 27 November');
    await story.slack.click(ada, holdOff, 'interview.debrief');
    const until = await story.slack.waitForView(
      ada,
      ({ callback_id }) => callback_id === 'interview.debrief',
    );
    expect(wordsOf(until)).toContain('2026-11-27');
    await story.slack.closeView(ada, until);
    const never = await write('Globex said do not call us, we call you');
    await story.slack.click(ada, never, 'interview.debrief');
    const form = await story.slack.waitForView(ada, ({ callback_id }) => callback_id === 'interview.debrief');
    expect(wordsOf(form)).toContain('initial_options');
  });

  test('what lacks something comes with a button for the form', async () => {
    const answer = await write('interview with Dana Fox dana@globex.example at Globex tomorrow');
    await story.slack.click(ada, answer, 'interview.add');
    const form = await story.slack.waitForView(ada);
    expect(form.callback_id).toBe('interview.add');
    expect(wordsOf(form)).toContain('Globex');
  });

  test('an invitation becomes a form; a moved one the edit; a cancelled one is asked about', async () => {
    const answer = await drop('google.ics');
    expect(textOf(answer)).toContain('Acme');
    await story.slack.click(ada, answer, 'interview.add');
    const form = await story.slack.waitForView(ada);
    expect(wordsOf(form)).toContain('dana@acme.example');
    const saved = await story.slack.submit(ada, form);
    if (!saved.view) throw new Error(JSON.stringify(saved.errors));
    expect(wordsOf(saved.view)).toContain(
      'Tuesday, 1 December at 16:00 (Europe/Berlin), which is Tuesday, 1 December at 10:00 (America/New_York)',
    );
    await story.slack.closeView(ada, saved.view);

    expect(textOf(await drop('google.ics'))).toContain('I have that one already');
    const moved = await drop('google-moved.ics');
    expect(textOf(moved)).toContain('to *Wednesday, 2 December at 21:00*');
    await story.slack.click(ada, moved, 'interview.edit');
    const edit = await story.slack.waitForView(ada, ({ callback_id }) => callback_id === 'interview.edit');
    const changed = await story.slack.submit(ada, edit);
    if (!changed.view) throw new Error(JSON.stringify(changed.errors));
    expect(wordsOf(changed.view)).toContain('Wednesday, 2 December at 21:00');
    await story.slack.closeView(ada, changed.view);

    const cancelled = await drop('google-cancelled.ics');
    expect(textOf(cancelled)).toContain('They cancelled *Acme*');
    const noted = await story.slack.click(ada, cancelled, 'heard.which.0');
    expect(textOf(await noted.waitForReply())).toContain('moved it');
  });

  test('an invitation is known to be about an interview that was typed', async () => {
    await write('Acme 2026-12-01 16:00');
    const same = await drop('google.ics');
    expect(textOf(same)).toContain('I have that one already');
    const moved = await drop('google-moved.ics');
    expect(textOf(moved)).toContain('Is this the one on');
    expect(buttonsOf(moved)).toEqual(['Yes, it was moved', 'No, another round']);
    const cancelled = await drop('google-cancelled.ics');
    expect(textOf(cancelled)).toContain('Is this the one on');
    const noted = await story.slack.click(ada, cancelled, 'heard.which.0');
    expect(textOf(await noted.waitForReply())).toContain('moved it');
  });

  test('a cancellation of another day, or of another company, is about nothing recorded', async () => {
    await write('Acme 2026-12-09 16:00');
    expect(textOf(await drop('google-cancelled.ics'))).toContain('not recorded here');
  });

  test('words beside a file are said to be unread', async () => {
    expect(textOf(await drop('google.ics', 'Globex tomorrow 3pm'))).toContain('not the words beside it');
    expect(textOf(await drop('google.ics', 'thanks!'))).not.toContain('not the words beside it');
  });

  test('a file that is no invitation is said to be none', async () => {
    const after = await story.slack.dropFile(ada, { name: 'invite.ics', content: 'Hello' });
    const answer = await story.slack.waitForMessage(ada, () => true, { after });
    expect(textOf(answer)).toContain('I cannot read that file');
  });

  test('the shortcuts open the form, from a message with what it says', async () => {
    await story.slack.shortcut(ada, 'record-interview');
    const empty = await story.slack.waitForView(ada);
    expect(empty.callback_id).toBe('interview.add');
    await story.slack.closeView(ada, empty);
    const message = await story.slack.sendDm(
      ada,
      'We would like to invite you to an interview at Acme Robotics on Thursday 26 November at 2pm with Dana Fox (dana@acme.example).',
    );
    await story.slack.messageShortcut(ada, 'record-interview-from-message', message);
    const form = await story.slack.waitForView(ada, (view) => wordsOf(view).includes('Acme Robotics'));
    expect(wordsOf(form)).toContain('dana@acme.example');
    expect(wordsOf(form)).toContain(String(Date.parse('2026-11-26T14:00:00+01:00') / 1000));
  });
});

test('without files:read a dropped file is answered with how to do it otherwise', async () => {
  const scopes = ['commands', 'chat:write', 'files:write', 'users:read', 'im:history'];
  const story = await startStory('socket', { scopes });
  const ada = story.slack.addUser({ name: 'Ada', tz: 'Europe/Berlin' });
  const after = await story.slack.dropFile(ada, { name: 'invite.ics', content: invitation('google.ics') });
  const answer = await story.slack.waitForMessage(ada, () => true, { after });
  expect(textOf(answer)).toContain('files:read');
  await story.slack.click(ada, answer, 'interview.add');
  expect((await story.slack.waitForView(ada)).callback_id).toBe('interview.add');
  await story.end();
});

test('in discreet mode the answer is one that Slack does not keep', async () => {
  const story = await startStory('socket');
  const ada = story.slack.addUser({ name: 'Ada', tz: 'Europe/Berlin' });
  await story.slack.slash(ada, '/interview', 'settings');
  const form = await story.slack.waitForView(ada, ({ callback_id }) => callback_id === 'member.settings');
  await story.slack.submit(ada, form, { discreet: ['yes'] });
  const after = await story.slack.sendDm(ada, 'Globex tomorrow 3pm');
  const answer = await story.slack.waitForMessage(ada, (one) => textOf(one).includes('Globex'), {
    after,
  });
  expect(answer.ephemeral).toBe(true);
  await story.end();
});

test('of several files the first is said to be the only one that was read', () => {
  const words = (files: number) =>
    JSON.stringify(withUnread({ text: 'Read', blocks: [] }, { files, hasWords: false }));
  expect(words(3)).toContain('the first of the 3 invitations only');
  expect(words(1)).not.toContain('first');
});
