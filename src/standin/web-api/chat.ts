import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { areTooLong, isMetadata, isTooLarge, problemsInBlocks } from '../block-kit/check.ts';
import { refusalOfRoom } from '../channels.ts';
import { problemsInFiles } from '../files.ts';
import { type Content, edit, findMessage, post, remove, wireMessage } from '../messages.ts';
import type { Block, Channel, Fields, Message } from '../state.ts';
import { type Answer, type Context, json, method, refuse } from './method.ts';

const MAX_TEXT = 40_000;

const content = { text: z.string().optional(), blocks: json.optional(), metadata: json.optional() };
const target = { channel: z.string(), ts: z.string() };

export const chat = {
  'chat.postMessage': method('chat:write', z.object({ channel: z.string(), ...content }), (context, args) => {
    const channel = findChannel(context, args.channel);
    if (!channel) return refuse('channel_not_found');
    if (context.state.users.get(channel.userId ?? '')?.deleted) return refuse('user_disabled');
    const closed = refusalOfRoom(channel);
    if (closed) return refuse(closed);
    const said = readContent(context, args);
    if (isAnswer(said)) return said;
    const message = post(context.state, channel, said);
    return posted(context, message);
  }),

  'chat.postEphemeral': method(
    'chat:write',
    z.object({ channel: z.string(), user: z.string(), ...content }),
    (context, args) => {
      const channel = findChannel(context, args.channel);
      if (!channel) return refuse('channel_not_found');
      if (channel.userId !== args.user) return refuse('user_not_in_channel');
      const said = readContent(context, args);
      if (isAnswer(said)) return said;
      const message = post(context.state, channel, said, { ephemeral: true });
      return { ok: true, message_ts: message.ts };
    },
  ),

  'chat.update': method('chat:write', z.object({ ...target, ...content }), (context, args) => {
    const message = findOwn(context, args, 'cant_update_message');
    if (isAnswer(message)) return message;
    // What is not given stays as it was, the blocks too, and an empty object clears the metadata:
    // docs.slack.dev/reference/methods/chat.update
    const said = readContent(context, {
      text: args.text ?? message.text,
      blocks: args.blocks ?? message.blocks,
      metadata: isDeepStrictEqual(args.metadata, {}) ? undefined : (args.metadata ?? message.metadata),
    });
    if (isAnswer(said)) return said;
    return { ...posted(context, edit(context.state, message, said)), text: said.text };
  }),

  'chat.delete': method('chat:write', z.object(target), (context, args) => {
    const message = findOwn(context, args, 'cant_delete_message');
    if (isAnswer(message)) return message;
    remove(context.state, message);
    return { ok: true, channel: message.channel, ts: message.ts };
  }),
};

/** A conversation or a channel by its own id, or the direct messages of a user by theirs. */
export function findChannel({ state, workspace }: Context, id: string): Channel | undefined {
  const channel = state.channels.get(state.users.get(id)?.dm ?? id);
  return channel?.teamId === workspace.id ? channel : undefined;
}

/** Only a direct message's own id names it here, not the user's. */
function findOwn(
  { state, workspace }: Context,
  { channel, ts }: { channel: string; ts: string },
  notOwn: string,
): Message | Answer {
  if (state.channels.get(channel)?.teamId !== workspace.id) return refuse('channel_not_found');
  const message = findMessage(state, channel, ts);
  if (!message || message.ephemeral) return refuse('message_not_found');
  return message.byBot ? message : refuse(notOwn);
}

function readContent(
  { state, workspace }: Context,
  args: {
    text?: string | undefined;
    blocks?: unknown;
    metadata?: unknown;
  },
): Content | Answer {
  const { text = '', blocks = [], metadata } = args;
  const problems = [...problemsInBlocks(blocks), ...problemsInFiles(state, workspace.id, blocks)];
  if (problems.length > 0)
    return refuse(Array.isArray(blocks) ? 'invalid_blocks' : 'invalid_blocks_format', problems);
  // Checked in the line above.
  const checked = blocks as Block[];
  if (text === '' && checked.length === 0) return refuse('no_text');
  if (text.length > MAX_TEXT) return refuse('msg_too_long');
  if (areTooLong(checked)) return refuse('msg_blocks_too_long');
  if (metadata !== undefined && !isMetadata(metadata)) return refuse('invalid_metadata_format');
  if (metadata !== undefined && isTooLarge(metadata)) return refuse('metadata_too_large');
  return { text, blocks: checked, metadata: metadata satisfies Fields | undefined };
}

function posted({ state }: Context, message: Message): Answer {
  return { ok: true, channel: message.channel, ts: message.ts, message: wireMessage(state, message, true) };
}

function isAnswer(found: Content | Message | Answer): found is Answer {
  return 'ok' in found;
}
