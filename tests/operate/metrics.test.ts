/** What `/metrics` says of a bot, and what it never says. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { openMetrics } from '../../src/operate/metrics.ts';
import type { Fault, User } from '../../src/standin/index.ts';
import { letHoldsEnd } from '../support/fates.ts';
import { counted, metricsPage, samplesOf } from '../support/metrics.ts';
import { type Mode, type Story, startStory } from '../support/story.ts';

const SEND = 'chat.postMessage';
const NUDGES = /^nudges_/;

let story: Story;
let ada: User;

async function begin(mode: Mode = 'socket', scopes?: readonly string[]): Promise<void> {
  story = await startStory(mode, scopes ? { scopes } : {});
  onTestFinished(story.end);
  ada = story.slack.addUser({ name: 'Ada', tz: 'Europe/Berlin' });
}

const nudges = () => counted(story.bot.port, NUDGES);
const to = (iso: string) => story.wind(new Date(iso));
/** The bot ticks by itself as well. */
const settle = async (expected: Record<string, number>) => expect.poll(nudges).toEqual(expected);

/** Two nudges are due at once: the debrief and the thank-you. What goes wrong is arranged before. */
async function recordPast(...faults: readonly Fault[]): Promise<void> {
  for (const fault of faults) story.slack.faults.next(SEND, fault);
  await story.say(ada, 'Acme, today 9:00');
  await story.bot.nudgeNow();
}

async function tryAgain(): Promise<void> {
  await letHoldsEnd(story.pool);
  await story.bot.nudgeNow();
}

describe.each<Mode>(['socket', 'http', 'http-alone'])('over %s', (mode) => {
  test('it is served beside the health checks, as text that a Prometheus reads', async () => {
    await begin(mode);
    const response = await fetch(`http://127.0.0.1:${story.bot.port}/metrics`);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const names = samplesOf(await response.text()).map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['afterword_queue_age_seconds', 'process_start_time_seconds']),
    );
    expect(new Set(names.filter((name) => name === 'afterword_nudges_sent_total')).size).toBe(1);
  });

  test('no label holds anything but a word of ours, and what Slack calls its methods', async () => {
    await begin(mode);
    await recordPast({ kind: 'rate-limit', retryAfter: 1 });
    await tryAgain();
    await story.say(ada, 'stats');
    await expect.poll(() => story.slack.files().length).toBe(1);
    const page = await metricsPage(story.bot.port);
    const labels = samplesOf(page).filter(({ name }) => name.startsWith('afterword_'));
    const valuesOf = (key: string) => [...new Set(labels.flatMap((one) => one.labels[key] ?? []))].sort();
    expect([...new Set(labels.flatMap((one) => Object.keys(one.labels)))].sort()).toEqual(
      ['le', 'method', 'outcome', 'reason'].sort(),
    );
    expect(valuesOf('reason')).toEqual(['refused', 'too-late', 'unseen']);
    expect(valuesOf('outcome')).toEqual(expect.arrayContaining(['ok', 'rate-limited']));
    const called = new Set(['other', ...story.slack.calls().map(({ method }) => method)]);
    expect(valuesOf('method').filter((method) => !called.has(method))).toEqual([]);
    expect(valuesOf('method')).toEqual(expect.arrayContaining([SEND, 'files.getUploadURLExternal', 'other']));
    const { workspace, apiUrl } = story.slack;
    for (const word of [ada.id, ada.dm, workspace.id, 'Acme', 'thank', 'debrief', new URL(apiUrl).host])
      expect(page).not.toContain(word);
  });
});

test('a nudge that comes: due, sent, and late by nothing, whatever the member told of the past', async () => {
  await begin();
  await recordPast();
  await settle({ nudges_due_total: 2, nudges_sent_total: 2 });
});

