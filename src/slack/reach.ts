/** The ways to Slack: with the operator's one token, or with a token for each workspace that installed the app. */
import type { AuthorizeResult } from '@slack/bolt';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { SlackConfig } from '../config.ts';
import { boltLogger } from '../operate/log.ts';
import type { Ways } from './app.ts';
import { NudgeClient } from './nudge-client.ts';
import { refusedToken } from './refused.ts';
import { openTokens } from './tokens.ts';

export type Reach = {
  /** For the scheduler. Where the app is not installed any more Slack refuses what it sends. */
  clientFor: (workspaceId: string) => Promise<WebClient>;
  /** With whose token a listener works; undefined where the one token serves for all. */
  authorize?: (source: { teamId?: string; enterpriseId?: string }) => Promise<AuthorizeResult>;
  /** Whether Slack is there, and takes the one token. */
  answers: () => Promise<boolean>;
  /** Whether the token that is held for a workspace or an organisation still works. Rejects where Slack cannot tell. */
  isStillInstalled: (id: string) => Promise<boolean>;
};

/** Nothing is lost by asking again, and much by not knowing. */
const PERSISTENT: WebClientOptions = { timeout: 10_000, retryConfig: { retries: 5, factor: 3 } };

/** How the bot reaches Slack in the mode that it was configured for. */
export function openReach(desk: Ways, slack: SlackConfig): Reach {
  const root = { ...(slack.apiUrl ? { slackApiUrl: slack.apiUrl } : {}), logger: boltLogger(desk.log) };
  const connect = (token: string | undefined) => new NudgeClient(token, desk, root);
  const takes = async (token: string) => {
    try {
      return (await new WebClient(token, { ...root, ...PERSISTENT, fetch: desk.fetch }).auth.test()).ok;
    } catch (error) {
      if (refusedToken(error)) return false;
      throw error;
    }
  };
  if (slack.mode !== 'oauth') {
    const client = connect(slack.botToken);
    return {
      clientFor: async () => client,
      answers: async () => (await client.auth.test()).ok,
      isStillInstalled: () => takes(slack.botToken),
    };
  }
  const tokens = openTokens(desk, slack);
  const clients = new Map<string, { token: string; client: WebClient }>();
  const nobody = connect(undefined);
  return {
    clientFor: async (workspaceId) => {
      const installation = await tokens.of(workspaceId);
      if (!installation) return nobody;
      const { id, botToken: token } = installation;
      const kept = clients.get(id);
      if (kept?.token === token) return kept.client;
      const client = connect(token);
      clients.set(id, { token, client });
      return client;
    },
    authorize: async ({ teamId, enterpriseId }) => {
      const found = await tokens.through({ workspaceId: teamId, organisationId: enterpriseId });
      if (!found) throw new Error('The app is not installed there');
      const { botToken, botId, botUserId } = found;
      return {
        ...{ botToken, botId, botUserId },
        ...(teamId ? { teamId } : {}),
        ...(enterpriseId ? { enterpriseId } : {}),
      };
    },
    answers: async () => (await nobody.api.test()).ok,
    isStillInstalled: async (id) => {
      const installation = await tokens.at(id);
      return installation ? takes(installation.botToken) : false;
    },
  };
}
