/** Files: what the bot uploads and members drop, who may fetch them, and which pictures Slack can show yet. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { isFields } from './block-kit/ids.ts';
import { changed, type Fields, installationOf, newId, type State, violate, workspaceOf } from './state.ts';
import { refusalOf } from './tokens.ts';

export type File = {
  readonly id: string;
  readonly teamId: string;
  /** Who uploaded it: the bot's user, or a member. */
  readonly user: string;
  readonly name: string;
  readonly title: string;
  readonly mimetype: string;
  /** What a picture shows, for those who cannot see it. */
  readonly altText: string;
  readonly content: Buffer;
};

/** An upload that was announced and is not completed; `length` in bytes. */
export type Pending = Omit<File, 'title' | 'content'> & {
  readonly length: number;
  readonly content?: Buffer | undefined;
};

const TYPES: Record<string, string> = {
  csv: 'text/csv',
  gif: 'image/gif',
  ics: 'text/calendar',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  png: 'image/png',
  txt: 'text/plain',
};
/** What an image block takes: docs.slack.dev/reference/block-kit/composition-objects/slack-file-object. */
const PICTURES = ['image/png', 'image/jpeg', 'image/gif'];
/** What Slack says of a picture that it cannot show, or cannot yet (slackapi/python-slack-sdk#1797). */
const INVALID = 'invalid slack file';
/** Whoever may not read a file is answered with a page to sign in, and status 200. */
const SIGN_IN = '<!doctype html><title>Sign in</title><p>Sign in to see this file.</p>';

/** A file's type, by the ending of its name. */
export function typeOf(name: string): string {
  return TYPES[endingOf(name)] ?? 'application/octet-stream';
}

export function addFile(state: State, given: Omit<File, 'id'> & { id?: string }): File {
  const file = { id: newId('F'), ...given };
  state.files.set(file.id, file);
  state.unready.set(file.id, state.unreadyUses);
  changed(state, { what: 'file' });
  return file;
}

/** The file as Slack writes it in messages and answers. */
export function wireFile({ origin }: State, file: File): Fields {
  const { id, name, title, mimetype, user, altText, content } = file;
  const url = `${origin}${pathOf(file)}`;
  return {
    ...{ id, name, title, mimetype, filetype: endingOf(name), user, size: content.length },
    ...(altText && { alt_txt: altText }),
    ...{ mode: 'hosted', file_access: 'visible', is_external: false, is_public: false },
    ...{ url_private: url, url_private_download: `${url}?download=1`, permalink: url },
  };
}

/**
 * What Slack says against the pictures in blocks: each must be one of the bot's own files, and one that Slack has looked at.
 * @param root where the blocks stand in what was sent
 */
export function problemsInFiles(state: State, teamId: string, blocks: unknown, root = '/blocks'): string[] {
  return picturesIn(blocks, root).flatMap(({ named, pointer }) => {
    const file = [...state.files.values()].find((one) => isNamed(one, named));
    const isOurs = file?.teamId === teamId && file.user === workspaceOf(state, teamId).botUserId;
    const isShown = isOurs && PICTURES.includes(file.mimetype) && isReady(state, file);
    return isShown ? [] : [`[ERROR] ${INVALID} [json-pointer:${pointer}]`];
  });
}

/** Whether nothing is wrong but a picture: a sound app meets that too, and tries again. */
export function isAboutFiles(messages: readonly string[]): boolean {
  return messages.length > 0 && messages.every((message) => message.includes(INVALID));
}

/** Takes what is sent to an upload URL: the bytes, or a form with the file in it. */
export async function takeUpload(
  state: State,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const id = request.url?.split('/').at(-1) ?? '';
  const upload = state.uploads.get(id);
  if (!upload) return void response.writeHead(404).end('no such upload');
  const content = await bytesOf(request);
  if (content.length !== upload.length) {
    const detail = `upload: ${content.length} bytes came, and ${upload.length} were announced`;
    violate(state, 'api-refusal', detail);
    return void response.writeHead(400).end(detail);
  }
  state.uploads.set(id, { ...upload, content });
  response.writeHead(200, { 'content-type': 'text/plain' }).end(`OK - ${content.length}`);
}

/** Serves `url_private`: to the workspace's own bot, where it may read files. */
export function serveFile(state: State, request: IncomingMessage, response: ServerResponse): void {
  const path = request.url?.split('?')[0];
  const file = [...state.files.values()].find((one) => pathOf(one) === path);
  if (!file) return void response.writeHead(404).end('no such file');
  const token = state.tokens.get(request.headers.authorization?.replace(/^Bearer /, '') ?? '');
  const place = installationOf(workspaceOf(state, file.teamId));
  const { scopes } = place;
  const isTheirs = token?.place === place && refusalOf(token) === undefined;
  const mayRead = isTheirs && scopes.includes('files:read');
  response
    .writeHead(200, { 'content-type': mayRead ? file.mimetype : 'text/html; charset=utf-8' })
    .end(mayRead ? file.content : SIGN_IN);
}

function endingOf(name: string): string {
  return extname(name).slice(1).toLowerCase();
}

function pathOf({ id, teamId, name }: File): string {
  return `/files-pri/${teamId}-${id}/${encodeURIComponent(name)}`;
}

function isNamed(file: File, { id, url }: Fields): boolean {
  return id === undefined ? String(url).endsWith(pathOf(file)) : file.id === id;
}

/** Each time that it is asked for brings it nearer. */
function isReady(state: State, { id }: File): boolean {
  const left = state.unready.get(id) ?? 0;
  state.unready.set(id, left - 1);
  return left <= 0;
}

function picturesIn(value: unknown, pointer: string): { named: Fields; pointer: string }[] {
  if (Array.isArray(value)) return value.flatMap((one, at) => picturesIn(one, `${pointer}/${at}`));
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([key, inside]) =>
    key === 'slack_file' && isFields(inside)
      ? [{ named: inside, pointer: `${pointer}/${key}` }]
      : picturesIn(inside, `${pointer}/${key}`),
  );
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const body = await buffer(request);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return body;
  const headers = { 'content-type': type };
  const form = await new Response(new Uint8Array(body), { headers }).formData();
  const [part] = [...form.values()];
  return part instanceof Blob ? Buffer.from(await part.arrayBuffer()) : Buffer.from(part ?? '');
}
