/** A member's job search through the real planner, wake-up by wake-up, as the scheduler goes through it. */
import { advise, nextWake, type OpenNudge } from '../../src/etiquette/advice.ts';
import { addDays } from '../../src/etiquette/calendar.ts';
import type { Delivery, Facts, LocalDate } from '../../src/etiquette/facts.ts';
import { asksForQuiet } from '../../src/etiquette/quiet.ts';
import { CHANNEL_RESTS_MS } from '../../src/journal/limits.ts';
import { nudgesForOneMessage } from '../../src/slack/blocks/nudge-message.ts';
import { DEFAULT_SETTINGS } from '../support/settings.ts';
import * as assumed from './assumptions.ts';
import { type Happening, idFor, type Member, pursue } from './happenings.ts';
import { type Chance, chanceOf, pickerOf } from './random.ts';
import { reactionsTo } from './reactions.ts';
import { REST_ON_FRIDAY } from './zones.ts';

/** A message: when it is due, from when it is urgent (`member.urgent_at`), and how many nudges it holds. */
export type Message = { at: Date; urgentFrom: Date | undefined; nudges: number };
export type Life = { zone: string; messages: Message[]; presses: number; facts: Facts };

const attentionFor = pickerOf(assumed.ATTENTION);
const wakingFor = pickerOf(assumed.WAKING);
/** Of a life that never ends: something that the planner and these lives do not agree on. */
const STEPS_AT_MOST = 5000;

/** The same seed in the same zone and week is the same life. */
export function live(seed: number, zone: string, monday: LocalDate): Life {
  const member = memberIn(zone, chanceOf(assumed.SEED, seed));
  const ahead = beginningsOf(member, monday);
  let facts: Facts = { settings: member.settings, applications: [], deliveries: [] };
  let now = ahead[0]?.at ?? new Date(0);
  let restsUntil = now;
  let presses = 0;
  const messages: Message[] = [];
  for (let step = 0; step < STEPS_AT_MOST; step++) {
    const wake = nextWake(facts, now);
    const wakeAt = wake.at && latestOf(wake.at, now, restsUntil);
    const next = ahead[0];
    if (!wakeAt && !next) return { zone, messages, presses, facts };
    if (next && (!wakeAt || next.at <= wakeAt)) {
      ahead.shift();
      now = latestOf(next.at, now);
      facts = { ...next.change(facts), lastSeenAt: now };
      presses += 1;
      continue;
    }
    now = wakeAt ?? now;
    const due = nudgesForOneMessage(facts, advise(facts, now).send, now);
    if (due.length === 0) continue;
    messages.push({ at: now, urgentFrom: wake.urgentAt, nudges: due.length });
    const deliveries = due.map((nudge) => deliveryOf(nudge, now, member.chance));
    const asked = asksForQuiet(facts, now) ? { quietAskedAt: now } : {};
    facts = { ...facts, ...asked, deliveries: [...facts.deliveries, ...deliveries] };
    restsUntil = new Date(now.getTime() + CHANNEL_RESTS_MS);
    insert(ahead, reactionsTo(member, deliveries, now));
  }
  throw new Error(`life ${seed} in ${zone} does not end`);
}

function memberIn(zone: string, chance: Chance): Member {
  const restsOnFriday = REST_ON_FRIDAY.includes(zone) && chance.happens(assumed.SETS_WEEKEND);
  const weekend = restsOnFriday ? [5, 6] : DEFAULT_SETTINGS.weekend;
  const settings = { ...DEFAULT_SETTINGS, zone, waking: wakingFor(chance), weekend };
  return { chance, settings, attention: attentionFor(chance) };
}

/** All that will happen whatever the bot says. */
function beginningsOf(member: Member, monday: LocalDate): Happening[] {
  const { chance } = member;
  const mean = (assumed.APPLICATIONS_A_YEAR * assumed.WEEKS * 7) / 365;
  const more = (mean - 1) / 2;
  const wished = 1 + Math.round(chance.around(more) + chance.around(more));
  const count = Math.min(assumed.APPLICATIONS_AT_MOST, wished);
  const ahead: Happening[] = [];
  for (let n = 0; n < count; n++)
    insert(ahead, pursue(member, addDays(monday, 7 + chance.below(assumed.SEARCH_DAYS))));
  return ahead;
}

function insert(ahead: Happening[], more: readonly Happening[]): void {
  ahead.push(...more);
  ahead.sort((a, b) => a.at.getTime() - b.at.getTime());
}

function latestOf(...instants: readonly Date[]): Date {
  return new Date(Math.max(...instants.map(Number)));
}

function deliveryOf(
  { id: nudgeId, rule, applicationId, interviewId, repeat }: OpenNudge,
  sentAt: Date,
  chance: Chance,
): Delivery {
  return { id: idFor(chance), nudgeId, rule, applicationId, interviewId, repeat, status: 'sent', sentAt };
}
