/** What stands in the conversation beside Slack's own messages: the commands typed, and whatever went wrong. */
import type { Clock } from '../operate/clock.ts';
import type { Violation, ViolationKind } from '../standin/index.ts';

export type Note = {
  id: string;
  kind: 'command' | 'problem';
  at: Date;
  text: string;
  /** Whose conversation it belongs to; a problem without one is shown to everybody. */
  userId?: string | undefined;
};

export type Notes = ReturnType<typeof createNotes>;

export function createNotes(now: Clock, changed: () => void) {
  const notes: Note[] = [];
  const add = (note: Pick<Note, 'kind' | 'text' | 'userId'>) => {
    notes.push({ ...note, id: `note-${notes.length}`, at: now() });
    changed();
  };
  return {
    of: (userId: string): Note[] =>
      notes.filter((note) => note.userId === undefined || note.userId === userId),
    command: (userId: string, text: string) => add({ kind: 'command', text, userId }),
    problem: (text: string) => add({ kind: 'problem', text }),
    violation: ({ kind, detail }: Violation) =>
      add({ kind: 'problem', text: `${REFUSALS[kind]} (${detail})` }),
    /** A line of the bot's log, as JSON: on warning and above something is wrong, and the page is where it is seen. */
    logged: (line: string) => {
      const { event, err }: { event?: string; err?: { type?: string } } = JSON.parse(line);
      add({ kind: 'problem', text: `The bot's log says: ${event}${err?.type ? ` (${err.type})` : ''}` });
    },
  };
}

const REFUSALS: Record<ViolationKind, string> = {
  'late-ack': 'The bot did not acknowledge this within three seconds, so Slack would say that it failed',
  'dispatch-failed': 'Nobody was there to take this, so Slack would say that it failed',
  'malformed-ack': 'The bot acknowledged this in a way that Slack does not take',
  'unknown-ack': 'The bot acknowledged something that was never sent to it',
  'api-refusal': 'Slack would refuse what the bot sent',
  'response-url': 'Slack would refuse this answer of the bot',
};
