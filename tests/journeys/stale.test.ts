/** What is told before its time, and what is pressed after it: a date holds, and an old message does no harm. */
import { describe, expect, test } from 'vitest';
import type { Message, View } from '../../src/standin/index.ts';
import { ada, at, MODES, nudgeMessages, nudgesIn, story, textOf, useStory } from '../support/story.ts';

describe.each(MODES)('over %s', (mode) => {
  useStory(mode);

  const wordsOf = (view: Pick<View, 'blocks'> | undefined) => JSON.stringify(view?.blocks);

  /** The message that brought a nudge, and what its buttons carry. */
  function nudge(rule: string): { message: Message; value: string } {
    for (const message of nudgeMessages(story.slack, ada)) {
      const value = nudgesIn(message).find((one) => one.rule === rule)?.id;
      if (value) return { message, value };
    }
    throw new Error(`no ${rule} came`);
  }

  async function press(rule: string, actionId: string): Promise<View> {
    const { message, value } = nudge(rule);
    await story.slack.click(ada, message, actionId, { value });
    return story.slack.waitForView(ada);
  }

  async function move(company: string, to: string): Promise<void> {
    await story.slack.slash(ada, '/interview', `edit ${company}`);
    const form = await story.slack.waitForView(ada, ({ callback_id }) => callback_id === 'interview.edit');
    const saved = await story.slack.submit(ada, form, { 'starts-at': new Date(to) });
    if (!saved.view) throw new Error(JSON.stringify(saved.errors));
    await story.slack.closeView(ada, saved.view);
  }

  test('a date that they named before the interview is kept, and shown', async () => {
    await story.say(ada, 'Acme, 25 November 15:00');
    await story.say(ada, 'heard waiting Acme by 18 December');
    expect(textOf(await story.say(ada, 'plan Acme'))).toContain('Monday, 21 December at 10:00');
    expect(textOf(await story.say(ada, 'show Acme'))).toContain('They answer by Friday, 18 December');
  });

  test('the old draft of thanks for a talk that was moved ahead says so, and writes none', async () => {
    await story.say(ada, 'Acme, yesterday 15:00 with Dana Fox');
    await at('2026-11-23T12:01:00+01:00');
    await move('Acme', '2026-12-15T15:00:00+01:00');
    expect(wordsOf(await press('thank-you', 'nudge.draft'))).toContain('recorded since has overtaken this');
  });

  test('after a rejection the old drafts say how things stand, and that of the reply is written', async () => {
    await story.say(ada, 'Acme, today 9:00 with Dana Fox, I promised references by tomorrow 10:00');
    await at('2026-11-23T13:00:00+01:00');
    await story.say(ada, 'heard rejection Acme');
    await at('2026-11-23T13:01:00+01:00');
    for (const rule of ['thank-you', 'material']) {
      const said = await press(rule, 'nudge.draft');
      expect(wordsOf(said)).toContain('Nothing to do any more: they said no');
      await story.slack.closeView(ada, said);
    }
    expect((await press('gracious-reply', 'nudge.draft')).callback_id).toBe('nudge.draft');
  });

  test('after they invited to a next round nobody is helped to ask where they are', async () => {
    await story.say(ada, 'Acme, yesterday 15:00, they answer by 24 November');
    await at('2026-11-25T10:01:00+01:00');
    await story.say(ada, 'heard next-round Acme');
    expect(wordsOf(await press('check-in', 'nudge.draft'))).toContain('has overtaken this');
  });

  test('who checks in ahead of a hold-off is told that it is early, until it is sent', async () => {
    await story.say(ada, 'add company="Acme" at="2026-11-20 15:00" hold-off="2026-12-24"');
    const [first] = await planned();
    await story.slack.openHome(ada);
    const home = await story.slack.waitForHome(ada, (view) => wordsOf(view).includes('nudge.draft'));
    await story.slack.click(ada, home, 'nudge.draft', { value: first ?? '' });
    const form = await story.slack.waitForView(ada);
    expect(wordsOf(form)).toContain('*Not before Thursday, 24 December*: They asked you to wait until');
    const sending = await story.slack.submit(ada, form);
    expect(wordsOf(sending.view)).toContain('*Not before Thursday, 24 December*');
  });

  /** What the home tab's drafts are named by. */
  async function planned(): Promise<string[]> {
    await at('2026-11-24T12:00:00+01:00');
    await story.slack.openHome(ada);
    const home = await story.slack.waitForHome(ada, (view) => wordsOf(view).includes('nudge.draft'));
    return [...wordsOf(home).matchAll(/"value":"(check-in[^"]*)"/g)].map(([, value]) => value ?? '');
  }

  test('an old debrief of a talk that was moved ahead keeps what it told, and the talk is still asked about', async () => {
    await story.say(ada, 'Acme, yesterday 15:00');
    await at('2026-11-23T12:01:00+01:00');
    await move('Acme', '2026-12-16T10:00:00+01:00');
    const form = await press('debrief', 'nudge.debrief');
    const saved = await story.slack.submit(ada, form, { 'talking-point': '', 'hold-off': '2026-12-30' });
    expect(wordsOf(saved.view)).toContain('Wednesday, 16 December at 11:15');
    expect(textOf(await story.say(ada, 'show Acme'))).toContain('before Wednesday, 30 December');
  });

  test('a talk that was debriefed and then moved ahead is asked about again', async () => {
    await story.say(ada, 'Acme, yesterday 15:00');
    await at('2026-11-23T12:01:00+01:00');
    const form = await press('debrief', 'nudge.debrief');
    const saved = await story.slack.submit(ada, form, { 'talking-point': '' });
    if (saved.view) await story.slack.closeView(ada, saved.view);
    expect(textOf(await story.say(ada, 'plan Acme'))).not.toContain('how did it end?');
    await move('Acme', '2026-12-16T10:00:00+01:00');
    expect(textOf(await story.say(ada, 'plan Acme'))).toContain('Wednesday, 16 December at 11:15');
  });

  test('the card names the hold-off, and the check-in waits for it and says so', async () => {
    const card = await story.say(ada, 'add company="Acme" at="2026-11-20 15:00" hold-off="2027-01-11"');
    expect(textOf(card)).toContain('Not to be contacted before Monday, 11 January 2027');
    expect(textOf(card)).toContain('They asked you to wait until Monday, 11 January');
    expect(textOf(card)).not.toContain('They named no date');
  });

  test('the day by which an offer must be answered is said again, and not asked for', async () => {
    await story.say(ada, 'Acme, yesterday 15:00');
    const answer = textOf(await story.say(ada, 'heard offer Acme by 30 November'));
    expect(answer).toContain('You answer by Monday, 30 November');
    expect(answer).not.toContain('Tell me by when');
    await story.say(ada, 'Globex, yesterday 16:00');
    expect(textOf(await story.say(ada, 'heard offer Globex'))).toContain('Tell me by when');
  });

  test('when everything has ended the plan shows what still comes, and nobody is told that nothing is recorded', async () => {
    await story.say(ada, 'Acme, yesterday 15:00');
    await story.say(ada, 'heard rejection Acme');
    expect(textOf(await story.say(ada, 'plan'))).toContain('reply to their no');
    expect(textOf(await story.say(ada, 'when'))).toContain('Nothing is open at the moment');
    await story.say(ada, 'Globex, yesterday 16:00');
    await story.say(ada, 'heard withdrawn Globex');
    expect(textOf(await story.say(ada, 'plan'))).not.toContain('Globex');
  });

  test('Snooze on what is long over says that its time is over', async () => {
    await story.say(ada, 'Acme, tomorrow 15:00');
    await at('2026-12-08T12:00:00+01:00');
    const { message, value } = nudge('closing');
    await story.slack.click(ada, message, 'nudge.snooze', { value });
    const said = await story.slack.waitForMessage(
      ada,
      (one) => one.ts === message.ts && textOf(one).includes(':hourglass:'),
    );
    expect(textOf(said)).toContain('is over');
    expect(textOf(said)).not.toContain('Do it now');
  });

  test('"when" names the year of a day that is in another', async () => {
    await story.say(ada, 'add company="Acme" at="2027-02-26 10:00"');
    expect(textOf(await story.say(ada, 'when Acme'))).toContain('26 February 2027 at 10:00');
    await story.say(ada, 'add company="Globex" at="2026-11-20 15:00" hold-off="2027-01-11"');
    expect(textOf(await story.say(ada, 'when Globex'))).toContain('not before Monday, 11 January 2027');
  });

  test('an invitation to a whole day that is another asks whether the interview was moved', async () => {
    await story.say(ada, 'IcsCo, tomorrow 15:00');
    const drop = async (day: string) => {
      const content = [
        ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//EN', 'METHOD:REQUEST', 'BEGIN:VEVENT'],
        ...[`UID:${day}@x.example`, 'DTSTAMP:20261101T000000Z', `DTSTART;VALUE=DATE:${day}`],
        ...['SUMMARY:Onsite IcsCo', 'ORGANIZER:mailto:kim@icsco.example', 'END:VEVENT', 'END:VCALENDAR'],
      ].join('\r\n');
      const after = await story.slack.dropFile(ada, { name: 'invite.ics', content });
      return story.slack.waitForMessage(ada, () => true, { after });
    };
    const asked = await drop('20261202');
    expect(textOf(asked)).toContain('Is this the one on');
    expect(textOf(asked)).toContain('It names a day and no time.');
    expect(textOf(await drop('20261124'))).toContain('I have that one already');
    await story.slack.click(ada, asked, 'interview.edit');
    const form = await story.slack.waitForView(ada, ({ callback_id }) => callback_id === 'interview.edit');
    const saved = await story.slack.submit(ada, form);
    expect(wordsOf(saved.view)).toContain('Wednesday, 2 December at 15:00');
  });
});
