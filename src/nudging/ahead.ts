import type { OpenNudge } from '../etiquette/advice.ts';
import type { Facts } from '../etiquette/facts.ts';
import { type Claim, claimDue, release } from '../journal/claims.ts';
import { type Batch, type Decided, decide } from '../journal/due.ts';
import { nudgesForOneMessage } from '../slack/blocks/nudge-message.ts';
import type { Nudging } from './deliver.ts';

/** To look who comes next costs by how many are due, and not by how many are taken. */
const CLAIM_AT_ONCE = 500;
/** Shared by as many, reading costs little; and what was decided is sent within a second. */
const DECIDE_AT_ONCE = 128;

export type Ahead = {
  /** As many as that who are to be sent something, at most; none when nobody is due. */
  take: (most: number) => Promise<Decided[]>;
  /** Lets others have whoever was not taken. */
  giveUp: () => Promise<void>;
};

/** Who comes next: claimed, read and decided about while those before them are sent. */
export function openAhead(
  { journal, limits }: Pick<Nudging, 'journal' | 'limits'>,
  stopping: AbortSignal,
  told: { letGo: (batch: Batch) => void; failed: (fault: unknown) => void },
): Ahead {
  let claims: Claim[] = [];
  let decided: Decided[] = [];
  let deciding: Promise<void> | undefined;
  const forOneMessage = (facts: Facts, due: readonly OpenNudge[]) =>
    nudgesForOneMessage(facts, due, journal.now());

  async function decideMore(): Promise<void> {
    while (decided.length === 0 && !stopping.aborted) {
      if (claims.length === 0) claims = await claimDue(journal, CLAIM_AT_ONCE, limits);
      if (claims.length === 0) return;
      const found = await decide(journal, claims.splice(0, DECIDE_AT_ONCE), forOneMessage);
      decided = found.decided;
      found.letGo.forEach(told.letGo);
      [...found.faults, ...(await release(journal, found.changed))].forEach(told.failed);
    }
  }

  function more(): Promise<void> {
    deciding ??= decideMore().finally(() => {
      deciding = undefined;
    });
    return deciding;
  }

  return {
    async take(most) {
      if (decided.length === 0) await more();
      const taken = stopping.aborted ? [] : decided.splice(0, most);
      // Whoever takes next tries again what went wrong.
      if (taken.length > 0 && decided.length === 0) more().catch(() => {});
      return taken;
    },
    async giveUp() {
      await deciding?.catch(() => {});
      const left = [...decided.splice(0).map(({ claim }) => claim), ...claims.splice(0)];
      (await release(journal, left)).forEach(told.failed);
    },
  };
}
