/** Everything that reads a member's words, and as many characters as it is ever given. */
import type { Application, Interview, Settings } from '../../src/etiquette/facts.ts';
import { lettersAbout } from '../../src/letters/letters.ts';
import { mailLinks } from '../../src/letters/mail.ts';
import { parseCommand } from '../../src/words/command.ts';
import { readInvitation } from '../../src/words/ics.ts';
import { readInterviewers } from '../../src/words/interviewers.ts';
import { readMaterialLines } from '../../src/words/materials.ts';
import { fromMessage } from '../../src/words/message.ts';
import { normalise } from '../../src/words/normalise.ts';
import { pause } from '../../src/words/pause.ts';
import { readPeople, readPerson } from '../../src/words/people.ts';
import { findPhrases } from '../../src/words/phrases.ts';
import { parsePlainWords } from '../../src/words/plain-words.ts';
import { readSubCommand } from '../../src/words/sub-commands.ts';
import { readZone } from '../../src/words/zones.ts';
import { DEFAULT_SETTINGS } from '../support/settings.ts';

const CONTEXT = { now: new Date('2026-11-25T11:00:00Z'), zone: 'Europe/Berlin' };
const STARTS_AT = new Date('2026-11-24T14:00:00Z');

/** What Slack lets a member type: into the field of a form, and behind a command or into a message. */
const FIELD = 3000;
const MESSAGE = 40_000;

type Reader = { most: number; read: (text: string) => unknown };

export const READERS: Readonly<Record<string, Reader>> = {
  command: { most: 3000, read: (text) => parseCommand(text, CONTEXT) },
  'a long command': { most: MESSAGE, read: (text) => parseCommand(text, CONTEXT) },
  'key=value': { most: 3000, read: (text) => parseCommand(`add company="${text}`.slice(0, 3000), CONTEXT) },
  'sub-command': { most: 3000, read: (text) => readSubCommand(normalise(`heard ${text}`), CONTEXT) },
  'plain words': { most: 3000, read: (text) => parsePlainWords(text, CONTEXT) },
  pause: { most: 3000, read: (text) => pause(text, text, CONTEXT) },
  phrases: { most: 3000, read: (text) => findPhrases(text) },
  people: { most: FIELD, read: (text) => [readPeople(normalise(text)), readPerson(normalise(text))] },
  interviewers: { most: FIELD, read: readInterviewers },
  materials: { most: FIELD, read: (text) => readMaterialLines(text, STARTS_AT, CONTEXT) },
  zone: { most: FIELD, read: readZone },
  'a message': { most: MESSAGE, read: (text) => fromMessage(text, CONTEXT) },
  'the title of an invitation': { most: MESSAGE, read: (text) => invitation(`SUMMARY:${inIcs(text)}`) },
  'a guest of an invitation': {
    most: MESSAGE,
    read: (text) => invitation(`ATTENDEE;CN="${inIcs(text).replaceAll('"', '')}":mailto:a@b.example`),
  },
  'the address of a guest': { most: MESSAGE, read: (text) => invitation(`ATTENDEE:mailto:${inIcs(text)}`) },
  letters: { most: 300, read: letters },
  'a file': { most: 1_000_000, read: (text) => readInvitation(text, CONTEXT) },
};

function inIcs(text: string): string {
  return text.replace(/[\r\n]/g, ' ');
}

function invitation(line: string) {
  const event = ['BEGIN:VEVENT', 'UID:1', 'DTSTART:20261201T150000Z', line, 'END:VEVENT'];
  return readInvitation(['BEGIN:VCALENDAR', ...event, 'END:VCALENDAR'].join('\r\n'), CONTEXT);
}

/** The drafts about an application in which every name is that text. */
function letters(text: string): unknown {
  const person = { id: 'p1', name: text.slice(0, 80), email: 'a@b.example', talkingPoint: text };
  const interview: Interview = {
    ...{ id: 'i1', startsAt: STARTS_AT, minutes: 60, zone: 'Europe/Berlin', kind: 'other' },
    ...{ interviewers: [person, { ...person, id: 'p2' }], noContact: false, nextDayInvited: false },
    promises: [{ id: 'm1', what: text.slice(0, 200), dueAt: STARTS_AT }],
  };
  const application: Application = {
    ...{ id: 'a1', company: text.slice(0, 80), role: text.slice(0, 120), traditional: true },
    ...{ stayInTouch: true, createdAt: STARTS_AT, interviews: [interview], answers: [] },
  };
  const settings: Settings = { ...DEFAULT_SETTINGS, signature: text.slice(0, 120) };
  const rules = ['thank-you', 'handwritten-note', 'check-in', 'material', 'gracious-reply', 'offer'] as const;
  return rules.map((rule) => {
    const nudge = { id: `${rule}/i1/m1`, rule, applicationId: 'a1', interviewId: 'i1' };
    return lettersAbout(nudge, application, { settings, now: STARTS_AT }).map(mailLinks);
  });
}
