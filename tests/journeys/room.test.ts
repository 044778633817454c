/** Where there is no room for more, the answer says what to do and gives back what was typed, whichever way it came. */
import { describe, expect, test } from 'vitest';
import { closeJournal, openJournal } from '../../src/journal/journal.ts';
import { meetMember } from '../../src/journal/members.ts';
import { openSealer } from '../../src/operate/sealing.ts';
import { ada, KEY, MODES, story, textOf, useStory } from '../support/story.ts';

const FULL = 'I keep no more for one person';

describe.each(MODES)('over %s', (mode) => {
  useStory(mode);

  async function fillUp(): Promise<void> {
    const sealer = openSealer([KEY]);
    const journal = openJournal({ pool: story.pool, sealer, now: story.clock });
    const { id } = await meetMember(journal, { workspaceId: ada.teamId, userId: ada.id }, { zone: ada.tz });
    const company = sealer.seal('Globex', id);
    const data = Array.from({ length: 500 }, () => ({ memberId: id, company }));
    await journal.prisma.application.createMany({ data });
    await closeJournal(journal);
  }

  test('a command, a message and a form are refused with their words', async () => {
    await fillUp();
    const answer = await story.say(ada, 'Acme, tomorrow 3pm');
    expect(textOf(answer)).toContain(FULL);
    expect(textOf(answer)).toContain('```Acme, tomorrow 3pm```');
    const after = await story.slack.sendDm(ada, 'Initech tomorrow 3pm');
    const reply = await story.slack.waitForMessage(ada, () => true, { after });
    expect(textOf(reply)).toContain(FULL);
    expect(textOf(reply)).toContain('```Initech tomorrow 3pm```');
    await story.slack.slash(ada, '/interview');
    const form = await story.slack.waitForView(ada);
    const filled = { company: 'Acme', 'starts-at': story.clock() };
    const saved = await story.slack.submit(ada, form, filled);
    expect(saved.errors?.company).toContain(FULL);
  });

  test('a form says it at the field that holds too many', async () => {
    const card = await story.say(ada, 'Acme, yesterday 3pm');
    await story.slack.click(ada, card, 'interview.edit');
    const edit = await story.slack.waitForView(ada);
    const people = Array.from({ length: 101 }, (_, n) => `Dana Fox ${n}`).join('\n');
    expect(await story.slack.submit(ada, edit, { interviewers: people })).toMatchObject({
      errors: { interviewers: expect.stringContaining('at most 100 people') },
    });
    await story.slack.closeView(ada, edit);
    const shown = await story.say(ada, 'show Acme');
    await story.slack.click(ada, shown, 'interview.debrief');
    const debrief = await story.slack.waitForView(ada);
    const materials = Array.from({ length: 101 }, (_, n) => `sample ${n}`).join('\n');
    expect(await story.slack.submit(ada, debrief, { materials })).toMatchObject({
      errors: { materials: expect.stringContaining('at most 100 things') },
    });
    const long = `Dana Fox: ${'x'.repeat(301)}`;
    expect(await story.slack.submit(ada, debrief, { materials: '', interviewers: long })).toMatchObject({
      errors: { interviewers: expect.stringContaining('300 characters') },
    });
  });
});
