/** What Slack's refusals mean. */
import { WebAPIPlatformError } from '@slack/web-api';

/** What Slack answers to a token with which the bot can never work. */
const REFUSALS = [
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
  'missing_scope',
];

/** A sentence for the operator where Slack refused a token; undefined for any other error. */
export function refusedToken(error: unknown): string | undefined {
  if (!isPlatformError(error, ...REFUSALS)) return undefined;
  return `Slack refuses the token (${error.data.error}): copy SLACK_BOT_TOKEN, and SLACK_APP_TOKEN for Socket Mode, from the app's pages at api.slack.com/apps again.`;
}

/** Whether Slack answered a call with one of these codes. */
export function isPlatformError(error: unknown, ...codes: string[]): error is WebAPIPlatformError {
  return error instanceof WebAPIPlatformError && codes.includes(error.data.error);
}
