/** (b) Ten thousand due nudges to a thousand workspaces: all at once, and as they fall due. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { IN_FLIGHT } from '../../src/nudging/tick.ts';
import { type Child, startChild } from './child.ts';
import { effort, type Order } from './contender.ts';
import { freshDatabase, serverCpuSeconds } from './database.ts';
import { digits, median, percentile, ratio, table } from './measure.ts';
import { sampleMessage } from './sample.ts';
import { REPEATS, scaled } from './setting.ts';

/** `sendsAsWe`: through our own client, in place of Slack's as it comes. */
type Contender = { entry: string; sendsAsWe?: boolean };

const OURS = 'Afterword';
const CONTENDERS: Record<string, Contender> = {
  [OURS]: { entry: 'contenders/afterword.ts' },
  'pg-boss, tuned': { entry: 'contenders/pg-boss.mjs' },
  'graphile-worker, tuned': { entry: 'contenders/graphile-worker.mjs' },
  'a plain loop on pg, settled in batches': { entry: 'contenders/loop.ts' },
};
/** What of a peer's figures is the client's, and what the loopback's. */
const MORE_UNDER_LOAD: Record<string, Contender> = {
  'pg-boss, tuned, sending as we do': { entry: 'contenders/pg-boss.mjs', sendsAsWe: true },
  'graphile-worker, tuned, sending as we do': { entry: 'contenders/graphile-worker.mjs', sendsAsWe: true },
  "no queue, Slack's client": { entry: 'contenders/no-queue.ts' },
  "no queue, Slack's client, sending as we do": { entry: 'contenders/no-queue.ts', sendsAsWe: true },
  'no queue, bare HTTP': { entry: 'contenders/bare-http.ts' },
};

const BACKLOG = 10_000;
const WORKSPACES = 1000;
/** Who took longer than that is not run again: the whole has to end within ten minutes. */
const LONG_ENOUGH_S = 60;
/** At rest: what one zone brings at nine o'clock, by the architecture's own count. */
const A_SECOND = 50;
const SPELL = 300;
/** Until the first falls due, everything has to be stored. */
const TIME_TO_PREPARE_MS = 4000;

type Run = {
  seconds: number;
  rate: number;
  cpu: number;
  serverCpu: number;
  p50: number;
  p99: number;
  megabytes: number;
};

const arrivals = z.array(z.object({ channel: z.string(), at: z.number() }));

export async function measureDelivery(): Promise<string> {
  const slack = startChild('slack.ts');
  const slackApi = z.string().parse(await slack.ask({ ask: 'start' }));
  const message = sampleMessage();
  const once = (contender: Contender, due: () => number[], isBacklog: boolean) =>
    runOnce(slack, contender, { due, isBacklog, slackApi, message });

  const backlog = () => Array.from({ length: scaled(BACKLOG) }, () => Date.now() - 1000);
  const spell = () => {
    const first = Date.now() + TIME_TO_PREPARE_MS;
    return Array.from({ length: scaled(SPELL) }, (_, index) => first + (index * 1000) / A_SECOND);
  };
  const all = { ...CONTENDERS, ...MORE_UNDER_LOAD };
  const loaded = await alternate(all, (contender) => once(contender, backlog, true));
  const atRest = await alternate(CONTENDERS, (contender) => once(contender, spell, false));
  await slack.end();
  return report(loaded, atRest);
}

/** Each in turn, and beginning with another one each time, so that a busy minute hits nobody alone. */
async function alternate(
  contenders: Record<string, Contender>,
  run: (contender: Contender) => Promise<Run>,
): Promise<Map<string, Run[]>> {
  const all = Object.entries(contenders);
  const runs = new Map<string, Run[]>(all.map(([name]) => [name, []]));
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const turn = repeat % all.length;
    for (const [name, contender] of [...all.slice(turn), ...all.slice(0, turn)]) {
      const before = runs.get(name) ?? [];
      if (before.some(({ seconds }) => seconds > LONG_ENOUGH_S)) continue;
      const one = await run(contender);
      before.push(one);
      console.error(`  ${name}: ${digits(one.rate)}/s, p99 ${digits(one.p99)} s`);
    }
  }
  return runs;
}

