/** What a form starts from, as a button carries it: instants as ISO 8601, nothing longer than Slack allows. */
import { z } from 'zod';
import { type Facts, INTERVIEW_KINDS } from '../../etiquette/facts.ts';
import { currentRound } from '../../etiquette/rounds.ts';
import type { InterviewInput } from '../../etiquette/told.ts';

/** Slack's limit for a button's value (2,000 characters) and for a form's metadata (3,000). */
export const BUTTON_VALUE = 2000;
export const METADATA = 3000;

const person = z.object({
  name: z.string(),
  email: z.string().optional(),
  talkingPoint: z.string().optional(),
});

const understood = z
  .object({
    company: z.string(),
    role: z.string(),
    startsAt: z.iso.datetime().transform((iso) => new Date(iso)),
    minutes: z.number().int().positive(),
    zone: z.string(),
    kind: z.enum(INTERVIEW_KINDS),
    interviewers: z.array(person),
    materials: z.array(
      z.object({ what: z.string(), dueAt: z.iso.datetime().transform((iso) => new Date(iso)) }),
    ),
    replyBy: z.iso.date(),
    holdOff: z.iso.date(),
    noContact: z.boolean(),
    nextDay: z.boolean(),
    traditional: z.boolean(),
    agency: person,
    coordinator: person,
    calendarUid: z.string(),
  })
  .partial();

/** What a moved invitation says anew about a recorded interview. */
const moved = z.object({
  interviewId: z.uuid(),
  startsAt: understood.shape.startsAt,
  minutes: understood.shape.minutes,
  zone: understood.shape.zone,
});

/** The interview that a button names, with its new time where an invitation brought one. */
export function readEdit(value = ''): { interviewId: string } & Partial<z.infer<typeof moved>> {
  const read = moved.safeParse(parseJson(value));
  return read.success ? read.data : { interviewId: value };
}

const prefill = z.union([z.object({ nextOf: z.uuid() }), understood]);

export type Understood = Partial<InterviewInput>;

/** The longest lists are cut first: a form that starts from less is better than none. */
export function writePrefill(from: Understood, most: number): string {
  const whole = JSON.stringify(from);
  if (whole.length <= most) return whole;
  const { interviewers = [], materials = [] } = from;
  if (interviewers.length + materials.length === 0) return '{}';
  return interviewers.length > materials.length
    ? writePrefill({ ...from, interviewers: interviewers.slice(0, -1) }, most)
    : writePrefill({ ...from, materials: materials.slice(0, -1) }, most);
}

/** Reads what a button or a form brought back; from what cannot be read a form starts empty. */
export function readPrefill(value: string | undefined, facts: Facts): Understood {
  const read = prefill.safeParse(parseJson(value));
  if (!read.success) return {};
  return 'nextOf' in read.data ? nextRound(facts, read.data.nextOf) : read.data;
}

/** A next round carries the people over: they are the ones that one meets again, or can be struck out. */
function nextRound({ applications }: Facts, applicationId: string): Understood {
  const application = applications.find(({ id }) => id === applicationId);
  if (!application) return {};
  const { company, role, agency, coordinator } = application;
  const last = currentRound(application) ?? application.interviews.at(-1);
  const interviewers = last?.interviewers.map(({ name, email }) => ({ name, email })) ?? [];
  return { company, role, agency, coordinator, zone: last?.zone, minutes: last?.minutes, interviewers };
}

function parseJson(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not ours, or cut off: SyntaxError is how JSON.parse says so
  }
}
