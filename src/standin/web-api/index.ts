import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from '../faults.ts';
import { isAboutFiles } from '../files.ts';
import { type Body, readBody, sendJson } from '../http.ts';
import type { OAuth } from '../oauth.ts';
import { type Call, changed, type Fields, type State, violate, type Workspace } from '../state.ts';
import { refusalOf, workspaceBehind } from '../tokens.ts';
import type { Triggers } from '../triggers.ts';
import { chat } from './chat.ts';
import { files } from './files.ts';
import { createLimits, type WorkspaceLimit } from './limits.ts';
import { type Answer, type Method, refuse } from './method.ts';
import { people } from './people.ts';
import { views } from './views.ts';

const methods = new Map<string, Method>(Object.entries({ ...chat, ...files, ...people, ...views }));

/** Refusals that a sound app meets too: somebody closed a window, left, or was faster. The others are the app's mistakes. */
const HAPPENS = new Set([
  ...['hash_conflict', 'not_found', 'file_not_found', 'message_not_found', 'not_in_channel', 'is_archived'],
  ...['ratelimited', 'user_disabled', 'account_inactive', 'token_expired', 'invalid_refresh_token'],
]);

export type WebApi = {
  state: State;
  triggers: Triggers;
  appToken: string;
  oauth: OAuth;
  takeFault(method: string, teamId?: string): Fault | undefined;
  /** Answers `apps.connections.open`. */
  openConnection(): Answer;
  /** Whether a channel takes one message a second and no more. */
  onePerSecond: boolean;
  workspaceLimit?: WorkspaceLimit | undefined;
};

/** Handles `/api/<method>`. */
export function createWebApi(
  api: WebApi,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const tooSoon = createLimits(api);

  return async (request, response) => {
    const { args, token, method } = readCall(request, await readBody(request));
    const grant = api.state.tokens.get(token ?? '');
    const workspace = grant && workspaceBehind(api.state, grant, args);
    const call: Call = { method, args, teamId: workspace?.id, at: api.state.clock() };
    api.state.calls.push(call);

    // By these an app learns what it may do (docs.slack.dev/authentication/installing-with-oauth).
    if (grant) response.setHeader('x-oauth-scopes', grant.place.scopes.join(','));

    const fault = api.takeFault(method, workspace?.id) ?? tooSoon(call);
    if (fault) call.fault = fault.kind;
    if (fault?.kind === 'drop-before') request.socket.destroy();
    else if (fault?.kind === 'status') response.writeHead(fault.status).end('the stand-in was asked to fail');
    else if (fault?.kind === 'rate-limit') {
      response.setHeader('retry-after', fault.retryAfter);
      sendJson(response, 429, refuse('ratelimited'));
    } else if (fault?.kind === 'error') {
      call.answer = refuse(fault.error);
      sendJson(response, 200, call.answer);
    } else if (fault?.kind !== 'hang' || fault.ms !== undefined) {
      if (fault?.kind === 'hang') await delay(fault.ms, undefined, { ref: false });
      call.answer = carryOut(api, call, token, workspace);
      if (fault?.kind === 'hold-reply') await fault.until;
      if (fault?.kind === 'lose-reply') request.socket.destroy();
      else sendJson(response, 200, call.answer);
    }
    changed(api.state, { what: 'call' });
  };
}

function carryOut(
  api: WebApi,
  call: Call,
  token: string | undefined,
  workspace: Workspace | undefined,
): Answer {
  const answer = authorised(api, call, token, workspace);
  const { messages = [] } = (answer.response_metadata ?? {}) as { messages?: string[] };
  if (!answer.ok && !isAboutFiles(messages) && !HAPPENS.has(String(answer.error))) {
    violate(api.state, 'api-refusal', [`${call.method}: ${answer.error}`, ...messages].join(' '));
  }
  return answer;
}

function authorised(
  api: WebApi,
  call: Call,
  token: string | undefined,
  workspace: Workspace | undefined,
): Answer {
  if (call.method === 'oauth.v2.access') return api.oauth.access(call.args);
  if (call.method === 'api.test') return { ok: true, args: call.args };
  if (!token) return refuse('not_authed');
  if (call.method === 'apps.connections.open') {
    return token === api.appToken
      ? api.openConnection()
      : refuse(workspace ? 'not_allowed_token_type' : 'invalid_auth');
  }
  const method = methods.get(call.method);
  if (!method) return refuse('unknown_method');
  const grant = api.state.tokens.get(token);
  const refusal = token === api.appToken ? 'not_allowed_token_type' : refusalOf(grant);
  if (refusal) return refuse(refusal);
  if (!grant || !workspace) return refuse('team_access_not_granted');
  const { scopes } = grant.place;
  if (method.scope && !scopes.includes(method.scope)) {
    return { ...refuse('missing_scope'), needed: method.scope, provided: scopes.join(',') };
  }
  return method.run({ state: api.state, workspace, triggers: api.triggers }, call.args);
}

function readCall(
  request: IncomingMessage,
  body: Body,
): { method: string; args: Fields; token: string | undefined } {
  const url = new URL(request.url ?? '/', 'http://standin');
  const { token: inBody, ...args } = { ...Object.fromEntries(url.searchParams), ...body.fields };
  const inHeader = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const token = inHeader ?? (typeof inBody === 'string' ? inBody : undefined);
  return { method: url.pathname.replace('/api/', ''), args, token };
}
