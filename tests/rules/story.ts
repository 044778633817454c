/** Small words to tell a member's story with, for the worked examples. Berlin is at +01:00 in winter. */
import type {
  Answer,
  Application,
  Delivery,
  Facts,
  Interview,
  Outcome,
  Rule,
  Settings,
} from '../../src/etiquette/facts.ts';
import { plan } from '../../src/etiquette/plan.ts';
import { DEFAULT_SETTINGS } from '../support/settings.ts';
import { wall } from './builders.ts';

export const BERLIN: Settings = { ...DEFAULT_SETTINGS, zone: 'Europe/Berlin' };

type Told = Partial<Omit<Interview, 'startsAt' | 'holdOffUntil'>> & {
  start?: string;
  holdOffUntil?: string;
  promise?: { by: string; sent?: boolean };
};
type Life = {
  settings?: Partial<Settings>;
  traditional?: boolean;
  stayInTouch?: boolean;
  heard?: [outcome: Outcome, at: string, more?: Partial<Answer>][];
  /** What reached the member: the rule, when, and what became of it. */
  sent?: [rule: Rule, at: string, more?: { done?: string; snoozedUntil?: string }][];
  others?: Application[];
};

/** An interview of an hour at Acme, on Tuesday 24 November 2026, 15:00 in Berlin, unless told otherwise. */
export function acme(told: Told = {}, life: Life = {}, ...nextRounds: Told[]): Facts {
  const settings = { ...BERLIN, ...life.settings };
  const interviews = [told, ...nextRounds].map((one, n) => interview(one, `acme-${n + 1}`, settings.zone));
  const application: Application = {
    ...{ id: 'acme', company: 'Acme', role: 'engineer', interviews },
    traditional: life.traditional ?? false,
    stayInTouch: life.stayInTouch ?? true,
    createdAt: new Date('2026-11-20T12:00:00Z'),
    answers: (life.heard ?? []).map(([outcome, at, more], n) => ({
      id: `${n}`,
      outcome,
      heardAt: new Date(at),
      ...more,
    })),
  };
  const undelivered: Facts = {
    settings,
    applications: [application, ...(life.others ?? [])],
    deliveries: [],
  };
  // A delivery names its nudge by the plan at that time: before anything was heard.
  const before = plan({
    ...undelivered,
    applications: [
      { ...application, answers: [] },
      { ...application, id: 'x' },
    ],
  });
  const named = [...before, ...plan(undelivered)];
  const deliveries = (life.sent ?? []).map(([rule, at, more], n): Delivery => {
    const ids = [
      ...new Set(
        named.filter((one) => one.rule === rule && one.applicationId === 'acme').map(({ id }) => id),
      ),
    ];
    const earlier = (life.sent ?? []).slice(0, n).filter(([one]) => one === rule).length;
    const id = ids[earlier] ?? `${rule}/acme-1/${earlier + 1}`;
    return {
      ...{
        id: `d${n}`,
        nudgeId: id,
        rule,
        applicationId: 'acme',
        interviewId: 'acme-1',
        repeat: 0,
        status: 'sent',
      },
      sentAt: new Date(at),
      doneAt: more?.done ? new Date(more.done) : undefined,
      snoozedUntil: more?.snoozedUntil ? new Date(more.snoozedUntil) : undefined,
    };
  });
  return { ...undelivered, deliveries };
}

function interview(
  { start = '2026-11-24T15:00+01:00', promise, holdOffUntil, ...told }: Told,
  id: string,
  zone: string,
): Interview {
  const promises = promise
    ? [
        {
          id: `${id}-promise`,
          what: 'references',
          dueAt: new Date(promise.by),
          sentAt: promise.sent ? new Date(start) : undefined,
        },
      ]
    : [];
  return {
    ...{ id, startsAt: new Date(start), minutes: 60, zone, kind: 'other', interviewers: [], promises },
    ...{ noContact: false, nextDayInvited: false },
    holdOffUntil: holdOffUntil ? new Date(holdOffUntil) : undefined,
    ...told,
  };
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** `Tue 2026-11-24 14:00`, as the calendar and the clock on the member's wall show it. */
export function local(instant: Date, { zone }: Settings): string {
  const { date, minutes, weekday } = wall(instant, zone);
  const clock = [Math.floor(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, '0')).join(':');
  return `${WEEKDAYS[weekday - 1]} ${date} ${clock}`;
}

/** When the plan has nudges of a rule due. */
export function due(facts: Facts, rule: Rule): string[] {
  return plan(facts)
    .filter((nudge) => nudge.rule === rule && nudge.applicationId === 'acme')
    .map((nudge) => local(nudge.due, facts.settings));
}
