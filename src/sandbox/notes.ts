/** What stands in the conversation beside Slack's own messages: the commands typed, and whatever went wrong. */
import { z } from 'zod';
import type { Clock } from '../operate/clock.ts';
import type { Violation, ViolationKind } from '../standin/index.ts';

export type Note = {
  id: string;
  kind: 'command' | 'problem' | 'told';
  at: Date;
  text: string;
  /** How often it was said in a row. */
  times: number;
  /** Whose conversation it belongs to; a problem without one is shown to everybody. */
  userId?: string | undefined;
};

/** Of pino's levels. */
const WARNING = 40;
const logLine = z.object({
  level: z.number(),
  event: z.string(),
  err: z.object({ type: z.string() }).optional(),
});

export type Notes = ReturnType<typeof createNotes>;

export function createNotes(now: Clock, changed: () => void) {
  const notes: Note[] = [];
  const add = (note: Pick<Note, 'kind' | 'text' | 'userId'>) => {
    const last = notes.at(-1);
    // A bot in trouble says the same again and again.
    if (note.kind === 'problem' && last?.text === note.text) last.times += 1;
    else notes.push({ ...note, id: `note-${notes.length}`, at: now(), times: 1 });
    changed();
  };
  return {
    of: (userId: string): Note[] =>
      notes.filter((note) => note.userId === undefined || note.userId === userId),
    command: (userId: string, text: string) => add({ kind: 'command', text, userId }),
    /** What the sandbox itself has to say. */
    tell: (userId: string, text: string) => add({ kind: 'told', text, userId }),
    problem: (text: string) => add({ kind: 'problem', text }),
    violation: ({ kind, detail }: Violation) =>
      add({ kind: 'problem', text: `${REFUSALS[kind]} (${detail})` }),
    /** A line of the bot's log, as JSON. A warning is told here, where it is seen, and in the terminal, which outlives the page. */
    logged: (line: string) => {
      const { level, event, err } = logLine.parse(JSON.parse(line));
      if (level < WARNING) return changed();
      process.stderr.write(line);
      add({ kind: 'problem', text: `The bot’s log says: ${event}${err?.type ? ` (${err.type})` : ''}` });
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
  'no-plain-text': 'Notifications and screen readers would have nothing to say of this message',
};
