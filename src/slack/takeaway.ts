/** What a member takes away as a file: everything stored, the dated log, the calendar, the picture of the funnel. */
import type { Facts } from '../etiquette/facts.ts';
import type { Turn } from './answer.ts';
import type { Desk } from './app.ts';
import { type Reply, sentence } from './blocks/text.ts';

export async function exportReply(
  _desk: Desk,
  _turn: Turn,
  _facts: Facts,
  _format?: 'json' | 'csv' | 'ics',
): Promise<Reply> {
  return sentence('Not there yet.');
}

export async function statsWithPicture(_desk: Desk, _turn: Turn, _facts: Facts): Promise<Reply> {
  return sentence('Not there yet.');
}
