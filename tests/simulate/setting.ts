/** How large a run is. At a scale below 1 it shows that the simulation works, and says nothing about the paper scale. */
import { z } from 'zod';
import { LIVES, LIVES_EACH_ZONE, WORKSPACES } from './assumptions.ts';

const { SIMULATE_SCALE } = z
  .object({ SIMULATE_SCALE: z.coerce.number().positive().max(1).default(1) })
  .parse(process.env);

export type Scale = { workspaces: number; lives: number; livesEachZone: number };

export const scaleOf = (scale: number): Scale => ({
  workspaces: Math.max(3, Math.round(WORKSPACES * scale)),
  lives: Math.max(10, Math.round(LIVES * Math.sqrt(scale))),
  livesEachZone: scale === 1 ? LIVES_EACH_ZONE : 0,
});

export const SCALE = scaleOf(SIMULATE_SCALE);
export const IS_WHOLE = SIMULATE_SCALE === 1;
