/**
 * The vocabulary. A member's facts are all that is ever stored; what to do next is derived from them.
 * Instants are `Date`s (UTC); a `LocalDate` is a day on the calendar and belongs to no zone until a rule reads it in one.
 */

/** A calendar day as `YYYY-MM-DD`. */
export type LocalDate = string;

/** The names of the rules, as they stand on the wire for ever. */
export const RULES = [
  'closing',
  'debrief',
  'thank-you',
  'thank-you-last-call',
  'material',
  'handwritten-note',
  'check-in',
  'moving-on',
  'gracious-reply',
  'stay-in-touch',
  'offer',
] as const;
export type Rule = (typeof RULES)[number];

/** What a member can have heard, or decided. The last four end an application. */
export const OUTCOMES = [
  'next-round',
  'waiting',
  'postponed',
  'no-show',
  'offer',
  'rejection',
  'withdrawn',
  'no-answer',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const INTERVIEW_KINDS = ['phone-screen', 'technical', 'onsite', 'panel', 'final', 'other'] as const;
export type InterviewKind = (typeof INTERVIEW_KINDS)[number];

/** How a member's days go. Minutes are counted from local midnight, weekdays as ISO does (Monday is 1). */
export type Settings = {
  /** IANA name: Slack's, unless the member chose another. */
  zone: string;
  waking: { from: number; to: number };
  weekend: readonly number[];
  /** ISO 3166 code whose public holidays are not business days. */
  country?: string | undefined;
  /** Business days after the reply-by day until a check-in, 1-5. */
  checkInBuffer: number;
  /** Nudges name nobody: others may be able to export this member's direct messages. */
  discreet: boolean;
  /** No nudge comes during a pause; one without an end lasts until the member says otherwise. */
  pause?: { until?: Date | undefined } | undefined;
  /** How the member signs a letter. */
  signature?: string | undefined;
};

/** Somebody to write to. */
export type Contact = { name: string; email?: string | undefined };

export type Interviewer = {
  id: string;
  name: string;
  email?: string | undefined;
  talkingPoint?: string | undefined;
  thankedAt?: Date | undefined;
};

/** An item of material that the member said they would send. */
export type MaterialPromise = {
  id: string;
  what: string;
  dueAt: Date;
  sentAt?: Date | undefined;
  droppedAt?: Date | undefined;
};

/** One round of an application. */
export type Interview = {
  id: string;
  startsAt: Date;
  minutes: number;
  /** IANA name of the zone that the start was meant in. */
  zone: string;
  kind: InterviewKind;
  interviewers: readonly Interviewer[];
  promises: readonly MaterialPromise[];
  /** The day by which the employer said they would answer. */
  replyBy?: LocalDate | undefined;
  /** The employer asked not to be contacted before this instant. */
  holdOffUntil?: Date | undefined;
  /** "Don't call us, we call you": a hold-off without an end. */
  noContact: boolean;
  /** The employer asked to be contacted on the very next day. */
  nextDayInvited: boolean;
  /** When the member told what was said at the end; the debrief asks for it until then. */
  debriefedAt?: Date | undefined;
  recordedAt?: Date | undefined;
  /** The UID of the calendar invitation that it came from, by which a moved or cancelled one is known again. */
  calendarUid?: string | undefined;
};

/** Something that was heard from the employer, or decided by the member. */
export type Answer = {
  id: string;
  outcome: Outcome;
  heardAt: Date;
  /** The interview that was moved, or that nobody showed up to. */
  interviewId?: string | undefined;
  /** With `waiting`: the new day by which they will answer. */
  replyBy?: LocalDate | undefined;
  /** With `offer`: the day by which the offer must be answered. */
  answerBy?: LocalDate | undefined;
};

export type Application = {
  id: string;
  company: string;
  role?: string | undefined;
  /** A company with traditional values, which appreciates a note by hand (advice 3). */
  traditional: boolean;
  /** The recruiter of an agency, who then gets every draft instead of the employer. */
  agency?: Contact | undefined;
  /** Who arranges the interviews, and passes on a note to a person whose address is missing. */
  coordinator?: Contact | undefined;
  /** False when the member wants no reminder to stay in touch after a rejection. */
  stayInTouch: boolean;
  createdAt: Date;
  interviews: readonly Interview[];
  answers: readonly Answer[];
};

/**
 * A nudge that was handed to Slack, or was about to be. `sending` has an unknown outcome: the process may have died, or the
 * reply been lost. Sent is not done: a delivered nudge can still be snoozed, done, or overtaken by other facts.
 */
export type Delivery = {
  id: string;
  /** The derived identity of the nudge (`Nudge.id`). */
  nudgeId: string;
  rule: Rule;
  applicationId: string;
  interviewId?: string | undefined;
  /** 0 for the first time, and one more for each snooze. */
  repeat: number;
  /** `ahead`: the member did it before the nudge was sent. */
  status: 'sending' | 'sent' | 'failed' | 'ahead';
  /** When it was begun to be sent, where nobody knows yet whether it arrived. */
  unclearSince?: Date | undefined;
  sentAt?: Date | undefined;
  doneAt?: Date | undefined;
  snoozedUntil?: Date | undefined;
};

/** Everything that is known about one member. */
export type Facts = {
  settings: Settings;
  applications: readonly Application[];
  deliveries: readonly Delivery[];
  /** When the member last did anything here: a command, a press, a form. */
  lastSeenAt?: Date | undefined;
  /** When the bot last asked whether to go quiet. */
  quietAskedAt?: Date | undefined;
  /** When the bot learned that the member left the workspace. Whatever they do there again ends that. */
  leftAt?: Date | undefined;
};

/** Whether two spellings mean one company: case, accents, punctuation and spaces apart. */
export function sameCompany(one: string, other: string): boolean {
  return companyKey(one) === companyKey(other);
}

/** A company's name reduced to its letters and digits, for comparing. */
export function companyKey(name: string): string {
  const letters = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  return letters || name.trim();
}
