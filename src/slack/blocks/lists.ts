/** Answers of the slash command that show how things stand. */
import type { KnownBlock } from '@slack/types';
import { type Advice, advise, type OpenNudge } from '../../etiquette/advice.ts';
import { localDate, sayDate, sayInstant } from '../../etiquette/calendar.ts';
import type { Application, Facts } from '../../etiquette/facts.ts';
import { mayIWrite } from '../../etiquette/may-i-write.ts';
import { type Nudge, pursuitsOf } from '../../etiquette/nudge.ts';
import { silenceAt } from '../../etiquette/quiet.ts';
import { answersInOrder, currentRound, ending, endOf } from '../../etiquette/rounds.ts';
import { toDo } from '../../etiquette/standing.ts';
import { subjectIn } from './nudge-message.ts';
import { sayAnswerBy, titleOf, whenItIs } from './nudge-words.ts';
import { clip, context, nameOf, type Reply, section, sections, sentence } from './text.ts';

export const NOTHING_YET =
  'Nothing is recorded yet. Write for example: /interview Acme, backend engineer, tomorrow 3pm with Dana Fox dana@acme.com';

const ENDED = {
  offer: 'an offer',
  rejection: 'a rejection',
  withdrawn: 'withdrawn by you',
  'no-answer': 'closed without an answer',
} as const;

/** `/interview list`: every application, what comes next first, the ended ones last. */
export function listReply(facts: Facts, now: Date): Reply {
  if (facts.applications.length === 0) return sentence(NOTHING_YET);
  const coming = comingIn(facts, now);
  const open = facts.applications.filter((one) => !ending(one));
  const ended = facts.applications.filter((one) => ending(one));
  const lines = [
    ...byStart(open).map((one) => `• *${nameOf(one)}*: ${state(one, coming, facts, now)}`),
    ...(ended.length > 0 ? ['', '*Ended*'] : []),
    ...byStart(ended).map((one) => `• ${nameOf(one)}: ${howItEnded(one, facts, now)}`),
  ];
  const text = `${open.length} open, ${ended.length} ended`;
  return {
    text,
    blocks: [section(`*Your interviews* (${text})`), ...pauseLine(facts, now), ...sections(lines)],
  };
}

function byStart(applications: readonly Application[]): Application[] {
  const start = (one: Application) => currentRound(one)?.startsAt.getTime() ?? 0;
  return [...applications].sort((a, b) => start(b) - start(a));
}

function howItEnded(application: Application, { settings }: Facts, now: Date): string {
  const end = ending(application);
  const outcome = Object.entries(ENDED).find(([name]) => name === end?.outcome)?.[1] ?? 'ended';
  return end
    ? `${outcome}, ${sayDate(localDate(end.heardAt, settings.zone), now)}${sayAnswerBy(end, now)}`
    : outcome;
}

function state(application: Application, coming: readonly OpenNudge[], facts: Facts, now: Date): string {
  const round = currentRound(application);
  if (!round) return 'a new time is to be agreed';
  const when = whenItIs(round, facts.settings.zone, now);
  if (endOf(round) > now) return `interview on ${when}`;
  const last = answersInOrder(application).at(-1);
  if (last?.outcome === 'next-round') return `next round ahead; last interview on ${when}`;
  const next = coming.find(({ applicationId }) => applicationId === application.id);
  return `interviewed on ${when}${next ? `; next: ${next.releaseAt <= now ? 'now' : sayDate(localDate(next.releaseAt, facts.settings.zone), now)}` : ''}`;
}

/** Everything that is still to come for a member, the next first. Reckoned once for a whole reply: it is the costly part. */
function comingIn(facts: Facts, now: Date): OpenNudge[] {
  return inOrder(advise(facts, now));
}

function inOrder({ send, coming }: Advice): OpenNudge[] {
  return [...send, ...coming];
}

type Planned = { left: Nudge[]; coming: OpenNudge[] };

/** What reached the member and is still to be done, and what is to come. */
function plannedIn(facts: Facts, now: Date): Planned {
  const advice = advise(facts, now);
  const coming = inOrder(advice);
  const ids = new Set(coming.map(({ id }) => id));
  const toDoNow = toDo(facts, advice, now).map(({ nudge }) => nudge);
  return { left: toDoNow.filter(({ id }) => !ids.has(id)), coming };
}

