/** Users, conversations and the workspace itself. */
import { TZDate } from '@date-fns/tz';
import { z } from 'zod';
import { wireMessage } from '../messages.ts';
import { type Channel, type Fields, installationOf, type State, type User } from '../state.ts';
import { isOrganisation } from '../tokens.ts';
import { findChannel } from './chat.ts';
import { count, flag, json, method, refuse } from './method.ts';

const channelArgs = z.object({ channel: z.string() });
/** docs.slack.dev/reference/methods/conversations.history */
const MAX_HISTORY = 999;
const historyArgs = z.object({
  channel: z.string(),
  limit: count.default(100),
  cursor: z.string().optional(),
  oldest: z.string().default('0'),
  latest: z.string().optional(),
  inclusive: flag.default(false),
  include_all_metadata: flag.default(false),
});

export const people = {
  'auth.test': method(undefined, z.object({}), ({ workspace }) => ({
    ok: true,
    url: `https://${workspace.id.toLowerCase()}.slack.example/`,
    team: workspace.name,
    team_id: workspace.id,
    user: 'afterword',
    user_id: workspace.botUserId,
    bot_id: installationOf(workspace).botId,
    is_enterprise_install: isOrganisation(installationOf(workspace)),
  })),

  'team.info': method('team:read', z.object({}), ({ workspace }) => ({
    ok: true,
    team: { id: workspace.id, name: workspace.name, domain: workspace.id.toLowerCase() },
  })),

  'bots.info': method('users:read', z.object({ bot: z.string() }), ({ state, workspace }, { bot }) =>
    bot === workspace.botId
      ? {
          ok: true,
          bot: {
            id: bot,
            deleted: false,
            name: 'afterword',
            app_id: state.appId,
            user_id: workspace.botUserId,
          },
        }
      : refuse('bot_not_found'),
  ),

  'users.info': method('users:read', z.object({ user: z.string() }), ({ state, workspace }, args) => {
    const user = state.users.get(args.user);
    return user?.teamId === workspace.id
      ? { ok: true, user: wireUser(state, user) }
      : refuse('user_not_found');
  }),

  'users.list': method(
    'users:read',
    z.object({ limit: count.default(0), cursor: z.string().optional() }),
    ({ state, workspace }, { limit, cursor }) => {
      const members = [...state.users.values()].filter((user) => user.teamId === workspace.id);
      const page = paginate(members, limit || members.length, cursor);
      return { ok: true, members: page.items.map((user) => wireUser(state, user)), ...page.next };
    },
  ),

  'conversations.open': method(
    'im:write',
    z.object({ users: z.string(), return_im: flag.optional(), channel: json.optional() }),
    (context, { users }) => {
      const user = context.state.users.get(users);
      const channel = findChannel(context, users);
      if (!user || !channel) return refuse('user_not_found');
      return user.deleted ? refuse('user_disabled') : { ok: true, channel: { id: channel.id } };
    },
  ),

  'conversations.info': method('im:read', channelArgs, (context, args) => {
    const channel = findChannel(context, args.channel);
    if (channel?.room) return refuse('missing_scope');
    return channel ? { ok: true, channel: wireChannel(channel) } : refuse('channel_not_found');
  }),

  'conversations.history': method('im:history', historyArgs, (context, args) => {
    const channel = findChannel(context, args.channel);
    // Unlike chat.postMessage, this takes no user id for a conversation.
    if (!channel || channel.id !== args.channel) return refuse('channel_not_found');
    // Those of channels take scopes of their own.
    if (channel.room) return refuse('missing_scope');
    if (args.limit < 1 || args.limit > MAX_HISTORY) return refuse('invalid_limit');
    const found = (context.state.messages.get(channel.id) ?? [])
      .filter((message) => !message.ephemeral && isWithin(message.ts, args))
      .reverse();
    const page = paginate(found, args.limit, args.cursor);
    return {
      ok: true,
      messages: page.items.map((message) => wireMessage(context.state, message, args.include_all_metadata)),
      has_more: page.next.response_metadata.next_cursor !== '',
      ...page.next,
    };
  }),
};

export function wireUser(state: State, user: User): Fields {
  const now = TZDate.tz(user.tz, state.clock());
  return {
    id: user.id,
    team_id: user.teamId,
    name: user.name.toLowerCase().replace(/\W+/g, '.'),
    real_name: user.name,
    deleted: user.deleted,
    is_bot: user.isBot,
    ...wireRole(user),
    is_app_user: false,
    tz: user.tz,
    tz_label: user.tz,
    tz_offset: -now.getTimezoneOffset() * 60,
    profile: { real_name: user.name, display_name: user.name, team: user.teamId },
  };
}

/** An owner is an admin too (docs.slack.dev/reference/objects/user-object). */
function wireRole({ role }: User): Fields {
  return {
    is_admin: role === 'admin' || role === 'owner' || role === 'stranger',
    is_owner: role === 'owner',
    is_primary_owner: false,
    is_restricted: role === 'guest',
    is_ultra_restricted: false,
    is_stranger: role === 'stranger',
  };
}

function wireChannel(channel: Channel): Fields {
  return { id: channel.id, is_im: true, user: channel.userId, context_team_id: channel.teamId };
}

function isWithin(ts: string, { oldest, latest, inclusive }: z.infer<typeof historyArgs>): boolean {
  const at = Number(ts);
  const from = Number(oldest);
  const to = latest === undefined ? Number.POSITIVE_INFINITY : Number(latest);
  return (at > from && at < to) || (inclusive && (at === from || at === to));
}

function paginate<Item>(items: readonly Item[], limit: number, cursor?: string) {
  const start = cursor ? Number(Buffer.from(cursor, 'base64url').toString()) : 0;
  const end = start + limit;
  const next_cursor = end < items.length ? Buffer.from(String(end)).toString('base64url') : '';
  return { items: items.slice(start, end), next: { response_metadata: { next_cursor } } };
}
