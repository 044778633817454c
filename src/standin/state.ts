import { randomBytes } from 'node:crypto';
import type { File, Pending } from './files.ts';
import { issueToken, type Token } from './tokens.ts';
import type { Violation, ViolationKind } from './violations.ts';

/** A JSON object as it goes over the wire. */
export type Fields = Record<string, unknown>;

/** A Block Kit block; the stand-in has given it a `block_id`, and its elements an `action_id`, where the app had not. */
export type Block = { type: string; block_id: string; [field: string]: unknown };

/** Where the app can be installed, and with what. */
type Place = {
  readonly id: string;
  readonly name: string;
  readonly botUserId: string;
  readonly botId: string;
  /** What the bot tokens may do; a method that needs more answers `missing_scope`. */
  scopes: readonly string[];
  installed: boolean;
};

export type Workspace = Place & {
  /** The one that it has from the start; OAuth gives out others. */
  readonly botToken: string;
  readonly organisation?: Organisation | undefined;
};

/** Several workspaces of one company, in all of which the app can be installed at once. */
export type Organisation = Place;

export type User = {
  readonly id: string;
  readonly teamId: string;
  readonly name: string;
  /** IANA name. */
  readonly tz: string;
  readonly deleted: boolean;
  readonly isBot: boolean;
  readonly role: Role;
  /** The direct message conversation with the bot. */
  readonly dm: string;
};

/** What somebody may do in a workspace. A stranger is an admin of another one that shares a channel with it. */
export type Role = 'member' | 'admin' | 'owner' | 'guest' | 'stranger';

export type Channel = {
  readonly id: string;
  readonly teamId: string;
  /** Of a direct message conversation with the bot: whose it is. */
  readonly userId?: string | undefined;
  readonly room?: Room | undefined;
};

/** What makes a channel a public one. */
export type Room = { readonly name: string; readonly hasBot: boolean; readonly isArchived: boolean };

/** A message as the member sees it now. Never changed in place: an edit puts another object in its stead. */
export type Message = {
  readonly teamId: string;
  readonly channel: string;
  readonly ts: string;
  readonly user: string;
  readonly byBot: boolean;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly metadata?: Fields | undefined;
  /** Those shared with it. */
  readonly files: readonly File[];
  /** Seen by one member alone and absent from the history. */
  readonly ephemeral: boolean;
  /** The command or press that it answers. */
  readonly interaction?: string | undefined;
  /** What it said before each edit, the oldest first. */
  readonly edits: readonly { text: string; blocks: readonly Block[] }[];
};

/** A modal or a home tab, shaped as in Slack's payloads. */
export type View = {
  id: string;
  team_id: string;
  type: 'modal' | 'home';
  callback_id: string;
  external_id: string;
  title?: Fields | undefined;
  submit?: Fields | null | undefined;
  close?: Fields | null | undefined;
  blocks: Block[];
  private_metadata: string;
  clear_on_close: boolean;
  notify_on_close: boolean;
  hash: string;
  root_view_id: string;
  previous_view_id: string | null;
  app_id: string;
  bot_id: string;
};

/** One request to the Web API. `answer` is missing while it hangs, or when a fault withheld it. */
export type Call = {
  readonly method: string;
  readonly args: Fields;
  readonly teamId?: string | undefined;
  /** By the stand-in's clock. */
  readonly at: Date;
  fault?: string;
  answer?: Fields;
};

/** What has changed, for those who draw it; they ask for the rest. */
export type Change = {
  what: 'user' | 'message' | 'view' | 'home' | 'file' | 'call' | 'violation' | 'socket';
  userId?: string | undefined;
};

