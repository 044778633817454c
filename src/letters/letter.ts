import { localDate, sayDate } from '../etiquette/calendar.ts';
import type {
  Application,
  Interview,
  Interviewer,
  MaterialPromise,
  Rule,
  Settings,
} from '../etiquette/facts.ts';

/** A draft. The member sends it, never the bot. */
export type Letter = {
  /** Names the draft among all of the member's, so that it is kept as edited. The same facts give the same key. */
  key: string;
  to: { name?: string | undefined; email?: string | undefined };
  subject: string;
  text: string;
  /** The interviewers whom it thanks; nobody where it is no thank-you note. */
  for: readonly string[];
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
};

type Addressee = Letter['to'];

/** Rule, occasion and person, so that a draft is found again as it was edited. */
export function keyOf({ rule, application, interview, promise }: Occasion, person?: Interviewer): string {
  return [rule, promise?.id ?? interview?.id ?? application.id, ...(person ? [person.id] : [])].join('/');
}

/** An interview through an agency: the recruiter gets every draft. */
export function addressee({ application, interview }: Occasion): Addressee {
  return application.agency ?? interview?.interviewers[0] ?? {};
}

export function letter(key: string, to: Addressee, subject: string, ...sentences: readonly string[]): Letter {
  const greeting = to.name ? `Dear ${firstName(to.name)},` : 'Hello,';
  return {
    key,
    for: [],
    to,
    subject,
    text: `${greeting}\n\n${sentences.filter(Boolean).join(' ')}\n\nKind regards`,
  };
}

function firstName(name: string): string {
  return /^(dr|prof|mr|mrs|ms)\b/i.test(name) ? name : (name.split(/\s+/)[0] ?? name);
}

export function position({ application }: Occasion): string {
  return application.role ? `the ${application.role} position` : `the position at ${application.company}`;
}

export function subjectOf({ application }: Occasion): string {
  return application.role ? `${application.role} at ${application.company}` : application.company;
}

export function dayOfTalk({ interview }: Occasion): string {
  return interview ? sayDate(localDate(interview.startsAt, interview.zone)) : 'our conversation';
}

/** Whom the talk was with, from the writer's side: "you", or "the team" when the letter goes through an agency. */
export function partner({ application }: Occasion, interviewer?: Interviewer): string {
  if (!application.agency) return 'you';
  return interviewer ? interviewer.name : `the team at ${application.company}`;
}
