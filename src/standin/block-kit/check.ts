/**
 * Block Kit as Slack checks it: limits, required fields, and no field that it does not know. Covered are the blocks that a bot like
 * this one uses; the others (video, file, cards, AI progress) are refused, so that nobody trusts a check that was not made.
 */
import { z } from 'zod';
import type { Fields } from '../state.ts';
import { accessory, actionElement, contextElement, inputElement } from './elements.ts';
import { isFields } from './ids.ts';
import { anyText, blockId, hasOnePicture, imageFields, MAX_ID, NO_PICTURE, plainText } from './objects.ts';

const MAX_MESSAGE_BLOCKS = 50;
const MAX_VIEW_BLOCKS = 100;
const MAX_MARKDOWN = 12_000;
/** Of all texts in a message together: not in Slack's reference, but met by others (bolt-js #2509 and #2867). */
const MAX_MESSAGE_TEXT = 13_000;

const section = z
  .strictObject({
    type: z.literal('section'),
    ...blockId,
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine((block) => block.text !== undefined || block.fields !== undefined, {
    error: 'must have either text or fields',
  });

const everywhere = [
  section,
  z.strictObject({ type: z.literal('header'), ...blockId, text: plainText(150) }),
  z.strictObject({ type: z.literal('divider'), ...blockId }),
  z.strictObject({
    type: z.literal('context'),
    ...blockId,
    elements: z.array(contextElement).min(1).max(10),
  }),
  z.strictObject({ type: z.literal('actions'), ...blockId, elements: z.array(actionElement).min(1).max(25) }),
  z
    .strictObject({ ...imageFields, ...blockId, title: plainText(2000).optional() })
    .refine(hasOnePicture, NO_PICTURE),
  z.strictObject({
    type: z.literal('input'),
    ...blockId,
    label: plainText(2000),
    hint: plainText(2000).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
    element: inputElement,
  }),
  z.strictObject({
    type: z.literal('rich_text'),
    ...blockId,
    elements: z.array(z.looseObject({ type: z.string() })),
  }),
] as const;

const inMessages = [
  z.strictObject({ type: z.literal('markdown'), ...blockId, text: z.string().min(1) }),
  z.strictObject({
    type: z.literal('table'),
    ...blockId,
    rows: z.array(z.array(z.looseObject({ type: z.string() })).max(20)).max(100),
    column_settings: z.array(z.looseObject({})).max(20).optional(),
  }),
] as const;

const messageBlocks = z
  .array(z.discriminatedUnion('type', [...everywhere, ...inMessages]))
  .max(MAX_MESSAGE_BLOCKS)
  .superRefine(refuseRepeats)
  .refine((blocks) => blocks.filter(({ type }) => type === 'table').length <= 1, {
    error: 'only one table is allowed in a message',
  })
  .refine((blocks) => markdownIn(blocks) <= MAX_MARKDOWN, {
    error: `markdown blocks must be less than ${MAX_MARKDOWN + 1} characters together`,
  });

const viewBlocks = z
  .array(z.discriminatedUnion('type', [...everywhere]))
  .max(MAX_VIEW_BLOCKS)
  .superRefine(refuseRepeats);

const anyView = {
  blocks: viewBlocks,
  private_metadata: z.string().max(3000).optional(),
  callback_id: z.string().max(MAX_ID).optional(),
  external_id: z.string().max(MAX_ID).optional(),
};

const views = {
  home: z.strictObject({ type: z.literal('home'), ...anyView }),
  modal: z
    .strictObject({
      type: z.literal('modal'),
      ...anyView,
      title: plainText(24),
      submit: plainText(24).optional(),
      close: plainText(24).optional(),
      clear_on_close: z.boolean().optional(),
      notify_on_close: z.boolean().optional(),
      submit_disabled: z.boolean().optional(),
    })
    .refine((modal) => modal.submit !== undefined || modal.blocks.every((block) => block.type !== 'input'), {
      error: 'a modal with an input block needs a submit text',
      path: ['submit'],
    }),
};

const metadata = z.strictObject({
  event_type: z.string().min(1).max(255),
  event_payload: z.record(z.string(), z.unknown()),
});

/** What Slack answers instead of doing it. */
export type Refusal = { readonly error: string; readonly messages: string[] };

/** @returns what Slack would say against a message's blocks; empty when it takes them. */
export function problemsInBlocks(blocks: unknown): string[] {
  return problems(messageBlocks, blocks, '/blocks');
}

/** @returns what Slack would say against a view; empty when it takes it. */
export function problemsInView(candidate: unknown, type: 'modal' | 'home'): string[] {
  return problems(views[type], candidate, '/view');
}

/** Whether the blocks of a message hold more text than Slack takes in all: it has an error of its own for that. */
export function areTooLong(blocks: unknown): boolean {
  return textIn(blocks) > MAX_MESSAGE_TEXT;
}

function textIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (length, [field, inner]) =>
      length + (field === 'text' && typeof inner === 'string' ? inner.length : textIn(inner)),
    0,
  );
}

/** Slack says that metadata can be too large, and not from where on: this is far more than a bot like this one has to say. */
const MAX_METADATA = 8000;

export function isTooLarge(metadata: Fields): boolean {
  return JSON.stringify(metadata).length > MAX_METADATA;
}

export function isMetadata(value: unknown): value is Fields {
  return metadata.safeParse(value).success;
}

function problems(schema: z.ZodType, value: unknown, root: string): string[] {
  const result = schema.safeParse(value);
  if (result.success) return [];
  return result.error.issues.map(
    (issue) => `[ERROR] ${issue.message} [json-pointer:${[root, ...issue.path.map(String)].join('/')}]`,
  );
}

function refuseRepeats(blocks: readonly Fields[], context: z.core.$RefinementCtx): void {
  const say = (message: string, path: PropertyKey[]) => context.addIssue({ code: 'custom', message, path });
  for (const [index, id] of repeated(blocks.map((block) => block.block_id))) {
    say(`block_id ${id} is used more than once`, [index, 'block_id']);
  }
  for (const [at, block] of blocks.entries()) {
    const elements = Array.isArray(block.elements) ? block.elements.filter(isFields) : [];
    for (const [index, id] of repeated(elements.map((element) => element.action_id))) {
      say(`action_id ${id} is used more than once in a block`, [at, 'elements', index, 'action_id']);
    }
  }
  const focused = blocks.filter((block) => isFields(block.element) && block.element.focus_on_load === true);
  if (focused.length > 1) say('only one element can have focus_on_load', []);
}

function repeated(ids: readonly unknown[]): [number, string][] {
  return [...ids.entries()].flatMap(([index, id]) =>
    typeof id === 'string' && ids.indexOf(id) < index ? [[index, id] satisfies [number, string]] : [],
  );
}

function markdownIn(blocks: readonly Fields[]): number {
  const texts = blocks.filter(({ type }) => type === 'markdown').map(({ text }) => String(text));
  return texts.join('').length;
}
