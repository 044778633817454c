import type { Application, Interview, MaterialPromise, Rule, Settings } from '../etiquette/facts.ts';
import { greetingTo } from './person.ts';
import { saysWholeName } from './reserve.ts';
import { plain } from './words.ts';

/** A draft. The member sends it, never the bot. */
export type Letter = {
  /** Names the draft among all of the member's, so that it is kept as edited. The same facts give the same key. */
  key: string;
  to: { name?: string | undefined; email?: string | undefined };
  /** One line. */
  subject: string;
  text: string;
  /** The interviewers whom it thanks; nobody where it is no thank-you note. */
  for: readonly string[];
  /** Nothing was noted of the talk: the member may add the one detail that makes it theirs. */
  lacksDetail?: true | undefined;
  /** It goes on a card, and cannot be mailed. */
  byHand?: true | undefined;
};

/** What a letter is written from. */
export type Occasion = {
  rule: Rule;
  application: Application;
  interview?: Interview | undefined;
  promise?: MaterialPromise | undefined;
  /** The member's settings: their zone, country, and how they sign. */
  settings: Settings;
  /** When it is written: a talk that lies ahead is not thanked for. */
  now: Date;
};

/** Whether something was promised to them, in whatever round: they have it, or will. */
export function hasPromised({ interviews }: Application): boolean {
  return interviews.some(({ promises }) => promises.some(({ droppedAt }) => !droppedAt));
}

/** A letter before it is dressed: the sentences between the greeting and the name below. */
type Draft = Pick<Letter, 'key' | 'to' | 'subject'> &
  Partial<Letter> & { sentences: readonly (string | undefined)[] };

/** A form's field for the subject holds 250 characters. */
const LONGEST_SUBJECT = 250;

/** Greets, joins the sentences, and signs. */
export function letter(occasion: Occasion, { sentences, to, subject, ...rest }: Draft): Letter {
  const { settings, application } = occasion;
  const signature = settings.signature?.trim();
  // One word may be the agency's own name: nobody is called Hays.
  const isFirm = to === application.agency && !/\s/.test((to.name ?? '').trim());
  const body = sentences.flatMap((one) => (one ? [withOneStop(one)] : [])).join(' ');
  const close = signature ? `Kind regards,\n${signature}` : 'Kind regards';
  return {
    for: [],
    ...rest,
    to: { name: to.name, email: to.email },
    subject: clipped(plain(subject)),
    text: `${greetingTo(isFirm ? undefined : to.name, saysWholeName(settings))}\n\n${body}\n\n${close}`,
  };
}

/** "I would be glad to join Acme Inc.", not "Acme Inc..": a name may bring its own stop to the end of a sentence. */
function withOneStop(sentence: string): string {
  return sentence.replace(/([.!?…])\.$/, '$1');
}

function clipped(subject: string): string {
  if (subject.length <= LONGEST_SUBJECT) return subject;
  // The cut may have left half of an emoji.
  return `${subject.slice(0, LONGEST_SUBJECT - 1).replace(/\p{Cs}$/u, '')}…`;
}
