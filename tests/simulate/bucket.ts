/**
 * The bucket of `takeTurn` and of `claimDue` (src/journal/limits.ts, claims.ts), which are SQL, in milliseconds of a clock that is not the
 * database's. tests/simulate/limits.test.ts holds the two against each other.
 */
import { type Limits, secondsOf } from '../../src/journal/limits.ts';

/** When a workspace's bucket will be empty, after one more message; undefined where there is no room for it. */
export function spentAfter(spentUntil: number, now: number, limits: Limits): number | undefined {
  const { burst, each } = millisecondsOf(limits);
  return spentUntil <= now + burst - each ? Math.max(spentUntil, now) + each : undefined;
}

/** How many messages a workspace may be sent at once. */
export function turnsLeft(spentUntil: number, now: number, limits: Limits): number {
  const { burst, each } = millisecondsOf(limits);
  return Math.floor((burst - Math.max(0, spentUntil - now)) / each);
}

type Share = { burst: number; each: number };
const known = new WeakMap<Limits, Share>();

function millisecondsOf(limits: Limits): Share {
  const found = known.get(limits);
  if (found) return found;
  const { burst, each } = secondsOf(limits);
  const share = { burst: Math.round(burst * 1000), each: Math.round(each * 1000) };
  known.set(limits, share);
  return share;
}
