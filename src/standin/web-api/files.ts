import { z } from 'zod';
import { addFile, type File, typeOf, wireFile } from '../files.ts';
import { post } from '../messages.ts';
import { newId } from '../state.ts';
import { type Answer, type Context, json, method, refuse } from './method.ts';

const uploadArgs = z.object({
  filename: z.string().min(1),
  length: z.coerce.number().int().min(1),
  alt_txt: z.string().max(1000).optional(),
  // What Slack's own client for Node calls it.
  alt_text: z.string().max(1000).optional(),
});
const completeArgs = z.object({
  files: json.pipe(z.array(z.object({ id: z.string(), title: z.string().optional() })).min(1)),
  channel_id: z.string().optional(),
  initial_comment: z.string().optional(),
});
const fileArgs = z.object({ file: z.string() });

export const files = {
  'files.getUploadURLExternal': method('files:write', uploadArgs, ({ state, workspace }, args) => {
    const id = newId('F');
    const { filename: name, length, alt_txt, alt_text } = args;
    state.uploads.set(id, {
      ...{ id, teamId: workspace.id, user: workspace.botUserId },
      ...{ name, length, mimetype: typeOf(name), altText: alt_txt ?? alt_text ?? '' },
    });
    return { ok: true, upload_url: `${state.origin}/upload/${id}`, file_id: id };
  }),

  'files.completeUploadExternal': method('files:write', completeArgs, (context, args) => {
    const { state, workspace } = context;
    // A user's id names no conversation here, unlike in chat.postMessage (slackapi/bolt-js#2115).
    const channel = state.channels.get(args.channel_id ?? '');
    if (args.channel_id && channel?.teamId !== workspace.id) return refuse('channel_not_found');
    const uploaded = args.files.flatMap(({ id, title }) => {
      const { length: _announced, content, ...upload } = state.uploads.get(id) ?? { length: 0, teamId: '' };
      const isOurs = 'id' in upload && upload.teamId === workspace.id;
      return isOurs && content ? [{ ...upload, content, title: title ?? upload.name }] : [];
    });
    if (uploaded.length < args.files.length) return refuse('file_not_found');
    const added = uploaded.map((file) => addFile(state, file));
    for (const { id } of added) state.uploads.delete(id);
    if (channel) post(state, channel, { text: args.initial_comment ?? '', blocks: [], files: added });
    return { ok: true, files: added.map((file) => wireFile(state, file)) };
  }),

  'files.info': method('files:read', fileArgs, (context, args) => {
    const file = find(context, args.file);
    return 'ok' in file ? file : { ok: true, file: wireFile(context.state, file) };
  }),

  'files.delete': method('files:write', fileArgs, (context, args) => {
    const file = find(context, args.file);
    if ('ok' in file) return file;
    if (file.user !== context.workspace.botUserId) return refuse('cant_delete_file');
    context.state.files.delete(file.id);
    return { ok: true };
  }),
};

function find({ state, workspace }: Context, id: string): File | Answer {
  const file = state.files.get(id);
  return file?.teamId === workspace.id ? file : refuse('file_not_found');
}
