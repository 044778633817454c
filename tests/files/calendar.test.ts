import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { mayIWrite } from '../../src/etiquette/may-i-write.ts';
import { pursuitsOf } from '../../src/etiquette/nudge.ts';
import { calendarFile } from '../../src/files/calendar.ts';
import { readInvitation } from '../../src/words/ics.ts';
import { acme } from '../rules/story.ts';

const NOW = new Date('2026-11-25T12:00:00Z');

function events(facts: ReturnType<typeof acme>): Record<string, string>[] {
  const text = calendarFile(facts, NOW);
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar
    .getAllSubcomponents('vevent')
    .map((event) =>
      Object.fromEntries(event.getAllProperties().map((one) => [one.name, String(one.getFirstValue())])),
    );
}

test('an interview, and every date that hangs on it', () => {
  const facts = acme({
    replyBy: '2026-12-01',
    holdOffUntil: '2026-11-30T00:00+01:00',
    promise: { by: '2026-11-27T17:00+01:00' },
    interviewers: [{ id: 'p', name: 'Dana, "the" Fox; \\ñ', email: 'dana@acme.example' }],
  });
  expect(events(facts)).toMatchObject([
    {
      ...{ uid: 'acme-1@afterword', summary: 'Interview: Acme (engineer)' },
      ...{ dtstart: '2026-11-24T14:00:00Z', dtend: '2026-11-24T15:00:00Z' },
      description: 'With Dana, "the" Fox; \\ñ <dana@acme.example>',
    },
    { summary: 'Acme: references due', dtstart: '2026-11-27T16:00:00Z' },
    { summary: 'Acme said they would answer by today', dtstart: '2026-12-01' },
    // The hold-off ends before their day: it is their day that counts.
    { summary: 'Acme: from today you may ask how things stand', dtstart: '2026-12-02' },
  ]);
});

test('“from today you may ask” is the day that the bot itself names', () => {
  const askFrom = (facts: ReturnType<typeof acme>) =>
    events(facts).find(({ summary }) => summary?.includes('you may ask'))?.dtstart;
  const held = acme({ holdOffUntil: '2026-12-14T00:00+01:00' });
  const [pursuit] = pursuitsOf(held);
  expect(pursuit && mayIWrite(pursuit, NOW)).toMatchObject({ verdict: 'wait', notBefore: '2026-12-14' });
  expect(askFrom(held)).toBe('2026-12-14');
  expect(askFrom(acme({ holdOffUntil: '2026-12-14T00:00+01:00', noContact: true }))).toBeUndefined();
  expect(askFrom(acme())).toBeUndefined();
});

test('one that was moved is cancelled; what has ended has no dates but that of the offer', () => {
  const moved = acme({}, { heard: [['postponed', '2026-11-24T10:00Z', { interviewId: 'acme-1' }]] });
  expect(events(moved)).toMatchObject([{ status: 'CANCELLED' }]);
  const offered = acme(
    { replyBy: '2026-12-01' },
    { heard: [['offer', '2026-11-25T10:00Z', { answerBy: '2026-12-09' }]] },
  );
  expect(events(offered).map(({ summary }) => summary)).toEqual([
    'Interview: Acme (engineer)',
    'Answer the offer from Acme',
  ]);
});

test('one that a withdrawal called off is cancelled; one that was held before it stays', () => {
  const heard: [['withdrawn', string]] = [['withdrawn', '2026-11-24T17:00+01:00']];
  const statuses = events(acme({}, { heard }, { start: '2026-12-10T15:00+01:00' })).map((one) => one.status);
  expect(statuses).toEqual([undefined, 'CANCELLED']);
});

test('what is written is read again', () => {
  const facts = acme();
  const read = readInvitation(calendarFile(facts, NOW), {
    now: new Date('2026-11-20T12:00:00Z'),
    zone: 'Europe/Berlin',
  });
  expect(read).toMatchObject({
    kind: 'invitation',
    understood: { startsAt: new Date('2026-11-24T14:00:00Z'), minutes: 60 },
  });
});
