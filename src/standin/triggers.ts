import { randomBytes } from 'node:crypto';

const LIFETIME_MS = 3000;

export type Trigger = {
  readonly userId: string;
  /** The modal that was acted in, if it was one: a view can only be pushed on top of a modal. */
  readonly viewId?: string | undefined;
};

export type Triggers = {
  issue(trigger: Trigger): string;
  /** Uses a trigger up. @returns it, or the error that Slack answers. */
  exchange(id: string): Trigger | 'invalid_trigger_id' | 'exchanged_trigger_id' | 'expired_trigger_id';
};

/** Trigger ids: for one use within three seconds of real time. */
export function createTriggers(lifetimeMs = LIFETIME_MS): Triggers {
  const issued = new Map<string, Trigger & { expiresAt: number; used: boolean }>();
  return {
    issue(trigger) {
      const id = `${Date.now()}.${randomBytes(8).toString('hex')}`;
      issued.set(id, { ...trigger, expiresAt: performance.now() + lifetimeMs, used: false });
      return id;
    },
    exchange(id) {
      const trigger = issued.get(id);
      if (!trigger) return 'invalid_trigger_id';
      if (trigger.used) return 'exchanged_trigger_id';
      if (performance.now() >= trigger.expiresAt) return 'expired_trigger_id';
      trigger.used = true;
      return trigger;
    },
  };
}
