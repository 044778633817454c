/** "Share this win": a member tells the channel of an offer by a second click of their own, and can take it back. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Channel, Message, User, View } from '../../src/standin/index.ts';
import { ada, at, MODES, story, textOf, useStory } from '../support/story.ts';

const SEND = 'chat.postMessage';

describe.each(MODES)('over %s', (mode) => {
  useStory(mode);
  let olga: User;
  let channel: Channel;

  beforeEach(async () => {
    olga = story.slack.addUser({ name: 'Olga', tz: 'Europe/Berlin', role: 'admin' });
    channel = story.slack.addChannel('job-search');
    await story.say(ada, 'Acme, engineer, today 9:00 with Dana Fox dana@acme.example');
  });

  async function chooseChannel(where: Channel | null = channel): Promise<void> {
    await story.slack.slash(olga, '/interview', 'digest');
    const form = await story.slack.waitForView(olga);
    const { view } = await story.slack.submit(olga, form, { channel: where?.id ?? null });
    if (view) await story.slack.closeView(olga, view);
  }

  const posted = (where = channel): string[] => story.slack.channelMessages(where).map(textOf);
  const wins = (where = channel) => posted(where).filter((text) => text.includes('has an offer'));
  const read = ({ blocks }: View) => JSON.stringify(blocks);

  /** Presses the button under the answer to an offer, and gives what opens. */
  async function press(answer: Message): Promise<View> {
    for (let open = story.slack.modal(ada); open; open = story.slack.modal(ada))
      await story.slack.closeView(ada, open);
    await story.slack.click(ada, answer, 'community.share');
    return story.slack.waitForView(ada);
  }

  const offered = () => story.say(ada, 'heard offer Acme');

  /** The second click. @returns what the modal says then */
  async function share(form: View, words: string | null = null): Promise<View> {
    const { view, errors } = await story.slack.submit(ada, form, { words });
    if (!view) throw new Error(JSON.stringify(errors));
    return view;
  }

  /** The same from the beginning, while this befalls the message. `answer`: what has the button. */
  async function shareUnder(kind: 'lose-reply' | 'drop-before'): Promise<{ answer: Message; said: View }> {
    await chooseChannel();
    const answer = await offered();
    const form = await press(answer);
    story.slack.faults.next(SEND, { kind });
    return { answer, said: await share(form) };
  }

  /** The next call is carried out, and answered when what this gives is called. */
  function hold(method: string): () => void {
    let go = () => {};
    const until = new Promise<void>((resolve) => {
      go = resolve;
    });
    story.slack.faults.next(method, { kind: 'hold-reply', until });
    return go;
  }

  /** The same, while everything about her is removed between Slack's taking it and its answer. */
  async function shareForgotten(): Promise<View> {
    await chooseChannel();
    const form = await press(await offered());
    const go = hold(SEND);
    const shared = share(form);
    await story.slack.waitForChannelMessage(channel, ({ text }) => text.includes('has an offer'));
    await story.pool.query('DELETE FROM member WHERE slack_user_id = $1', [ada.id]);
    go();
    return shared;
  }

  test('where no channel was chosen, and for any other answer, there is nothing to share', async () => {
    expect(textOf(await offered())).not.toContain('community.share');
    await chooseChannel();
    expect(textOf(await story.say(ada, 'heard rejection Acme'))).not.toContain('community.share');
    expect(textOf(await story.say(ada, 'heard next-round Acme'))).not.toContain('community.share');
  });

  test('the first click shows what would be posted and posts nothing; the second posts it under her name', async () => {
    await chooseChannel();
    const form = await press(await offered());
    expect(read(form)).toContain(`<@${ada.id}> has an offer :tada:`);
    expect(read(form)).toContain(`<#${channel.id}>`);
    expect(wins()).toEqual([]);
    await share(form);
    expect(wins()).toHaveLength(1);
    expect(wins()[0]).not.toMatch(/Acme|Dana|own words/);
  });

  test('a line of her own stands below it as hers, and calls nobody', async () => {
    await chooseChannel();
    await share(
      await press(await offered()),
      'Thanks <!channel> @here ```and``` <@U123> & https://acme.example\n>really',
    );
    const [win] = story.slack.channelMessages(channel).filter(({ text }) => text.includes('has an offer'));
    expect(win?.text).toBe(`<@${ada.id}> has an offer :tada:`);
    expect(win?.blocks).toMatchObject([
      { type: 'section' },
      { type: 'context', elements: [{ text: `In <@${ada.id}>’s own words:` }] },
      {
        text: {
          verbatim: true,
          text: "> Thanks &lt;!channel&gt; @here '''and''' &lt;@U123&gt; &amp; https://acme.example &gt;really",
        },
      },
    ]);
    const [, call] = story.slack.calls({ method: SEND }).filter(({ args }) => args.channel === channel.id);
    expect(call?.args).toMatchObject({ unfurl_links: 'false', unfurl_media: 'false' });
  });

  test('it can be taken back from where it was shared, or by the old button, and shared again', async () => {
    await chooseChannel();
    const answer = await offered();
    const done = await share(await press(answer));
    await story.slack.click(ada, done, 'community.unshare');
    await story.slack.waitForView(ada, (view) => read(view).includes('Taken back'));
    expect(wins()).toEqual([]);
    await share(await press(answer));
    const stands = await press(answer);
    expect(read(stands)).toContain('of your offer');
    await story.slack.click(ada, stands, 'community.unshare');
    await story.slack.waitForView(ada, (view) => read(view).includes('Taken back'));
    expect(wins()).toEqual([]);
  });

  test('a form that was opened twice posts once', async () => {
    await chooseChannel();
    const answer = await offered();
    const form = await press(answer);
    story.slack.duplicateNext('interactive');
    await share(form);
    const again = await press(answer);
    expect(read(again)).toContain('You told');
    expect(wins()).toHaveLength(1);
  });

  test('whoever takes back what somebody deleted already is told that it is gone', async () => {
    await chooseChannel();
    const done = await share(await press(await offered()));
    const [, win] = story.slack.channelMessages(channel);
    story.slack.faults.next('chat.delete', { kind: 'error', error: 'message_not_found' });
    await story.slack.click(ada, done, 'community.unshare');
    await story.slack.waitForView(ada, (view) => read(view).includes('Taken back'));
    expect(win).toBeDefined();
  });

  test('what Slack will not delete stays, and she is told whom to ask', async () => {
    await chooseChannel();
    const done = await share(await press(await offered()));
    story.slack.faults.next('chat.delete', { kind: 'error', error: 'cant_delete_message' });
    await story.slack.click(ada, done, 'community.unshare');
    await story.slack.waitForView(ada, (view) => read(view).includes('Ask an admin'));
    expect(wins()).toHaveLength(1);
  });

  test('after a lost reply she is told to look, and it is never posted twice', async () => {
    const { answer, said } = await shareUnder('lose-reply');
    expect(read(said)).toContain('It may have been posted');
    expect(read(said)).not.toContain('Take it back');
    expect(read(await press(answer))).toContain('It may have been posted');
    expect(wins()).toHaveLength(1);
  });

  test('where it was lost on the way she says that it is not there, and shares it again', async () => {
    const { answer, said } = await shareUnder('drop-before');
    expect(read(said)).toContain('It is not there');
    await story.slack.click(ada, said, 'community.unshare');
    await story.slack.waitForView(ada, (view) => read(view).includes('it is not in'));
    expect(wins()).toEqual([]);
    await share(await press(answer));
    expect(wins()).toHaveLength(1);
    expect(read(await press(answer))).toContain('Take it back');
  });

  test('what she takes for lost while Slack has it, does not come beside what she shares again', async () => {
    await chooseChannel();
    const answer = await offered();
    const form = await press(answer);
    const go = hold(SEND);
    const first = share(form);
    await story.slack.waitForChannelMessage(channel, ({ text }) => text.includes('has an offer'));
    await story.slack.click(ada, answer, 'community.share');
    const unsure = await story.slack.waitForView(ada, (view) => read(view).includes('It is not there'));
    await story.slack.click(ada, unsure, 'community.unshare');
    await story.slack.waitForView(ada, (view) => read(view).includes('it is not in'));
    await story.slack.click(ada, answer, 'community.share');
    await share(await story.slack.waitForView(ada, ({ callback_id }) => callback_id === 'community.share'));
    go();
    expect(read(await first)).toContain('Taken back');
    expect(wins()).toHaveLength(1);
  });

  test.each([
    ['Slack is in trouble', { kind: 'status' as const, status: 503 }],
    ['Slack wants a pause', { kind: 'rate-limit' as const, retryAfter: 30 }],
    ['the bot was removed from the channel', { kind: 'error' as const, error: 'not_in_channel' }],
  ])('where %s the form says so, and the next try posts it', async (_why, fault) => {
    await chooseChannel();
    const form = await press(await offered());
    story.slack.faults.next(SEND, fault);
    const { errors } = await story.slack.submit(ada, form, { words: 'At last' });
    expect(errors?.words).toContain('nothing was posted');
    expect(wins()).toEqual([]);
    await share(form, 'At last');
    expect(wins()).toHaveLength(1);
  });

  test('where the digest was turned off or moved between the clicks, nothing is posted', async () => {
    await chooseChannel();
    const answer = await offered();
    const other = story.slack.addChannel('other');
    const stale = await press(answer);
    await chooseChannel(other);
    const moved = await share(stale);
    expect(read(moved)).toContain(`<#${other.id}>`);
    const form = await press(answer);
    await chooseChannel(null);
    const off = await share(form);
    expect(read(off)).toContain('Nothing was posted');
    expect(read(await press(answer))).toContain('Nothing was posted');
    expect([...wins(), ...wins(other)]).toEqual([]);
  });

  test('an offer that was taken back can not be shared; one that was shared says that it stands there', async () => {
    await chooseChannel();
    const answer = await offered();
    const form = await press(answer);
    await story.slack.click(ada, answer, 'heard.undo');
    await story.slack.waitForMessage(ada, (one) => textOf(one).includes('no longer recorded'));
    expect(read(await share(form))).toContain('not recorded any more');
    expect(wins()).toEqual([]);
    const again = await offered();
    await share(await press(again));
    await story.slack.click(ada, again, 'heard.undo');
    const undone = await story.slack.waitForMessage(ada, (one) => textOf(one).includes('community.unshare'));
    await story.slack.click(ada, undone, 'community.unshare');
    await story.slack.waitForMessage(ada, (one) => textOf(one).includes('Taken back: it is not in'));
    expect(wins()).toEqual([]);
  });

  test('by the form for what was heard it is offered too, and in discreet mode as well', async () => {
    await chooseChannel();
    await story.slack.slash(ada, '/interview', 'settings');
    const settings = await story.slack.waitForView(ada);
    const { view } = await story.slack.submit(ada, settings, { discreet: ['yes'] });
    if (view) await story.slack.closeView(ada, view);
    const shown = await story.say(ada, 'show Acme');
    await story.slack.click(ada, shown, 'application.heard-back');
    const form = await story.slack.waitForView(
      ada,
      ({ callback_id }) => callback_id === 'interview.heard-back',
    );
    const { view: answer } = await story.slack.submit(ada, form, { outcome: 'offer' });
    if (!answer) throw new Error('it was not saved');
    await story.slack.click(ada, answer, 'community.share');
    const second = await story.slack.waitForView(ada, ({ callback_id }) => callback_id === 'community.share');
    expect(wins()).toEqual([]);
    await share(second);
    expect(wins()).toHaveLength(1);
  });

  test('somebody else’s button shares and takes back nothing', async () => {
    await chooseChannel();
    const answer = await offered();
    const done = await share(await press(answer));
    const eve = story.slack.addUser({ name: 'Eve', tz: 'Europe/Berlin' });
    await story.say(eve, 'list');
    const pressed = await story.slack.click(eve, answer, 'community.share');
    await story.slack.waitForView(eve, (view) => read(view).includes('not recorded any more'));
    expect(pressed.replies()).toEqual([]);
    // The button to take it back, on a message.
    await story.slack.closeView(ada, done);
    await story.slack.click(ada, answer, 'heard.undo');
    const undone = await story.slack.waitForMessage(ada, (one) => textOf(one).includes('community.unshare'));
    await story.slack.click(eve, undone, 'community.unshare');
    await story.slack.waitForMessage(ada, (one) => textOf(one).includes('taken back already'));
    expect(wins()).toHaveLength(1);
  });

  test('the export tells of it, and forget-me takes it out of the channel', async () => {
    await chooseChannel();
    await share(await press(await offered()), 'At last');
    await story.say(ada, 'export json');
    expect(JSON.parse(String(story.slack.files()[0]?.content))).toMatchObject({
      sharedWins: [{ channel: channel.id, messageTs: expect.any(String) }],
    });
    await story.slack.click(ada, await story.say(ada, 'forget-me'), 'member.forget');
    await story.slack.waitForMessage(ada, (one) => textOf(one).includes('nothing about you is stored'));
    expect(wins()).toEqual([]);
    expect((await story.pool.query('SELECT FROM shared_win')).rowCount).toBe(0);
  });

  test('where Slack will not delete it, forget-me removes everything here all the same, and says where it stands', async () => {
    await chooseChannel();
    await share(await press(await offered()));
    story.slack.faults.always('chat.delete', { kind: 'error', error: 'cant_delete_message' });
    await story.slack.click(ada, await story.say(ada, 'forget-me'), 'member.forget');
    const done = await story.slack.waitForMessage(ada, (one) =>
      textOf(one).includes('nothing about you is stored'),
    );
    expect(textOf(done)).toContain(`<#${channel.id}>`);
    expect((await story.pool.query('SELECT FROM shared_win')).rowCount).toBe(0);
  });

  test('what Slack takes while it deletes another one does not outlive forget-me', async () => {
    await chooseChannel();
    await share(await press(await offered()));
    await story.say(ada, 'Globex, engineer, today 9:30');
    const form = await press(await story.say(ada, 'heard offer Globex'));
    const [taken, deleted] = [hold(SEND), hold('chat.delete')];
    const shared = share(form);
    await expect.poll(() => wins().length).toBe(2);
    const question = await story.say(ada, 'forget-me');
    await story.slack.click(ada, question, 'member.forget');
    await expect.poll(() => wins().length).toBe(1);
    taken();
    expect(read(await shared)).toContain('Take it back');
    deleted();
    await story.slack.waitForMessage(ada, (one) => textOf(one).includes('nothing about you is stored'));
    expect(wins()).toEqual([]);
  });

  test('forgotten while Slack takes it, it does not stay', async () => {
    expect(read(await shareForgotten())).toContain('Taken back');
    expect(wins()).toEqual([]);
  });

  test('forgotten while Slack takes it, and then it cannot be deleted: she is told that it stands there', async () => {
    story.slack.faults.always('chat.delete', { kind: 'status', status: 503 });
    expect(read(await shareForgotten())).toContain('Ask an admin');
    expect(wins()).toHaveLength(1);
  });

  test.each(['channel_not_found', 'not_in_channel'])(
    '%s does not say that it is gone: a channel may hide from who was removed from it',
    async (error) => {
      await chooseChannel();
      const done = await share(await press(await offered()));
      story.slack.faults.next('chat.delete', { kind: 'error', error });
      await story.slack.click(ada, done, 'community.unshare');
      await story.slack.waitForView(ada, (view) => read(view).includes('Ask an admin'));
      expect(wins()).toHaveLength(1);
    },
  );

  test('thirty days after she left, it is out of the channel', async () => {
    await chooseChannel();
    await share(await press(await offered()));
    const gone = story.slack.changeUser(ada, { deleted: true });
    await story.slack.event(olga, {
      type: 'user_change',
      user: { id: gone.id, team_id: gone.teamId, deleted: true },
    });
    const left = 'SELECT FROM member WHERE left_at IS NOT NULL';
    await expect.poll(async () => (await story.pool.query(left)).rowCount).toBe(1);
    await at('2026-12-24T12:00:00Z');
    await story.bot.tidyNow();
    expect(wins()).toEqual([]);
    expect((await story.pool.query('SELECT FROM shared_win')).rowCount).toBe(0);
  });
});
