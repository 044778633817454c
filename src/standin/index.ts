/**
 * A stand-in for Slack over real HTTP and WebSocket: the Web API, Socket Mode, signed requests, and members who type and press.
 * It refuses what Slack would refuse, keeps what went wrong in `violations()`, and misbehaves on request (`faults`).
 * The clock stamps messages only; acknowledgements, trigger ids and signatures run on real time.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createChannels } from './channels.ts';
import { createDelivery } from './delivery.ts';
import { createEvents } from './events.ts';
import { createFaults } from './faults.ts';
import { type File, serveFile, takeUpload } from './files.ts';
import { isFromPage, readBody, sendJson } from './http.ts';
import { createHttpCarrier, verifyUrl } from './http-delivery.ts';
import { createMembers, type Members } from './members.ts';
import { CLIENT, createOAuth } from './oauth.ts';
import { createResponseUrls } from './response-urls.ts';
import { createSockets, type DisconnectReason } from './socket.ts';
import {
  addOrganisation,
  addUser,
  addWorkspace,
  type Call,
  type Change,
  changed,
  createState,
  type Organisation,
  type Role,
  type User,
  type Workspace,
} from './state.ts';
import { revokeTokens } from './tokens.ts';
import { createTriggers } from './triggers.ts';
import type { Violation } from './violations.ts';
import { waitFor } from './waiting.ts';
import { createWebApi } from './web-api/index.ts';
import type { WorkspaceLimit } from './web-api/limits.ts';

export { type Kind, NotDelivered } from './delivery.ts';
export type { Choice } from './elements.ts';
export type { Fault, Faults } from './faults.ts';
export type { File } from './files.ts';
export type { Filling } from './forms.ts';
export type { Dropped, Members, Shown } from './members.ts';
export type {
  Block,
  Call,
  Change,
  Channel,
  Message,
  Organisation,
  Role,
  User,
  View,
  Workspace,
} from './state.ts';
export type { Submitted } from './submission.ts';
export type { Violation, ViolationKind } from './violations.ts';

const APP_ID = 'A0STANDIN00';
const BOT_TOKEN = 'xoxb-standin-0';
const APP_TOKEN = 'xapp-1-standin';
const SIGNING_SECRET = 'standin-signing-secret';
/** What the manifest asks for; the last two are optional there. */
const SCOPES = ['commands', 'chat:write', 'files:write', 'users:read', 'files:read', 'im:history'];

export type StandinOptions = {
  /** Of the workspace. */
  name?: string;
  /** Stamps messages; real time when left out. */
  clock?: () => Date;
  host?: string;
  /** 0 for any free port. */
  port?: number;
  /** Of bot tokens that OAuth gives out; they do not expire when left out. */
  tokenLifetimeSeconds?: number;
  /** Of the default workspace's bot token. */
  scopes?: readonly string[];
  /** How long the app has to acknowledge. */
  ackWithinMs?: number;
  /** When an unacknowledged event is tried again. */
  eventRetryDelaysMs?: readonly number[];
  responseUrlLifetimeMs?: number;
  triggerLifetimeMs?: number;
  /** Refuse more than one message a second in a channel. */
  onePerSecond?: boolean;
  /** Refuse more messages than these in a workspace. */
  workspaceLimit?: WorkspaceLimit;
};

export type Standin = Awaited<ReturnType<typeof startStandin>>;

