/** What a member tells, in words or in a form, before it is stored. */
import type { Contact, InterviewKind, LocalDate } from './facts.ts';

/** A person with a name, an address where one was given, and what was talked about with them. */
export type Person = Contact & { talkingPoint?: string | undefined };

/** Something that the member said they would send. */
export type ToldPromise = { what: string; dueAt: Date };

/** What an employer said about their answer. */
export type WhatTheySaid = {
  replyBy?: LocalDate | undefined;
  /** The day before which they asked not to be contacted. */
  holdOff?: LocalDate | undefined;
  noContact?: boolean | undefined;
  /** They asked to be contacted on the very next day. */
  nextDay?: boolean | undefined;
};

/** How long an interview is where nothing was said of it. */
export const DEFAULT_MINUTES = 60;

export type InterviewInput = WhatTheySaid & {
  company: string;
  role?: string | undefined;
  startsAt: Date;
  /** Length; `DEFAULT_MINUTES` where nothing was said. */
  minutes: number;
  /** IANA name of the zone that the start was meant in: the one named, else the member's. */
  zone: string;
  kind: InterviewKind;
  interviewers: Person[];
  materials: ToldPromise[];
  traditional?: boolean | undefined;
  agency?: Contact | undefined;
  coordinator?: Contact | undefined;
  /** The UID of the invitation that it was read from. */
  calendarUid?: string | undefined;
};
