/** One community: a stand-in for Slack with its workspace, the bot in it, and a database that outlives the bot. */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../operate/clock.ts';
import { openSealer } from '../operate/sealing.ts';
import { type Channel, type Standin, startStandin } from '../standin/index.ts';
import { openEngine } from './database.ts';
import type { Life } from './life.ts';
import { createNotes, type Notes } from './notes.ts';

/** Where members live makes the difference: it is night for one while another is at work. The first is an organiser. */
export type Founding = { name: string; members: readonly { name: string; tz: string }[] };

export type Community = {
  name: string;
  slack: Standin;
  /** Where the digest can be posted: the bot is in it. */
  channel: Channel;
  notes: Notes;
  /** Asks the bot that lives, or its database. Where it dies meanwhile, the one that comes after it is asked. */
  ask: <T>(of: (life: Life) => Promise<T>) => Promise<T>;
  /** Kills the bot at once, and starts another on the same database. Resolves when that one takes commands. */
  kill: () => Promise<void>;
  close: () => Promise<void>;
};

/**
 * Opens a community, ready for commands. Tokens, key and database are its own and made for the occasion, whatever the
 * environment holds.
 * @param changed is called whenever a member may see something else
 */
export async function openCommunity(
  { name, members }: Founding,
  clock: Clock,
  changed: () => void,
): Promise<Community> {
  const notes = createNotes(clock, changed);
  // The bot's modules are half of what there is to load, and the database starts meanwhile.
  const [slack, engine, { startLife }] = await Promise.all([
    startStandin({ name, clock }),
    openEngine(),
    import('./life.ts'),
  ]);
  for (const [index, member] of members.entries())
    slack.addUser({ ...member, role: index === 0 ? 'admin' : 'member' });
  const channel = slack.addChannel('job-search');
  listen(slack, notes, changed);
  const sealer = openSealer([randomBytes(32)]);
  const begin = () => startLife({ engine, slack, sealer, clock, heard: notes.logged });
  let present = await begin();
  let next: Promise<Life> = Promise.resolve(present);

  async function ask<T>(of: (life: Life) => Promise<T>): Promise<T> {
    const life = await next;
    const answer = await Promise.race([of(life).then((found) => ({ found })), life.over]);
    return answer ? answer.found : ask(of);
  }

  return {
    ...{ name, slack, channel, notes, ask },
    kill: async () => {
      present.die();
      next = slack.disconnectSockets('abrupt').then(begin);
      present = await next;
    },
    close: async () => {
      const last = await next;
      // First, so that the bot's own end of the socket does not wait for an answer from what is gone.
      await slack.disconnectSockets();
      await last.stop();
      await slack.close();
    },
  };
}

function listen(slack: Standin, notes: Notes, changed: () => void): void {
  slack.onChange(({ what }) => {
    const violation = what === 'violation' ? slack.violations().at(-1) : undefined;
    if (violation) notes.violation(violation);
    else changed();
  });
}
