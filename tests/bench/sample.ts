/** The message that one due nudge makes, for the contenders that store it with their jobs. */
import { randomUUID } from 'node:crypto';
import { advise } from '../../src/etiquette/advice.ts';
import type { Facts } from '../../src/etiquette/facts.ts';
import { nudgeMessage } from '../../src/slack/blocks/nudge-message.ts';
import type { Order } from './contender.ts';
import { zoneInTheAfternoon } from './seed.ts';

const HOUR = 3_600_000;

export function sampleMessage(now = new Date()): Order['message'] {
  const facts = factsAt(now);
  const outgoing = advise(facts, now).send.map((nudge) => ({
    ...nudge,
    ...{ deliveryId: randomUUID(), attempts: 1, since: now },
  }));
  if (outgoing.length !== 1) throw new Error(`${outgoing.length} nudges are due in the sample, not one`);
  return { ...nudgeMessage({ facts, outgoing }, now) };
}

function factsAt(now: Date): Facts {
  const recordedAt = new Date(now.getTime() - 2 * HOUR);
  const zone = zoneInTheAfternoon(now);
  const interview = {
    ...{ id: randomUUID(), startsAt: new Date(now.getTime() - 1.5 * HOUR), minutes: 60, zone },
    ...{ kind: 'technical' as const, interviewers: [], promises: [], recordedAt },
    ...{ replyBy: undefined, holdOffUntil: undefined, debriefedAt: undefined, calendarUid: undefined },
    ...{ noContact: false, nextDayInvited: false },
  };
  const application = {
    ...{ id: randomUUID(), company: 'Acme', role: 'Engineer', traditional: false, stayInTouch: true },
    ...{
      agency: undefined,
      coordinator: undefined,
      createdAt: recordedAt,
      interviews: [interview],
      answers: [],
    },
  };
  return {
    settings: {
      ...{ zone, waking: { from: 540, to: 1200 }, weekend: [], country: undefined, checkInBuffer: 1 },
      ...{ discreet: false, pause: undefined, signature: undefined },
    },
    applications: [application],
    deliveries: [],
    ...{ lastSeenAt: recordedAt, quietAskedAt: undefined, leftAt: undefined },
  };
}
