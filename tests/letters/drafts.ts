/** Drafts about an interview at Acme on Tuesday, 24 November 2026, with whatever a case says otherwise. */
import type { Application, Interviewer, Rule, Settings } from '../../src/etiquette/facts.ts';
import type { Letter } from '../../src/letters/letter.ts';
import { lettersFor } from '../../src/letters/letters.ts';
import { acme } from '../rules/story.ts';
import { DEFAULT_SETTINGS } from '../support/settings.ts';

export const DANA: Interviewer = { id: 'dana', name: 'Dana Fox', email: 'dana@acme.example' };
export const BO: Interviewer = { id: 'bo', name: 'Bo Li', talkingPoint: 'the new data platform' };
export const ANN: Interviewer = { id: 'ann', name: 'Ann Lee', talkingPoint: 'We both like sailing' };
export const SAM: Interviewer = { id: 'sam', name: 'Sam Ray' };
/** The recruiter of an agency. */
export const MIA = { name: 'Mia Day', email: 'mia@agency.example' };
/** The coordinator. */
export const KIM = { name: 'Kim Roe', email: 'kim@acme.example' };

export const WRITTEN = [
  'thank-you',
  'thank-you-last-call',
  'handwritten-note',
  'material',
  'check-in',
  'gracious-reply',
  'stay-in-touch',
  'offer',
] as const satisfies Rule[];

export type Case = Partial<Pick<Application, 'company' | 'role' | 'agency' | 'coordinator'>> &
  Partial<Pick<Settings, 'country' | 'signature'>> & {
    people?: readonly Interviewer[];
    /** The day by which an offer is to be answered. */
    answerBy?: string;
    again?: boolean;
    /** What the letter sends that was promised. */
    what?: string;
    /** Something was promised in that interview: it is to come, was sent, or is not to come after all. */
    promised?: 'open' | 'sent' | 'dropped';
    /** When it is written; after the talk, unless told otherwise. */
    now?: Date;
  };

const [APPLICATION] = acme({ promise: { by: '2026-11-27T17:00+01:00' } }).applications;
const [INTERVIEW] = APPLICATION?.interviews ?? [];
const [PROMISE] = INTERVIEW?.promises ?? [];
const HEARD = new Date('2026-12-02T10:00:00Z');

export function drafts(rule: Rule, one: Case = {}): Letter[] {
  const {
    now = HEARD,
    people = [DANA, BO],
    answerBy,
    again,
    what,
    promised,
    country,
    signature,
    ...changes
  } = one;
  if (!APPLICATION || !INTERVIEW || !PROMISE) throw new Error('no interview');
  const answers = answerBy ? [{ id: 'a', outcome: 'offer' as const, heardAt: HEARD, answerBy }] : [];
  const since = promised === 'sent' ? { sentAt: HEARD } : promised === 'dropped' ? { droppedAt: HEARD } : {};
  const promises = promised ? [{ ...PROMISE, ...since }] : [];
  const interview = { ...INTERVIEW, interviewers: people, promises };
  return lettersFor(
    {
      rule,
      interview,
      promise: what === undefined ? PROMISE : { ...PROMISE, what },
      application: { ...APPLICATION, ...changes, answers, interviews: [interview] },
      settings: { ...DEFAULT_SETTINGS, zone: 'Europe/Berlin', country, signature },
      now,
    },
    again,
  );
}

/** The one draft that goes with a rule. */
export function draft(rule: Rule, one?: Case): Letter {
  const [letter, ...others] = drafts(rule, one);
  if (!letter || others.length > 0) throw new Error(`${others.length + 1} drafts, or none`);
  return letter;
}

/** What stands between the greeting and the name below. */
export function body({ text }: Letter): string {
  return text.split('\n\n').slice(1, -1).join(' ');
}

export function sentences(letter: Letter): string[] {
  return body(letter).split(/(?<=[.?!]) (?=[A-Z])/);
}
