import { z } from 'zod';

/** As `slack/blocks/nudge-message.ts` writes it. Other messages carry none, or another app's. */
const message = z.object({
  metadata: z.object({
    event_type: z.literal('nudge'),
    event_payload: z.object({ nudges: z.array(z.object({ id: z.string(), rule: z.string() })) }),
  }),
});

/** The nudges that a message brought, by its metadata; `id` is the delivery's. */
export function nudgesIn(found: unknown): { id: string; rule: string }[] {
  return message.safeParse(found).data?.metadata.event_payload.nudges ?? [];
}
