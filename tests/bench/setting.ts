/** How large a run is. At a scale below 1 it shows that the harness works, and says nothing about speed. */
import { z } from 'zod';

const setting = z
  .object({
    BENCH_SCALE: z.coerce.number().positive().max(1).default(1),
    BENCH_ONLY: z
      .string()
      .regex(/^[a-e]+$/)
      .default('abcde'),
    BENCH_REPEATS: z.coerce.number().int().positive().default(3),
  })
  .parse(process.env);

export const SCALE = setting.BENCH_SCALE;
export const REPEATS = setting.BENCH_REPEATS;
/** Which parts run, by their letters. */
export const PARTS = setting.BENCH_ONLY;
export const IS_WHOLE = SCALE === 1 && PARTS === 'abcde';

export const scaled = (count: number, least = 20): number => Math.max(least, Math.round(count * SCALE));