export type State = {
  readonly appId: string;
  /** Where the stand-in itself is reached. */
  readonly origin: string;
  readonly clock: () => Date;
  readonly workspaces: Map<string, Workspace>;
  readonly organisations: Map<string, Organisation>;
  readonly tokens: Map<string, Token>;
  readonly users: Map<string, User>;
  readonly channels: Map<string, Channel>;
  /** By channel, the oldest first. */
  readonly messages: Map<string, Message[]>;
  readonly files: Map<string, File>;
  readonly uploads: Map<string, Pending>;
  /** How often each file cannot be shown in a block yet. */
  readonly unready: Map<string, number>;
  /** How often a file that comes now cannot be shown in a block at first. */
  unreadyUses: number;
  readonly views: Map<string, View>;
  /** The published home tab of each user. */
  readonly homes: Map<string, View>;
  /** Each user's open modals, the topmost last. */
  readonly modals: Map<string, string[]>;
  readonly calls: Call[];
  readonly violations: Violation[];
  readonly listeners: Set<(change: Change) => void>;
};

export function createState(appId: string, origin: string, clock: () => Date): State {
  return {
    appId,
    origin,
    clock,
    workspaces: new Map(),
    organisations: new Map(),
    tokens: new Map(),
    users: new Map(),
    channels: new Map(),
    messages: new Map(),
    files: new Map(),
    uploads: new Map(),
    unready: new Map(),
    unreadyUses: 0,
    views: new Map(),
    homes: new Map(),
    modals: new Map(),
    calls: [],
    violations: [],
    listeners: new Set(),
  };
}

export function changed(state: State, change: Change): void {
  for (const listener of state.listeners) listener(change);
}

export function violate(state: State, kind: ViolationKind, detail: string): void {
  state.violations.push({ kind, detail, at: state.clock() });
  changed(state, { what: 'violation' });
}

/** A fresh id as Slack writes them: a letter and capitals or digits. */
export function newId(letter: string): string {
  return letter + randomBytes(5).toString('hex').toUpperCase();
}

/** A workspace in which the app is installed. */
export function addWorkspace(
  state: State,
  { name, botToken, scopes, organisation }: Pick<Workspace, 'name' | 'botToken' | 'scopes' | 'organisation'>,
): Workspace {
  const workspace: Workspace = {
    ...placeOf(newId('T'), name),
    ...{ botToken, scopes, organisation, installed: true },
  };
  state.workspaces.set(workspace.id, workspace);
  issueToken(state, workspace, { token: botToken });
  return workspace;
}

/** An organisation without workspaces, in which the app is not installed. */
export function addOrganisation(state: State, name: string): Organisation {
  const organisation = placeOf(newId('E'), name);
  state.organisations.set(organisation.id, organisation);
  return organisation;
}

function placeOf(id: string, name: string): Place {
  return { id, name, botUserId: newId('U'), botId: newId('B'), scopes: [], installed: false };
}

/** By which installation the app is in a workspace: its own, or else its organisation's. */
export function installationOf(workspace: Workspace): Workspace | Organisation {
  return !workspace.installed && workspace.organisation?.installed ? workspace.organisation : workspace;
}

export function addUser(
  state: State,
  {
    name,
    tz = 'UTC',
    teamId,
    role = 'member',
  }: { name: string; tz?: string | undefined; teamId: string; role?: Role | undefined },
): User {
  const id = newId('U');
  const dm = `D${id.slice(1)}`;
  const user: User = { id, teamId, name, tz, deleted: false, isBot: false, role, dm };
  state.users.set(id, user);
  state.channels.set(user.dm, { id: user.dm, teamId, userId: id });
  state.messages.set(user.dm, []);
  changed(state, { what: 'user', userId: id });
  return user;
}

/** @throws when the stand-in has no such workspace. */
export function workspaceOf(state: State, teamId: string): Workspace {
  const workspace = state.workspaces.get(teamId);
  if (!workspace) throw new Error(`the stand-in has no workspace ${teamId}`);
  return workspace;
}

/** @throws when the stand-in has no such user. */
export function userOf(state: State, id: string): User {
  const user = state.users.get(id);
  if (!user) throw new Error(`the stand-in has no user ${id}`);
  return user;
}
