/** A whole story over the wire: the stand-in, the bot on a fresh database, and a clock that the test winds. */
import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { afterEach, beforeEach, expect } from 'vitest';
import { type Bot, startBot } from '../../src/bot.ts';
import type { SlackConfig } from '../../src/config.ts';
import { type Log, openLog } from '../../src/operate/log.ts';
import type { Database } from '../../src/operate/postgres.ts';
import { openSealer } from '../../src/operate/sealing.ts';
import { type Message, type Shown, type Standin, startStandin, type User } from '../../src/standin/index.ts';
import { freshEmbedded } from './databases.ts';
import { install, oauthConfig } from './oauth.ts';

/** One community over Socket Mode, and many over signed HTTP, into each of which the app is installed by OAuth. */
export const MODES = ['socket', 'http'] as const;
/** Beside these one community over HTTP, which has a test of its own. */
export type Mode = (typeof MODES)[number] | 'http-alone';

/** Monday, 23 November 2026, 12:00 in Berlin. */
export const MONDAY_NOON = new Date('2026-11-23T11:00:00Z');

export const KEY = randomBytes(32);

export type Story = Awaited<ReturnType<typeof startStory>>;

type Setting = { database?: () => Promise<Database>; scopes?: readonly string[]; log?: Log };

/** `scopes`: what the workspace granted; all that is asked for, unless told otherwise. */
export async function startStory(
  mode: Mode = 'socket',
  { database = freshEmbedded, scopes, log = openLog({ level: 'silent' }) }: Setting = {},
) {
  let now = MONDAY_NOON;
  const clock = () => now;
  const slack = await startStandin({ clock, ...(scopes ? { scopes } : {}) });
  const { pool, close } = await database();
  const started = await startBot({
    slack: configOf(mode, slack),
    http: { host: '127.0.0.1', port: 0 },
    pool,
    sealer: openSealer([KEY]),
    clock,
    log,
  });
  const bot = { ...started, nudgeNow: () => nudgeAll(started, pool) };
  if (mode === 'socket') await slack.socketConnected();
  else await slack.deliverByHttp(`http://127.0.0.1:${bot.port}/slack/events`);
  if (mode === 'http') await install(bot.port, slack.workspace);
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= bot.stop();
    return stopped;
  };
  return {
    slack,
    bot,
    pool,
    /** Resolves when all that the bot had begun has ended; to look at what came of it. */
    stop,
    clock,
    /** Lets time pass, due instant by due instant, as the sandbox does. */
    wind: (to: Date) =>
      windTo(bot, to, {
        now: clock,
        set: (instant) => {
          now = instant;
        },
      }),
    say: (user: User, text: string) => say(slack, user, text),
    end: async () => {
      await stop();
      await slack.close();
      await close();
    },
  };
}

/** The story of the test that is running, and the member who lives through it. */
export let story: Story;
export let ada: User;

/** Each test gets a story of its own, with Ada in Berlin, in which nothing may be refused. */
export function useStory(mode: Mode): void {
  beforeEach(async () => {
    story = await startStory(mode);
    ada = story.slack.addUser({ name: 'Ada Byron', tz: 'Europe/Berlin' });
  });
  afterEach(async () => {
    expect(story.slack.violations()).toEqual([]);
    await story.end();
  });
}

/** Lets time pass until an instant in ISO 8601, nudge by nudge. */
export function at(iso: string): Promise<void> {
  return story.wind(new Date(iso));
}

function configOf(mode: Mode, slack: Standin): SlackConfig {
  const { botToken, appToken, signingSecret, apiUrl } = slack;
  if (mode === 'http') return oauthConfig(slack);
  return mode === 'socket'
    ? { mode, botToken, appToken, apiUrl }
    : { mode: 'http', botToken, signingSecret, apiUrl };
}

/**
 * Who was sent something a moment ago rests for a real second (src/journal/limits.ts); where the clock is wound that passes too.
 * Twice in a row nobody may rest, as the bot's own tick may just have begun where the first look found nobody.
 */
async function nudgeAll(bot: Bot, pool: Pool): Promise<void> {
  for (let calm = 0; calm < 2; ) {
    await bot.nudgeNow();
    const { rowCount } = await pool.query(
      'UPDATE member SET lease_until = NULL WHERE lease_token IS NULL AND lease_until IS NOT NULL',
    );
    calm = rowCount ? 0 : calm + 1;
  }
}

/** Never backwards: what was due before now is sent now. What waits for a pause of Slack's holds up nobody else. */
async function windTo(
  bot: Bot,
  to: Date,
  clock: { now: () => Date; set: (instant: Date) => void },
): Promise<void> {
  await bot.nudgeNow();
  for (let due = await bot.nextDue(); due && due > clock.now() && due <= to; due = await bot.nextDue()) {
    clock.set(due);
    await bot.nudgeNow();
  }
  clock.set(to);
  await bot.nudgeNow();
}

/** Types `/interview <text>` and gives the answer. */
async function say(slack: Standin, user: User, text: string): Promise<Message> {
  const shown: Shown = await slack.slash(user, '/interview', text);
  return shown.waitForReply();
}

/** Everything that stands in a message, as one text. */
export function textOf({ text, blocks }: Pick<Message, 'text' | 'blocks'>): string {
  return `${text}\n${JSON.stringify(blocks)}`;
}

/** The rules of the nudges that a message carries, by its metadata. */
export function rulesIn(message: Message): string[] {
  return nudgesIn(message).map(({ rule }) => rule);
}

export function nudgesIn({ metadata }: Message): { id: string; rule: string }[] {
  // The metadata is our own contract, read back as the wire has it.
  const payload = metadata?.event_payload as { nudges?: { id: string; rule: string }[] } | undefined;
  return payload?.nudges ?? [];
}

/** The nudge messages that a member got, the oldest first. */
export function nudgeMessages(slack: Standin, user: User): Message[] {
  return slack.messages(user).filter((message) => message.byBot && nudgesIn(message).length > 0);
}