/** What a plan of everything is about: what is open, and what an ending still asks for. */
export function withPlans(facts: Facts, now: Date): Application[] {
  const { left, coming } = plannedIn(facts, now);
  const asking = new Set([...left, ...coming].map(({ applicationId }) => applicationId));
  return facts.applications.filter((one) => !ending(one) || asking.has(one.id));
}

/** More than fit into a message, which says so itself; to word thousands that nobody sees would take longer than to plan them. */
const MOST_LINES = 400;

/** `/interview plan`: what is still to do, and what will come, when, and why. The very nudges that will be sent. */
export function planReply(facts: Facts, applications: readonly Application[], now: Date): Reply {
  const { left, coming } = plannedIn(facts, now);
  const lines: string[] = [];
  for (const application of applications) {
    if (lines.length > MOST_LINES) break;
    const isIts = ({ applicationId }: Nudge) => applicationId === application.id;
    const isAll = left.some(isIts) && !coming.some(isIts);
    lines.push(
      `*${nameOf(application)}*`,
      ...left.filter(isIts).map((nudge) => sayPlanned(nudge, 'still to do', facts, now)),
      ...(isAll ? [] : linesOf(application, coming, facts, now)),
    );
  }
  return { text: 'What will come, and why', blocks: [...pauseLine(facts, now), ...sections(lines)] };
}

/** That nothing comes at the moment stands above everything that is to come. */
function pauseLine(facts: Facts, now: Date): KnownBlock[] {
  const paused = sayPause(facts, now);
  return paused ? [context(`:pause_button: ${paused} \`/interview pause off\` ends that.`)] : [];
}

/** "Reminders are paused until ...", where they are. */
export function sayPause(facts: Facts, now: Date): string | undefined {
  const held = silenceAt(facts, now);
  if (held?.kind !== 'pause') return undefined;
  const until = held.until ? ` until ${sayInstant(held.until, facts.settings.zone, now)}` : '';
  return `Reminders are paused${until}.`;
}

/** What is still to come for an application, a line each: when, what, why. */
export function planLines(application: Application, facts: Facts, now: Date): string[] {
  return linesOf(application, comingIn(facts, now), facts, now);
}

/** What is still to come for one application, the next first. */
export function comingAbout({ id }: Application, facts: Facts, now: Date): OpenNudge[] {
  return comingIn(facts, now).filter(({ applicationId }) => applicationId === id);
}

function linesOf({ id }: Application, coming: readonly OpenNudge[], facts: Facts, now: Date): string[] {
  const about = coming.filter(({ applicationId }) => applicationId === id);
  if (about.length === 0) return ['Nothing more will come unless something changes.'];
  return about.map((nudge) => lineOf(nudge, facts, now));
}

/** When, what, and in a second line why. */
export function lineOf(nudge: OpenNudge, facts: Facts, now: Date): string {
  const when = nudge.releaseAt <= now ? 'now' : sayInstant(nudge.releaseAt, facts.settings.zone, now);
  return sayPlanned(nudge, when, facts, now);
}

function sayPlanned(nudge: Nudge, when: string, facts: Facts, now: Date): string {
  const subject = subjectIn(facts, nudge, now);
  return `• ${when}: ${subject ? titleOf(subject) : nudge.rule}\n_${nudge.why}_`;
}

/** `/interview when`: may I write yet? With the reason. */
export function whenReply(facts: Facts, applications: readonly Application[], now: Date): Reply {
  const lines = pursuitsOf(facts)
    .filter(({ application }) => applications.includes(application))
    .map((pursuit) => {
      return `*${nameOf(pursuit.application)}*: ${sayVerdict(mayIWrite(pursuit, now), now)}`;
    });
  return { text: clip(lines.join('\n'), 3000), blocks: sections(lines) };
}

/** "not before Thursday", with the reason. */
export function sayVerdict(answer: ReturnType<typeof mayIWrite>, now: Date): string {
  return `${verdict(answer, now)} ${answer.why}`;
}

function verdict(answer: ReturnType<typeof mayIWrite>, now: Date): string {
  switch (answer.verdict) {
    case 'wait':
      return `*not before ${sayDate(answer.notBefore, now)}.*`;
    case 'now':
      return '*now is fine.*';
    case 'leave-it':
      return '*leave it.*';
  }
}
