/** The forms, over the wire, in both modes: what is typed is stored, and what is wrong is said beside its field. */
import { describe, expect, test } from 'vitest';
import type { Block, View } from '../../src/standin/index.ts';
import {
  ada,
  at,
  MODES,
  nudgeMessages,
  nudgesIn,
  rulesIn,
  story,
  textOf,
  useStory,
} from '../support/story.ts';

describe.each(MODES)('over %s', (mode) => {
  useStory(mode);

  const wordsOf = (view: Pick<View, 'blocks'> | undefined) => JSON.stringify(view?.blocks);
  const last = () => {
    const message = nudgeMessages(story.slack, ada).at(-1);
    if (!message) throw new Error('no nudge yet');
    return message;
  };

  /** The value with which a field of the form begins. */
  function initial({ blocks }: Pick<View, 'blocks'>, field: string): unknown {
    const block = blocks.find(({ block_id }: Block) => block_id === field);
    const element = Object.entries(block?.element ?? {}).find(([name]) => name.startsWith('initial_'));
    return element?.[1];
  }

  async function openBare(): Promise<View> {
    await story.slack.slash(ada, '/interview', '');
    return story.slack.waitForView(ada, ({ callback_id }) => callback_id === 'interview.add');
  }

  test('a bare command opens the form, and what is typed there is recorded', async () => {
    const form = await openBare();
    const saved = await story.slack.submit(ada, form, {
      company: 'Acme & Sons',
      role: 'Engineer',
      'starts-at': new Date('2026-11-24T15:00:00+01:00'),
      minutes: '45',
      kind: 'technical',
      interviewers: 'Dana Fox dana@acme.example: the data platform\nBo Li',
      zone: 'London',
      agency: 'Mia Ray <mia@agency.example>',
    });
    expect(saved.errors).toBeUndefined();
    const card = wordsOf(saved.view);
    expect(card).toContain('Recorded: Acme &amp; Sons (Engineer)');
    expect(card).toContain(
      'Tuesday, 24 November at 15:00 (Europe/Berlin), which is Tuesday, 24 November at 14:00 (Europe/London)',
    );
    expect(card).toContain('45 minutes');
    expect(card).toContain('Through Mia Ray');
    expect(textOf(await story.say(ada, 'list'))).toContain('Acme &amp; Sons (Engineer)');
  });

  test('what was promised in words that lack the time is recorded with the form', async () => {
    const words = 'Globex, dev, today, they answer by 18 December, I promised references by Friday 12:00';
    await story.slack.slash(ada, '/interview', words);
    const form = await story.slack.waitForView(ada, ({ callback_id }) => callback_id === 'interview.add');
    const saved = await story.slack.submit(ada, form, { 'starts-at': new Date('2026-11-23T09:00:00+01:00') });
    expect(saved.errors).toBeUndefined();
    expect(wordsOf(saved.view)).toContain('They answer by Friday, 18 December');
    expect(wordsOf(saved.view)).toContain('You send references by Friday, 27 November at 12:00');
    expect(wordsOf(saved.view)).toContain('Monday, 21 December at 10:00');
  });

  test('an error names its field, and nothing that was typed is lost', async () => {
    const form = await openBare();
    const wrong = await story.slack.submit(ada, form, {
      company: '!!!',
      'starts-at': new Date('2026-11-24T15:00:00+01:00'),
      interviewers: 'Dana Fox dana@',
      zone: 'Nowhere',
      agency: 'Mia Ray mia@ray@agency',
    });
    expect(Object.keys(wrong.errors ?? {}).sort()).toEqual(['agency', 'company', 'zone']);
    const saved = await story.slack.submit(ada, form, { company: 'Acme', zone: '', agency: '' });
    expect(saved.errors).toBeUndefined();
    expect(wordsOf(saved.view)).toContain('Tuesday, 24 November at 15:00');
  });

  test('words that lack something open the form with the rest filled in', async () => {
    const answer = await story.say(ada, 'Globex, engineer, with Dana Fox dana@globex.example');
    expect(textOf(answer)).toContain('You wrote');
    const form = await story.slack.waitForView(ada);
    expect(form.callback_id).toBe('interview.add');
    expect(initial(form, 'company')).toBe('Globex');
    expect(initial(form, 'interviewers')).toContain('dana@globex.example');
    const saved = await story.slack.submit(ada, form, { 'starts-at': new Date('2026-11-24T15:00:00+01:00') });
    expect(wordsOf(saved.view)).toContain('Recorded: Globex');
  });

  test('an edit plans everything again, and shows before and after', async () => {
    const card = await story.say(ada, 'Acme, engineer, tomorrow 15:00 with Dana Fox dana@acme.example');
    await story.slack.click(ada, card, 'interview.edit');
    const form = await story.slack.waitForView(ada);
    expect(initial(form, 'company')).toBe('Acme');
    expect(initial(form, 'starts-at')).toBe(Date.parse('2026-11-24T15:00:00+01:00') / 1000);
    const saved = await story.slack.submit(ada, form, {
      'starts-at': new Date('2026-11-26T10:00:00+01:00'),
      company: 'Acme Europe',
      interviewers: 'Bo Li',
    });
    const shown = wordsOf(saved.view);
    expect(shown).toMatch(/Before: ~Acme \(engineer\), Tuesday, 24 November at 15:00/);
    expect(shown).toMatch(/Now: \*Acme Europe \(engineer\), Thursday, 26 November at 10:00/);
    expect(shown).toContain('Thursday, 26 November at 09:00');
    expect(shown).toContain('No longer');
    await at('2026-11-24T23:00:00+01:00');
    expect(nudgeMessages(story.slack, ada)).toEqual([]);
    await at('2026-11-26T14:00:00+01:00');
    expect(nudgeMessages(story.slack, ada).flatMap(rulesIn)).toEqual(['closing', 'debrief', 'thank-you']);
    expect(textOf(last())).toContain('Bo Li');
    expect(textOf(last())).not.toContain('Dana');
  });

  test('the debrief is filled in with what is known, and replaces it', async () => {
    await story.say(ada, 'Acme, today 9:00 with Dana Fox');
    await at('2026-11-23T12:01:00+01:00');
    const debrief = nudgesIn(last()).find(({ rule }) => rule === 'debrief');
    await story.slack.click(ada, last(), 'nudge.debrief', { value: debrief?.id ?? '' });
    const form = await story.slack.waitForView(ada);
    expect(initial(form, 'interviewers')).toBe('Dana Fox');
    const saved = await story.slack.submit(ada, form, {
      'reply-by': '2026-11-27',
      interviewers: 'Dana Fox dana@acme.example\nBo Li bo@acme.example: the garden',
      'talking-point': 'the new data platform',
      materials: 'references, 2026-11-24 16:00',
      coordinator: 'Kim Day kim@acme.example',
    });
    expect(saved.errors).toBeUndefined();
    const thanks = nudgesIn(last()).find(({ rule }) => rule === 'thank-you');
    await story.slack.closeView(ada, saved.view ?? form);
    await story.slack.click(ada, last(), 'nudge.draft', { value: thanks?.id ?? '' });
    const drafts = wordsOf(await story.slack.waitForView(ada));
    expect(drafts).toContain('the new data platform');
    expect(drafts).toContain('the garden');
    expect(drafts).toContain('Ada Byron');

    const shown = await story.say(ada, 'show Acme');
    await story.slack.click(ada, shown, 'interview.debrief');
    const again = await story.slack.waitForView(
      ada,
      ({ callback_id }) => callback_id === 'interview.debrief',
    );
    expect(initial(again, 'materials')).toContain('references, by 2026-11-24 16:00');
    await story.slack.submit(ada, again, { materials: '', 'reply-by': null });
    const plan = textOf(await story.say(ada, 'plan Acme'));
    expect(plan).not.toContain('send references');
    expect(plan).not.toContain('27 November');
  });

  test('heard back can be taken back, and a next round carries the people over', async () => {
    await story.say(ada, 'Acme, engineer, today 9:00 with Dana Fox dana@acme.example');
    await at('2026-11-23T12:01:00+01:00');
    // The gracious reply may come in between.
    const message = last();
    const [nudge] = nudgesIn(message);
    await story.slack.click(ada, message, 'nudge.heard-back', { value: nudge?.id ?? '' });
    const form = await story.slack.waitForView(ada);
    const rejected = await story.slack.submit(ada, form, { outcome: 'rejection' });
    if (!rejected.view) throw new Error('no page');
    expect(wordsOf(rejected.view)).toContain('I am sorry about Acme');
    await story.slack.click(ada, rejected.view, 'heard.undo');
    const undone = await story.slack.waitForView(ada, (view) => wordsOf(view).includes('Taken back'));
    expect(wordsOf(undone)).toContain('ask where they are in the process');
    await story.slack.closeView(ada, undone);

    await story.slack.click(ada, message, 'nudge.heard-back', { value: nudge?.id ?? '' });
    const second = await story.slack.waitForView(ada);
    const invited = await story.slack.submit(ada, second, { outcome: 'next-round' });
    if (!invited.view) throw new Error('no page');
    await story.slack.click(ada, invited.view, 'interview.add');
    const next = await story.slack.waitForView(ada, ({ callback_id }) => callback_id === 'interview.add');
    expect(initial(next, 'company')).toBe('Acme');
    expect(initial(next, 'role')).toBe('engineer');
    expect(initial(next, 'interviewers')).toContain('dana@acme.example');
    const saved = await story.slack.submit(ada, next, { 'starts-at': new Date('2026-11-30T15:00:00+01:00') });
    expect(wordsOf(saved.view)).toContain('Monday, 30 November at 15:00');
    const shown = textOf(await story.say(ada, 'show Acme'));
    expect(shown).toContain('They invite me to a next round');
    expect(shown).toContain('Monday, 30 November');
  });

  test.each(['interview.edit', 'interview.calendar'])(
    'on top of three windows %s takes the place of the last',
    async (actionId) => {
      await story.say(ada, 'Acme, engineer, tomorrow 9:00');
      await story.slack.openHome(ada);
      const press = async (on: View, action: string) => {
        await story.slack.click(ada, on, action);
        return story.slack.waitForView(ada, (view) => view.hash !== on.hash);
      };
      const page = await press(await story.slack.waitForHome(ada), 'application.show');
      const heard = await story.slack.submit(ada, await press(page, 'application.heard-back'), {
        outcome: 'next-round',
      });
      if (!heard.view) throw new Error('not saved');
      const card = await story.slack.submit(ada, await press(heard.view, 'interview.add'), {
        'starts-at': new Date('2026-11-30T15:00:00+01:00'),
      });
      if (!card.view) throw new Error('not recorded');
      const shown = await press(card.view, actionId);
      expect(story.slack.modals(ada)).toHaveLength(3);
      expect(shown.id).toBe(card.view.id);
    },
  );

  test('the settings move every reminder, and refuse hours in which nothing could be done', async () => {
    await story.say(ada, 'Acme, tomorrow 15:00');
    await story.slack.slash(ada, '/interview', 'settings');
    const form = await story.slack.waitForView(ada, ({ callback_id }) => callback_id === 'member.settings');
    const wrong = await story.slack.submit(ada, form, {
      'waking-from': '09:00',
      'waking-to': '10:00',
      zone: 'Nowhere',
    });
    expect(Object.keys(wrong.errors ?? {}).sort()).toEqual(['waking-to', 'zone']);
    const saved = await story.slack.submit(ada, form, {
      'waking-from': '07:00',
      'waking-to': '17:00',
      zone: 'America/New_York',
      country: 'US',
      weekend: ['6', '7'],
      'check-in-buffer': '2',
    });
    expect(saved.errors).toBeUndefined();
    expect(wordsOf(saved.view)).toContain('America/New_York');
    expect(wordsOf(saved.view)).toContain('Your weekend is Saturday and Sunday.');
    expect(wordsOf(saved.view)).toContain('Public holidays (United States of America) are no business days.');
    expect(textOf(await story.say(ada, 'plan Acme'))).toContain('Tuesday, 24 November at 12:00');
  });

  test('“don’t call us” and “get in touch tomorrow” are asked about, and what is promised is due as the hint says', async () => {
    await story.say(ada, 'Acme, today 9:00');
    await story.slack.click(ada, await story.say(ada, 'show Acme'), 'interview.debrief');
    const form = await story.slack.waitForView(ada);
    expect(wordsOf(form)).toContain('With a day alone: at 17:00. With neither: the next morning.');
    const both = await story.slack.submit(ada, form, {
      'no-contact': ['yes'],
      'next-day': ['yes'],
      materials: 'portfolio, tomorrow\nreferences',
    });
    expect(both.errors).toEqual({ 'next-day': expect.stringMatching(/Clear this, or “Don’t call us/) });
    const saved = await story.slack.submit(ada, form, { 'next-day': [] });
    expect(saved.errors).toBeUndefined();
    const shown = textOf(await story.say(ada, 'show Acme'));
    expect(shown).toContain('You send portfolio by Tuesday, 24 November at 17:00');
    expect(shown).toContain('You send references by Tuesday, 24 November at 10:00');
    expect(shown).toContain('“Don’t call us, we call you”');
  });

  test('a next-day date or a hold-off before the interview is refused beside its field', async () => {
    const card = await story.say(ada, 'Acme, today 9:00');
    await story.slack.click(ada, await story.say(ada, 'show Acme'), 'interview.debrief');
    expect(card.ephemeral).toBe(true);
    const form = await story.slack.waitForView(ada);
    const wrong = await story.slack.submit(ada, form, {
      'reply-by': '2026-11-01',
      'hold-off': '2026-11-02',
      'talking-point': 'the garden',
    });
    const early = 'That day is before the interview. Choose a later one, or clear it.';
    expect(wrong.errors).toEqual({
      ...{ 'hold-off': early, 'reply-by': early },
      'talking-point': 'Name the person above, and put it after their name.',
    });
  });
});
