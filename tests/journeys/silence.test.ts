/** Whatever a member does and whatever fails under it, no word of theirs, nor a token, comes to anybody who runs the bot. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Message, User, View } from '../../src/standin/index.ts';
import { metricsPage } from '../support/metrics.ts';
import { type Overheard, overhear } from '../support/overheard.ts';
import { KEY, MODES, nudgeMessages, nudgesIn, type Story, startStory } from '../support/story.ts';

/** Words that nobody but the member of this test uses; parts of addresses are looked for as well. */
const WORDS = [
  ...['Quixwort', 'Zephyrologist', 'Wilhelmina', 'Trask', 'wtrask', 'Okonkwo', 'Juniperberry', 'Thistlewood'],
  ...['marmalade', 'obsidian', 'flibbertigibbet', 'velvetine', 'Xylander', 'Xanthippe', '7kukuqrfedlm'],
];

const INVITATION = readFileSync(join(import.meta.dirname, '../fixtures/ics/google.ics'), 'utf8')
  .replaceAll('Acme', 'Quixwort')
  .replaceAll('Dana Fox', 'Wilhelmina Trask')
  .replaceAll('dana@acme.example', 'wtrask@quixwort.example');

describe.each(MODES)('over %s', (mode) => {
  let story: Story;
  let overheard: Overheard;
  let ada: User;

  beforeEach(async () => {
    overheard = overhear();
    story = await startStory(mode, { log: overheard.log });
    ada = story.slack.addUser({ name: 'Ada Xylander', tz: 'Europe/Berlin' });
  });
  afterEach(async () => {
    overheard.stop();
    await story.end();
  });

  /** Looked for without regard to case, as they stand, and as they would in a URL or in base64. */
  async function expectSilence(): Promise<void> {
    const metrics = await metricsPage(story.bot.port);
    expect(metrics).toContain('afterword_slack_calls_total{');
    const said = `${overheard.text()}\n${metrics}`.toLowerCase();
    const { botToken, appToken, signingSecret } = story.slack;
    const secrets = [botToken, appToken, signingSecret, KEY.toString('base64'), ada.id, ada.dm];
    for (const word of [...WORDS, ...secrets]) {
      expect(said).not.toContain(word.toLowerCase());
      expect(said).not.toContain(Buffer.from(word).toString('base64').replace(/.?=*$/, '').toLowerCase());
    }
  }

  const to = (iso: string) => story.wind(new Date(iso));
  const say = (words: string) => story.say(ada, words);
  const viewOf = (id: string) => story.slack.waitForView(ada, ({ callback_id }) => callback_id === id);
  const close = (view: View | undefined) => view && story.slack.closeView(ada, view);
  const isUnderWay = (event: string) => expect.poll(overheard.events).toContain(event);

  async function press(on: Message | View, actionId: string, formId: string, value?: string): Promise<View> {
    await story.slack.click(ada, on, actionId, value === undefined ? {} : { value });
    return viewOf(formId);
  }

  const holds = (actionId: string) => (message: Message) => JSON.stringify(message.blocks).includes(actionId);

  function lastNudge(): { message: Message; idOf: (rule: string) => string } {
    const message = nudgeMessages(story.slack, ada).at(-1);
    if (!message) throw new Error('no nudge came');
    return { message, idOf: (rule) => nudgesIn(message).find((one) => one.rule === rule)?.id ?? '' };
  }

  const RECORDED =
    'Quixwort, Zephyrologist, today 9:00 with Wilhelmina Trask wtrask@quixwort.example, I promised the obsidian portfolio by tomorrow 10:00';

  /** What may fail in a listener fails the promise of a command that is never answered; the log is what counts here. */
  const tried = (work: Promise<unknown>) => work.catch(() => undefined);

  test('a search from the first interview to being forgotten', async () => {
    await say(RECORDED);
    await say('flibbertigibbet with Wilhelmina Trask');
    await close(story.slack.modal(ada));
    await story.slack.slash(ada, '/interview', 'settings');
    const settings = await viewOf('member.settings');
    await story.slack.submit(ada, settings, { zone: 'flibbertigibbet' });
    await close((await story.slack.submit(ada, settings, { zone: '', signature: 'Xanthippe' })).view);

    await story.slack.slash(ada, '/interview', '');
    const added = await story.slack.submit(ada, await viewOf('interview.add'), {
      ...{ company: 'Thistlewood', role: 'Zephyrologist', interviewers: 'Wilhelmina Trask: marmalade' },
      ...{
        'starts-at': new Date('2026-11-26T15:00:00+01:00'),
        agency: 'Mia Juniperberry mia@juniperberry.example',
      },
    });
    await close(added.view);

    await to('2026-11-23T12:01:00+01:00');
    const { message, idOf } = lastNudge();
    const debrief = await press(message, 'nudge.debrief', 'interview.debrief', idOf('debrief'));
    const debriefed = await story.slack.submit(ada, debrief, {
      interviewers: 'Wilhelmina Trask wtrask@quixwort.example: the marmalade telescope',
      coordinator: 'Kim Okonkwo kim@okonkwo.example',
      'reply-by': '2026-11-27',
    });
    await close(debriefed.view);
    const draft = await press(message, 'nudge.draft', 'nudge.draft', idOf('thank-you'));
    const sent = await story.slack.submit(ada, draft, { subject: 'velvetine', text: 'Dear velvetine Trask' });
    await close(sent.view);
    await story.slack.click(ada, message, 'nudge.done', { value: idOf('thank-you') });

    for (const words of ['Okonkwo tomorrow 3pm with Wilhelmina Trask', 'flibbertigibbet marmalade']) {
      const after = await story.slack.sendDm(ada, words);
      await story.slack.waitForMessage(ada, ({ metadata }) => metadata === undefined, { after });
    }
    const before = await story.slack.dropFile(ada, { name: 'velvetine.ics', content: INVITATION });
    const invited = await story.slack.waitForMessage(ada, holds('interview.add'), { after: before });
    await close((await story.slack.submit(ada, await press(invited, 'interview.add', 'interview.add'))).view);
    await story.slack.dropFile(ada, { name: 'velvetine.ics', content: 'BEGIN:marmalade' });
    const note = await story.slack.sendDm(
      ada,
      'Interview at Thistlewood on Thursday 2pm with Wilhelmina Trask',
    );
    await story.slack.messageShortcut(ada, 'record-interview-from-message', note);
    await close(await viewOf('interview.add'));

    for (const words of [
      'list',
      'plan',
      'when Quixwort',
      'show Quixwort',
      'stats',
      'export',
      'export ics',
      'help',
    ])
      await say(words);
    await say('heard flibbertigibbet Quixwort');
    await say('heard rejection Quixwort');
    await story.slack.openHome(ada);
    await to('2026-12-10T12:00:00+01:00');
    await story.bot.tidyNow();
    const question = await say('forget-me');
    await story.slack.click(ada, question, 'member.forget');
    await story.slack.waitForMessage(
      ada,
      (one) => one.ts === question.ts && one.text.includes('nothing about you'),
    );
    await isUnderWay('nudge.sent');
    // In a small community "a gracious reply was sent" tells who was rejected.
    for (const rule of ['debrief', 'thank-you', 'gracious-reply'])
      expect(overheard.text()).not.toContain(rule);
    await expectSilence();
  }, 240_000);

  test('what is told to a channel, or could not be, and which channel it is', async () => {
    story.slack.changeUser(ada, { role: 'admin' });
    const channel = story.slack.addChannel('velvetine');
    await story.slack.slash(ada, '/interview', 'digest');
    const choice = await viewOf('community.digest');
    story.slack.faults.next('chat.postMessage', { kind: 'status', status: 503 });
    await story.slack.submit(ada, choice, { channel: channel.id });
    await isUnderWay('digest.not-announced');
    await close((await story.slack.submit(ada, choice, { channel: channel.id })).view);
    await say(RECORDED);
    const form = await press(await say('heard offer Quixwort'), 'community.share', 'community.share');
    story.slack.faults.next('chat.postMessage', { kind: 'error', error: 'not_in_channel' });
    await story.slack.submit(ada, form, { words: 'Quixwort marmalade' });
    await isUnderWay('win.not-posted');
    await story.slack.submit(ada, form, { words: 'Quixwort marmalade' });
    story.slack.faults.next('chat.delete', { kind: 'status', status: 503 }, 2);
    await story.slack.click(ada, await say('forget-me'), 'member.forget');
    await isUnderWay('win.not-deleted');
    expect(overheard.text()).not.toContain(channel.id);
    await expectSilence();
  });

  test('everything that fails, at Slack, on the way and in the database', async () => {
    const { faults } = story.slack;
    faults.next('chat.postMessage', { kind: 'error', error: 'invalid_blocks' });
    faults.next('chat.postMessage', { kind: 'error', error: 'msg_too_long' });
    faults.next('chat.postMessage', { kind: 'lose-reply' });
    await say(RECORDED);
    await to('2026-11-23T12:01:00+01:00');
    await isUnderWay('nudge.not-sent');

    faults.always('users.info', { kind: 'error', error: 'fatal_error' });
    await to('2026-11-23T14:01:00+01:00');
    await say('Okonkwo, tomorrow 15:00 with Wilhelmina Trask');
    await isUnderWay('zone.unknown');
    faults.clear();
    faults.always('views.open', { kind: 'status', status: 500 });
    await tried(say('Thistlewood with Wilhelmina Trask'));
    await isUnderWay('form.not-opened');
    faults.clear();
    faults.next('views.publish', { kind: 'error', error: 'invalid_arguments' });
    await story.slack.openHome(ada);
    await isUnderWay('home.not-published');
    faults.always('files.getUploadURLExternal', { kind: 'drop-before' });
    await tried(say('stats'));
    await isUnderWay('picture.failed');
    faults.clear();

    // The database says what it refuses, with the row and the query in its words.
    await story.pool.query('ALTER TABLE interview ADD CONSTRAINT refused CHECK (false) NOT VALID');
    await say('Juniperberry, tomorrow 16:00 with Wilhelmina Trask wtrask@quixwort.example');
    await isUnderWay('listener.failed');
    await story.pool.query('ALTER TABLE member RENAME TO member_away');
    await say('Quixwort, tomorrow 16:00 with Wilhelmina Trask');
    await tried(story.bot.nudgeNow());
    await tried(story.bot.tidyNow());
    await story.slack.sendDm(ada, 'flibbertigibbet marmalade');
    await story.pool.query('ALTER TABLE member_away RENAME TO member');
    // A row that no key opens.
    await story.pool.query(`UPDATE application SET company = 'Quixwort.velvetine'`);
    await say('list');

    // What nobody listens for, and what is none of Slack's.
    await tried(story.slack.slash(ada, '/flibbertigibbet', 'Quixwort'));
    await story.slack.event(ada, {
      type: 'message',
      channel_type: 'im',
      text: 'Quixwort',
      user: { marmalade: 1 },
    });
    await story.slack.event(ada, { type: 'flibbertigibbet', text: 'Wilhelmina Trask' });
    for (const path of ['slack/events', 'Quixwort'])
      await tried(
        fetch(`http://127.0.0.1:${story.bot.port}/${path}`, { method: 'POST', body: 'text=Quixwort' }),
      );
    await story.slack.disconnectSockets();
    await to('2027-02-01T12:00:00+01:00');
    await tried(story.bot.tidyNow());
    await expectSilence();
  }, 240_000);
});

test('what is overheard holds what is said, by whichever way', () => {
  const { log, text, stop } = overhear();
  log.trace({ event: 'one' });
  process.stdout.write('two');
  process.stderr.write('three');
  console.error(new Error('four'));
  console.log({ five: 'five' });
  stop();
  for (const word of ['one', 'two', 'three', 'four', 'five']) expect(text()).toContain(word);
});
