import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { areTooLong, problemsInBlocks, type Refusal } from './block-kit/check.ts';
import { isAboutFiles, problemsInFiles } from './files.ts';
import { edit, findMessage, post, remove } from './messages.ts';
import { type Block, type Channel, type State, violate } from './state.ts';

const MAX_USES = 5;
const LIFETIME_MS = 30 * 60 * 1000;

/** What a response_url, or the acknowledgement of a slash command, may say. */
export const reply = z.looseObject({
  text: z.string().max(40_000).optional(),
  blocks: z.custom<Block[]>((value) => Array.isArray(value)).optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).optional(),
  replace_original: z.boolean().optional(),
  delete_original: z.boolean().optional(),
});
type Reply = z.infer<typeof reply>;

export type Origin = {
  readonly channel: Channel;
  /** The command or press to which replies belong. */
  readonly interaction: string;
  /** Timestamp of the message that was acted on, if it was one. */
  readonly messageTs?: string | undefined;
};

export type ResponseUrls = {
  create(origin: Origin): string;
  /** Takes what was sent to a response_url. @returns the HTTP answer. */
  take(url: string, body: unknown): { status: number; body: unknown };
};

/** Response urls: for five uses within thirty minutes of real time. */
export function createResponseUrls(state: State, origin: string, lifetimeMs = LIFETIME_MS): ResponseUrls {
  const issued = new Map<string, { from: Origin; uses: number; expiresAt: number }>();

  const refuse = (status: number, error: string, detail = error) => {
    violate(state, 'response-url', detail);
    return { status, body: { ok: false, error } };
  };

  return {
    create(from) {
      const url = `${origin}/respond/${randomBytes(12).toString('hex')}`;
      issued.set(url, { from, uses: 0, expiresAt: performance.now() + lifetimeMs });
      return url;
    },
    take(url, body) {
      const grant = issued.get(url);
      if (!grant) return refuse(404, 'no_such_url');
      if (performance.now() >= grant.expiresAt) return refuse(404, 'expired_url');
      if (grant.uses >= MAX_USES) return refuse(404, 'used_url');
      const wrong = refusalOfReply(state, grant.from.channel.teamId, body);
      // All that Slack says of a picture that it cannot show yet (slackapi/java-slack-sdk#1349).
      if (wrong && isAboutFiles(wrong.messages))
        return { status: 404, body: { ok: false, error: 'no_file' } };
      if (wrong) return refuse(400, wrong.error, [wrong.error, ...wrong.messages].join(' '));
      grant.uses += 1;
      show(state, grant.from, reply.parse(body));
      return { status: 200, body: { ok: true } };
    },
  };
}

/** Shows a reply where the command was typed or the button stands. */
export function show(state: State, { channel, interaction, messageTs }: Origin, body: Reply): void {
  const original = messageTs === undefined ? undefined : findMessage(state, channel.id, messageTs);
  const content = { text: body.text ?? '', blocks: body.blocks ?? [] };
  if (body.delete_original) {
    if (original) remove(state, original);
  } else if (body.replace_original && original) {
    edit(state, original, { ...content, metadata: original.metadata });
  } else {
    post(state, channel, content, { ephemeral: body.response_type !== 'in_channel', interaction });
  }
}

/** @returns what Slack would say against a reply, as its error and messages. */
export function refusalOfReply(state: State, teamId: string, body: unknown): Refusal | undefined {
  const parsed = reply.safeParse(body);
  if (!parsed.success) {
    const messages = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    return { error: 'invalid_payload', messages };
  }
  const { text, blocks, delete_original } = parsed.data;
  if (!text && !blocks && !delete_original) return { error: 'no_text', messages: [] };
  const messages = [...problemsInBlocks(blocks ?? []), ...problemsInFiles(state, teamId, blocks)];
  if (messages.length > 0) return { error: 'invalid_blocks', messages };
  return areTooLong(blocks) ? { error: 'msg_blocks_too_long', messages: [] } : undefined;
}
