/** The settings of a member who changed none, except for the zone. */
import type { Settings } from '../../src/etiquette/facts.ts';

export const DEFAULT_SETTINGS: Settings = {
  zone: 'UTC',
  waking: { from: 9 * 60, to: 20 * 60 },
  weekend: [6, 7],
  checkInBuffer: 1,
  discreet: false,
};
