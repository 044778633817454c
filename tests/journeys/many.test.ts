/** Long names, large panels and 200 applications: every answer stays within what Slack takes, in both modes. */
import { describe, expect, test } from 'vitest';
import { recordInterview } from '../../src/journal/interviews.ts';
import { closeJournal, type Journal, openJournal } from '../../src/journal/journal.ts';
import { meetMember } from '../../src/journal/members.ts';
import { openSealer } from '../../src/operate/sealing.ts';
import {
  ada,
  at,
  KEY,
  MODES,
  nudgeMessages,
  nudgesIn,
  rulesIn,
  story,
  textOf,
  useStory,
} from '../support/story.ts';

const HOUR = 3_600_000;
const LONG = 'Wörks & <Partners> *of* the `Rhine`, '.repeat(3).slice(0, 80);
const ROLE = `${LONG}${LONG}`.slice(0, 120);
const PEOPLE = Array.from({ length: 20 }, (_, n) => ({
  name: `${'Marie-Louise '.repeat(5)}${n}`,
  email: `m${n}@acme.example`,
  talkingPoint: `${n} & <b>*the Rhine*</b> `.repeat(20).slice(0, 300),
}));

describe.each(MODES)('over %s', (mode) => {
  useStory(mode);

  const hoursFromNow = (hours: number) => new Date(story.clock().getTime() + hours * HOUR);

  /** Records as Ada, without waiting for Slack each time. */
  async function asAda(act: (journal: Journal, memberId: string) => Promise<void>): Promise<void> {
    const journal = openJournal({ pool: story.pool, sealer: openSealer([KEY]), now: story.clock });
    const { id } = await meetMember(journal, { workspaceId: ada.teamId, userId: ada.id }, { zone: ada.tz });
    await act(journal, id);
    await closeJournal(journal);
  }

  const long = (n: number | string) => ({
    ...{ company: `${n} ${LONG}`.slice(0, 80), role: `${n} ${ROLE}`.slice(0, 120) },
    ...{ zone: 'Europe/Berlin', kind: 'panel' as const, minutes: 60 },
  });

  test('a member with 200 applications and the longest names gets an answer to everything', async () => {
    await asAda(async (journal, id) => {
      for (let n = 0; n < 200; n++) {
        const isLarge = n % 50 === 0;
        const promised = PEOPLE.map(({ name }) => ({ what: name, dueAt: hoursFromNow(300) }));
        await recordInterview(journal, id, {
          ...long(n),
          startsAt: hoursFromNow(n + 20),
          interviewers: isLarge ? PEOPLE : [],
          materials: isLarge ? promised : [],
        });
      }
    });
    const commands = ['list', 'plan', 'when', 'plan 0', 'when 150', 'heard waiting Rhine', 'help', 'stats'];
    for (const words of [...commands, 'show 0', 'edit Rhine', 'export csv', 'forget-me'])
      expect(textOf(await story.say(ada, words)).length).toBeGreaterThan(100);
    expect(textOf(await story.say(ada, 'list'))).toContain('There is more than fits');
    await story.slack.openHome(ada);
    let home = await story.slack.waitForHome(ada);
    for (const filter of ['coming', 'waiting', 'everything']) {
      const { hash } = home;
      await story.slack.choose(ada, home, 'home.filter', filter);
      home = await story.slack.waitForHome(ada, (view) => view.hash !== hash);
    }
    const people = PEOPLE.map(({ name }) => name).join(' and ');
    const words = `${LONG.replaceAll(/[<>*`,&]/g, ' ')}, tomorrow 15:00 with ${people}`;
    expect((await story.say(ada, words)).ephemeral).toBe(true);
    await story.wind(hoursFromNow(40));
    expect(nudgeMessages(story.slack, ada).length).toBeGreaterThan(0);
  }, 300_000);

  test('what does not fit into the answer about one application stands in a window, and its forms open', async () => {
    await asAda(async (journal, id) => {
      const materials = PEOPLE.map(({ name }) => ({ what: name, dueAt: hoursFromNow(300) }));
      const startsAt = hoursFromNow(-3);
      await recordInterview(journal, id, { ...long('Acme'), startsAt, interviewers: PEOPLE, materials });
    });
    const shown = await story.say(ada, 'show Acme');
    await story.slack.click(ada, shown, 'application.show');
    const all = await story.slack.waitForView(ada);
    for (const { name } of PEOPLE) expect(JSON.stringify(all.blocks)).toContain(name);
    for (const action of ['interview.edit', 'interview.debrief', 'application.heard-back']) {
      await story.slack.click(ada, all, action);
      const form = await story.slack.waitForView(ada, ({ id }) => id !== all.id);
      const saved = await story.slack.submit(
        ada,
        form,
        action.endsWith('back') ? { outcome: 'waiting' } : {},
      );
      expect(saved.errors).toBeUndefined();
      await story.slack.closeView(ada, saved.view ?? form);
    }
    await story.slack.click(ada, shown, 'application.show');
    const after = JSON.stringify((await story.slack.waitForView(ada, ({ id }) => id !== all.id)).blocks);
    for (const { name } of PEOPLE) expect(after).toContain(name);
  });

  test('a panel of any size is thanked, some at a time', async () => {
    const panel = [0, 20].flatMap((from) =>
      PEOPLE.map((one, n) => ({ ...one, name: `${one.name}/${from + n}` })),
    );
    await asAda(async (journal, id) => {
      const startsAt = hoursFromNow(-3);
      for (const interviewers of [panel.slice(0, 20), panel.slice(20)])
        await recordInterview(journal, id, { ...long('Acme'), startsAt, interviewers, materials: [] });
    });
    await story.bot.nudgeNow();
    const [message] = nudgeMessages(story.slack, ada);
    const thanks = message && nudgesIn(message).find(({ rule }) => rule === 'thank-you');
    if (!message || !thanks) throw new Error('nobody to thank');
    expect(textOf(message)).toContain('and 34 more');
    await story.slack.click(ada, message, 'nudge.draft', { value: thanks.id });
    const form = await story.slack.waitForView(ada);
    expect(JSON.stringify(form.blocks)).toContain('And 28 more');
    let { view } = await story.slack.submit(ada, form);
    for (let thanked = 0; thanked < 40; thanked++) {
      if (!view) throw new Error('no page');
      const page = JSON.stringify(view.blocks);
      expect(page).toContain(`${thanked} of 40 thanked`);
      const [, value = ''] = /draft.sent.*?"value":"(\{.*?\})"/.exec(page) ?? [];
      await story.slack.click(ada, view, 'draft.sent', { value: value.replaceAll('\\"', '"') });
      view = await story.slack.waitForView(ada, (one) =>
        JSON.stringify(one.blocks).includes(`${thanked + 1} of 40 thanked`),
      );
    }
    expect(JSON.stringify(view?.blocks)).toContain('Nothing is left to write');
  });

  test('nudges that do not fit into one message come in the next one, and none is lost', async () => {
    await asAda(async (journal, id) => {
      for (let n = 0; n < 8; n++) {
        const startsAt = hoursFromNow(-3);
        await recordInterview(journal, id, { ...long(n), startsAt, interviewers: PEOPLE, materials: [] });
      }
    });
    await story.bot.nudgeNow();
    const messages = nudgeMessages(story.slack, ada);
    expect(messages.length).toBeGreaterThan(1);
    expect(messages.flatMap(rulesIn).sort()).toEqual([
      ...Array(8).fill('debrief'),
      ...Array(8).fill('thank-you'),
    ]);
  });

  test('every nudge of a full message can be put off, above the question whether to go quiet', async () => {
    await asAda(async (journal, id) => {
      const people = { interviewers: [], materials: [] };
      const one = { zone: ada.tz, kind: 'other' as const, minutes: 60, ...people };
      await recordInterview(journal, id, { ...one, company: 'Initech', startsAt: hoursFromNow(22) });
      for (let n = 0; n < 10; n++)
        await recordInterview(journal, id, { ...one, company: `Acme ${n}`, startsAt: hoursFromNow(54) });
    });
    await at('2026-11-25T17:01:00+01:00');
    const message = nudgeMessages(story.slack, ada).find((one) => textOf(one).includes('Shall I go quiet?'));
    if (!message) throw new Error('it did not ask');
    expect(rulesIn(message)).toEqual(Array(9).fill('closing'));
    for (const { id } of nudgesIn(message)) {
      await story.slack.click(ada, message, 'nudge.snooze', { value: id });
      await story.slack.waitForMessage(
        ada,
        (one) => one.ts === message.ts && textOf(one).includes(`status/${id}`),
      );
    }
  });
});
