/** A member who leaves the workspace gets nothing more; who comes back within thirty days finds everything as it was. */
import { WebClient } from '@slack/web-api';
import { describe, expect, test } from 'vitest';
import { closeJournal, openJournal } from '../../src/journal/journal.ts';
import { meetMember } from '../../src/journal/members.ts';
import { tidy } from '../../src/nudging/nightly.ts';
import { openLog } from '../../src/operate/log.ts';
import { openSealer } from '../../src/operate/sealing.ts';
import {
  ada,
  at,
  KEY,
  MODES,
  nudgeMessages,
  rulesIn,
  startStory,
  story,
  textOf,
  useStory,
} from '../support/story.ts';

const DAY = 24 * 3_600_000;

describe.each(MODES)('over %s', (mode) => {
  useStory(mode);

  /** What Slack tells of somebody who was deactivated, or is back. */
  async function change(deleted: boolean, team?: string): Promise<void> {
    const { id, tz } = story.slack.changeUser(ada, { deleted });
    const who = deleted ? { id, deleted } : { id, deleted, tz };
    await story.slack.event(ada, {
      type: 'user_change',
      user: { ...who, ...(team === undefined ? {} : { team_id: team }) },
    });
  }

  const posts = () => story.slack.calls({ method: 'chat.postMessage' }).length;
  const member = async () => (await story.pool.query('SELECT left_at, wake_at FROM member')).rows[0];
  const isLeft = () => expect.poll(async () => (await member())?.left_at).toBeInstanceOf(Date);
  const isBack = () => expect.poll(async () => (await member())?.left_at).toBeNull();

  test.each([
    ['no team', undefined],
    ['their own team, which is another', 'T0ELSEWHERE'],
  ])('Slack says that they left, naming %s: nothing more is tried', async (_name, team) => {
    await story.say(ada, 'Acme, today 15:00');
    await change(true, team);
    await isLeft();
    const before = posts();
    await at('2026-11-25T18:00:00+01:00');
    expect(posts()).toBe(before);
    expect(await member()).toMatchObject({ wake_at: null });
    await change(false, team);
    await isBack();
    // The thank-you is late by now, and still better than none.
    await story.bot.nudgeNow();
    expect(nudgeMessages(story.slack, ada).flatMap(rulesIn)).toContain('thank-you');
  });

  test('a nudge that Slack refuses because they left is the last that is tried, and comes when they are back', async () => {
    await story.say(ada, 'Acme, today 15:00');
    await at('2026-11-23T15:30:00+01:00');
    story.slack.changeUser(ada, { deleted: true });
    await at('2026-11-23T18:01:00+01:00');
    await isLeft();
    const before = posts();
    await at('2026-11-24T12:00:00+01:00');
    expect(posts()).toBe(before);
    // They do something: that Slack sent no event is no matter.
    story.slack.changeUser(ada, { deleted: false });
    expect(textOf(await story.say(ada, 'list'))).toContain('Acme');
    await isBack();
    await story.bot.nudgeNow();
    expect(nudgeMessages(story.slack, ada).flatMap(rulesIn).sort()).toEqual([
      'closing',
      'debrief',
      'thank-you',
    ]);
  });

  test('where every event was lost the nightly look finds out, and thirty days later everything is gone', async () => {
    await story.say(ada, 'Acme, 2027-01-20 15:00');
    await story.say(ada, 'stats');
    const [picture] = story.slack.files();
    expect(picture).toBeDefined();
    story.slack.changeUser(ada, { deleted: true });
    await story.bot.tidyNow();
    expect(await member()).toMatchObject({ left_at: null });
    await at('2026-12-01T12:00:00+01:00');
    await story.bot.tidyNow();
    expect(await member()).toMatchObject({ left_at: expect.any(Date), wake_at: null });
    await at('2026-12-31T11:59:59+01:00');
    await story.bot.tidyNow();
    expect((await story.pool.query('SELECT FROM application')).rowCount).toBe(1);
    await at('2026-12-31T12:00:01+01:00');
    await story.bot.tidyNow();
    for (const table of ['member', 'application', 'interview'])
      expect((await story.pool.query(`SELECT FROM ${table}`)).rowCount).toBe(0);
    expect(story.slack.files()).toEqual([]);
  });

  test('the nightly look finds who is back, and who moved', async () => {
    await story.say(ada, 'Acme, 2026-12-20 14:00');
    await change(true);
    await isLeft();
    story.slack.changeUser(ada, { deleted: false, tz: 'America/New_York' });
    await at('2026-12-02T12:00:00+01:00');
    await story.bot.tidyNow();
    expect(await member()).toMatchObject({ left_at: null, wake_at: expect.any(Date) });
    // The interview is at 8:00 in New York: the closing line comes on the evening before, at 20:00 there.
    expect((await member())?.wake_at).toEqual(new Date('2026-12-19T20:00:00-05:00'));
  });

  test('closed applications are purged after a year, and no nudge is lost by that', async () => {
    await story.say(ada, 'Acme, today 9:00');
    await story.say(ada, 'heard rejection Acme');
    await at('2027-11-20T12:00:00+01:00');
    await story.say(ada, 'Globex, 2027-11-25 15:00');
    await story.bot.tidyNow();
    expect(textOf(await story.say(ada, 'list'))).toContain('Acme');
    await at('2027-11-24T12:00:00+01:00');
    await story.bot.tidyNow();
    expect(textOf(await story.say(ada, 'list'))).not.toContain('Acme');
    const { rows } = await story.pool.query('SELECT DISTINCT application_id FROM delivery');
    expect(rows).toEqual([]);
    await at('2027-11-25T14:01:00+01:00');
    expect(rulesIn(nudgeMessages(story.slack, ada).at(-1) ?? fail())).toEqual(['closing']);
  });
});

