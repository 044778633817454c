/** What was sent is settled by the facts that were read before, where nobody changed any: it must come to the same. */
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nextWake } from '../../src/etiquette/advice.ts';
import { recordAnswer } from '../../src/journal/answers.ts';
import { type Claim, claimDue } from '../../src/journal/claims.ts';
import { markDone, snooze } from '../../src/journal/deliveries.ts';
import { type Batch, nextDue } from '../../src/journal/due.ts';
import { recordInterview } from '../../src/journal/interviews.ts';
import { closeJournal, factsOf, type Journal, openJournal } from '../../src/journal/journal.ts';
import { meetMember, setPause } from '../../src/journal/members.ts';
import { settle } from '../../src/journal/settled.ts';
import type { Database } from '../../src/operate/postgres.ts';
import { openSealer } from '../../src/operate/sealing.ts';
import { beginWith } from '../support/begin.ts';
import { DATABASES } from '../support/databases.ts';
import { statementsOf } from '../support/statements.ts';

const HOUR = 3_600_000;
const NOON = new Date('2026-11-23T11:00:00Z');
const ROUNDS = 8;
const ROOM = { atOnce: 1000, perMinute: 1000 };

/** What may happen to a member while a message is on its way to them. */
const MEDDLING = ['nothing', 'nothing', 'press', 'snooze', 'record', 'rejection', 'pause', 'move'] as const;
type Meddling = (typeof MEDDLING)[number];

const rounds = fc.array(
  fc.record({ meddling: fc.constantFrom(...MEDDLING), isTaken: fc.oneof(fc.constant(true), fc.boolean()) }),
  { minLength: 1, maxLength: ROUNDS },
);
const starts = fc.array(fc.integer({ min: -30, max: 80 }), { minLength: 1, maxLength: 3 });

describe.each(DATABASES)('on $name', ({ fresh }) => {
  let database: Database;
  let journal: Journal;
  let now = NOON;
  let members = 0;
  beforeAll(async () => {
    database = await fresh();
    journal = openJournal({ pool: database.pool, sealer: openSealer([randomBytes(32)]), now: () => now });
  });
  afterAll(async () => {
    await closeJournal(journal);
    await database.close();
  });

  const record = (memberId: string, company: string, hours: number) =>
    recordInterview(journal, memberId, {
      ...{ company, zone: 'Europe/Berlin', kind: 'other', minutes: 60, interviewers: [], materials: [] },
      startsAt: new Date(now.getTime() + hours * HOUR),
    });

  async function meddle(what: Meddling, { claim, facts, outgoing }: Batch): Promise<void> {
    const { memberId } = claim;
    const [first] = outgoing;
    if (what === 'press') await markDone(journal, memberId, first?.deliveryId ?? '');
    if (what === 'snooze') await snooze(journal, memberId, first?.deliveryId ?? '', 'hour');
    if (what === 'record') await record(memberId, 'Initech', -2);
    if (what === 'rejection')
      await recordAnswer(journal, memberId, facts.applications[0]?.id ?? '', { outcome: 'rejection' });
    if (what === 'pause') await setPause(journal, memberId, { until: new Date(now.getTime() + 40 * HOUR) });
    if (what === 'move')
      await meetMember(
        journal,
        { workspaceId: claim.workspaceId, userId: claim.userId },
        { zone: 'Asia/Tokyo' },
      );
  }

  async function expectRightWake({ memberId }: Claim): Promise<void> {
    const { wakeAt, urgentAt, leaseToken } = await journal.prisma.member.findUniqueOrThrow({
      where: { id: memberId },
    });
    const { at = null, urgentAt: urgent = null } = nextWake(await factsOf(journal, memberId), now);
    expect({ wakeAt, urgentAt, leaseToken }).toEqual({ wakeAt: at, urgentAt: urgent, leaseToken: null });
  }

  test.each(['nothing', 'record'] as const)(
    'when %s happens, facts are read again only if need be',
    async (what) => {
      now = NOON;
      const { id } = await meetMember(
        journal,
        { workspaceId: 'T2', userId: what },
        { zone: 'Europe/Berlin' },
      );
      await record(id, 'Acme', -2);
      const { batches } = await beginWith(journal, await claimDue(journal, 5, ROOM), ROOM);
      const [batch] = batches;
      if (!batch) throw new Error('nothing is due');
      await meddle(what, batch);
      const statements = statementsOf(database.pool);
      await settle(journal, [{ batch, sent: { channel: 'D1', ts: '1.0' } }]);
      expect(statements.some((one) => one.includes('"interview"'))).toBe(what === 'record');
      await journal.prisma.member.delete({ where: { id } });
    },
  );

  test('whatever happens meanwhile, the next wake-up is the one that all facts together ask for', async () => {
    await fc.assert(
      fc.asyncProperty(starts, rounds, async (hours, happens) => {
        now = NOON;
        const at = { workspaceId: 'T1', userId: `U${members++}` };
        const { id } = await meetMember(journal, at, { zone: 'Europe/Berlin' });
        for (const [n, hour] of hours.entries()) await record(id, `Acme ${n}`, hour);
        for (const { meddling, isTaken } of happens) {
          now = (await nextDue(journal)) ?? now;
          const { batches } = await beginWith(journal, await claimDue(journal, 5, ROOM), ROOM);
          for (const batch of batches.filter(({ outgoing }) => outgoing.length > 0)) {
            await meddle(meddling, batch);
            now = new Date(now.getTime() + 2000);
            const sent = isTaken ? { channel: 'D1', ts: '1.0' } : undefined;
            expect(await settle(journal, [{ batch, ...(sent && { sent }) }])).toEqual([]);
            await expectRightWake(batch.claim);
          }
        }
        await journal.prisma.member.delete({ where: { id } });
      }),
      { numRuns: 40 },
    );
  });
});
