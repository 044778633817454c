/** The bot, a stand-in for Slack and a page to try both: nothing leaves this machine, and nothing is kept. */
import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { Bot } from '../bot.ts';
import { closeJournal, type Journal, openJournal } from '../journal/journal.ts';
import { openLog } from '../operate/log.ts';
import { openSealer } from '../operate/sealing.ts';
import { type Standin, startStandin } from '../standin/index.ts';
import { createClock, type WoundClock } from './clock.ts';
import { openDatabase } from './database.ts';
import { createNotes, type Notes } from './notes.ts';
import { servePage } from './server.ts';

export type Sandbox = {
  slack: Standin;
  bot: Bot;
  clock: WoundClock;
  notes: Notes;
  /** To read what is planned for a member; the bot has its own. */
  journal: Journal;
  /** Aborted when the sandbox closes. */
  closing: AbortSignal;
  /** Emits `change` whenever some member may see something else. */
  changes: EventEmitter;
};

/** Where they live makes the difference: it is night for one while another is at work. */
const MEMBERS = [
  { name: 'Ada', tz: 'Europe/Berlin' },
  { name: 'Grace', tz: 'America/New_York' },
  { name: 'Tane', tz: 'Pacific/Auckland' },
];

/**
 * Starts everything on a loopback address; port 0 takes any free one. Tokens, key and database are its own and made for
 * the occasion, whatever the environment holds. The clock starts at `now`.
 */
export async function startSandbox({ port, now = new Date() }: { port: number; now?: Date }) {
  const opening = openSandbox(createClock(now));
  // At once, so that a port that is taken is said at once; who asks before the bot is there waits for it.
  const page = servePage(
    opening.then(({ sandbox }) => sandbox),
    port,
  );
  const [{ url, close: closePage }, { sandbox, close }] = await Promise.all([page, opening]);
  return {
    url,
    slack: sandbox.slack,
    close: async () => {
      await closePage();
      await close();
    },
  };
}

async function openSandbox(clock: WoundClock): Promise<{ sandbox: Sandbox; close: () => Promise<void> }> {
  const closing = new AbortController();
  const changes = new EventEmitter().setMaxListeners(0);
  const notes = createNotes(clock.now, () => changes.emit('change'));
  const [slack, { pool, close }, { startBot }] = await Promise.all([
    openStandin(clock, notes, changes),
    openDatabase(),
    import('../bot.ts'),
  ]);
  const sealer = openSealer([randomBytes(32)]);
  const { botToken, appToken, apiUrl } = slack;
  const bot = await startBot({
    slack: { mode: 'socket', botToken, appToken, apiUrl },
    http: { host: '127.0.0.1', port: 0 },
    log: openLog({ level: 'warn', destination: { write: told(notes) } }),
    ...{ pool, sealer, clock: clock.now },
  });
  await slack.socketConnected();
  const journal = openJournal({ pool, sealer, now: clock.now });
  return {
    sandbox: { slack, bot, clock, notes, journal, closing: closing.signal, changes },
    close: async () => {
      closing.abort();
      // First, so that the bot's own end of the socket does not wait for an answer from what is gone.
      await slack.disconnectSockets();
      await bot.stop();
      await slack.close();
      await closeJournal(journal);
      await close();
    },
  };
}

async function openStandin(clock: WoundClock, notes: Notes, changes: EventEmitter): Promise<Standin> {
  const slack = await startStandin({ clock: clock.now });
  for (const member of MEMBERS) slack.addUser(member);
  slack.onChange(({ what }) => {
    const violation = what === 'violation' ? slack.violations().at(-1) : undefined;
    if (violation) notes.violation(violation);
    else changes.emit('change');
  });
  return slack;
}

/** On the page, and in the terminal, where it outlives the page. */
function told(notes: Notes): (line: string) => void {
  return (line) => {
    notes.logged(line);
    process.stderr.write(line);
  };
}
