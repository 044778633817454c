/** Answers to who asks for a file. */
import { context, escapeMrkdwn, listOf, quoted, type Reply, section } from './text.ts';

type File = { filename: string; title: string; content: string };

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
  return { text, blocks: [section(text), ...quoted(files.at(-1)?.content.replaceAll('`', "'") ?? '')] };
}
