/** Composition objects, with the limits of Slack's reference (@slack/types 3.2.0 and docs.slack.dev/reference/block-kit). */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

export const MAX_ID = 255;
const MAX_OPTIONS = 100;

const filled = (max: number) => z.string().min(1).max(max);

export const plainText = (max: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: filled(max), emoji: z.boolean().optional() });

const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: filled(max), verbatim: z.boolean().optional() });

export const anyText = (max: number) => z.discriminatedUnion('type', [plainText(max), mrkdwn(max)]);

export const actionId = { action_id: filled(MAX_ID).optional() };
export const blockId = { block_id: filled(MAX_ID).optional() };

export const confirm = {
  confirm: z
    .strictObject({
      title: plainText(100).optional(),
      text: anyText(300),
      confirm: plainText(30).optional(),
      deny: plainText(30).optional(),
      style: z.enum(['primary', 'danger']).optional(),
    })
    .optional(),
};

export const focus = { focus_on_load: z.boolean().optional() };
export const placeholder = { placeholder: plainText(150).optional() };
export const dispatch = {
  dispatch_action_config: z
    .strictObject({
      trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(1),
    })
    .optional(),
};

const optionOf = <Text extends z.ZodType>(text: Text) =>
  z.strictObject({ text, value: z.string().max(75), description: plainText(75).optional() });

/** Of selects. */
export const plainOption = optionOf(plainText(75));
/** Of checkboxes and radio buttons. */
export const richOption = z.strictObject({
  text: anyText(75),
  value: z.string().max(75),
  description: anyText(75).optional(),
});
/** Of overflow menus. */
export const overflowOption = plainOption.extend({ url: z.string().max(3000).optional() });

export const options = z.array(plainOption).min(1).max(MAX_OPTIONS).optional();
export const optionGroups = z
  .array(z.strictObject({ label: plainText(75), options: z.array(plainOption).min(1).max(MAX_OPTIONS) }))
  .min(1)
  .max(MAX_OPTIONS)
  .optional();

type Choosable = {
  options?: unknown[] | undefined;
  option_groups?: { options: unknown[] }[] | undefined;
  initial_option?: unknown;
  initial_options?: unknown[] | undefined;
};

/** Slack takes an initial option only if it equals one of those offered, field for field. */
export function offersItsInitials(element: Choosable): boolean {
  const offered = element.options ?? element.option_groups?.flatMap((group) => group.options) ?? [];
  const initials = [
    ...(element.initial_options ?? []),
    ...(element.initial_option ? [element.initial_option] : []),
  ];
  return initials.every((initial) => offered.some((option) => isDeepStrictEqual(option, initial)));
}

/** A static select has options or groups of them, never both. */
export function hasOneSource(element: Choosable): boolean {
  return (element.options === undefined) !== (element.option_groups === undefined);
}

const shown = { type: z.literal('image'), alt_text: z.string().min(1).max(2000) };
const slackFile = z.union([
  z.strictObject({ id: z.string() }),
  z.strictObject({ url: z.string().max(3000) }),
]);

/** What a picture has, as an element or as a block of its own. */
export const imageFields = {
  ...shown,
  image_url: z.string().max(3000).optional(),
  slack_file: slackFile.optional(),
};

/** A picture has its own address, or is a file at Slack: one of the two. */
export function hasOnePicture({
  image_url,
  slack_file,
}: {
  image_url?: unknown;
  slack_file?: unknown;
}): boolean {
  return (image_url === undefined) !== (slack_file === undefined);
}

export const NO_PICTURE = { error: 'needs image_url or slack_file' };
