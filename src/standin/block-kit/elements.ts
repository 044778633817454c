import { z } from 'zod';
import {
  actionId,
  anyText,
  confirm,
  dispatch,
  focus,
  hasOnePicture,
  hasOneSource,
  imageFields,
  NO_PICTURE,
  offersItsInitials,
  optionGroups,
  options,
  overflowOption,
  placeholder,
  plainOption,
  plainText,
  richOption,
} from './objects.ts';

const NOT_OFFERED = { error: 'the initial option must equal one of the options' };
const ONE_SOURCE = { error: 'needs either options or option_groups' };
const MAX_BOXES = 10;
const MAX_INPUT = 3000;

const image = z.strictObject(imageFields).refine(hasOnePicture, NO_PICTURE);

const button = z.strictObject({
  type: z.literal('button'),
  ...actionId,
  ...confirm,
  text: plainText(75),
  value: z.string().max(2000).optional(),
  url: z.string().max(3000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  accessibility_label: z.string().max(75).optional(),
});

const overflow = z.strictObject({
  type: z.literal('overflow'),
  ...actionId,
  ...confirm,
  options: z.array(overflowOption).min(1).max(5),
});

const picker = { ...actionId, ...confirm, ...focus };

const checkboxes = z
  .strictObject({
    type: z.literal('checkboxes'),
    ...picker,
    options: z.array(richOption).min(1).max(MAX_BOXES),
    initial_options: z.array(richOption).min(1).optional(),
  })
  .refine(offersItsInitials, NOT_OFFERED);

const radioButtons = z
  .strictObject({
    type: z.literal('radio_buttons'),
    ...picker,
    options: z.array(richOption).min(1).max(MAX_BOXES),
    initial_option: richOption.optional(),
  })
  .refine(offersItsInitials, NOT_OFFERED);

const datepicker = z.strictObject({
  type: z.literal('datepicker'),
  ...picker,
  ...placeholder,
  initial_date: z.iso.date().optional(),
});

const timepicker = z.strictObject({
  type: z.literal('timepicker'),
  ...picker,
  ...placeholder,
  initial_time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
  timezone: z.string().optional(),
});

const datetimepicker = z.strictObject({
  type: z.literal('datetimepicker'),
  ...picker,
  initial_date_time: z.int().min(1_000_000_000).max(9_999_999_999).optional(),
});

const select = { ...picker, ...placeholder };
const several = { max_selected_items: z.int().min(1).optional() };

const staticSelect = z
  .strictObject({
    type: z.literal('static_select'),
    ...select,
    options,
    option_groups: optionGroups,
    initial_option: plainOption.optional(),
  })
  .refine(hasOneSource, ONE_SOURCE)
  .refine(offersItsInitials, NOT_OFFERED);

const multiStaticSelect = z
  .strictObject({
    type: z.literal('multi_static_select'),
    ...select,
    ...several,
    options,
    option_groups: optionGroups,
    initial_options: z.array(plainOption).optional(),
  })
  .refine(hasOneSource, ONE_SOURCE)
  .refine(offersItsInitials, NOT_OFFERED);

const usersSelect = z.strictObject({
  type: z.literal('users_select'),
  ...select,
  initial_user: z.string().optional(),
});

const multiUsersSelect = z.strictObject({
  type: z.literal('multi_users_select'),
  ...select,
  ...several,
  initial_users: z.array(z.string()).optional(),
});

const conversationFilter = z.strictObject({
  include: z
    .array(z.enum(['im', 'mpim', 'private', 'public']))
    .min(1)
    .optional(),
  exclude_external_shared_channels: z.boolean().optional(),
  exclude_bot_users: z.boolean().optional(),
});

const conversationsSelect = z.strictObject({
  type: z.literal('conversations_select'),
  ...select,
  initial_conversation: z.string().optional(),
  default_to_current_conversation: z.boolean().optional(),
  response_url_enabled: z.boolean().optional(),
  filter: conversationFilter.optional(),
});

const channelsSelect = z.strictObject({
  type: z.literal('channels_select'),
  ...select,
  initial_channel: z.string().optional(),
  response_url_enabled: z.boolean().optional(),
});

const typed = { ...actionId, ...dispatch, ...focus, ...placeholder };

const plainTextInput = z
  .strictObject({
    type: z.literal('plain_text_input'),
    ...typed,
    initial_value: z.string().max(MAX_INPUT).optional(),
    multiline: z.boolean().optional(),
    min_length: z.int().min(0).max(MAX_INPUT).optional(),
    max_length: z.int().min(1).max(MAX_INPUT).optional(),
  })
  .refine(({ initial_value = '', max_length = MAX_INPUT }) => initial_value.length <= max_length, {
    error: 'initial_value must not be longer than max_length',
  });

const emailInput = z.strictObject({
  type: z.literal('email_text_input'),
  ...typed,
  initial_value: z.string().optional(),
});

const urlInput = z.strictObject({
  type: z.literal('url_text_input'),
  ...typed,
  initial_value: z.string().optional(),
});

const numberInput = z.strictObject({
  type: z.literal('number_input'),
  ...typed,
  is_decimal_allowed: z.boolean(),
  initial_value: z.string().optional(),
  min_value: z.string().optional(),
  max_value: z.string().optional(),
});

const selects = [
  staticSelect,
  multiStaticSelect,
  usersSelect,
  multiUsersSelect,
  conversationsSelect,
  channelsSelect,
] as const;

/** What may stand beside a section. The datetimepicker may not. */
export const accessory = z.discriminatedUnion('type', [
  button,
  overflow,
  image,
  checkboxes,
  radioButtons,
  datepicker,
  timepicker,
  ...selects,
]);

export const actionElement = z.discriminatedUnion('type', [
  button,
  overflow,
  checkboxes,
  radioButtons,
  datepicker,
  timepicker,
  datetimepicker,
  ...selects,
]);

export const inputElement = z.discriminatedUnion('type', [
  plainTextInput,
  emailInput,
  urlInput,
  numberInput,
  checkboxes,
  radioButtons,
  datepicker,
  timepicker,
  datetimepicker,
  ...selects,
]);

export const contextElement = z.union([image, anyText(3000)]);
