/** The Events API: envelopes, and trying again when the app does not acknowledge. */
import { type Delivery, NotDelivered, type Retry } from './delivery.ts';
import {
  type Fields,
  installationOf,
  newId,
  type Organisation,
  type State,
  type Workspace,
} from './state.ts';
import { isOrganisation } from './tokens.ts';

export type Events = {
  /**
   * Sends an event. What is not acknowledged is tried again later, as Slack does; each miss is a violation.
   * @returns whether the first try was acknowledged.
   */
  send(workspace: Workspace, event: Fields, through?: Workspace | Organisation): Promise<boolean>;
  close(): void;
};

export function createEvents(state: State, delivery: Delivery, retryDelaysMs: readonly number[]): Events {
  const timers = new Set<NodeJS.Timeout>();
  let closed = false;

  async function attempt(payload: Fields, retry?: Retry): Promise<boolean> {
    try {
      await delivery.deliver('events_api', payload, retry);
      return true;
    } catch (error) {
      if (!(error instanceof NotDelivered)) throw error;
      const tried = retry?.number ?? 0;
      const delay = retryDelaysMs[tried];
      const reason = error.reason === 'operation_timeout' ? 'http_timeout' : 'http_error';
      if (delay !== undefined && !closed) later(delay, () => attempt(payload, { number: tried + 1, reason }));
      return false;
    }
  }

  function later(delayMs: number, run: () => Promise<unknown>): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      void run();
    }, delayMs);
    timers.add(timer.unref());
  }

  return {
    send(workspace, event, through = installationOf(workspace)) {
      const seconds = state.clock().getTime() / 1000;
      return attempt({
        token: 'unused',
        team_id: workspace.id,
        context_team_id: workspace.id,
        ...(workspace.organisation && { enterprise_id: workspace.organisation.id }),
        api_app_id: state.appId,
        event: { event_ts: seconds.toFixed(6), ...event },
        type: 'event_callback',
        event_id: newId('Ev'),
        event_time: Math.floor(seconds),
        authorizations: [
          {
            enterprise_id: workspace.organisation?.id ?? null,
            team_id: workspace.id,
            user_id: through.botUserId,
            is_bot: true,
            is_enterprise_install: isOrganisation(through),
          },
        ],
        is_ext_shared_channel: false,
      });
    },
    close() {
      closed = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
