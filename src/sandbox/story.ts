/** One interview from its recording to an offer, played on the page by a member who does everything right. */
import { setTimeout as delay } from 'node:timers/promises';
import { addDays, localDate } from '../etiquette/calendar.ts';
import { nudgesIn } from '../nudging/metadata.ts';
import type { Message, User } from '../standin/index.ts';
import type { Community } from './community.ts';
import { nextNudge } from './planned.ts';
import type { Sandbox } from './sandbox.ts';

/** Long enough to read a message's first lines. */
const PAUSE_MS = 1800;
const ANSWER_AFTER_DAYS = 3;

type Stage = { sandbox: Sandbox; community: Community; hero: User; pause: () => Promise<void> };

/** Adds a member for whom the story begins, and plays it. @returns the member, at once */
export function beginStory(sandbox: Sandbox, community: Community): User {
  const hero = community.slack.addUser({ name: 'Lin', tz: 'Europe/Lisbon' });
  const { closing: signal } = sandbox;
  const pause = () => delay(PAUSE_MS, undefined, { signal });
  play({ sandbox, community, hero, pause }).catch((error: unknown) => {
    // Whoever presses while it plays may take what it was about to press.
    if (!signal.aborted) community.notes.problem(`The story ended early: ${String(error)}`);
  });
  return hero;
}

async function play(stage: Stage): Promise<void> {
  await tell(stage, 'Lin has an interview tomorrow, and says so in her own words.');
  await say(stage, 'Acme, backend engineer, tomorrow 3pm with Dana Fox dana@acme.com');

  await tell(stage, 'An hour before it she hears how to end it well.');
  const closing = await windTo(stage, 'closing');
  await stage.pause();
  await stage.community.slack.click(stage.hero, closing, 'nudge.done');

  await tell(stage, 'Afterwards she is asked what they said. They will answer in three days.');
  await debrief(stage);

  await tell(stage, 'May she ask how things stand? Not yet.');
  await say(stage, 'when Acme');

  await tell(
    stage,
    'A thank-you note is due within the day. The draft is a click away; Lin sends it herself.',
  );
  await sendDraft(stage, 'thank-you');

  await tell(stage, 'Their day passes without a word. Now it is time to ask, politely.');
  await sendDraft(stage, 'check-in');

  await tell(stage, 'It helped. From here on nothing else about Acme comes but what the offer needs.');
  await say(stage, 'heard offer Acme');
}

async function debrief(stage: Stage): Promise<void> {
  const { sandbox, hero, pause } = stage;
  const { slack } = stage.community;
  const nudge = await windTo(stage, 'debrief');
  await pause();
  await slack.click(hero, nudge, 'nudge.debrief');
  const form = await slack.waitForView(hero, ({ callback_id }) => callback_id === 'interview.debrief');
  await pause();
  const answerBy = addDays(localDate(sandbox.now(), hero.tz), ANSWER_AFTER_DAYS);
  await slack.submit(hero, form, { 'reply-by': answerBy });
  await pause();
  await closeForms(stage);
}

/** What the watcher is about to see. */
async function tell({ community, hero, pause }: Stage, words: string): Promise<void> {
  await pause();
  community.notes.tell(hero.id, words);
  await pause();
}

/** Waits for the nudge, reads its draft, and says that it was sent. */
async function sendDraft(stage: Stage, rule: string): Promise<void> {
  const { hero, pause } = stage;
  const { slack } = stage.community;
  const nudge = await windTo(stage, rule);
  await pause();
  await slack.click(hero, nudge, 'nudge.draft');
  const draft = await slack.waitForView(hero, ({ callback_id }) => callback_id === 'nudge.draft');
  await pause();
  const { view = draft } = await slack.submit(hero, draft);
  await pause();
  await slack.click(hero, view, 'draft.sent');
  await pause();
  await closeForms(stage);
}

async function say({ community: { slack, notes }, hero }: Stage, words: string): Promise<void> {
  notes.command(hero.id, `/interview ${words}`);
  await slack.slash(hero, '/interview', words);
}

/** Winds the clock to the member's next nudges, until the one of this rule has come. */
async function windTo({ sandbox, community, hero }: Stage, rule: string): Promise<Message> {
  const come = () =>
    community.slack.messages(hero).find((message) => nudgesIn(message).some((one) => one.rule === rule));
  const next = () => nextNudge(community, hero, sandbox.now());
  for (let moment = await next(); moment && !come(); moment = await next()) await sandbox.windTo(moment);
  const nudge = come();
  if (!nudge) throw new Error(`no ${rule} is planned`);
  return nudge;
}

async function closeForms({ community: { slack }, hero }: Stage): Promise<void> {
  for (const view of slack.modals(hero).reverse()) await slack.closeView(hero, view);
}
