import { type Claim, release } from '../../src/journal/claims.ts';
import { type Batch, beginSending, decide } from '../../src/journal/due.ts';
import type { Journal } from '../../src/journal/journal.ts';
import type { Limits } from '../../src/journal/limits.ts';

/** Decides about claimed members and writes it down, as a tick does, with nothing sent yet. */
export async function beginWith(
  journal: Journal,
  claims: readonly Claim[],
  limits?: Limits,
): Promise<{ batches: Batch[]; faults: unknown[] }> {
  const { decided, letGo, changed, faults } = await decide(journal, claims);
  const { batches, left } = await beginSending(journal, decided, limits);
  const lost = await release(journal, [...changed, ...left]);
  return { batches: [...batches, ...letGo], faults: [...faults, ...lost] };
}
