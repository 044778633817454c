/** What became of each nudge that fell due. What arrived is counted in the conversation, whatever the bot believes. */
import { advise } from '../etiquette/advice.ts';
import type { Facts } from '../etiquette/facts.ts';
import { standingOf } from '../etiquette/standing.ts';
import { nudgesIn } from '../nudging/metadata.ts';
import type { Message } from '../standin/index.ts';

export type Ledger = {
  due: number;
  arrived: number;
  /** Due, and still to come. */
  waiting: number;
  /** So many came once more than they should. */
  doubled: number;
  /** The bot holds them for settled, and they are nowhere. */
  lost: number;
  /** Found too late to make sense, so not sent: the home tab shows them as missed. */
  late: number;
};

/** @param facts undefined for a member who has not done anything yet, or had everything removed */
export function tally(messages: readonly Message[], facts: Facts | undefined, now: Date): Ledger {
  const ids = messages.flatMap(nudgesIn).map(({ id }) => id);
  const arrived = new Set(ids);
  const settled = facts?.deliveries.filter(({ status }) => status === 'sent' || status === 'failed') ?? [];
  const lost = settled.filter(({ id }) => !arrived.has(id)).length;
  const waiting = facts ? waitingIn(facts, arrived, now) : 0;
  const refused = new Set(settled.map(({ nudgeId }) => nudgeId));
  const late = facts ? standingOf(facts, now).missed.filter(({ id }) => !refused.has(id)).length : 0;
  return {
    due: arrived.size + waiting + lost + late,
    arrived: arrived.size,
    doubled: ids.length - arrived.size,
    ...{ waiting, lost, late },
  };
}

/** One may stand in the conversation already while the bot does not know it yet. */
function waitingIn(facts: Facts, arrived: ReadonlySet<string>, now: Date): number {
  return advise(facts, now).send.filter(({ id, repeat }) => {
    const delivery = facts.deliveries.find((one) => one.nudgeId === id && one.repeat === repeat);
    return !delivery || !arrived.has(delivery.id);
  }).length;
}