type Task = { due: () => number[]; isBacklog: boolean; slackApi: string; message: Order['message'] };

async function runOnce(
  slack: Child,
  { entry, sendsAsWe = false }: Contender,
  { due: dueFromNow, isBacklog, slackApi, message }: Task,
): Promise<Run> {
  const { url: database, drop } = await freshDatabase();
  const child = startChild(entry);
  // Loaded, before the clock runs.
  await child.ask({ ask: 'hello' });
  const due = dueFromNow();
  const workspaces = scaled(WORKSPACES);
  const concurrency = IN_FLIGHT;
  const order: Order = { database, slackApi, sendsAsWe, due, workspaces, concurrency, message };
  await child.ask({ ask: 'prepare', order });
  await slack.ask({ ask: 'start' });
  const serverBefore = serverCpuSeconds();
  const begun = Date.now();
  if (!isBacklog && begun > (due[0] ?? 0))
    throw new Error(`${entry} was not ready when the first nudge fell due`);
  const sent = slack.ask({ ask: 'await', count: due.length });
  await child.ask({ ask: 'work' });
  const taken = arrivals.parse(await sent);
  const { said } = z.object({ said: effort }).parse(await child.ask({ ask: 'stop' }));
  const serverCpu = serverCpuSeconds() - serverBefore;
  await child.end();
  await drop();
  if (new Set(taken.map(({ channel }) => channel)).size !== due.length)
    throw new Error(`${entry}: of ${due.length} nudges, some came twice and some not at all`);
  const late = taken.map(({ channel, at }) => (at - (isBacklog ? begun : dueOf(channel, due))) / 1000);
  const thousands = due.length / 1000;
  return {
    seconds: percentile(late, 100),
    rate: due.length / percentile(late, 100),
    cpu: said.cpuSeconds / thousands,
    serverCpu: serverCpu / thousands,
    ...{ p50: percentile(late, 50), p99: percentile(late, 99), megabytes: said.peakMegabytes },
  };
}

function dueOf(channel: string, due: readonly number[]): number {
  return due[Number(channel.slice(1))] ?? Number.NaN;
}

function report(loaded: Map<string, Run[]>, atRest: Map<string, Run[]>): string {
  const of = (runs: Map<string, Run[]>, name: string, value: (run: Run) => number) =>
    median((runs.get(name) ?? []).map(value));
  const rate = (name: string) => of(loaded, name, (run) => run.rate);
  const rows = [...loaded.keys()].map((name) => [
    name,
    String(loaded.get(name)?.length ?? 0),
    digits(rate(name)),
    ratio(rate(name), rate(OURS)),
    digits(of(loaded, name, (run) => run.cpu)),
    digits(of(loaded, name, (run) => run.serverCpu)),
    digits(of(loaded, name, (run) => run.p50)),
    digits(of(loaded, name, (run) => run.p99)),
    digits(of(loaded, name, (run) => run.megabytes)),
    digits(of(atRest, name, (run) => run.p50)),
    digits(of(atRest, name, (run) => run.p99)),
  ]);
  return [
    `## (b) ${scaled(BACKLOG).toLocaleString('en')} due nudges to ${scaled(WORKSPACES).toLocaleString('en')} workspaces, ${IN_FLIGHT} messages under way at once`,
    "Aim: ahead of both tuned peers, and at rest a p99 from due to sent under 2 s. One HTTP post each to a loopback; a process for each contender, in turn. The peers send through Slack's client as it comes, and once more through ours (src/slack/nudge-client.ts). The peers send a message that is stored with the job; Afterword reads the member's facts, decides, words the message, and writes down that it is about to send before it does.",
    table(
      [
        'sending',
        ...[
          'nudges/s',
          'to ours',
          'CPU s per 1,000, worker',
          'database',
          'due to sent p50, s',
          'p99, s',
          'peak MB',
        ],
        ...[`at rest (${A_SECOND}/s) p50, s`, 'p99, s'],
      ],
      rows,
    ),
  ].join('\n\n');
}

/** The peers are installed by the lock file beside them, and only for this. */
export function peersAreInstalled(): boolean {
  return ['pg-boss', 'graphile-worker'].every((name) =>
    existsSync(join(import.meta.dirname, 'node_modules', name)),
  );
}