test('Slack in trouble for a while: what comes after it is late, and was begun again', async () => {
  await begin();
  await story.say(ada, 'Acme, today 15:00');
  story.slack.faults.next(SEND, { kind: 'status', status: 503 });
  await to('2026-11-23T14:00:00+01:00');
  await to('2026-11-23T14:20:00+01:00');
  expect(await counted(story.bot.port, /^(queue_age|workspaces_paused)/)).toEqual({
    queue_age_seconds: 20 * 60,
    workspaces_paused: 1,
  });
  await tryAgain();
  await settle({ nudges_due_total: 1, nudges_sent_total: 1, nudges_retried_total: 1, nudges_late_total: 1 });
  expect(await counted(story.bot.port, /^(queue_age|workspaces_paused)/)).toEqual({});
});

test('a reply that is lost is unknown, and sent once it was found', async () => {
  await begin();
  await recordPast({ kind: 'lose-reply' });
  await tryAgain();
  await settle({ nudges_due_total: 2, nudges_sent_total: 2, nudges_unknown_total: 2 });
});

test('where nobody can look, what stays unknown is missed in the end', async () => {
  await begin('socket', ['commands', 'chat:write', 'users:read']);
  await recordPast({ kind: 'drop-before' }, { kind: 'drop-before' });
  await tryAgain();
  await tryAgain();
  await settle({
    ...{ nudges_due_total: 2, nudges_unknown_total: 4, nudges_retried_total: 2 },
    'nudges_missed_total unseen': 2,
  });
});

test('what Slack refuses is missed', async () => {
  await begin();
  await recordPast({ kind: 'error', error: 'is_archived' });
  await settle({ nudges_due_total: 2, 'nudges_missed_total refused': 2 });
});

test('what lost its sense while Slack was away is missed once, however often the rest is tried', async () => {
  await begin();
  story.slack.faults.always(SEND, { kind: 'status', status: 503 });
  await story.say(ada, 'Acme, today 14:00');
  await story.say(ada, 'Globex, today 9:00');
  // The closing line for Acme is of no use once that interview began; what belongs to Globex still is.
  await to('2026-11-23T13:00:00+01:00');
  await to('2026-11-23T14:30:00+01:00');
  for (let n = 0; n < 3; n++) await tryAgain();
  story.slack.faults.clear();
  await tryAgain();
  expect(await counted(story.bot.port, /^nudges_(missed|sent)/)).toEqual({
    ...{ nudges_sent_total: 2, 'nudges_missed_total too-late': 1 },
  });
});

test('two bots in one process count by themselves', async () => {
  await begin();
  const other = await startStory();
  onTestFinished(other.end);
  await recordPast();
  await settle({ nudges_due_total: 2, nudges_sent_total: 2 });
  expect(await counted(other.bot.port, NUDGES)).toEqual({});
});

test('calls are counted by how they ended', async () => {
  await begin();
  await recordPast({ kind: 'rate-limit', retryAfter: 1 }, { kind: 'error', error: 'fatal_error' });
  for (let n = 0; n < 2; n++) await tryAgain();
  expect(await counted(story.bot.port, /^slack_calls_total chat.postMessage/)).toEqual({
    'slack_calls_total chat.postMessage rate-limited': 1,
    'slack_calls_total chat.postMessage refused': 1,
    'slack_calls_total chat.postMessage ok': 1,
  });
});

test('a database that is gone is said, and everything else as well', async () => {
  await begin();
  expect(await counted(story.bot.port, /^database_up/)).toEqual({ database_up: 1 });
  await story.pool.query('ALTER TABLE member RENAME TO member_away');
  const said = samplesOf(await metricsPage(story.bot.port)).map(({ name, value }) => `${name} ${value}`);
  expect(said).toContain('afterword_database_up 0');
  expect(said).toContain('afterword_nudges_sent_total 0');
  expect(said.filter((line) => line.includes('queue_age'))).toEqual([]);
  await story.pool.query('ALTER TABLE member_away RENAME TO member');
});

test('a database that hangs keeps nobody who asks', async () => {
  const page = await openMetrics().page(() => new Promise(() => {}), new Date());
  expect(page).toContain('afterword_database_up 0');
});
