import { randomBytes } from 'node:crypto';
import type { Block, Fields } from '../state.ts';

/** The blocks as Slack keeps them: with a `block_id` on each, and an `action_id` on each element, made up where none was given. */
export function withIds(blocks: readonly Fields[]): Block[] {
  return blocks.map((block) => {
    const named: Fields = { block_id: shortId(), ...block };
    if (Array.isArray(block.elements) && block.type === 'actions')
      named.elements = block.elements.map(withActionId);
    if (isFields(block.element)) named.element = withActionId(block.element);
    if (isFields(block.accessory) && block.accessory.type !== 'image')
      named.accessory = withActionId(block.accessory);
    // Checked before it is stored (block-kit/check.ts), so it has a type; a given block_id stands.
    return named as Block;
  });
}

function withActionId(element: Fields): Fields {
  return { action_id: shortId(), ...element };
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shortId(): string {
  return randomBytes(4).toString('base64url').slice(0, 5);
}
