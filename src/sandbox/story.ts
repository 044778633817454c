/** One interview from its recording to an offer, played on the page by a member who does everything right. */
import { setTimeout as delay } from 'node:timers/promises';
import { addDays, localDate } from '../etiquette/calendar.ts';
import type { Message, User } from '../standin/index.ts';
import { nextNudge } from './look.ts';
import type { Sandbox } from './sandbox.ts';

/** Long enough to read a message's first lines. */
const PAUSE_MS = 1800;
const ANSWER_AFTER_DAYS = 3;

/** Adds a member for whom the story begins, and plays it. @returns the member, at once */
export function beginStory(sandbox: Sandbox, signal: AbortSignal): User {
  const hero = sandbox.slack.addUser({ name: 'Lin', tz: 'Europe/Lisbon' });
  play(sandbox, hero, () => delay(PAUSE_MS, undefined, { signal })).catch((error: unknown) => {
    // Whoever presses while it plays may take what it was about to press.
    if (!signal.aborted) sandbox.notes.problem(`The story ended early: ${String(error)}`);
  });
  return hero;
}

async function play(sandbox: Sandbox, hero: User, pause: () => Promise<void>): Promise<void> {
  const { slack, clock } = sandbox;
  await pause();
  await say(sandbox, hero, 'Acme, backend engineer, tomorrow 3pm with Dana Fox dana@acme.com');
  await pause();
  const closing = await windTo(sandbox, hero, 'closing');
  await pause();
  await slack.click(hero, closing, 'nudge.done');

  const debrief = await windTo(sandbox, hero, 'debrief');
  await pause();
  await slack.click(hero, debrief, 'nudge.debrief');
  const form = await slack.waitForView(hero, ({ callback_id }) => callback_id === 'interview.debrief');
  await pause();
  const answerBy = addDays(localDate(clock.now(), hero.tz), ANSWER_AFTER_DAYS);
  await slack.submit(hero, form, { 'reply-by': answerBy });
  await pause();
  await closeForms(sandbox, hero);

  await sendDraft(sandbox, hero, 'thank-you', pause);
  await sendDraft(sandbox, hero, 'check-in', pause);
  await say(sandbox, hero, 'heard offer Acme');
}

/** Waits for the nudge, reads its draft, and says that it was sent. */
async function sendDraft(
  sandbox: Sandbox,
  hero: User,
  rule: string,
  pause: () => Promise<void>,
): Promise<void> {
  const { slack } = sandbox;
  const nudge = await windTo(sandbox, hero, rule);
  await pause();
  await slack.click(hero, nudge, 'nudge.draft');
  const draft = await slack.waitForView(hero, ({ callback_id }) => callback_id === 'nudge.draft');
  await pause();
  const { view = draft } = await slack.submit(hero, draft);
  await pause();
  await slack.click(hero, view, 'draft.sent');
  await pause();
  await closeForms(sandbox, hero);
}

async function say({ slack, notes }: Sandbox, hero: User, words: string): Promise<void> {
  notes.command(hero.id, `/interview ${words}`);
  await slack.slash(hero, '/interview', words);
}

/** Winds the clock to the member's next nudges, until the one of this rule has come. */
async function windTo(sandbox: Sandbox, hero: User, rule: string): Promise<Message> {
  const { slack, clock, bot } = sandbox;
  const come = () => slack.messages(hero).find((message) => rulesIn(message).includes(rule));
  for (let next = await nextNudge(sandbox, hero); next && !come(); next = await nextNudge(sandbox, hero))
    await clock.windTo(new Date(next.at), bot);
  const nudge = come();
  if (!nudge) throw new Error(`no ${rule} is planned`);
  return nudge;
}

function rulesIn({ metadata }: Message): string[] {
  // The contract's own metadata, as the bot wrote it.
  const payload = metadata?.event_payload as { nudges?: { rule: string }[] } | undefined;
  return payload?.nudges?.map(({ rule }) => rule) ?? [];
}

async function closeForms({ slack }: Sandbox, hero: User): Promise<void> {
  for (const view of slack.modals(hero).reverse()) await slack.closeView(hero, view);
}
