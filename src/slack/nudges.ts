/** The buttons and menus of a nudge. Any of them may be pressed twice, or years later. */
import type { App, BlockAction, BlockButtonAction, BlockStaticSelectAction } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import { z } from 'zod';
import { findNudge } from '../etiquette/find.ts';
import { SNOOZES } from '../etiquette/snooze.ts';
import { markDone, type Standing, snooze } from '../journal/deliveries.ts';
import type { Desk } from './app.ts';
import { standingIn } from './blocks/answers.ts';
import { applicationReply } from './blocks/application.ts';
import { closedReply } from './blocks/heard.ts';
import { nudgeView, withStanding } from './blocks/nudge-message.ts';
import { type Reply, sentence } from './blocks/text.ts';
import { noticeView, page } from './blocks/views.ts';
import { openSnoozeForm } from './forms/snooze-until.ts';
import { lookOf, publishHome } from './home.ts';
import { inTurn } from './in-turn.ts';
import { answerPress, memberBehind, openForm, type Press, updateModal, userBehind } from './press.ts';

/** A delivery's id, or the nudge's own. It belongs to who pressed it, or to nobody: every journal call checks the owner. */
const nudgeName = z.string().min(1).max(255);

/** There is still something to press: what is over may have been done in time. */
const KEEP_BUTTONS = new Set<Standing['status']>(['snoozed', 'too-late', 'over']);

export function listenForNudges(app: App, desk: Desk): void {
  const { journal } = desk;

  app.action<BlockButtonAction>('nudge.done', async ({ ack, action, body, client, respond }) => {
    await ack();
    await showStanding(desk, { body, client, respond }, action.value, (member, name) =>
      markDone(journal, member, name),
    );
  });

  app.action<BlockButtonAction>('nudge.snooze', async ({ ack, action, body, client, respond }) => {
    await ack();
    await showStanding(desk, { body, client, respond }, action.value, (member, name) =>
      snooze(journal, member, name, 'usual'),
    );
  });

  app.action<BlockStaticSelectAction>('nudge.snooze-menu', async ({ ack, action, body, client, respond }) => {
    await ack();
    const [choice, id = ''] = (action.selected_option?.value ?? '').split('/');
    if (choice === 'choose') return openSnoozeForm(desk, { body, client, respond }, id);
    const snoozed = SNOOZES.find((one) => one === choice) ?? 'hour';
    await showStanding(desk, { body, client, respond }, id, (member, name) =>
      snooze(journal, member, name, snoozed),
    );
  });

  app.action<BlockButtonAction>('nudge.show', async ({ ack, action, body, client, respond }) => {
    await ack();
    await openForm(desk, { body, client, respond }, ({ facts }) => {
      const found = findNudge(facts, action.value ?? '');
      if (!found) return undefined;
      const now = journal.now();
      const overtaken = () => noticeView(applicationReply(found.application, facts, now));
      return nudgeView(facts, found, now) ?? overtaken();
    });
  });
}

type MessagePress = Press & { body: BlockAction };
type Act = (memberId: string, name: string) => Promise<Standing>;

/** Does what was pressed, and shows where that was how the nudge stands now. */
async function showStanding(desk: Desk, press: MessagePress, value: unknown, act: Act): Promise<void> {
  const { body, client } = press;
  const name = nudgeName.safeParse(value).data ?? '';
  const work = async () => {
    const member = await memberBehind(desk, body);
    const now = desk.journal.now();
    const standing: Standing = member ? await act(member.id, name) : { status: 'gone' };
    return {
      line: standingIn(standing, now),
      keepButtons: KEEP_BUTTONS.has(standing.status),
      closed: closingOf(standing, now),
    };
  };
  const { message, channel, view } = body;
  // Slack gave these blocks as we sent them; there is no narrower type for what it hands back.
  const asSent = (blocks: unknown) => blocks as KnownBlock[];
  if (view?.type === 'modal')
    return updateModal(client, view.id, async () => {
      const { line, keepButtons, closed } = await work();
      if (closed) return noticeView(closed);
      return page('A reminder', withStanding(asSent(view.blocks), name, line, keepButtons));
    });
  if (view?.type === 'home') {
    await answerPress(press, async () => (await work()).closed);
    return publishHome(desk, client, userBehind(body), lookOf(view));
  }
  if (!message || !channel) return answerPress(press, async () => sentence((await work()).line));
  try {
    const { line, keepButtons, closed } = await work();
    const blocks = withStanding(asSent(message.blocks), name, line, keepButtons);
    // An update keeps the message's metadata, which a response_url would not promise (docs.slack.dev, chat.update).
    const after = { channel: channel.id, ts: message.ts, text: message.text ?? line, blocks };
    await inTurn(() => client.chat.update(after));
    if (closed) await answerPress(press, async () => closed);
  } catch (error) {
    await answerPress(press, () => Promise.reject(error));
  }
}

/** "Close it" ends an application: like all that was heard, it can be taken back. */
function closingOf(standing: Standing, now: Date): Reply | undefined {
  if (standing.status !== 'done') return undefined;
  const { rule } = standing.delivery ?? standing.nudge ?? {};
  return rule === 'moving-on' ? closedReply(standing, now) : undefined;
}
