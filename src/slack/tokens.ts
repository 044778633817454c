/** A token for each workspace that works now. Slack's tokens that rotate live twelve hours and are exchanged in time. */
import { setTimeout as delay } from 'node:timers/promises';
import { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { OauthConfig } from '../config.ts';
import {
  findInstallation,
  type Installation,
  installationsOf,
  keepRefreshed,
  takeRefreshToken,
  type Where,
} from '../journal/installations.ts';
import { inGroups } from '../operate/groups.ts';
import { boltLogger } from '../operate/log.ts';
import type { Ways } from './app.ts';

export type Tokens = {
  /** The installation that an event, a command or a press came through. Undefined where the app is not installed (any more). */
  through: (where: Where) => Promise<Installation | undefined>;
  /** The installation by which a workspace is reached. */
  of: (workspaceId: string) => Promise<Installation | undefined>;
  /** The installation of a workspace or an organisation, as it is at this moment. */
  at: (id: string) => Promise<Installation | undefined>;
};

/** What exchanges a code or a refresh token: never twice by itself, as Slack takes each of them once. */
export const EXCHANGE = { timeout: 10_000, retryConfig: { retries: 0 } };

/** Slack waits three seconds for an acknowledgement, whatever else the database has to do: it is not asked for each of many. */
const KEPT_MS = 2000;
const MOST_KEPT = 10_000;
const WAIT_MS = 100;
const MOST_WAITS = 20;

/** oauth.v2.access with a refresh token: docs.slack.dev/authentication/using-token-rotation */
const exchanged = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  expires_in: z.number(),
});

export function openTokens(desk: Ways, slack: OauthConfig): Tokens {
  const { journal } = desk;
  const reachedBy = inGroups((ids: readonly string[]) => installationsOf(journal, ids));
  const fresh = (read: () => Promise<Installation | undefined>) => freshened(desk, slack, read);
  return {
    through: kept((where) => fresh(() => findInstallation(journal, where))),
    of: (workspaceId) => fresh(async () => (await reachedBy(workspaceId))?.()),
    at: (id) => fresh(() => findInstallation(journal, { workspaceId: id })),
  };
}

type Find = Tokens['through'];

/** Asks once for all that comes within two seconds. */
function kept(find: Find): Find {
  const asked = new Map<string, { found: ReturnType<Find>; at: number }>();
  return async (where) => {
    const key = `${where.workspaceId} ${where.organisationId}`;
    const now = performance.now();
    const last = asked.get(key);
    if (last && now - last.at < KEPT_MS) return last.found;
    if (asked.size >= MOST_KEPT) asked.clear();
    const found = find(where);
    asked.set(key, { found, at: now });
    // Nothing, and what is about to be exchanged, is looked at anew by whoever comes next.
    const isGood = await found.then((one) => one && !one.isExpiring).catch(() => false);
    if (!isGood) asked.delete(key);
    return found;
  };
}

/**
 * Of all replicas one exchanges a token that expires soon, and until it has done so the others use the old one. Where that
 * has expired already, they wait for the new one, within the three seconds that Slack gives a command.
 */
async function freshened(
  desk: Ways,
  slack: OauthConfig,
  read: () => Promise<Installation | undefined>,
): Promise<Installation | undefined> {
  let installation = await read();
  for (let waits = 0; installation?.isExpiring && waits < MOST_WAITS; waits++) {
    const refreshToken = await takeRefreshToken(desk.journal, installation.id);
    if (refreshToken) return exchange(desk, slack, installation, refreshToken);
    if (!installation.isExpired) return installation;
    await delay(WAIT_MS);
    installation = await read();
  }
  return installation;
}

async function exchange(
  { journal, log, fetch }: Ways,
  { clientId, clientSecret, apiUrl }: OauthConfig,
  installation: Installation,
  refreshToken: string,
): Promise<Installation> {
  const root = apiUrl ? { slackApiUrl: apiUrl } : {};
  const client = new WebClient(undefined, { ...EXCHANGE, ...root, fetch, logger: boltLogger(log) });
  try {
    const answer = await client.oauth.v2.access({
      ...{ client_id: clientId, client_secret: clientSecret },
      ...{ grant_type: 'refresh_token', refresh_token: refreshToken },
    });
    const { access_token: botToken, refresh_token: token, expires_in: seconds } = exchanged.parse(answer);
    await keepRefreshed(journal, installation.id, { botToken, refresh: { token, seconds } });
    return { ...installation, botToken, isExpiring: false, isExpired: false };
  } catch (error) {
    // The old one may work still, and in half a minute it is tried again.
    log.error({ event: 'token.not-exchanged', err: error });
    return installation;
  }
}
