/** When Slack misbehaves: what is sent again, what waits, and what the member is told. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { User } from '../../src/standin/index.ts';
import { letHoldsEnd } from '../support/fates.ts';
import { nudgeMessages, rulesIn, type Story, startStory, textOf } from '../support/story.ts';

let story: Story;
let ada: User;

beforeEach(async () => {
  story = await startStory('socket');
  ada = story.slack.addUser({ name: 'Ada', tz: 'Europe/Berlin' });
  await story.say(ada, 'Acme, today 9:00');
});
afterEach(() => story.end());

const posts = () => story.slack.calls({ method: 'chat.postMessage' });
const noon = new Date('2026-11-23T12:01:00+01:00');
const letLeasesEnd = () => letHoldsEnd(story.pool);
const sent = () => nudgeMessages(story.slack, ada).map(rulesIn);

test('a 429 holds the whole workspace back for as long as Slack says, and loses nothing', async () => {
  story.slack.faults.next('chat.postMessage', { kind: 'rate-limit', retryAfter: 30 });
  await story.wind(noon);
  await story.bot.nudgeNow();
  expect(posts()).toHaveLength(1);
  const { rows } = await story.pool.query(
    'SELECT extract(epoch FROM paused_until - now()) AS seconds FROM workspace',
  );
  expect(Number(rows[0].seconds)).toBeGreaterThan(20);
  await letLeasesEnd();
  await story.bot.nudgeNow();
  expect(sent()).toHaveLength(1);
});

test('a 503 is tried again later', async () => {
  story.slack.faults.next('chat.postMessage', { kind: 'status', status: 503 });
  await story.wind(noon);
  expect(sent()).toEqual([]);
  await letLeasesEnd();
  await story.bot.nudgeNow();
  expect(sent()).toHaveLength(1);
});

test('a connection that breaks before anything arrived is sent again', async () => {
  story.slack.faults.next('chat.postMessage', { kind: 'drop-before' });
  await story.wind(noon);
  expect(sent()).toEqual([]);
  await letLeasesEnd();
  await story.bot.nudgeNow();
  expect(sent()).toHaveLength(1);
});

test('an outage does not use up the one second try', async () => {
  story.slack.faults.next('chat.postMessage', { kind: 'drop-before' });
  await story.wind(noon);
  story.slack.faults.always('auth.test', { kind: 'drop-before' });
  for (let attempt = 0; attempt < 3; attempt++) {
    await letLeasesEnd();
    await story.bot.nudgeNow();
  }
  expect(posts()).toHaveLength(1);
  story.slack.faults.clear();
  await letLeasesEnd();
  await story.bot.nudgeNow();
  expect(sent()).toHaveLength(1);
});

test('one nudge that Slack refuses for its form does not take the others with it', async () => {
  // The message of both, and the first of them by itself.
  story.slack.faults.next('chat.postMessage', { kind: 'error', error: 'msg_blocks_too_long' }, 2);
  await story.wind(noon);
  expect(posts()).toHaveLength(3);
  expect(sent()).toEqual([['thank-you']]);
  await story.slack.openHome(ada);
  const home = await story.slack.waitForHome(ada);
  expect(JSON.stringify(home.blocks)).toContain('Missed (1)');
});

test('nudges that are sent one by one wait with the rest when Slack asks for a pause', async () => {
  story.slack.faults.next('chat.postMessage', { kind: 'error', error: 'invalid_blocks' });
  story.slack.faults.next('chat.postMessage', { kind: 'rate-limit', retryAfter: 30 });
  await story.wind(noon);
  expect(sent()).toEqual([]);
  await letLeasesEnd();
  await story.bot.nudgeNow();
  expect(sent()).toEqual([['debrief', 'thank-you']]);
});

test('nudges that are sent one by one end with a member who asks to be forgotten', async () => {
  const question = await story.say(ada, 'forget-me');
  story.slack.faults.next('chat.postMessage', { kind: 'error', error: 'invalid_blocks' });
  const wound = story.wind(noon);
  await story.slack.waitForCall('chat.postMessage');
  await story.slack.click(ada, question, 'member.forget');
  await story.slack.waitForMessage(ada, ({ text }) => text.includes('nothing about you'));
  const { length } = posts();
  await wound;
  expect(posts()).toHaveLength(length);
});

test('a member who cannot be written to holds up nobody else', async () => {
  const bob = story.slack.addUser({ name: 'Bob', tz: 'Europe/Berlin' });
  await story.say(bob, 'Globex, today 9:00');
  story.slack.changeUser(ada, { deleted: true });
  await story.wind(noon);
  expect(nudgeMessages(story.slack, bob)).toHaveLength(1);
});

test('a command goes on working when the socket was dropped and came back', async () => {
  await story.slack.disconnectSockets();
  await story.slack.socketConnected(20_000);
  expect(textOf(await story.say(ada, 'list'))).toContain('Acme');
});

test('someone whom Slack gives no zone is told what to do, and loses nothing typed', async () => {
  const bob = story.slack.addUser({ name: 'Bob', tz: 'Europe/Berlin' });
  story.slack.faults.next('users.info', { kind: 'error', error: 'fatal_error' });
  const sorry = await story.say(bob, 'Globex, tomorrow 9:00');
  expect(textOf(sorry)).toContain('try again');
  expect(textOf(sorry)).toContain('Globex, tomorrow 9:00');
  expect(textOf(await story.say(bob, 'Globex, tomorrow 9:00'))).toContain('Recorded: Globex');
});

test('a database that fails is told, with what was typed', async () => {
  await story.pool.query('ALTER TABLE interview RENAME TO interview_away');
  const sorry = await story.say(ada, 'Initech, tomorrow 9:00');
  expect(textOf(sorry)).toContain('Something went wrong on my side');
  expect(textOf(sorry)).toContain('Initech, tomorrow 9:00');
  await story.pool.query('ALTER TABLE interview_away RENAME TO interview');
  expect(textOf(await story.say(ada, 'Initech, tomorrow 9:00'))).toContain('Recorded: Initech');
});
