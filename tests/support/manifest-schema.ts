/**
 * The part of Slack's app manifest, version 2, that an app like this one may use. What stands nowhere here is refused.
 * Names and limits are those of slackapi/manifest-schema (schemas/manifest.schema.2.0.0.json), written anew.
 */
import { z } from 'zod';

const text = (max: number, min = 1) => z.string().min(min).max(max);
const address = (max: number) =>
  z
    .string()
    .regex(/^https?:\/\//)
    .max(max);
const names = (most: number) => z.array(z.string().max(50)).max(most);
const distinct = (most: number) =>
  names(most).refine((all) => new Set(all).size === all.length, 'names one twice');

const displayInformation = z.strictObject({
  name: text(35),
  description: text(140).optional(),
  long_description: text(4000, 175).optional(),
  background_color: z
    .string()
    .regex(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i)
    .optional(),
});

const slashCommand = z.strictObject({
  command: text(32, 2).startsWith('/'),
  url: address(3000).optional(),
  description: text(2000),
  usage_hint: text(1000).optional(),
  should_escape: z.boolean().optional(),
});

const shortcut = z.strictObject({
  name: text(24),
  type: z.enum(['message', 'global']),
  callback_id: text(255),
  description: text(150),
});

const features = z.strictObject({
  app_home: z
    .strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    })
    .partial()
    .optional(),
  bot_user: z.strictObject({ display_name: text(80), always_online: z.boolean().optional() }).optional(),
  shortcuts: z.array(shortcut).min(1).max(10).optional(),
  slash_commands: z.array(slashCommand).min(1).max(50).optional(),
});

const oauthConfig = z
  .strictObject({
    redirect_urls: z.array(z.string().max(2500)).max(1000),
    scopes: z
      .strictObject({
        bot: names(255),
        bot_optional: names(255),
        user: names(255),
        user_optional: names(255),
      })
      .partial(),
  })
  .partial();

const settings = z
  .strictObject({
    event_subscriptions: z
      .strictObject({ request_url: address(3500), bot_events: distinct(100), user_events: distinct(100) })
      .partial(),
    interactivity: z.strictObject({
      is_enabled: z.boolean(),
      request_url: address(3500).optional(),
      message_menu_options_url: address(3500).optional(),
    }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  })
  .partial();

export const manifestSchema = z.strictObject({
  /** Without it Slack reads version 1. */
  _metadata: z.strictObject({ major_version: z.literal(2), minor_version: z.int().optional() }),
  display_information: displayInformation,
  features: features.optional(),
  oauth_config: oauthConfig.optional(),
  settings: settings.optional(),
});
