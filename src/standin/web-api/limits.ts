import type { Fault } from '../faults.ts';
import type { Call } from '../state.ts';

/** What a workspace takes: so many messages in any stretch of so long. Slack's own number is "several hundred" a minute. */
export type WorkspaceLimit = { messages: number; withinMs: number };

/** Refuses messages that come too fast: in a channel by real time, in a workspace by the clock that stamps them. */
export function createLimits({
  onePerSecond,
  workspaceLimit,
}: {
  /** Whether a channel takes one message a second and no more. */
  onePerSecond: boolean;
  workspaceLimit?: WorkspaceLimit | undefined;
}): (call: Call) => Fault | undefined {
  const lastPosts = new Map<string, number>();
  const taken = new Map<string, number[]>();

  function isChannelBusy(channel: string, at: number): boolean {
    return onePerSecond && at - (lastPosts.get(channel) ?? Number.NEGATIVE_INFINITY) < 1000;
  }

  function isFull(workspace: string, at: number): boolean {
    if (!workspaceLimit) return false;
    const recent = (taken.get(workspace) ?? []).filter((one) => at - one < workspaceLimit.withinMs);
    taken.set(workspace, recent);
    return recent.length >= workspaceLimit.messages;
  }

  return ({ method, args, teamId = '', at: now }) => {
    if (method !== 'chat.postMessage') return undefined;
    const at = performance.now();
    const stamped = now.getTime();
    const channel = String(args.channel);
    if (isChannelBusy(channel, at) || isFull(teamId, stamped)) return { kind: 'rate-limit', retryAfter: 1 };
    lastPosts.set(channel, at);
    taken.get(teamId)?.push(stamped);
    return undefined;
  };
}
