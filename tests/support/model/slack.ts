/** As much of Slack as nudging needs, within the process: thousands of runs would be too slow over HTTP. */
import { setImmediate as othersTurn } from 'node:timers/promises';
import type { KnownBlock } from '@slack/types';
import {
  type WebAPICallResult,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
} from '@slack/web-api';
import { nudgesIn } from '../../../src/nudging/metadata.ts';
import type { Life } from './life.ts';

/**
 * `lost`, `hang`: Slack took it, and the answer does not come. `slow`: it comes when the lease has run out; `late`: so does the word
 * that Slack did not take it. `tardy`: Slack takes it as late as a call may last.
 */
export const FAULTS = [
  ...([
    'lost',
    'hang',
    'broken',
    'refused',
    'slow',
    'late',
    'tardy',
    '429',
    '503',
    'internal_error',
  ] as const),
];
export type Fault = (typeof FAULTS)[number];
export type Method = 'chat.postMessage' | 'conversations.history' | 'auth.test';

export type Message = { ts: string; metadata?: unknown; blocks?: KnownBlock[] };
/** A message on its way, and whether the bot will hear for certain that Slack has it. */
export type Post = { userId: string; message: Message; isClear: boolean; life: Life };

const TAKEN: readonly (Fault | undefined)[] = ['lost', 'hang', 'slow', 'tardy', undefined];
const IN_TIME: readonly (Fault | undefined)[] = ['tardy', undefined];
/** Longer than a lease. */
const SLOW_SECONDS = 90;
/** The client waits for ten. */
const TARDY_SECONDS = 9;
const A_CALL_TAKES = 50;
/** Turns in which a replica waits for nothing: it takes some of them from one statement to the next. */
const CALM = 20;
/** After which nobody can tell whether it arrived. */
const UNKNOWN: readonly (Fault | undefined)[] = ['lost', 'hang', 'slow', 'broken', 'internal_error'];

type Wires = {
  time: { now: Date };
  /** Before Slack takes a message. */
  onPost: (post: Post) => Promise<void>;
  /** The other replica goes on while a call lasts. */
  whileAway: (life: Life, seconds: number) => Promise<void>;
};

