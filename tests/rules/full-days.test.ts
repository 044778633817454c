/** Four messages a day at most: what is lost by tomorrow comes before what keeps. */
import { expect, test } from 'vitest';
import { advise, nextWake } from '../../src/etiquette/advice.ts';
import type { Application, Delivery, Facts, Rule } from '../../src/etiquette/facts.ts';
import { acme, local } from './story.ts';

/** An interview of an hour at another company, on 24 November. */
function at(company: string, time: string): Application[] {
  const { applications } = acme({ id: `${company}-1`, start: `2026-11-24T${time}+01:00` });
  return applications.map((one) => ({ ...one, id: company, company }));
}

/** The messages that a member is sent who does nothing, from one instant to another: when, and with which rules. */
function lived(facts: Facts, from: string, to: string): string[] {
  const messages: string[] = [];
  let known = facts;
  for (let now: Date | undefined = new Date(from); now && now <= new Date(to); ) {
    const { send } = advise(known, now);
    if (send.length > 0) {
      const rules = send.map(({ rule }) => rule).sort();
      messages.push(`${local(now, known.settings)}: ${rules.join(', ')}`);
    }
    const sentAt: Date = now;
    const sent = send.map(({ id: nudgeId, rule, applicationId, interviewId, repeat }): Delivery => {
      const about = { nudgeId, rule, applicationId, interviewId, repeat };
      return { ...about, id: nudgeId, status: 'sent', sentAt };
    });
    known = { ...known, deliveries: [...known.deliveries, ...sent] };
    now = nextWake(known, now).at;
  }
  return messages;
}

function threeSent(rule: Rule = 'debrief'): Delivery[] {
  return ['09:00', '09:10', '09:20'].map((time) => ({
    ...{ id: time, nudgeId: time, rule, applicationId: 'x', repeat: 0, status: 'sent' },
    sentAt: new Date(`2026-11-24T${time}+01:00`),
  }));
}

test('on a day of four interviews every closing line comes, and what keeps comes with them', () => {
  const others = [...at('Globex', '11:00'), ...at('Initech', '14:00'), ...at('Umbrella', '16:30')];
  const facts = acme({ start: '2026-11-24T09:00+01:00' }, { others });
  expect(lived(facts, '2026-11-23T12:00+01:00', '2026-11-24T19:59+01:00')).toEqual([
    'Mon 2026-11-23 20:00: closing',
    'Tue 2026-11-24 10:00: closing',
    'Tue 2026-11-24 10:15: debrief',
    'Tue 2026-11-24 13:00: closing, debrief, thank-you',
    'Tue 2026-11-24 15:30: closing, debrief, thank-you',
  ]);
});

test('in one message stands first what is of no use later', () => {
  const owed = acme({ start: '2026-11-24T09:00+01:00', promise: { by: '2026-11-24T12:00+01:00' } });
  const others = [...at('Globex', '15:00'), ...at('Initech', '14:00')];
  const facts = { ...owed, applications: [...owed.applications, ...others] };
  const { send } = advise(facts, new Date('2026-11-24T14:00+01:00'));
  expect(send.map(({ rule, applicationId }) => `${rule} ${applicationId}`)).toEqual([
    'closing Globex',
    'material acme',
    'debrief acme',
    'thank-you acme',
  ]);
});

test('the last message of a day is kept for a closing line, and a debrief is planned to come with it', () => {
  const others = at('Globex', '18:00');
  const facts = { ...acme({ start: '2026-11-24T10:00+01:00' }, { others }), deliveries: threeSent() };
  expect(lived(facts, '2026-11-24T11:15+01:00', '2026-11-24T17:00+01:00')).toEqual([
    'Tue 2026-11-24 17:00: closing, debrief, thank-you',
  ]);
  const { coming } = advise(facts, new Date('2026-11-24T11:15+01:00'));
  const debrief = coming.find(({ rule }) => rule === 'debrief');
  expect(debrief && local(debrief.releaseAt, facts.settings)).toBe('Tue 2026-11-24 17:00');
});

test('a check-in that leaves its message to a closing line comes on the next business day at ten', () => {
  const others = at('Globex', '18:00');
  const facts = {
    ...acme({ start: '2026-11-20T10:00+01:00', replyBy: '2026-11-23' }, { others }),
    deliveries: threeSent(),
  };
  const { coming } = advise(facts, new Date('2026-11-24T10:00+01:00'));
  const checkIn = coming.find(({ rule }) => rule === 'check-in');
  expect(checkIn && local(checkIn.releaseAt, facts.settings)).toBe('Wed 2026-11-25 10:00');
});

test('nothing waits where there are messages enough, nor a last call, which is none of the four', () => {
  const facts = acme({ start: '2026-11-24T10:00+01:00' }, { others: at('Globex', '18:00') });
  expect(lived(facts, '2026-11-24T11:15+01:00', '2026-11-24T11:15+01:00')).toEqual([
    'Tue 2026-11-24 11:15: debrief',
  ]);
  const late = acme({ start: '2026-11-23T12:00+01:00' }, { others: at('Globex', '18:00') });
  const three = { ...late, deliveries: threeSent() };
  expect(lived(three, '2026-11-24T10:00+01:00', '2026-11-24T10:00+01:00')).toEqual([
    'Tue 2026-11-24 10:00: thank-you-last-call',
  ]);
});
