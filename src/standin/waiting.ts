import type { Change, State } from './state.ts';

/**
 * Waits until the condition yields something, looking again at every change in the stand-in.
 * @throws after `timeoutMs`, naming what was waited for.
 */
export function waitFor<Found>(
  state: State,
  condition: () => Found | undefined,
  what: () => string,
  timeoutMs = 20_000,
): Promise<Found> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      state.listeners.delete(look);
    };
    const look = (_change?: Change) => {
      try {
        const found = condition();
        if (found === undefined) return;
        stop();
        resolve(found);
      } catch (error) {
        stop();
        reject(error);
      }
    };
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`waited ${timeoutMs} ms for ${what()}`));
    }, timeoutMs);
    state.listeners.add(look);
    look();
  });
}
