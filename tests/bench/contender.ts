/** What every contender is asked to do, in a process of its own. */
import { z } from 'zod';

export const order = z.object({
  /** An empty database. */
  database: z.string(),
  slackApi: z.string(),
  /** The peers send through our client. */
  sendsAsWe: z.boolean(),
  /** When each nudge is due, in milliseconds since 1970. Nudge n goes to the user `U<n>` of the workspace `T<n mod workspaces>`. */
  due: z.array(z.number()),
  workspaces: z.number(),
  /** Messages under way at once. */
  concurrency: z.number(),
  /** What the message says, for those who store it with the job. */
  message: z.record(z.string(), z.unknown()),
});

export type Order = z.infer<typeof order>;

export type Contender = {
  /** Stores the nudges. */
  prepare: (order: Order) => Promise<void>;
  /** Begins to send what is due. @returns what ends that, once everything sent is settled */
  work: (order: Order) => Promise<() => Promise<void>>;
};

export const userOf = (index: number): string => `U${index}`;
export const workspaceOf = (index: number, { workspaces }: Order): string => `T${index % workspaces}`;

const question = z.union([
  z.object({ ask: z.literal('prepare'), order }),
  z.object({ ask: z.enum(['hello', 'work', 'stop']) }),
]);

/** What sending took: seconds of processor, and the most memory. */
export const effort = z.object({ cpuSeconds: z.number(), peakMegabytes: z.number() });

/** Answers the questions of the bench with a contender. */
export function contend(contender: Contender): void {
  let given: Order;
  let stop: () => Promise<void>;
  let before: NodeJS.CpuUsage;
  const answer = async (message: unknown): Promise<unknown> => {
    const asked = question.parse(message);
    if (asked.ask === 'prepare') {
      given = asked.order;
      return contender.prepare(given);
    }
    if (asked.ask === 'work') {
      before = process.cpuUsage();
      stop = await contender.work(given);
      return undefined;
    }
    if (asked.ask === 'hello') return undefined;
    await stop();
    const { user, system } = process.cpuUsage(before);
    return { cpuSeconds: (user + system) / 1e6, peakMegabytes: process.resourceUsage().maxRSS / 1024 };
  };
  process.on('message', (message) => {
    answer(message).then(
      (said) => process.send?.({ said }),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
  process.on('disconnect', () => process.exit());
}
