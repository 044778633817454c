/** Long names and 200 applications: every answer stays within what Slack takes. */
import { expect, test } from 'vitest';
import { recordInterview } from '../../src/journal/interviews.ts';
import { closeJournal, type Journal, openJournal } from '../../src/journal/journal.ts';
import { meetMember } from '../../src/journal/members.ts';
import { openSealer } from '../../src/operate/sealing.ts';
import { KEY, nudgeMessages, nudgesIn, rulesIn, type Story, startStory, textOf } from '../support/story.ts';

const LONG = 'Wörks & <Partners> *of* the `Rhine`, '.repeat(3).slice(0, 80);
const PEOPLE = Array.from({ length: 20 }, (_, n) => ({
  name: `${'Marie-Louise '.repeat(5)}${n}`,
  email: `m${n}@acme.example`,
  talkingPoint: `${n} & <b>*the Rhine*</b> `.repeat(20).slice(0, 300),
}));

test('a member with 200 applications and the longest names gets an answer to everything', async () => {
  const story = await startStory('socket');
  const ada = story.slack.addUser({ name: 'Ada', tz: 'Europe/Berlin' });
  await story.say(ada, 'list');
  const journal = openJournal({ pool: story.pool, sealer: openSealer([KEY]), now: story.clock });
  const { id } = await meetMember(journal, { workspaceId: ada.teamId, userId: ada.id }, { zone: ada.tz });
  for (let n = 0; n < 200; n++) {
    await recordInterview(journal, id, {
      ...{
        company: `${n} ${LONG}`.slice(0, 80),
        role: `${n} ${LONG}${LONG}`.slice(0, 120),
        zone: 'Europe/Berlin',
        kind: 'panel',
        minutes: 60,
      },
      startsAt: new Date(story.clock().getTime() + (n + 20) * 3_600_000),
      interviewers: n % 50 === 0 ? PEOPLE : [],
      materials:
        n % 50 === 0
          ? PEOPLE.map(({ name }) => ({
              what: name,
              dueAt: new Date(story.clock().getTime() + 300 * 3_600_000),
            }))
          : [],
    });
  }
  await closeJournal(journal);
  for (const words of ['list', 'plan', 'when', 'plan 0', 'when 150', 'heard waiting Rhine', 'help', 'stats'])
    expect(textOf(await story.say(ada, words)).length).toBeGreaterThan(100);
  await story.slack.openHome(ada);
  let home = await story.slack.waitForHome(ada);
  for (const filter of ['coming', 'waiting', 'everything']) {
    const { hash } = home;
    await story.slack.choose(ada, home, 'home.filter', filter);
    home = await story.slack.waitForHome(ada, (view) => view.hash !== hash);
    expect(home.blocks.length).toBeLessThanOrEqual(100);
  }
  for (const words of ['show 0', 'edit Rhine', 'export csv', 'forget-me'])
    expect(textOf(await story.say(ada, words)).length).toBeGreaterThan(100);
  const card = await story.say(
    ada,
    `${LONG.replaceAll(/[<>*`,&]/g, ' ')}, tomorrow 15:00 with ${PEOPLE.map(({ name }) => name).join(' and ')}`,
  );
  expect(card.ephemeral).toBe(true);
  await story.wind(new Date(story.clock().getTime() + 40 * 3_600_000));
  const messages = nudgeMessages(story.slack, ada);
  expect(messages.length).toBeGreaterThan(0);
  for (const message of messages) expect(rulesIn(message).length).toBeLessThanOrEqual(12);

  const edit = await story.say(ada, 'show 0');
  for (const action of ['interview.edit', 'interview.debrief', 'application.heard-back']) {
    await story.slack.click(ada, edit, action);
    const form = await story.slack.waitForView(ada);
    const saved = await story.slack.submit(ada, form, action.endsWith('back') ? { outcome: 'waiting' } : {});
    expect(saved.errors).toBeUndefined();
    await story.slack.closeView(ada, saved.view ?? form);
  }
  const shown = textOf(await story.say(ada, 'show 0'));
  for (const { name } of PEOPLE) expect(shown).toContain(name);
  expect(story.slack.violations()).toEqual([]);
  await story.end();
}, 300_000);

test('a panel of twenty with long names is thanked in one window', async () => {
  const story = await startStory('socket');
  const ada = story.slack.addUser({ name: 'Ada', tz: 'Europe/Berlin' });
  await withJournal(story, async (journal) => {
    const member = await meetMember(journal, { workspaceId: ada.teamId, userId: ada.id }, { zone: ada.tz });
    await recordInterview(journal, member.id, {
      ...{ company: LONG, role: `${LONG}${LONG}`.slice(0, 120), zone: 'Europe/Berlin', kind: 'panel' },
      startsAt: new Date(story.clock().getTime() - 3 * 3_600_000),
      ...{ minutes: 60, interviewers: PEOPLE, materials: [] },
    });
  });
  await story.bot.nudgeNow();
  const [message] = nudgeMessages(story.slack, ada);
  const thanks = message && nudgesIn(message).find(({ rule }) => rule === 'thank-you');
  if (!message || !thanks) throw new Error('nobody to thank');
  await story.slack.click(ada, message, 'nudge.draft', { value: thanks.id });
  const drafts = await story.slack.submit(ada, await story.slack.waitForView(ada));
  expect(JSON.stringify(drafts.view?.blocks)).toContain('0 of 20 thanked');
  expect(story.slack.violations()).toEqual([]);
  await story.end();
});

async function withJournal<T>(story: Story, act: (journal: Journal) => Promise<T>): Promise<T> {
  const journal = openJournal({ pool: story.pool, sealer: openSealer([KEY]), now: story.clock });
  const result = await act(journal);
  await closeJournal(journal);
  return result;
}
