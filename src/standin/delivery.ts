/** Getting commands, actions and events to the app, by the socket or by HTTP, and holding it to its three seconds. */
import { type Fields, type State, violate } from './state.ts';

export type Kind = 'slash_commands' | 'interactive' | 'events_api';

/** Which try again this is, counted from 1, and what became of the one before. */
export type Retry = { readonly number: number; readonly reason: 'http_timeout' | 'http_error' };

export type Parcel = {
  readonly kind: Kind;
  readonly payload: Fields;
  /** Only events are tried again. */
  readonly retry?: Retry | undefined;
  /** How much later than the first it was signed, where it is sent once more. */
  readonly secondsLater?: number;
};

export type Acknowledgement = {
  /** Real milliseconds until it came. */
  readonly ms: number;
  /** Undefined when it was empty. */
  readonly body: unknown;
};

export type Carrier = {
  /** @throws NotDelivered when nobody takes it, or not in time. */
  carry(parcel: Parcel, withinMs: number): Promise<unknown>;
};

/** What the member reads in Slack when the app did not answer. */
export class NotDelivered extends Error {
  readonly reason: 'operation_timeout' | 'dispatch_failed';
  constructor(reason: NotDelivered['reason'], detail: string) {
    super(`${reason}: ${detail}`);
    this.name = 'NotDelivered';
    this.reason = reason;
  }
}

export type Delivery = {
  /** @throws NotDelivered, after recording the violation. */
  deliver(kind: Kind, payload: Fields, retry?: Retry): Promise<Acknowledgement>;
  /** The next one of this kind comes twice, as it does after a reply that Slack lost. */
  duplicateNext(kind: Kind): void;
};

export function createDelivery(state: State, ackWithinMs: number, carrier: () => Carrier): Delivery {
  const doubled = new Set<Kind>();

  async function once(parcel: Parcel): Promise<Acknowledgement> {
    const start = performance.now();
    try {
      const body = await carrier().carry(parcel, ackWithinMs);
      return { ms: performance.now() - start, body };
    } catch (error) {
      if (error instanceof NotDelivered) {
        const kind = error.reason === 'operation_timeout' ? 'late-ack' : 'dispatch-failed';
        violate(state, kind, `${parcel.kind} ${nameOf(parcel.payload)}: ${error.message}`);
      }
      throw error;
    }
  }

  return {
    async deliver(kind, payload, retry) {
      const first = once({ kind, payload, retry });
      if (!doubled.delete(kind)) return first;
      const again: Retry = { number: (retry?.number ?? 0) + 1, reason: 'http_timeout' };
      const second = once({
        ...{ kind, payload, secondsLater: 1 },
        ...(kind === 'events_api' && { retry: again }),
      });
      // The first acknowledgement counts; that the second was answered too is part of the same wait.
      await Promise.allSettled([first, second]);
      return first;
    },
    duplicateNext(kind) {
      doubled.add(kind);
    },
  };
}

/** What a report calls a payload: its command, callback or type. */
function nameOf(payload: Fields): string {
  const event = payload.event as { type?: string } | undefined;
  return String(payload.command ?? event?.type ?? payload.type ?? '');
}
