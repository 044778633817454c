/** JSON lines on stdout. Nobody's name, company or words: what might hold them is left out, at every level. */
import { type Logger as BoltLogger, LogLevel } from '@slack/bolt';
import { type DestinationStream, type Level, pino } from 'pino';
import pretty from 'pino-pretty';

/** Fields only, and no message: a sentence put together at run time is how a member's words get into a log. */
type Write = (fields: { event: string } & Record<string, unknown>) => void;
export type Log = Record<Level, Write>;

type LogOptions = { level: Level | 'silent'; destination?: DestinationStream };

/** A second line of defence: nothing should be logged under these names. */
const MASKED = [
  ...['token', 'botToken', 'appToken', 'signingSecret', 'clientSecret', 'stateSecret', 'authorization'],
  ...['text', 'name', 'email', 'company', 'role', 'message'],
];

/** Opens the log: for people on a terminal, as JSON everywhere else. */
export function openLog({ level, destination }: LogOptions): Log {
  const stream =
    destination ?? (process.stdout.isTTY ? pretty({ sync: true }) : pino.destination({ sync: true }));
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: MASKED.flatMap((field) => [field, `*.${field}`]),
      // Before pino sees an error: it would make the error's message the line's, whatever a serializer does.
      hooks: {
        logMethod([fields], write) {
          write.call(this, errorsWithoutWords(fields));
        },
      },
    },
    stream,
  );
}

function errorsWithoutWords(fields: unknown): object {
  const safe = Object.entries(fields ?? {}).map(([key, value]) => {
    const isError = key === 'err' || value instanceof Error;
    return [key, isError ? withoutWords(value) : value];
  });
  return Object.fromEntries(safe);
}

/** What is safe of an error. Its message may quote what a member typed, or a database row. */
function withoutWords(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  return {
    type: error.name,
    ...codesOf(error),
    at: framesOf(error),
    ...(error.cause ? { cause: withoutWords(error.cause) } : {}),
  };
}

/** Codes are words of the library's own: Slack's platform errors, SQLSTATE, Prisma's and the system's. */
function codesOf(error: Error): Record<string, unknown> {
  const code = 'code' in error ? error.code : undefined;
  const data = 'data' in error && typeof error.data === 'object' && error.data !== null ? error.data : {};
  const slack = 'error' in data ? data.error : undefined;
  return { ...(isCode(code) ? { code } : {}), ...(isCode(slack) ? { slack } : {}) };
}

function isCode(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^[\w.-]{1,60}$/.test(value));
}

/** A stack begins with the message, whose lines may look like places in the code. */
function framesOf({ stack = '', message }: Error): string[] {
  const places = stack.includes(message) ? stack.slice(stack.indexOf(message) + message.length) : stack;
  const frames = places.split('\n').filter((line) => /^\s+at .*(:\d+:\d+|<anonymous>)\)?$/.test(line));
  return frames.slice(0, 8).map((line) => line.trim());
}

/** node-cron's log in ours. It warns of a run that took longer than the interval, which harms nothing and would be said every second. */
export function cronLogger(
  log: Log,
): Record<'debug' | 'info' | 'warn' | 'error', (problem: unknown) => void> {
  const ignore = () => {};
  return {
    ...{ debug: ignore, info: ignore, warn: ignore },
    error: (problem) =>
      log.error({ event: 'cron.failed', ...(problem instanceof Error ? { err: problem } : {}) }),
  };
}

/** Bolt's log in ours. Its debug lines hold whole payloads, so they go nowhere; of the others only the fixed words stay. */
export function boltLogger(log: Log): BoltLogger {
  const say =
    (level: 'info' | 'warn' | 'error') =>
    (...parts: unknown[]): void => {
      const [first] = parts;
      const about = typeof first === 'string' ? /^[^:("'`{[<]{0,120}/.exec(first)?.[0].trim() : undefined;
      const err = parts.find((part) => part instanceof Error);
      log[level]({ event: 'slack.library', ...(about ? { about } : {}), ...(err ? { err } : {}) });
    };
  return {
    debug: () => {},
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
