/** Answers to who asks for a file. */
import { clip, context, escapeMrkdwn, listOf, type Reply, section } from './text.ts';

type File = { filename: string; title: string; content: string };

/** Characters of a file in one section, before escaping, and how many sections a message has room for. */
const CHUNK = 580;
const CHUNKS_AT_MOST = 40;

export function fileReply(files: readonly File[]): Reply {
  const text = `Here you are, in our conversation: ${listOf(files.map(({ title }) => title))}.`;
  return {
    text,
    blocks: [section(escapeMrkdwn(text)), context('A file stays in this conversation as Slack keeps it.')],
  };
}

/** Without `files:write` the words themselves are shown, as much as a message holds; the last file asked for is the one to read. */
export function withoutFilesReply(files: readonly File[]): Reply {
  const text =
    'I may not send files in this workspace: whoever installed me can allow it (`files:write`). This is what would be in it; copy it from here.';
  const content = files.at(-1)?.content ?? '';
  const chunks = content.replaceAll('`', "'").match(new RegExp(`[^]{1,${CHUNK}}`, 'gu')) ?? [];
  return {
    text,
    blocks: [
      section(text),
      ...chunks
        .slice(0, CHUNKS_AT_MOST)
        .map((chunk) => section(`\`\`\`${clip(escapeMrkdwn(chunk), 2990)}\`\`\``)),
      ...(chunks.length > CHUNKS_AT_MOST ? [context('There is more than fits into one message.')] : []),
    ],
  };
}
