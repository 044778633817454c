import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';

/** What is known after a call to Slack failed. */
export type Failure =
  /** Slack did not take the message, and the workspace is left alone for a while. */
  | { kind: 'not-sent'; pauseSeconds: number }
  /** Slack may have taken the message: the reply is lost. */
  | { kind: 'unknown' }
  /** Slack will never take a message of this form; parts of it may be sound. */
  | { kind: 'malformed' }
  /** The member left the workspace. */
  | { kind: 'left' }
  /** Slack will never take a message to this member. */
  | { kind: 'refused' };

const IN_TROUBLE = 30;
const SHUT_OUT = 60 * 60;

/** The connection never stood, so nothing can have arrived. */
const NEVER_CONNECTED = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];
/** The workspace, not the message: an operator has to act (docs.slack.dev/reference/methods/chat.postMessage, Errors). */
const WORKSPACE_SHUT = [
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'missing_scope',
  'org_login_required',
];
/**
 * Posting to a user's id opens the conversation, and these are what Slack answers to that (docs.slack.dev/reference/methods/
 * conversations.open, Errors). Where it stands already Slack takes the message without a word (python-slack-sdk #1156), so the
 * nightly look asks. `account_inactive` above is about our token; `channel_not_found` says too little.
 */
const LEFT = ['user_disabled', 'user_not_found'];
const SLACK_IN_TROUBLE = ['ratelimited', 'rate_limited', 'service_unavailable', 'team_added_to_org'];
const MALFORMED = ['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long', 'msg_too_long'];
/** Slack's client takes a page of whoever stands in between, a hotel's or a proxy's, for an error of that name. */
const SLACKS_WORD = /^[a-z_]+$/;
const WHO_KNOWS = ['fatal_error', 'internal_error', 'request_timeout'];

/** Sorts a failed chat.postMessage by what became of the message. Errors that are not Slack's are thrown on. */
export function failureOf(error: unknown): Failure {
  if (error instanceof WebAPIRateLimitedError) return { kind: 'not-sent', pauseSeconds: error.retryAfter };
  if (error instanceof WebAPIHTTPError) return { kind: 'not-sent', pauseSeconds: IN_TROUBLE };
  if (error instanceof WebAPIPlatformError) return refusal(error.data.error);
  if (error instanceof WebAPIRequestError) {
    return NEVER_CONNECTED.includes(networkCode(error))
      ? { kind: 'not-sent', pauseSeconds: IN_TROUBLE }
      : { kind: 'unknown' };
  }
  throw error;
}

function refusal(code: string): Failure {
  if (WORKSPACE_SHUT.includes(code)) return { kind: 'not-sent', pauseSeconds: SHUT_OUT };
  if (SLACK_IN_TROUBLE.includes(code)) return { kind: 'not-sent', pauseSeconds: IN_TROUBLE };
  if (LEFT.includes(code)) return { kind: 'left' };
  if (MALFORMED.includes(code)) return { kind: 'malformed' };
  return WHO_KNOWS.includes(code) || !SLACKS_WORD.test(code) ? { kind: 'unknown' } : { kind: 'refused' };
}

/** The bot may not write in that channel: nobody invited it or somebody removed it, it is gone, or it is left to others. */
export type Closed = 'not-invited' | 'gone' | 'archived' | 'restricted';

/** docs.slack.dev/reference/methods/chat.postMessage, Errors. */
const CLOSED: Record<string, Closed> = {
  not_in_channel: 'not-invited',
  channel_not_found: 'gone',
  is_archived: 'archived',
  restricted_action: 'restricted',
  restricted_action_read_only_channel: 'restricted',
  restricted_action_thread_only_channel: 'restricted',
};

/** Why Slack takes no message of the bot's in a channel, where that is what a failed call says. */
export function closedFor(error: unknown): Closed | undefined {
  return error instanceof WebAPIPlatformError ? CLOSED[error.data.error] : undefined;
}

/** undici hides the system's code one or two causes deep. */
function networkCode(error: unknown): string {
  for (
    let cause = error;
    cause instanceof Error;
    cause = 'original' in cause ? cause.original : cause.cause
  ) {
    if ('code' in cause && typeof cause.code === 'string' && !cause.code.startsWith('slack_'))
      return cause.code;
  }
  return '';
}
