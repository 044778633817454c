/** Random facts, and an oracle for local time that shares no code with the rules: the platform's own Intl. */
import fc from 'fast-check';
import type {
  Answer,
  Application,
  Delivery,
  Facts,
  Interview,
  Interviewer,
  MaterialPromise,
  Settings,
} from '../../src/etiquette/facts.ts';
import { plan } from '../../src/etiquette/plan.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Both hemispheres, half and quarter hours, no changes, odd changes, and zones that skipped a whole day. */
export const ZONES = [
  'UTC',
  'Europe/Berlin',
  'Europe/London',
  'Europe/Dublin',
  'Europe/Lisbon',
  'Europe/Kyiv',
  'Europe/Istanbul',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Africa/Johannesburg',
  'Africa/Lagos',
  'America/New_York',
  'America/Chicago',
  'America/Phoenix',
  'America/Los_Angeles',
  'America/Anchorage',
  'America/St_Johns',
  'America/Halifax',
  'America/Sao_Paulo',
  'America/Santiago',
  'America/Asuncion',
  'America/Havana',
  'America/Nuuk',
  'Asia/Jerusalem',
  'Asia/Beirut',
  'Asia/Dubai',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Tokyo',
  'Asia/Shanghai',
  'Australia/Sydney',
  'Australia/Adelaide',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Pacific/Chatham',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Pacific/Kwajalein',
  'Pacific/Honolulu',
  'Pacific/Norfolk',
] as const;

const formats = new Map<string, Intl.DateTimeFormat>();

/** What a calendar and a clock on the wall show: `2026-11-25`, minutes since midnight, ISO weekday. */
export function wall(instant: Date, zone: string): { date: string; minutes: number; weekday: number } {
  let format = formats.get(zone);
  if (!format) {
    const fields = {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    } as const;
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, hourCycle: 'h23', ...fields });
    formats.set(zone, format);
  }
  const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  const date = `${part.year?.padStart(4, '0')}-${part.month}-${part.day}`;
  return {
    date,
    minutes: Number(part.hour) * 60 + Number(part.minute),
    weekday: new Date(date).getUTCDay() || 7,
  };
}

export function dateAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
}

/** Instants at which a zone changes its clocks, found by looking. */
function transitions(zone: string): number[] {
  const found: number[] = [];
  for (const [from, to] of [
    ['2011-12-01', '2012-01-15'],
    ['2026-01-01', '2028-01-01'],
  ] as const) {
    for (let day = Date.parse(from); day < Date.parse(to); day += DAY) {
      if (offset(day, zone) !== offset(day + DAY, zone)) found.push(day + DAY / 2);
    }
  }
  return found;
}

function offset(instant: number, zone: string): number {
  const { date, minutes } = wall(new Date(instant), zone);
  return (Date.parse(date) + minutes * MINUTE - instant) / MINUTE;
}

const changes = new Map<string, number[]>(ZONES.map((zone) => [zone, transitions(zone)]));

/** Any minute in four years, often within two days of a change of clocks. */
function instantIn(zone: string): fc.Arbitrary<Date> {
  const anywhere = fc.integer({
    min: Date.parse('2026-01-01') / MINUTE,
    max: Date.parse('2027-12-01') / MINUTE,
  });
  const near = changes.get(zone) ?? [];
  if (near.length === 0) return anywhere.map((minute) => new Date(minute * MINUTE));
  const around = fc
    .tuple(fc.constantFrom(...near), fc.integer({ min: -48 * 60, max: 48 * 60 }))
    .map(([change, minutes]) => Math.floor(change / MINUTE) + minutes);
  return fc.oneof(anywhere, around).map((minute) => new Date(minute * MINUTE));
}

const zone = fc.constantFrom(...ZONES);
const weekend = fc.constantFrom([6, 7], [5, 6], [5], [7], [4, 5], []);
const country = fc.constantFrom(undefined, undefined, 'DE', 'US', 'IL', 'JP', 'AE', 'BR');

const settingsIn = (zoneOfMember: string): fc.Arbitrary<Settings> =>
  fc.record({
    zone: fc.constant(zoneOfMember),
    waking: fc
      .tuple(fc.integer({ min: 5 * 4, max: 11 * 4 }), fc.integer({ min: 4 * 4, max: 14 * 4 }))
      .map(([from, length]) => ({ from: from * 15, to: Math.min(from + length, 23 * 4) * 15 })),
    weekend,
    country,
    checkInBuffer: fc.integer({ min: 1, max: 5 }),
    discreet: fc.boolean(),
  });

const interviewers = fc.array(
  fc.record({ thanked: fc.boolean(), email: fc.constantFrom(undefined, 'a@b.example') }),
  { maxLength: 4 },
);

type Shape = { index: number; start: Date; zone: string };

