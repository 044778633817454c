/** The community digest: an organiser chooses a channel, members go on as ever, and the channel hears of numbers. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Channel, User } from '../../src/standin/index.ts';
import { ada, at, MODES, story, textOf, useStory } from '../support/story.ts';

const SEND = 'chat.postMessage';

describe.each(MODES)('over %s', (mode) => {
  useStory(mode);
  let olga: User;
  let channel: Channel;

  beforeEach(() => {
    olga = story.slack.addUser({ name: 'Olga', tz: 'Europe/Berlin', role: 'admin' });
    channel = story.slack.addChannel('job-search');
  });

  const posted = (where = channel) => story.slack.channelMessages(where).map(textOf);

  async function openForm(user = olga) {
    await story.slack.slash(user, '/interview', 'digest');
    return story.slack.waitForView(user, ({ callback_id }) => callback_id === 'community.digest');
  }

  /** What the organiser reads after choosing a channel, or none. */
  async function choose(where: Channel | null = channel, user = olga): Promise<string> {
    const form = await openForm(user);
    const { errors, view } = await story.slack.submit(user, form, { channel: where?.id ?? null });
    const said = errors ? JSON.stringify(errors) : textOf({ text: '', blocks: view?.blocks ?? [] });
    while (story.slack.modal(user)) await story.slack.closeView(user, story.slack.modal(user) ?? form);
    return said;
  }

  /** So many members have an interview on Tuesday, 1 December, and thank Dana. */
  async function interviews(members: number): Promise<void> {
    await at('2026-12-01T18:00:00+01:00');
    for (let n = 0; n < members; n++) {
      const member = story.slack.addUser({ name: `Member ${n}`, tz: 'Europe/Berlin' });
      await story.say(member, 'Acme, engineer, today 10:00 with Dana Fox dana@acme.example');
    }
  }

  test('Olga turns it on, five have an interview, and two weeks later the channel hears of five', async () => {
    expect(await choose()).toContain('The community digest is on in');
    expect(posted()).toEqual([expect.stringContaining(`<@${olga.id}> turned on the community digest`)]);
    await interviews(5);
    await at('2026-12-14T09:59:00+01:00');
    expect(posted()).toHaveLength(1);
    await at('2026-12-14T10:00:00+01:00');
    expect(posted()).toHaveLength(2);
    expect(posted()[1]).toContain('from Monday, 30 November to Sunday, 6 December');
    expect(posted()[1]).toContain('• 5 interviews took place');
    expect(posted()[1]).not.toMatch(/Acme|Dana|Member|offers/);
    await at('2026-12-28T12:00:00+01:00');
    expect(posted()).toHaveLength(2);
  });

  test('four have an interview, and the channel hears of nothing', async () => {
    await choose();
    await interviews(4);
    await at('2026-12-21T12:00:00+01:00');
    expect(posted()).toHaveLength(1);
  });

  test('until somebody chooses, and after it was turned off, nothing is posted', async () => {
    await interviews(5);
    await at('2026-12-14T12:00:00+01:00');
    expect(posted()).toEqual([]);
    await choose();
    await interviews(5);
    expect(await choose(null)).toContain('is off');
    await at('2027-01-20T12:00:00+01:00');
    expect(posted()).toHaveLength(1);
  });

  test('the same channel again changes nothing and posts nothing', async () => {
    await choose();
    const form = await openForm();
    expect(JSON.stringify(form.blocks)).toContain(`"initial_conversation":"${channel.id}"`);
    await story.slack.closeView(olga, form);
    expect(await choose()).toContain('nothing has changed');
    expect(posted()).toHaveLength(1);
  });

  test('in another channel it begins anew: no week is told of twice', async () => {
    await choose();
    await interviews(5);
    await at('2026-12-08T12:00:00+01:00');
    const other = story.slack.addChannel('other');
    await choose(other);
    await at('2026-12-21T12:00:00+01:00');
    expect(posted()).toHaveLength(1);
    expect(posted(other)).toHaveLength(1);
  });

  test.each(['member', 'guest', 'stranger'] as const)('a %s is told who decides', async (role) => {
    const user = story.slack.addUser({ name: 'Eve', role });
    expect(textOf(await story.say(user, 'digest'))).toContain('ask an admin or an owner');
    expect(story.slack.modal(user)).toBeUndefined();
  });

  test('an admin who is no organiser any more when the form comes in decides nothing', async () => {
    const form = await openForm();
    story.slack.changeUser(olga, { role: 'member' });
    const { errors } = await story.slack.submit(olga, form, { channel: channel.id });
    expect(errors?.channel).toContain('ask an admin or an owner');
    expect(posted()).toEqual([]);
  });

  test.each([
    ['nobody invited the bot', { hasBot: false }, 'Write /invite @Afterword in it'],
    ['the channel is archived meanwhile', { isArchived: true }, 'That channel is archived'],
  ])('where %s, the form says what to do, and nothing has changed', async (_why, change, say) => {
    const form = await openForm();
    // An archived one is not offered; this one was a moment ago.
    const submitted = story.slack.submit(olga, form, { channel: channel.id });
    story.slack.changeChannel(channel, change);
    expect((await submitted).errors?.channel).toContain(say);
    await story.slack.closeView(olga, form);
    const again = await openForm();
    expect(JSON.stringify(again.blocks)).not.toContain('initial_conversation');
  });

  test.each(['channel_not_found', 'restricted_action'])('the form takes %s for an answer', async (error) => {
    story.slack.faults.next(SEND, { kind: 'error', error });
    expect(await choose()).toMatch(/choose another one|Choose another one/);
  });

  test('a channel that Slack does not take leaves the one before as it was', async () => {
    await choose();
    const other = story.slack.addChannel('other', { hasBot: false });
    expect(await choose(other)).toContain('Write /invite @Afterword');
    await interviews(5);
    await at('2026-12-14T12:00:00+01:00');
    expect(posted()).toHaveLength(2);
  });

  test('a lost reply is said, and saving again announces nothing twice', async () => {
    story.slack.faults.next(SEND, { kind: 'lose-reply' });
    expect(await choose()).toContain('Slack did not say whether my announcement arrived');
    expect(await choose()).toContain('nothing has changed');
    expect(posted()).toHaveLength(1);
  });

  test('while Slack is in trouble nothing changes, and saving again does it', async () => {
    story.slack.faults.next(SEND, { kind: 'status', status: 503 });
    expect(await choose()).toContain('nothing has changed. Please save again');
    expect(await choose()).toContain('I have announced it there');
    expect(posted()).toHaveLength(1);
  });

  test('in the direct message an organiser gets a button to the form', async () => {
    await story.slack.sendDm(olga, 'digest');
    const answer = await story.slack.waitForMessage(olga);
    await story.slack.click(olga, answer, 'community.digest');
    await story.slack.waitForView(olga, ({ callback_id }) => callback_id === 'community.digest');
    story.slack.changeUser(olga, { role: 'member' });
    await story.slack.click(olga, answer, 'community.digest');
    await story.slack.waitForMessage(olga, (one) => textOf(one).includes('ask an admin'), { after: answer });
  });

  test('the export of an organiser says what they chose, and forget-me what they chose for all stays on', async () => {
    await choose();
    await story.say(olga, 'export json');
    const [file] = story.slack.files();
    expect(JSON.parse(String(file?.content))).toMatchObject({
      digests: [{ channel: channel.id, zone: 'Europe/Berlin', since: expect.any(String) }],
    });
    const question = await story.say(olga, 'forget-me');
    await story.slack.click(olga, question, 'member.forget');
    await story.slack.waitForMessage(olga, (one) => textOf(one).includes('nothing about you is stored'));
    await interviews(5);
    await at('2026-12-14T12:00:00+01:00');
    expect(posted()).toHaveLength(2);
  });

  test('a slip of the word is set right, and help tells of it', async () => {
    expect(textOf(await story.say(ada, 'digets'))).toContain('/interview digest');
    expect(textOf(await story.say(ada, 'help'))).toContain('/interview digest');
  });
});
