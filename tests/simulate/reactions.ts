/** What a member does with a message, and what that means (src/journal/deliveries.ts, `markDone` and `snooze`). */
import type { Delivery, Facts } from '../../src/etiquette/facts.ts';
import { subjectOf } from '../../src/etiquette/nudge.ts';
import { plan } from '../../src/etiquette/plan.ts';
import { snoozedUntil, usualSnooze } from '../../src/etiquette/snooze.ts';
import * as assumed from './assumptions.ts';
import { adding, changing, debriefing, type Happening, idFor, type Member } from './happenings.ts';

/** One press for each nudge of the message, some while after it came; or none at all. */
export function reactionsTo(member: Member, deliveries: readonly Delivery[], sentAt: Date): Happening[] {
  const { chance, attention } = member;
  if (!chance.happens(attention.reacts)) return [];
  const seconds = 20 + Math.round(chance.around(assumed.REACTS_AFTER_MINUTES) * 60);
  return deliveries.map((delivery, index) => {
    const at = new Date(sentAt.getTime() + (seconds + index * 15) * 1000);
    const snoozes = chance.happens(assumed.SNOOZES);
    return { at, change: snoozes ? snoozing(delivery, at) : finishing(member, delivery, at) };
  });
}

function snoozing(delivery: Delivery, at: Date): Happening['change'] {
  return (facts) => {
    const nudge = plan(facts).find(({ id }) => id === delivery.nudgeId);
    const until = nudge && snoozedUntil(nudge, usualSnooze(nudge.rule), facts.settings, at);
    return until ? marking(delivery, { snoozedUntil: until })(facts) : facts;
  };
}

function finishing(member: Member, delivery: Delivery, at: Date): Happening['change'] {
  const { rule, interviewId, applicationId, nudgeId } = delivery;
  const meaning: Happening['change'][] = [marking(delivery, { doneAt: at })];
  if (interviewId && (rule === 'thank-you' || rule === 'thank-you-last-call'))
    meaning.push(
      changing(interviewId, (interview) => ({
        ...interview,
        interviewers: interview.interviewers.map((one) => ({ ...one, thankedAt: one.thankedAt ?? at })),
      })),
    );
  if (interviewId && rule === 'material')
    meaning.push(
      changing(interviewId, (interview) => ({
        ...interview,
        promises: interview.promises.map((one) =>
          one.id === subjectOf(nudgeId) ? { ...one, sentAt: at } : one,
        ),
      })),
    );
  if (interviewId && rule === 'debrief') meaning.push(debriefing(member, interviewId, at));
  if (rule === 'moving-on')
    meaning.push(adding(applicationId, { id: idFor(member.chance), outcome: 'no-answer', heardAt: at }));
  return (facts) => meaning.reduce((changed, change) => change(changed), facts);
}

function marking({ id }: Delivery, changed: Partial<Delivery>): Happening['change'] {
  return (facts: Facts) => ({
    ...facts,
    deliveries: facts.deliveries.map((one) => (one.id === id ? { ...one, ...changed } : one)),
  });
}
