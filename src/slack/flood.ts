/** A member who sends more than a person can is held up alone, before anything is looked up or written for them. */
import type { App } from '@slack/bolt';
import { z } from 'zod';
import { FLOOD, floodReply } from './blocks/faults.ts';
import { noticeView } from './blocks/views.ts';
import { createPace } from './pace.ts';

/** What a member sends by themselves. Everything else, a move to another zone for one, is Slack's own news. */
const sent = z.union([
  z.object({ command: z.string(), text: z.string().default('') }),
  z.object({
    type: z.literal('view_submission'),
    view: z.object({ state: z.object({ values: z.record(z.string(), z.unknown()) }) }),
  }),
  z.object({
    type: z.enum(['block_actions', 'shortcut', 'message_action']),
    trigger_id: z.string(),
  }),
  z.object({
    event: z.object({
      type: z.literal('message'),
      channel: z.string(),
      channel_type: z.literal('im'),
      subtype: z.literal('file_share').optional(),
      bot_id: z.undefined().optional(),
      user: z.string(),
      text: z.string().default(''),
    }),
  }),
  z.object({ event: z.object({ type: z.literal('app_home_opened') }) }),
]);

/** Slack is answered at once, so that it shows no error; what was typed is given back, or stays where it stands. */
export function holdFloods(app: App): void {
  const pace = createPace(() => performance.now());
  app.use(async ({ body, context: { teamId = '', userId }, client, next, ...args }) => {
    const read = sent.safeParse(body);
    if (!read.success || !userId) return next();
    const who = `${teamId}/${userId}`;
    if (pace.take(who)) return next();
    const what = read.data;
    // What an acknowledgement may carry hangs on what came, which was read above.
    const ack = args.ack as ((response?: object) => Promise<void>) | undefined;
    if ('command' in what) return ack?.({ ...floodReply(what.text), response_type: 'ephemeral' });
    if ('view' in what) {
      const [field = ''] = Object.keys(what.view.state.values);
      return ack?.({ response_action: 'errors', errors: { [field]: FLOOD } });
    }
    await ack?.();
    if ('trigger_id' in what) {
      if (pace.tell(who))
        await client.views.open({ trigger_id: what.trigger_id, view: noticeView(floodReply()) });
    } else if (what.event.type === 'message' && pace.tell(who)) {
      const { channel, user, text } = what.event;
      await client.chat.postEphemeral({ channel, user, ...floodReply(text) });
    }
  });
}
