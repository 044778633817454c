/** The answer to whether the bot shall go quiet. */
import type { App, BlockAction, BlockButtonAction } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { setPause } from '../journal/members.ts';
import type { Desk } from './app.ts';
import { GONE } from './blocks/answers.ts';
import { withQuietAnswer } from './blocks/quiet.ts';
import { pauseReply } from './blocks/settings.ts';
import { inTurn } from './in-turn.ts';
import { answerPress, memberBehind } from './press.ts';

export function listenForQuiet(app: App, desk: Desk): void {
  const { journal } = desk;

  app.action<BlockButtonAction>(/^quiet\.(keep|go)$/, async ({ ack, action, body, client, respond }) => {
    await ack();
    await answerPress({ body, client, respond }, async () => {
      const member = await memberBehind(desk, body);
      if (!member) return GONE;
      if (action.action_id === 'quiet.keep') {
        await showAnswer(client, body, 'Good: I go on reminding you.');
        return undefined;
      }
      const facts = await setPause(journal, member.id, {});
      await showAnswer(client, body, 'I am quiet from now on.');
      return pauseReply(facts, journal.now());
    });
  });
}

/** Puts the answer where the question was; the nudges above it stay. */
async function showAnswer(
  client: WebClient,
  { message, channel }: BlockAction,
  answer: string,
): Promise<void> {
  if (!message || !channel) return;
  // Slack gave these blocks as we sent them; there is no narrower type for what it hands back.
  const blocks = withQuietAnswer(message.blocks as KnownBlock[], answer);
  const after = { channel: channel.id, ts: message.ts, text: message.text ?? answer, blocks };
  await inTurn(() => client.chat.update(after));
}
