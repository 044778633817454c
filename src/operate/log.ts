/** JSON lines on stdout. Nobody's name, company or words: what might hold them is left out, at every level. */
import { type Logger as BoltLogger, LogLevel } from '@slack/bolt';
import { type DestinationStream, type Level, type Logger, pino } from 'pino';
import pretty from 'pino-pretty';

export type Log = Pick<Logger, 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'>;

type LogOptions = { level: Level | 'silent'; destination?: DestinationStream };

/** Opens the log: for people on a terminal, as JSON everywhere else. */
export function openLog({ level, destination }: LogOptions): Log {
  const stream =
    destination ?? (process.stdout.isTTY ? pretty({ sync: true }) : pino.destination({ sync: true }));
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: withoutWords },
      redact: [
        '*.token',
        '*.botToken',
        '*.appToken',
        '*.signingSecret',
        '*.authorization',
        '*.text',
        '*.company',
      ],
    },
    stream,
  );
}

/** What is safe of an error. Its message may quote what a member typed, or a database row. */
export function withoutWords(error: unknown): Record<string, unknown> {
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

function framesOf({ stack = '' }: Error): string[] {
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return frames.slice(0, 8).map((line) => line.trim());
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