/** Starts a stand-in with one workspace, in which the app is installed. */
export async function startStandin(options: StandinOptions = {}) {
  const { clock = () => new Date(), host = '127.0.0.1', port = 0, ackWithinMs = 3000 } = options;
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  // A TCP server that listens has an address object, not a pipe's name.
  const origin = `http://${host}:${(server.address() as AddressInfo).port}`;

  const state = createState(APP_ID, origin, clock);
  const workspace = addWorkspace(state, {
    name: options.name ?? 'Career Group',
    botToken: BOT_TOKEN,
    scopes: options.scopes ?? SCOPES,
  });
  const oauth = createOAuth(state, () => options.tokenLifetimeSeconds);
  const faults = createFaults();
  const triggers = createTriggers(options.triggerLifetimeMs);
  const responseUrls = createResponseUrls(state, origin, options.responseUrlLifetimeMs);
  const sockets = createSockets(state, origin);
  let requestUrl: string | undefined;
  const delivery = createDelivery(state, ackWithinMs, () =>
    requestUrl === undefined ? sockets : createHttpCarrier(requestUrl, SIGNING_SECRET),
  );
  const events = createEvents(state, delivery, options.eventRetryDelaysMs ?? [0, 60_000, 300_000]);
  const members: Members = createMembers({ state, delivery, triggers, responseUrls }, events);

  const webApi = createWebApi({
    state,
    triggers,
    appToken: APP_TOKEN,
    oauth,
    takeFault: faults.take,
    openConnection: sockets.open,
    onePerSecond: options.onePerSecond ?? false,
    workspaceLimit: options.workspaceLimit,
  });

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (isFromPage(request, origin)) return sendJson(response, 403, { ok: false, error: 'not_from_a_page' });
    if (request.url?.startsWith('/api/')) return webApi(request, response);
    if (request.url?.startsWith('/oauth/v2/authorize')) return oauth.ask(request, response);
    if (request.url?.startsWith('/upload/')) return takeUpload(state, request, response);
    if (request.url?.startsWith('/files-pri/')) return serveFile(state, request, response);
    if (!request.url?.startsWith('/respond/'))
      return sendJson(response, 404, { ok: false, error: 'not_found' });
    const { fields } = await readBody(request);
    const answer = responseUrls.take(`${origin}${request.url}`, fields);
    sendJson(response, answer.status, answer.body);
  }

  async function tellOf(
    from: Workspace | Organisation,
    type: 'tokens_revoked' | 'app_uninstalled',
  ): Promise<void> {
    const isWithin = (one: Workspace) => one === from || one.organisation === from;
    const through = [...state.workspaces.values()].find(isWithin);
    if (!through) return;
    const tokens = { oauth: [], bot: [from.botUserId] };
    await events.send(through, { type, ...(type === 'tokens_revoked' && { tokens }) }, from);
  }

  server.on('request', (request, response) => {
    route(request, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    );
  });
  server.on('upgrade', sockets.upgrade);

  return {
    ...members,
    ...createChannels(state, workspace),
    faults,
    origin,
    /** The Web API's root, for `SLACK_API_URL`. */
    apiUrl: `${origin}/api/`,
    botToken: BOT_TOKEN,
    appToken: APP_TOKEN,
    signingSecret: SIGNING_SECRET,
    client: CLIENT,
    /** The workspace that was there from the start. */
    workspace,

    /** Another workspace with the app installed. */
    addWorkspace: (
      name: string,
      scopes: readonly string[] = SCOPES,
      organisation?: Organisation,
    ): Workspace =>
      addWorkspace(state, {
        ...{ name, scopes, organisation },
        botToken: `xoxb-standin-${state.workspaces.size}`,
      }),

    /** An organisation of workspaces, in which the app is not installed yet. */
    addOrganisation: (name: string): Organisation => addOrganisation(state, name),

    /** A member with a direct message conversation with the bot. `tz` is an IANA name. */
    addUser: ({
      name,
      tz,
      role,
      workspace: home = workspace,
    }: {
      name: string;
      tz?: string;
      role?: Role;
      workspace?: Workspace;
    }): User => addUser(state, { name, tz, role, teamId: home.id }),

    /** Changes what `users.info` says: a move to another zone, another role, or `deleted` for one who left. */
    changeUser(user: User, changes: Partial<Pick<User, 'name' | 'tz' | 'deleted' | 'role' | 'isBot'>>): User {
      const after = { ...user, ...changes };
      state.users.set(user.id, after);
      changed(state, { what: 'user', userId: user.id });
      return after;
    },

    users: (): User[] => [...state.users.values()],

    /** Takes the app out of a workspace or an organisation: its tokens are dead at once, and the app is told, unless it is `silent`. */
    async uninstall(
      from: Workspace | Organisation = workspace,
      { silent = false }: { silent?: boolean } = {},
    ): Promise<void> {
      from.installed = false;
      revokeTokens(state, from);
      if (silent) return;
      await tellOf(from, 'tokens_revoked');
      await tellOf(from, 'app_uninstalled');
    },

    /** One of the two events of an uninstallation, which come in any order, twice, or late. */
    tellOfUninstall: tellOf,

    /** From now on everything goes to this URL, signed, and not through the socket. Rejects if it does not echo the challenge. */
    async deliverByHttp(url: string): Promise<void> {
      await verifyUrl(url, SIGNING_SECRET);
      requestUrl = url;
    },

    /** Resolves when a bot holds an open socket. */
    socketConnected: (timeoutMs?: number): Promise<true> =>
      waitFor(
        state,
        () => sockets.count() > 0 || undefined,
        () => 'a socket of the bot',
        timeoutMs,
      ),

    /** Ends the bot's sockets; resolves when none is left. */
    disconnectSockets(reason: DisconnectReason = 'refresh_requested'): Promise<true> {
      sockets.disconnect(reason);
      return waitFor(
        state,
        () => sockets.count() === 0 || undefined,
        () => 'the sockets to close',
      );
    },

    /** Pictures that come from now on cannot be shown in the first so many tries: Slack looks at them for a moment. */
    delayFiles(uses: number): void {
      state.unreadyUses = uses;
    },

    /** Every file there is. */
    files: (): File[] => [...state.files.values()],

    /** The next delivery of this kind comes twice. */
    duplicateNext: delivery.duplicateNext,

    /** Every Web API call so far, the oldest first. */
    calls: ({ method }: { method?: string } = {}): Call[] =>
      state.calls.filter((call) => method === undefined || call.method === method),

    /** Resolves with the first call that fits, past ones included. */
    waitForCall: (
      method: string,
      fits: (call: Call) => boolean = () => true,
      timeoutMs?: number,
    ): Promise<Call> =>
      waitFor(
        state,
        () => state.calls.find((call) => call.method === method && fits(call)),
        () => `a call of ${method}`,
        timeoutMs,
      ),

    /** Everything that a real Slack would have refused, or the member would have seen fail. */
    violations: (): Violation[] => [...state.violations],

    /** Calls the listener at every change. @returns what ends that. */
    onChange(listener: (change: Change) => void): () => void {
      state.listeners.add(listener);
      return () => void state.listeners.delete(listener);
    },

    async close(): Promise<void> {
      events.close();
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
