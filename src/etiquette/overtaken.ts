/** When a press comes too late: facts have overtaken what a nudge asked for. Messages stay in people's Slack for ever. */
import type { Outcome, Rule } from './facts.ts';
import type { FoundNudge } from './find.ts';
import { subjectOf } from './nudge.ts';
import { awaitsAnswer, ending, isOff } from './rounds.ts';

export const THANKS: readonly Rule[] = ['thank-you', 'thank-you-last-call', 'handwritten-note'];

/** What an ending itself asks for. */
const OWN_ENDING: Partial<Record<Rule, Outcome>> = {
  'gracious-reply': 'rejection',
  'stay-in-touch': 'rejection',
  offer: 'offer',
};

/**
 * Done means nothing any more once the application ended, nor thanks for a talk that was moved and lies ahead, nor closing what
 * goes on with another round; before that it is news even when the advice has changed.
 */
export function isOvertaken({ nudge, application, interview, delivery }: FoundNudge, now: Date): boolean {
  if (nudge) return false;
  if (ending(application)) return true;
  if (!delivery || !interview) return false;
  if (delivery.rule === 'moving-on') return !awaitsAnswer(application, interview);
  return THANKS.includes(delivery.rule) && interview.startsAt > now;
}

/**
 * Whether its letter must not be sent any more. A letter that was sent may be read again until the application ends, and that
 * of the ending itself as long as it stands.
 */
export function isLetterOvertaken(found: FoundNudge, now: Date): boolean {
  const { nudge, delivery, application, interview } = found;
  if (nudge || !delivery) return false;
  const own = OWN_ENDING[delivery.rule];
  if (own) return ending(application)?.outcome !== own;
  if (isOvertaken(found, now)) return true;
  if (isNoLongerPromised(found)) return true;
  if (delivery.rule === 'check-in') return !delivery.doneAt;
  return THANKS.includes(delivery.rule) && interview !== undefined && isOff(application, interview);
}

/** Whether a nudge asked for material that the member has said since they will not send after all. */
export function isNoLongerPromised({ delivery, interview }: About): boolean {
  if (delivery?.rule !== 'material') return false;
  const promise = interview?.promises.find(({ id }) => id === subjectOf(delivery.nudgeId));
  return promise?.droppedAt !== undefined;
}

type About = Pick<FoundNudge, 'delivery' | 'interview'>;