function fail(): never {
  throw new Error('nothing came');
}

test('a workspace that gives no answer is left alone for the night, and nobody in it is taken for gone', async () => {
  const story = await startStory();
  const others = ['Bob', 'Eve', 'Mia'].map((name) => story.slack.addUser({ name, tz: 'Europe/Berlin' }));
  for (const one of others) await story.say(one, 'Acme, 2027-01-20 15:00');
  const asked = () => story.slack.calls({ method: 'users.info' }).length;
  await story.wind(new Date(story.clock().getTime() + 8 * DAY));
  const before = asked();
  story.slack.faults.next('users.info', { kind: 'rate-limit', retryAfter: 30 });
  await story.bot.tidyNow();
  expect(asked()).toBe(before + 1);
  // One about whom Slack says nothing keeps it from no other.
  story.slack.faults.next('users.info', { kind: 'error', error: 'user_not_visible' });
  await story.bot.tidyNow();
  expect(asked()).toBe(before + 4);
  await story.bot.tidyNow();
  expect(asked()).toBe(before + 4);
  const { rows } = await story.pool.query('SELECT FROM member WHERE left_at IS NOT NULL');
  expect(rows).toEqual([]);
  await story.end();
});

test('a workspace to which there is no way, and a member whose row no key opens, keep the night from nobody else', async () => {
  const story = await startStory();
  const elsewhere = story.slack.addWorkspace('Elsewhere');
  const [far, bob, mia, eve] = ['Far', 'Bob', 'Mia', 'Eve'].map((name) =>
    story.slack.addUser({ name, tz: 'Europe/Berlin', ...(name === 'Far' ? { workspace: elsewhere } : {}) }),
  );
  if (!far || !bob || !mia || !eve) throw new Error('nobody');
  const journal = openJournal({ pool: story.pool, sealer: openSealer([KEY]), now: story.clock });
  for (const { teamId: workspaceId, id: userId, tz: zone } of [far, bob, mia, eve])
    await meetMember(journal, { workspaceId, userId }, { zone });
  for (const one of [bob, mia]) await story.say(one, 'Acme, 2027-01-20 15:00');
  await story.pool.query(`UPDATE application SET company = 'no.key'`);
  for (const one of [far, bob, eve]) story.slack.changeUser(one, { deleted: true });
  await story.wind(new Date(story.clock().getTime() + 31 * DAY));
  const client = new WebClient(story.slack.botToken, { slackApiUrl: story.slack.apiUrl });
  const clientFor = async (workspaceId: string) => {
    if (workspaceId === far.teamId) throw new Error('not installed');
    return client;
  };
  await tidy({
    journal,
    clientFor,
    log: openLog({ level: 'silent' }),
    retentionMonths: 12,
    isStillInstalled: async () => true,
  });
  const { rows } = await story.pool.query('SELECT slack_user_id AS id FROM member WHERE left_at IS NOT NULL');
  expect(rows.map(({ id }) => id).sort()).toEqual([bob.id, eve.id].sort());
  await closeJournal(journal);
  await story.end();
});