function interviewAt({ index, start, zone: zoneOfInterview }: Shape): fc.Arbitrary<Interview> {
  const day = wall(start, zoneOfInterview).date;
  return fc
    .record({
      minutes: fc.integer({ min: 15, max: 480 }),
      people: interviewers,
      promises: fc.array(fc.record({ hours: fc.integer({ min: 0, max: 240 }), sent: fc.boolean() }), {
        maxLength: 2,
      }),
      replyBy: fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }),
      holdOff: fc.option(fc.integer({ min: 0, max: 20 * 24 }), { nil: undefined }),
      noContact: fc.nat(9).map((n) => n === 0),
      nextDayInvited: fc.nat(5).map((n) => n === 0),
      debriefed: fc.boolean(),
    })
    .map((made) => {
      const end = start.getTime() + made.minutes * MINUTE;
      const id = `interview-${index}`;
      return {
        id,
        startsAt: start,
        minutes: made.minutes,
        zone: zoneOfInterview,
        kind: 'other' as const,
        interviewers: made.people.map(
          ({ thanked, email }, n): Interviewer => ({
            id: `${id}-person-${n}`,
            name: `Person ${n}`,
            email,
            thankedAt: thanked ? new Date(end + HOUR) : undefined,
          }),
        ),
        promises: made.promises.map(
          ({ hours, sent }, n): MaterialPromise => ({
            id: `${id}-promise-${n}`,
            what: 'references',
            dueAt: new Date(end + hours * HOUR),
            sentAt: sent ? new Date(end + HOUR) : undefined,
          }),
        ),
        replyBy: made.replyBy === undefined ? undefined : dateAfter(day, made.replyBy),
        holdOffUntil: made.holdOff === undefined ? undefined : new Date(end + made.holdOff * HOUR),
        noContact: made.noContact,
        nextDayInvited: made.nextDayInvited,
        debriefedAt: made.debriefed ? new Date(end + 5 * MINUTE) : undefined,
      };
    });
}

const OUTCOMES = [
  'next-round',
  'waiting',
  'postponed',
  'no-show',
  'offer',
  'rejection',
  'withdrawn',
  'no-answer',
] as const;

function answersTo(interviews: readonly Interview[], applicationId: string): fc.Arbitrary<Answer[]> {
  const first = interviews[0];
  const one = fc.record({
    outcome: fc.constantFrom(...OUTCOMES),
    // Something may be heard before the first talk as well.
    hours: fc.integer({ min: -5 * 24, max: 30 * 24 }),
    by: fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }),
  });
  return fc.oneof(fc.constant([]), fc.array(one, { maxLength: 3 })).map((made) =>
    made.map(({ outcome, hours, by }, n): Answer => {
      const heardAt = new Date((first?.startsAt.getTime() ?? 0) + hours * HOUR);
      const day = by === undefined ? undefined : dateAfter(wall(heardAt, first?.zone ?? 'UTC').date, by);
      const isAboutOne = outcome === 'postponed' || outcome === 'no-show';
      return {
        ...{ id: `${applicationId}-answer-${n}`, outcome, heardAt },
        interviewId: isAboutOne ? first?.id : undefined,
        replyBy: outcome === 'waiting' ? day : undefined,
        answerBy: outcome === 'offer' ? day : undefined,
      };
    }),
  );
}

function application(index: number, start: Date, home: string): fc.Arbitrary<Application> {
  const rounds = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 20 * 24 * 60 }), fc.oneof(fc.constant(home), zone)),
    {
      minLength: 1,
      maxLength: 3,
    },
  );
  return rounds
    .chain((made) =>
      fc.tuple(
        ...made.map(([minutes, zoneOfInterview], n) =>
          interviewAt({
            index: index * 10 + n,
            start: new Date(start.getTime() + minutes * MINUTE),
            zone: zoneOfInterview,
          }),
        ),
      ),
    )
    .chain((interviews) =>
      fc.record({
        id: fc.constant(`application-${index}`),
        company: fc.constant(`Company ${index}`),
        role: fc.constantFrom(undefined, 'engineer'),
        traditional: fc.boolean(),
        agency: fc.constantFrom(undefined, { name: 'Mia' }),
        stayInTouch: fc.boolean(),
        createdAt: fc.constant(new Date(start.getTime() - DAY)),
        interviews: fc.constant(interviews),
        answers: answersTo(interviews, `application-${index}`),
      }),
    );
}

/** Facts of a member who has been sent nothing yet. */
export const freshFacts: fc.Arbitrary<Facts> = zone.chain((home) =>
  fc.record({
    settings: settingsIn(home),
    applications: fc
      .array(instantIn(home), { minLength: 1, maxLength: 3 })
      .chain((starts) => fc.tuple(...starts.map((start, index) => application(index, start, home)))),
    deliveries: fc.constant([]),
  }),
);

const fate = fc.record({
  sent: fc.boolean(),
  minutesLate: fc.nat(300),
  doneAfter: fc.option(fc.integer({ min: 1, max: 3 * 24 * 60 }), { nil: undefined }),
  snoozedFor: fc.option(fc.integer({ min: 30, max: 24 * 60 }), { nil: undefined }),
});

/** Facts with a history: some of what the plan asked for was sent, done, snoozed. */
export const factsWithHistory: fc.Arbitrary<Facts> = fc
  .tuple(freshFacts, fc.array(fate, { minLength: 12, maxLength: 12 }))
  .map(([facts, fates]) => ({
    ...facts,
    deliveries: plan(facts).flatMap((nudge, n) => delivered(nudge, n, fates[n % 12])),
  }));

function delivered(
  { id, rule, applicationId, interviewId, due }: ReturnType<typeof plan>[number],
  n: number,
  made:
    | { sent: boolean; minutesLate: number; doneAfter: number | undefined; snoozedFor: number | undefined }
    | undefined,
): Delivery[] {
  if (!made?.sent) return [];
  const sentAt = new Date(due.getTime() + made.minutesLate * MINUTE);
  const later = (minutes: number | undefined) =>
    minutes === undefined ? undefined : new Date(sentAt.getTime() + minutes * MINUTE);
  return [
    {
      ...{
        id: `delivery-${n}`,
        nudgeId: id,
        rule,
        applicationId,
        interviewId,
        repeat: 0,
        status: 'sent' as const,
      },
      ...{ sentAt, doneAt: later(made.doneAfter), snoozedUntil: later(made.snoozedFor) },
    },
  ];
}
