/** The bot dies at every single statement that the delivery of a nudge consists of, and another one goes on from there. */
import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { recordInterview } from '../../src/journal/interviews.ts';
import { closeJournal, type Journal, openJournal } from '../../src/journal/journal.ts';
import { markSeen, meetMember } from '../../src/journal/members.ts';
import { tick } from '../../src/nudging/tick.ts';
import { openLog } from '../../src/operate/log.ts';
import { openSealer } from '../../src/operate/sealing.ts';
import { type Standin, startStandin, type User } from '../../src/standin/index.ts';
import { cutAt } from '../support/cut.ts';
import { DATABASES, type TestDatabase } from '../support/databases.ts';
import { allOnce, fatesOf, letHoldsEnd } from '../support/fates.ts';
import { KEY, MONDAY_NOON } from '../support/story.ts';

const HOUR = 3_600_000;
const clock = () => MONDAY_NOON;
const log = openLog({ level: 'silent' });
const sealer = openSealer([KEY]);

describe.each(DATABASES)('on $name', ({ fresh }) => {
  let slack: Standin;
  let database: TestDatabase;
  let members: User[];

  beforeEach(async () => {
    slack = await startStandin({ clock });
    database = await fresh();
    members = [];
  });
  afterEach(async () => {
    await slack.close();
    await database.close();
  });

  /** Two nudges are due to them at once. */
  async function addMember(): Promise<void> {
    const user = slack.addUser({ name: `Member ${members.length}`, tz: 'Europe/Berlin' });
    members.push(user);
    await withJournal(async (journal) => {
      const member = await meetMember(
        journal,
        { workspaceId: user.teamId, userId: user.id },
        { zone: user.tz },
      );
      await markSeen(journal, member, { channel: user.dm, isWithBot: true });
      await recordInterview(journal, member.id, {
        ...{ company: 'Acme', zone: user.tz, kind: 'other', minutes: 60, interviewers: [], materials: [] },
        startsAt: new Date(MONDAY_NOON.getTime() - 3 * HOUR),
      });
    });
  }

  async function withJournal(act: (journal: Journal) => Promise<void>): Promise<void> {
    const journal = openJournal({ pool: database.pool, sealer, now: clock });
    await act(journal);
    await closeJournal(journal);
  }

  const send = (journal: Journal) =>
    tick({
      ...{ journal, log },
      clientFor: async () =>
        new WebClient(slack.botToken, {
          slackApiUrl: slack.apiUrl,
          retryConfig: { retries: 0 },
          rejectRateLimitedCalls: true,
        }),
    });

  /** @returns whether the bot died; it does not where the delivery has fewer statements */
  async function dieAt(nth: number, when: 'before' | 'after'): Promise<boolean> {
    const pool = await database.another();
    const journal = openJournal({ pool, sealer, now: clock });
    const died = cutAt(pool, nth, when);
    const lived = send(journal).then(() => closeJournal(journal));
    return Promise.race([died.then(() => true), lived.then(() => false)]);
  }

  test.each(['before', 'after'] as const)(
    'killed %s each of them: nothing is lost, and nothing comes twice',
    async (when) => {
      let deaths = 0;
      let died = true;
      for (let nth = 1; died; nth++) {
        await addMember();
        died = await dieAt(nth, when);
        if (died) deaths += 1;
        // The dead one's lease runs out.
        await letHoldsEnd(database.pool);
        await withJournal(send);
      }
      expect(deaths).toBeGreaterThan(15);
      expect(await fatesOf({ slack, pool: database.pool, clock }, members)).toEqual(
        allOnce(2 * members.length),
      );
      expect(slack.violations()).toEqual([]);
    },
  );

  test('killed at each of them, and once more while the next one looks what arrived', async () => {
    let died = true;
    for (let nth = 1; died; nth += 2) {
      await addMember();
      died = await dieAt(nth, 'after');
      await letHoldsEnd(database.pool);
      await dieAt(Math.max(1, nth - 3), 'before');
      await letHoldsEnd(database.pool);
      await withJournal(send);
    }
    expect(await fatesOf({ slack, pool: database.pool, clock }, members)).toEqual(
      allOnce(2 * members.length),
    );
  });
});
