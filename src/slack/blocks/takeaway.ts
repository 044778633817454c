/** Answers to who asks for a file. */
import { button, context, escapeMrkdwn, listOf, quoted, type Reply, section } from './text.ts';

type File = { filename: string; title: string; content: string };

/** In discreet mode, before a file goes where Slack keeps it. `what` comes back with the button. */
export function fileQuestion(what: string): Reply {
  const text =
    'A file names companies and people, and stays in our conversation as Slack keeps it, though you chose discreet mode. You can delete it there once you have saved it.';
  const send = button('Send it all the same', 'file.send', what, 'primary');
  return { text, blocks: [section(text), { type: 'actions', elements: [send] }] };
}

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
