/**
 * What an operator's Prometheus reads. Counts and durations only: no label holds anything that a member, a workspace or Slack put into
 * words, nor which rule a nudge follows: in a small community "a gracious reply was sent" tells who was rejected.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Route } from './health.ts';

/** What became of a call to Slack. `refused`: Slack answered, and said no. */
export type CallOutcome = 'ok' | 'refused' | 'rate-limited' | 'http-error' | 'no-answer';

/** Why a nudge never came. `too-late`: it lost its sense first; `refused`: Slack did not take it; `unseen`: it may have come. */
export type MissedReason = 'too-late' | 'refused' | 'unseen';

/** How the queue stands in the database. */
export type Queue = { oldestDue: Date | undefined; pausedWorkspaces: number };

export type Metrics = {
  nudgesDue: (count: number) => void;
  /** `seconds` after each might have been sent first. */
  nudgesSent: (count: number, seconds: number) => void;
  nudgesRetried: (count: number) => void;
  nudgesUnknown: (count: number) => void;
  nudgesMissed: (reason: MissedReason, count: number) => void;
  ticked: (seconds: number) => void;
  /** `method` is one of Slack's own names. */
  slackCalled: (method: string, outcome: CallOutcome, seconds: number) => void;
  /** Everything, in Prometheus' text format; `queue` is asked about the database. */
  page: (queue: () => Promise<Queue>, now: Date) => Promise<string>;
};

/** More than this after its moment, a nudge is late. */
const LATE_SECONDS = 60;
/** Whoever scrapes waits for ten seconds, and must hear of a database that hangs. */
const PATIENCE_MS = 2_000;

/** One for each bot. */
export function openMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = (name: string, help: string) => new Counter({ name: `afterword_${name}`, help, registers });
  const gauge = (name: string, help: string) => new Gauge({ name: `afterword_${name}`, help, registers });
  const due = counter('nudges_due_total', 'Nudges that came due and were written down to be sent');
  const sent = counter('nudges_sent_total', 'Nudges that Slack took');
  const late = counter('nudges_late_total', `Nudges sent more than ${LATE_SECONDS} s after their moment`);
  const retried = counter('nudges_retried_total', 'Nudges of which the sending was begun again');
  const unknown = counter(
    'nudges_unknown_total',
    'Sendings of nudges of which nobody knows whether Slack took them',
  );
  const missed = new Counter({
    ...{ name: 'afterword_nudges_missed_total', help: 'Nudges that will not come any more' },
    ...{ labelNames: ['reason'] as const, registers },
  });
  const lateness = new Histogram({
    ...{ name: 'afterword_nudge_lateness_seconds', help: 'From the moment of a nudge until Slack took it' },
    ...{ buckets: [1, 2, 5, 10, 30, LATE_SECONDS, 300, 900, 3600, 14_400], registers },
  });
  const ticks = new Histogram({
    ...{ name: 'afterword_tick_duration_seconds', help: 'Looking for what is due, and beginning to send it' },
    ...{ buckets: [0.005, 0.02, 0.1, 0.5, 1, 5, 30, 120, 600], registers },
  });
  const calls = new Counter({
    ...{ name: 'afterword_slack_calls_total', help: "Calls to Slack's Web API" },
    ...{ labelNames: ['method', 'outcome'] as const, registers },
  });
  const callSeconds = new Histogram({
    ...{ name: 'afterword_slack_call_duration_seconds', help: 'How long Slack took to answer a call' },
    ...{ buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10], registers },
  });
  const age = gauge('queue_age_seconds', 'How long the member who has waited longest has been due');
  const paused = gauge('workspaces_paused', 'Workspaces that are left alone for a while');
  const isUp = gauge('database_up', 'Whether the database answers');
  // Counted from nothing, so that the first of its kind is an increase and not a new series.
  for (const reason of ['too-late', 'refused', 'unseen']) missed.inc({ reason }, 0);
  return {
    nudgesDue: (count) => due.inc(count),
    nudgesSent: (count, seconds) => {
      sent.inc(count);
      if (seconds > LATE_SECONDS) late.inc(count);
      for (let n = 0; n < count; n++) lateness.observe(Math.max(0, seconds));
    },
    nudgesRetried: (count) => retried.inc(count),
    nudgesUnknown: (count) => unknown.inc(count),
    nudgesMissed: (reason, count) => missed.inc({ reason }, count),
    ticked: (seconds) => ticks.observe(seconds),
    slackCalled: (method, outcome, seconds) => {
      calls.inc({ method, outcome });
      callSeconds.observe(seconds);
    },
    page: async (queue, now) => {
      const found = await inTime(queue).catch(() => undefined); // a database that fails is what the page says then
      isUp.set(found ? 1 : 0);
      // What is not known is left out.
      age.remove();
      paused.remove();
      if (found) {
        const waited = found.oldestDue ? now.getTime() - found.oldestDue.getTime() : 0;
        age.set(Math.max(0, waited / 1000));
        paused.set(found.pausedWorkspaces);
      }
      return `${await registry.metrics()}\n${await ofProcess().metrics()}`;
    },
  };
}

/** Served to whoever asks: it says how much, and never who or what. */
export function metricsRoute(page: () => Promise<string>): Route {
  return {
    path: '/metrics',
    method: 'GET',
    handler: async (_request, response) => {
      const text = await page();
      response.writeHead(200, { 'content-type': Registry.PROMETHEUS_CONTENT_TYPE }).end(text);
    },
  };
}

let process: Registry | undefined;

/** Memory, processor and event loop belong to the process, whatever runs in it; what watches them cannot be stopped again. */
function ofProcess(): Registry {
  if (process) return process;
  process = new Registry();
  collectDefaultMetrics({ register: process });
  return process;
}

async function inTime<T>(ask: () => Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
  });
  return Promise.race([ask(), tooLate]).finally(() => clearTimeout(timer));
}
