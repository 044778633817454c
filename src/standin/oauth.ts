/** OAuth as Slack does it: the question in the browser, the code, the tokens and their rotation. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Fields, Organisation, State, Workspace } from './state.ts';
import { isOrganisation, issueToken } from './tokens.ts';
import { type Answer, refuse } from './web-api/method.ts';

export const CLIENT = { id: '1111.2222', secret: 'standin-client-secret' };

const question = z.object({
  client_id: z.literal(CLIENT.id),
  scope: z.string(),
  state: z.string().default(''),
  redirect_uri: z.url(),
});
const exchange = z.object({
  client_id: z.string(),
  client_secret: z.string(),
  code: z.string().optional(),
  redirect_uri: z.string().optional(),
  grant_type: z.string().optional(),
  refresh_token: z.string().optional(),
});

type Given = { place: Workspace | Organisation; scopes: readonly string[]; redirectUri: string };

export type OAuth = ReturnType<typeof createOAuth>;

/** @param lifetimeSeconds of a bot token; undefined where the app does not rotate tokens. */
export function createOAuth(state: State, lifetimeSeconds: () => number | undefined) {
  const codes = new Map<string, Given>();
  const refreshTokens = new Map<string, Workspace | Organisation>();

  function tokensFor(place: Workspace | Organisation): Fields {
    const seconds = lifetimeSeconds();
    if (seconds === undefined) return { access_token: issueToken(state, place) };
    const refresh_token = `xoxe-1-${randomBytes(12).toString('hex')}`;
    refreshTokens.set(refresh_token, place);
    const token = `xoxe.xoxb-1-${randomBytes(12).toString('hex')}`;
    const access_token = issueToken(state, place, { token, expiresAt: Date.now() + seconds * 1000 });
    return { access_token, refresh_token, expires_in: seconds };
  }

  function identity(place: Workspace | Organisation): Fields {
    const organisation = 'botToken' in place ? place.organisation : place;
    return {
      ok: true,
      app_id: state.appId,
      token_type: 'bot',
      scope: place.scopes.join(','),
      bot_user_id: place.botUserId,
      team: isOrganisation(place) ? null : { id: place.id, name: place.name },
      enterprise: organisation ? { id: organisation.id, name: organisation.name } : null,
      is_enterprise_install: isOrganisation(place),
      authed_user: { id: 'U0INSTALLER' },
    };
  }

  function redeem({ code = '', redirect_uri }: z.infer<typeof exchange>): Answer {
    const given = codes.get(code);
    if (!given) return refuse('invalid_code');
    codes.delete(code);
    if (redirect_uri !== given.redirectUri) return refuse('bad_redirect_uri');
    const { place, scopes } = given;
    place.installed = true;
    place.scopes = scopes;
    return { ...identity(place), ...tokensFor(place), ok: true };
  }

  /** Single use: docs.slack.dev/authentication/using-token-rotation. The access token from before works until it expires. */
  function rotate(refreshToken: string): Answer {
    const place = refreshTokens.get(refreshToken);
    if (!place?.installed) return refuse('invalid_refresh_token');
    refreshTokens.delete(refreshToken);
    return { ...identity(place), ...tokensFor(place), ok: true };
  }

  return {
    /** Serves `/oauth/v2/authorize`: Slack's question, with an answer for each place where the app may be installed. */
    ask(request: IncomingMessage, response: ServerResponse): void {
      const url = new URL(request.url ?? '/', state.origin);
      const asked = question.safeParse(Object.fromEntries(url.searchParams));
      if (!asked.success) return void response.writeHead(400).end('invalid_client_id or redirect_uri');
      const { redirect_uri, scope, state: given } = asked.data;
      const answer = (name: string, query: Record<string, string>) => {
        const target = new URL(redirect_uri);
        target.search = new URLSearchParams({ ...query, state: given }).toString();
        return `<li><a href="${escaped(target.href)}">${escaped(name)}</a></li>`;
      };
      const places = [...state.workspaces.values(), ...state.organisations.values()].map((place) => {
        const code = randomBytes(12).toString('hex');
        codes.set(code, { place, scopes: scope.split(','), redirectUri: redirect_uri });
        return answer(`Allow in ${place.name}`, { code });
      });
      const list = [...places, answer('Cancel', { error: 'access_denied' })].join('');
      response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        .end(`<!doctype html><title>Not Slack</title><h1>Not Slack, a stand-in</h1><ul>${list}</ul>`);
    },

    /** Answers `oauth.v2.access`, for a code or a refresh token. */
    access(args: Fields): Answer {
      const asked = exchange.safeParse(args);
      if (!asked.success) return refuse('invalid_arguments');
      const { client_id, client_secret, grant_type, refresh_token = '' } = asked.data;
      if (client_id !== CLIENT.id) return refuse('invalid_client_id');
      if (client_secret !== CLIENT.secret) return refuse('bad_client_secret');
      return grant_type === 'refresh_token' ? rotate(refresh_token) : redeem(asked.data);
    },
  };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
