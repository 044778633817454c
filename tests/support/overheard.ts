/** All that a process says to whoever runs it: its log, at its most talkative, and whatever else reaches stdout and stderr. */
import { Writable } from 'node:stream';
import { type Log, openLog } from '../../src/operate/log.ts';

const CONSOLE = ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir'] as const;

export type Overheard = {
  log: Log;
  /** The events of the log's lines. */
  events: () => string[];
  text: () => string;
  /** Ends the listening to stdout, stderr and the console. */
  stop: () => void;
};

export function overhear(): Overheard {
  const lines: string[] = [];
  const besides: string[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const stops = [process.stdout, process.stderr].map((stream) => {
    const write = stream.write;
    stream.write = (chunk: string | Uint8Array) => {
      besides.push(Buffer.from(chunk).toString());
      return true;
    };
    return () => {
      stream.write = write;
    };
  });
  // Vitest puts a console of its own in the way, which writes neither to stdout nor to stderr.
  for (const name of CONSOLE) {
    const say = console[name];
    console[name] = (...parts: unknown[]) => {
      besides.push(
        parts.map((part) => (part instanceof Error ? part.stack : JSON.stringify(part))).join(' '),
      );
    };
    stops.push(() => {
      console[name] = say;
    });
  }
  return {
    log: openLog({ level: 'trace', destination }),
    events: () => lines.map((line) => JSON.parse(line).event),
    text: () => [...lines, ...besides].join('\n'),
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}