export function openSlack({ time, onPost, whileAway }: Wires) {
  const conversations = new Map<string, Message[]>();
  const faults = new Map<Method, Fault[]>();
  const revoked = new Set<string>();
  const gone = new Set<string>();
  const state = {
    mayRead: true,
    /** What the last look at a member's history gave in this tick. */
    reads: new Map<string, 'read' | 'failed'>(),
    heardOfLeaving: new Set<string>(),
    /** Messages that the bot hears of before the next tick: by an answer that came late, and by somebody who pressed a button there. */
    answeredLate: [] as Post[],
    pressed: [] as Post[],
    /** How often nobody could tell what became of a delivery. */
    unclear: new Map<string, number>(),
    /** Whose leases ran out meanwhile. */
    slowCalls: 0,
  };
  const underWay = new Set<Promise<unknown>>();
  const slow = new Map<Life, number>();
  let count = 0;

  const conversationOf = (userId: string) => {
    const found = conversations.get(userId) ?? [];
    conversations.set(userId, found);
    return found;
  };

  function fail(fault: Fault | undefined): void {
    if (fault === '429') throw new WebAPIRateLimitedError(45);
    if (fault === '503' || fault === 'late') throw new WebAPIHTTPError(503, 'Service Unavailable', {});
    if (fault === 'internal_error') refuse(fault);
    if (fault === 'refused') throw new WebAPIRequestError(withCode('ECONNREFUSED'));
    if (fault === 'broken' || fault === 'lost') throw new WebAPIRequestError(withCode('ECONNRESET'));
    if (fault === 'hang') throw new WebAPIRequestError(new Error('timeout'));
  }

  async function take(life: Life, options: Record<string, unknown>, fault: Fault | undefined) {
    const userId = String(options.channel);
    if (gone.has(userId)) {
      state.heardOfLeaving.add(userId);
      refuse('user_disabled');
    }
    if (UNKNOWN.includes(fault))
      for (const { id } of nudgesIn(options)) state.unclear.set(id, (state.unclear.get(id) ?? 0) + 1);
    if (fault === 'late') await slowly(life, SLOW_SECONDS);
    if (fault === 'tardy') await slowly(life, TARDY_SECONDS);
    if (!TAKEN.includes(fault)) fail(fault);
    count += 1;
    const ts = `${(time.now.getTime() / 1000).toFixed(3)}${String(count % 1000).padStart(3, '0')}`;
    const message: Message = { ts, metadata: options.metadata };
    const post: Post = { userId, message, isClear: IN_TIME.includes(fault), life };
    await onPost(post);
    conversationOf(userId).unshift(message);
    if (fault === 'slow') {
      await slowly(life, SLOW_SECONDS);
      state.answeredLate.push(post);
    }
    fail(fault);
    return { channel: `D${userId}`, ts };
  }

  async function slowly(life: Life, seconds: number): Promise<void> {
    state.slowCalls += 1;
    slow.set(life, (slow.get(life) ?? 0) + 1);
    await allElseEnds(life);
    await whileAway(life, seconds);
    slow.set(life, (slow.get(life) ?? 0) - 1);
    // Nor does it come in the very millisecond of another one's, by which messages are told apart.
    time.now = new Date(time.now.getTime() + 1);
  }

  /** Nothing else takes so long: what its replica had begun beside has been answered, and written down, before. */
  async function allElseEnds(life: Life): Promise<void> {
    for (let calm = 0; calm < CALM && life.isAlive(); calm++) {
      if (life.underWay() > (slow.get(life) ?? 0)) calm = 0;
      await othersTurn();
    }
  }

  function history({ channel, limit }: Record<string, unknown>) {
    const userId = String(channel).slice(1);
    const messages = conversationOf(userId).slice(0, Number(limit));
    state.reads.set(userId, 'read');
    return { messages };
  }

  async function answer(life: Life, workspaceId: string, method: string, options: Record<string, unknown>) {
    time.now = new Date(time.now.getTime() + A_CALL_TAKES);
    if (revoked.has(workspaceId)) refuse('token_revoked');
    if (method === 'conversations.history') state.reads.set(String(options.channel).slice(1), 'failed');
    const fault =
      method === 'chat.postMessage' || method === 'conversations.history' || method === 'auth.test'
        ? faults.get(method)?.shift()
        : undefined;
    if (method === 'chat.postMessage') return take(life, options, fault);
    fail(fault);
    if (method === 'auth.test')
      return { response_metadata: { scopes: ['chat:write', ...(state.mayRead ? ['im:history'] : [])] } };
    if (method !== 'conversations.history') throw new Error(`${method} is not of this Slack`);
    if (!state.mayRead) refuse('missing_scope');
    return history(options);
  }

  /** The real client, but for the wire. */
  class InProcess extends WebClient {
    readonly life: Life;
    readonly workspaceId: string;
    constructor(life: Life, workspaceId: string) {
      super();
      this.life = life;
      this.workspaceId = workspaceId;
    }
    override async apiCall(method: string, options: Record<string, unknown> = {}): Promise<WebAPICallResult> {
      const { life, workspaceId } = this;
      return life.call(async () => {
        const answering = answer(life, workspaceId, method, options);
        underWay.add(answering);
        return { ok: true, ...(await answering.finally(() => underWay.delete(answering))) };
      });
    }
  }

  return {
    ...{ faults, revoked, gone, state, conversationOf },
    clientOf: (life: Life, workspaceId: string): WebClient => new InProcess(life, workspaceId),
    breakNext(method: Method, fault: Fault, times: number): void {
      faults.set(method, [...(faults.get(method) ?? []), ...Array.from({ length: times }, () => fault)]);
    },
    /** What a replica sent before it died goes on without it. */
    async calm(): Promise<void> {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
    heal(): void {
      for (const things of [faults, revoked, gone]) things.clear();
      state.mayRead = true;
    },
  };
}

function refuse(error: string): never {
  throw new WebAPIPlatformError({ ok: false, error });
}

function withCode(code: string): Error {
  return Object.assign(new Error(code), { code });
}
