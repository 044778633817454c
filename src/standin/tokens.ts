/** Bot tokens: the one that a workspace has from the start, and those that OAuth gives out. */
import { randomBytes } from 'node:crypto';
import type { Organisation, State, Workspace } from './state.ts';

/** Whom a bot token is for. */
export type Token = {
  readonly place: Workspace | Organisation;
  /** In real milliseconds; none where tokens are not rotated. */
  expiresAt?: number | undefined;
  isRevoked: boolean;
};

export function issueToken(
  state: State,
  place: Workspace | Organisation,
  {
    token = `xoxb-${randomBytes(12).toString('hex')}`,
    expiresAt,
  }: { token?: string; expiresAt?: number } = {},
): string {
  state.tokens.set(token, { place, expiresAt, isRevoked: false });
  return token;
}

/** Takes the tokens of a workspace or an organisation away, as an uninstallation does. */
export function revokeTokens(state: State, place: Workspace | Organisation): void {
  for (const token of state.tokens.values()) if (token.place === place) token.isRevoked = true;
}

export function isOrganisation(place: Workspace | Organisation): boolean {
  return !('botToken' in place);
}

/** The workspace in which a call takes place: with an organisation's token that of whom it is about. */
export function workspaceBehind(
  state: State,
  { place }: Token,
  { team_id, user, user_id, channel }: Record<string, unknown>,
): Workspace | undefined {
  if ('botToken' in place) return place;
  const named = [user, user_id, channel].map(String);
  const teamId =
    team_id ??
    named.flatMap((id) => state.users.get(id)?.teamId ?? state.channels.get(id)?.teamId ?? []).at(0) ??
    [...state.workspaces.values()].find(({ organisation }) => organisation === place)?.id;
  const workspace = state.workspaces.get(String(teamId));
  return workspace?.organisation === place ? workspace : undefined;
}

/** What Slack answers to a token that is no good; undefined for a sound one. */
export function refusalOf(token: Token | undefined): string | undefined {
  if (!token) return 'invalid_auth';
  if (token.isRevoked || !token.place.installed) return 'account_inactive';
  return token.expiresAt !== undefined && token.expiresAt <= Date.now() ? 'token_expired' : undefined;
}
