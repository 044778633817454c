/** "Add to Slack" in a browser: the page that explains it, Slack's question, and what came of it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import oauth, { type Installation, InstallProvider, InvalidStateError, type StateStore } from '@slack/oauth';
import type { OauthConfig } from '../config.ts';
import { type Grant, keepInstallation, spendState } from '../journal/installations.ts';
import type { Journal } from '../journal/journal.ts';
import type { Route } from '../operate/health.ts';
import { boltLogger } from '../operate/log.ts';
import type { Desk, Ways } from './app.ts';
import { failurePage, installPage, PAGE_HEADERS, successPage } from './pages.ts';
import { SCOPES } from './scopes.ts';
import { EXCHANGE } from './tokens.ts';

const INSTALL = '/slack/install';
const REDIRECT = '/slack/oauth_redirect';
const TEN_MINUTES = 600;

/** The two addresses, as routes for Bolt's HTTP receiver. */
export function installRoutes(desk: Ways, slack: OauthConfig): Route[] {
  const { journal, log, fetch } = desk;
  const redirectUri = `${slack.publicUrl.replace(/\/$/, '')}${REDIRECT}`;
  const provider = new InstallProvider({
    clientId: slack.clientId,
    clientSecret: slack.clientSecret,
    stateStore: singleUse(journal, slack.stateSecret),
    stateCookieExpirationSeconds: TEN_MINUTES,
    installationStore: {
      storeInstallation: (installation) => store(journal, installation),
      fetchInstallation: () => Promise.reject(new Error('Tokens are read from the journal')),
    },
    authorizationUrl: authorizationUrl(slack.apiUrl),
    renderHtmlForInstallPath: installPage,
    logger: boltLogger(log),
    clientOptions: { ...EXCHANGE, fetch, ...(slack.apiUrl ? { slackApiUrl: slack.apiUrl } : {}) },
  });
  const options = { scopes: [...SCOPES.required, ...SCOPES.optional], redirectUri };
  return [
    page(desk, INSTALL, (request, response) =>
      provider.handleInstallPath(request, response, undefined, options),
    ),
    page(desk, REDIRECT, (request, response) =>
      provider.handleCallback(request, response, {
        success: (installation) => {
          const name = installation.team?.name ?? installation.enterprise?.name;
          log.info({ event: 'installed', organisation: installation.isEnterpriseInstall === true });
          finish(
            response,
            200,
            successPage({ name, teamId: installation.team?.id, appId: installation.appId }),
          );
        },
        failure: (error) => {
          const { status, body } = failurePage(error, INSTALL);
          finish(response, status, body);
        },
      }),
    ),
  ];
}

/** Slack's own address stands beside its Web API, and so does a stand-in's. */
function authorizationUrl(apiUrl = 'https://slack.com/api/'): string {
  return new URL('../oauth/v2/authorize', apiUrl).href;
}

/** Slack's library signs the state and ties it to the browser; that it is taken once only is for the database to know. */
function singleUse(journal: Journal, stateSecret: string): StateStore {
  // Node finds no named export of this one in the CommonJS module.
  const signed = new oauth.ClearStateStore(stateSecret, TEN_MINUTES);
  return {
    generateStateParam: (options, now) => signed.generateStateParam(options, now),
    verifyStateParam: async (now, state) => {
      const options = await signed.verifyStateParam(now, state);
      if (!(await spendState(journal, state))) throw new InvalidStateError('The state was used before');
      return options;
    },
  };
}

async function store(journal: Journal, { team, enterprise, bot, ...more }: Installation): Promise<void> {
  const where = {
    organisationId: enterprise?.id,
    ...(more.isEnterpriseInstall ? {} : { workspaceId: team?.id }),
  };
  if (!bot || !(where.organisationId || where.workspaceId))
    throw new Error('Slack installed the app and named no bot, or no place');
  await keepInstallation(journal, where, grantOf(bot));
}

function grantOf({ id, userId, token, refreshToken, expiresAt }: NonNullable<Installation['bot']>): Grant {
  // The library adds Slack's seconds to this clock, and this takes the same clock off again.
  const seconds = expiresAt === undefined ? 0 : expiresAt - Math.floor(Date.now() / 1000);
  return {
    ...{ botId: id, botUserId: userId, botToken: token },
    refresh: refreshToken ? { token: refreshToken, seconds } : undefined,
  };
}

function page(
  { log }: Desk,
  path: string,
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Route {
  return {
    path,
    method: 'GET',
    handler: async (request, response) => {
      response.setHeaders(new Headers(PAGE_HEADERS));
      await answer(request, response).catch((error: unknown) => {
        log.error({ event: 'install.failed', err: error });
        finish(response, 500, failurePage(undefined, INSTALL).body);
      });
    },
  };
}

function finish(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(body);
}
