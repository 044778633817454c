/** Filling in a modal: what its inputs hold, and what Slack itself says against it before the app hears of it. */
import { z } from 'zod';
import { type Choice, elementsIn, filled, isEmpty, isKept, type Placed, untouched } from './elements.ts';
import type { Fields } from './state.ts';

/** `state.values`: by block, then by action. */
export type Values = Record<string, Record<string, Fields>>;

/** What a member fills in: by block, and by action where a block has several elements. */
export type Filling = Record<string, Choice | Record<string, Choice>>;

/** What the blocks hold: as they came, and over that what the member did since. */
export function valuesIn(blocks: readonly Fields[], touched: Values = {}): Values {
  const values: Values = {};
  for (const { blockId, element } of elementsIn(blocks).filter((placed) => isKept(placed.element))) {
    const actionId = String(element.action_id);
    values[blockId] = { ...values[blockId], [actionId]: touched[blockId]?.[actionId] ?? untouched(element) };
  }
  return values;
}

/**
 * What the member has touched, once these fields are filled in as well.
 * @throws when there is no such field, or it does not take that value.
 */
export function fillIn(blocks: readonly Fields[], filling: Filling, touched: Values): Values {
  const after = { ...touched };
  const places = elementsIn(blocks).filter((placed) => isKept(placed.element));
  for (const [blockId, given] of Object.entries(filling)) {
    const inBlock = places.filter((placed) => placed.blockId === blockId);
    if (inBlock.length === 0) {
      const fields = places.map((placed) => placed.blockId).join(', ');
      throw new Error(`the form has no field "${blockId}", only: ${fields}`);
    }
    for (const { element } of inBlock) {
      const actionId = String(element.action_id);
      const choice = isByAction(given) ? given[actionId] : given;
      if (choice !== undefined) after[blockId] = { ...after[blockId], [actionId]: filled(element, choice) };
    }
  }
  return after;
}

/** @returns what Slack shows under the fields without asking the app, by block. */
export function complaints(blocks: readonly Fields[], values: Values): Record<string, string> {
  const found = elementsIn(blocks)
    .filter(({ block }) => block.type === 'input')
    .map((place) => [
      place.blockId,
      complaint(place, values[place.blockId]?.[String(place.element.action_id)] ?? {}),
    ]);
  return Object.fromEntries(found.filter(([, text]) => text !== undefined));
}

function complaint({ block, element }: Placed, held: Fields): string | undefined {
  if (isEmpty(element, held)) return block.optional ? undefined : 'Please complete this required field.';
  const value = String(held.value ?? '');
  if (element.type === 'email_text_input' && !z.email().safeParse(value).success) {
    return 'Please enter a valid email address.';
  }
  if (element.type === 'url_text_input' && !URL.canParse(value)) return 'Please enter a valid URL.';
  if (element.type === 'number_input') return numberComplaint(element, Number(value));
  if (element.type !== 'plain_text_input') return undefined;
  if (value.length > Number(element.max_length ?? 3000)) return 'Please shorten this text.';
  return value.length < Number(element.min_length ?? 0) ? 'Please lengthen this text.' : undefined;
}

function numberComplaint(element: Fields, value: number): string | undefined {
  const whole = element.is_decimal_allowed || Number.isInteger(value);
  if (Number.isNaN(value) || !whole) return 'Please enter a number.';
  if (element.min_value !== undefined && value < Number(element.min_value))
    return 'Please enter a larger number.';
  return element.max_value !== undefined && value > Number(element.max_value)
    ? 'Please enter a smaller number.'
    : undefined;
}

function isByAction(given: Filling[string]): given is Record<string, Choice> {
  return typeof given === 'object' && given !== null && !(given instanceof Date) && !Array.isArray(given);
}
