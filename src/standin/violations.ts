/**
 * What a real Slack would have refused, or the member would have seen fail.
 *
 * - `late-ack`: no acknowledgement in time; the member sees `operation_timeout`.
 * - `dispatch-failed`: nobody was there to take it, or the answer was an HTTP error.
 * - `malformed-ack`: the acknowledgement's body is not one that Slack takes.
 * - `unknown-ack`: an envelope was acknowledged that was never sent, or twice.
 * - `api-refusal`: a Web API call that could never have worked (an invalid block, an expired trigger, a missing scope).
 * - `response-url`: unknown, used too often, expired, or given something invalid.
 * - `no-plain-text`: a message of blocks alone, of which notifications and screen readers tell nothing.
 */
export type ViolationKind =
  | 'late-ack'
  | 'dispatch-failed'
  | 'malformed-ack'
  | 'unknown-ack'
  | 'api-refusal'
  | 'response-url'
  | 'no-plain-text';

export type Violation = { readonly kind: ViolationKind; readonly detail: string; readonly at: Date };
