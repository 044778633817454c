/** The buttons and menus on messages. Any of them may be pressed twice, or years later. */
import type { App, BlockAction, BlockButtonAction, BlockStaticSelectAction } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { OUTCOMES } from '../etiquette/facts.ts';
import { SNOOZES, usualSnooze } from '../etiquette/snooze.ts';
import { recordAnswer } from '../journal/answers.ts';
import { findDelivered, markDone, type Standing, snooze } from '../journal/deliveries.ts';
import { undoInterview } from '../journal/interviews.ts';
import { lettersAbout } from '../letters/letters.ts';
import { answering } from './answering.ts';
import type { Desk } from './app.ts';
import { draftReply, GONE, heardReply, standingIn, undoneReply } from './blocks/answers.ts';
import { withStanding } from './blocks/nudge-message.ts';
import { sentence } from './blocks/text.ts';
import { memberBehind } from './forms/form.ts';
import { openSnoozeForm } from './forms/snooze-until.ts';

/** What a button carries belongs to the member who pressed it, or to nobody: every journal call checks the owner. */
const deliveryId = z.uuid();
const heardChoice = z.object({
  applicationId: z.uuid(),
  outcome: z.enum(OUTCOMES),
  replyBy: z.iso.date().optional(),
  answerBy: z.iso.date().optional(),
});

export function listenForPresses(app: App, desk: Desk): void {
  const { journal } = desk;

  app.action<BlockButtonAction>('nudge.done', async ({ ack, action, body, client, respond }) => {
    await ack();
    await showStanding(desk, client, { body, respond }, action.value, (member, id) =>
      markDone(journal, member, id),
    );
  });

  app.action<BlockButtonAction>('nudge.snooze', async ({ ack, action, body, client, respond }) => {
    await ack();
    await showStanding(desk, client, { body, respond }, action.value, async (member, id) => {
      const found = await findDelivered(journal, member, id);
      return found ? snooze(journal, member, id, usualSnooze(found.delivery.rule)) : { status: 'gone' };
    });
  });

  app.action<BlockStaticSelectAction>('nudge.snooze-menu', async ({ ack, action, body, client, respond }) => {
    await ack();
    const [choice, id = ''] = (action.selected_option?.value ?? '').split('/');
    if (choice === 'choose') return openSnoozeForm(desk, { body, client, respond }, id);
    const snoozed = SNOOZES.find((one) => one === choice) ?? 'hour';
    await showStanding(desk, client, { body, respond }, id, (member, nudge) =>
      snooze(journal, member, nudge, snoozed),
    );
  });

  app.action<BlockButtonAction>('nudge.draft', async ({ ack, action, body, respond }) => {
    await ack();
    await answering(respond, async () => {
      const member = await memberBehind(desk, body);
      const id = deliveryId.safeParse(action.value);
      const found = member && id.success ? await findDelivered(journal, member.id, id.data) : undefined;
      if (!found) return GONE;
      const { delivery, application, facts } = found;
      return draftReply(
        application,
        lettersAbout({ ...delivery, id: delivery.nudgeId }, application, facts.settings),
      );
    });
  });

  app.action<BlockButtonAction>('interview.undo', async ({ ack, action, body, respond }) => {
    await ack();
    const undo = async () => {
      const member = await memberBehind(desk, body);
      const id = deliveryId.safeParse(action.value);
      return undoneReply(Boolean(member && id.success && (await undoInterview(journal, member.id, id.data))));
    };
    await answering(respond, undo, { inPlace: true });
  });

  app.action<BlockButtonAction>(/^heard\.which\.\d+$/, async ({ ack, action, body, respond }) => {
    await ack();
    await answering(respond, async () => {
      const member = await memberBehind(desk, body);
      const { applicationId, ...heard } = heardChoice.parse(JSON.parse(action.value ?? ''));
      const recorded = member && (await recordAnswer(journal, member.id, applicationId, heard));
      return recorded ? heardReply(recorded, applicationId, heard.outcome, journal.now()) : GONE;
    });
  });
}

type Press = { body: BlockAction; respond: Parameters<typeof answering>[0] };
type Act = (memberId: string, deliveryId: string) => Promise<Standing>;

/** Does what was pressed, and shows in the message itself how that nudge stands now. */
async function showStanding(
  desk: Desk,
  client: WebClient,
  press: Press,
  value: unknown,
  act: Act,
): Promise<void> {
  const { body, respond } = press;
  const id = deliveryId.safeParse(value);
  const work = async () => {
    const member = await memberBehind(desk, body);
    const standing: Standing = member && id.success ? await act(member.id, id.data) : { status: 'gone' };
    return {
      line: standingIn(standing),
      keepButtons: standing.status === 'too-late' || standing.status === 'snoozed',
    };
  };
  const { message, channel } = body;
  if (!message || !channel || !id.success)
    return answering(respond, async () => sentence((await work()).line));
  try {
    const { line, keepButtons } = await work();
    // Slack gave these blocks as we sent them; there is no narrower type for what it hands back.
    const blocks = withStanding(message.blocks as KnownBlock[], id.data, line, keepButtons);
    // An update keeps the message's metadata, which a response_url would not promise (docs.slack.dev, chat.update).
    await client.chat.update({ channel: channel.id, ts: message.ts, text: message.text ?? line, blocks });
  } catch (error) {
    await answering(respond, () => Promise.reject(error));
  }
}
