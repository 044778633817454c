/** How what can happen (lives.ts) is done to a universe, and every promise checked that can be checked then. */
import { addDays, localDate } from '../../../src/etiquette/calendar.ts';
import { recordAnswer } from '../../../src/journal/answers.ts';
import { recordDebrief } from '../../../src/journal/debriefs.ts';
import { markDone, snooze } from '../../../src/journal/deliveries.ts';
import { recordInterview } from '../../../src/journal/interviews.ts';
import type { Journal } from '../../../src/journal/journal.ts';
import { noteProfile } from '../../../src/journal/leaving.ts';
import { findMember, markSeen, setPause } from '../../../src/journal/members.ts';
import { nudgesIn } from '../../../src/nudging/metadata.ts';
import type { Action, ActOfMember, Work } from './lives.ts';
import type { Member, Universe } from './universe.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Does it, and checks every promise that can be checked then. */
export async function perform(universe: Universe, action: Action): Promise<void> {
  const { slack, members, clockOf, replicas } = universe;
  switch (action.do) {
    case 'tick':
      return tickAs(universe, action);
    case 'both':
      await universe.bothWork();
      return universe.check();
    case 'fault':
      return slack.breakNext(action.method, action.fault, action.times);
    case 'grant':
      slack.state.mayRead = action.mayRead;
      return;
    case 'revoke':
      slack.revoked.add(members[action.who]?.workspaceId ?? '');
      return;
    case 'restore':
      slack.revoked.clear();
      return;
    case 'leave':
      return leaves(universe, action.who, action.isTold);
    case 'return':
      return returns(universe, action.who);
    default:
      return actOf(universe, action, clockOf(replicas[action.by].ahead));
  }
}

/** Whatever went wrong has ended, and enough time goes by. Nobody's plan is made anew but where something changed. */
export async function settleAll(universe: Universe): Promise<void> {
  const { slack, members } = universe;
  for (const [index, { userId, isGone }] of members.entries())
    if (isGone || slack.gone.has(userId)) await returns(universe, index ? 1 : 0);
  slack.heal();
  await universe.pass(2 * HOUR);
  for (const [index, { pause }] of members.entries())
    if (pause) await perform(universe, { do: 'unpause', who: index ? 1 : 0, by: 0 });
  for (const [after, by] of [
    [0, 0],
    ['due', 1],
    ['due', 0],
  ] as const)
    await tickAs(universe, { do: 'tick', by, after, fate: undefined, meanwhile: undefined });
}

async function tickAs(universe: Universe, { by, after, fate, meanwhile }: Work): Promise<void> {
  const due = typeof after === 'string' ? await universe.nextDue() : undefined;
  const { now } = universe.time;
  const { ahead } = universe.replicas[by];
  const late = after === 'late' ? 7 * HOUR : 0;
  // On the dot by the clock of who ticks.
  const until = due
    ? due.getTime() - ahead + late
    : now.getTime() + (typeof after === 'number' ? after : 0) * MINUTE;
  await universe.pass(Math.max(0, until - now.getTime()));
  const acts = meanwhile && (() => actOf(universe, meanwhile, universe.clockOf(ahead)));
  const isAlive = await universe.work(by, fate, acts);
  await universe.check(isAlive ? universe.clockOf(ahead) : undefined);
}

async function leaves({ slack, members, watcher }: Universe, who: 0 | 1, isTold: boolean): Promise<void> {
  const member = members[who];
  if (!member) return;
  slack.gone.add(member.userId);
  if (!isTold) return;
  await noteProfile(watcher, member.id, { hasLeft: true });
  member.isGone = true;
}

async function returns({ slack, members, watcher }: Universe, who: 0 | 1): Promise<void> {
  const member = members[who];
  if (!member) return;
  slack.gone.delete(member.userId);
  await noteProfile(watcher, member.id, { hasLeft: false });
  member.isGone = false;
}

/** As a listener does it: a sign of life, and then the thing itself. */
async function actOf(universe: Universe, action: ActOfMember, now: Date): Promise<void> {
  const member = universe.members[action.who];
  if (!member || universe.slack.gone.has(member.userId)) return;
  // Through a connection that outlives a replica's death: facts are written by whoever the member reached.
  const journal: Journal = { ...universe.watcher, now: () => now };
  const found = await findMember(journal, member);
  if (found) await markSeen(journal, found);
  if (action.do === 'record') await recorded(journal, member, action, now);
  if (action.do === 'heard') await hears(universe, journal, member, action.outcome);
  if (action.do === 'debrief') await tells(universe, journal, member, action, now);
  if (action.do === 'press') await presses(universe, journal, member, action);
  if (action.do !== 'pause' && action.do !== 'unpause') return;
  const until =
    action.do === 'pause' && action.hours ? new Date(now.getTime() + action.hours * HOUR) : undefined;
  member.pause = action.do === 'pause' ? { until } : undefined;
  await setPause(journal, member.id, member.pause);
}

type Of<Kind extends ActOfMember['do']> = Extract<ActOfMember, { do: Kind }>;

const materials = (hours: number | undefined, now: Date) =>
  hours === undefined ? [] : [{ what: 'references', dueAt: new Date(now.getTime() + hours * HOUR) }];
const dayAfter = (days: number | undefined, now: Date, zone: string) =>
  days === undefined ? undefined : addDays(localDate(now, zone), days);

async function recorded(
  journal: Journal,
  { id, zone }: Member,
  action: Of<'record'>,
  now: Date,
): Promise<void> {
  const { company, starts, people, promise, replyBy } = action;
  await recordInterview(journal, id, {
    ...{ company, zone, kind: 'other', minutes: 60 },
    startsAt: new Date(Math.floor(now.getTime() / MINUTE) * MINUTE + starts * HOUR),
    interviewers: people ? [{ name: 'Dana Fox' }] : [],
    materials: materials(promise, now),
    replyBy: dayAfter(replyBy, now, zone),
  });
}

async function hears(
  universe: Universe,
  journal: Journal,
  member: Member,
  outcome: Of<'heard'>['outcome'],
): Promise<void> {
  const application = (await universe.facts(member)).applications.at(-1);
  if (application) await recordAnswer(journal, member.id, application.id, { outcome });
}

async function tells(
  universe: Universe,
  journal: Journal,
  member: Member,
  { replyBy, promise }: Of<'debrief'>,
  now: Date,
): Promise<void> {
  const interview = (await universe.facts(member)).applications.at(-1)?.interviews.at(-1);
  if (!interview || interview.startsAt > now) return;
  const told = {
    traditional: true,
    interviewers: [...interview.interviewers],
    materials: materials(promise, now),
  };
  await recordDebrief(journal, member.id, interview.id, {
    ...told,
    replyBy: dayAfter(replyBy, now, member.zone),
  });
}

/** Every nudge of a message that is there, whatever the bot knows of it. */
async function presses(
  { slack }: Universe,
  journal: Journal,
  member: Member,
  { what, back }: Of<'press'>,
): Promise<void> {
  const message = slack.conversationOf(member.userId)[back];
  slack.state.pressed.push(...member.taken.flatMap((one) => (one.message === message?.ts ? one.post : [])));
  for (const { id } of message ? nudgesIn(message) : []) {
    const standing = await (what === 'done'
      ? markDone(journal, member.id, id)
      : snooze(journal, member.id, id, what));
    if (standing.status === 'done' && standing.delivery) member.done.add(standing.delivery.nudgeId);
  }
}
