/** Who may decide for a whole community. */
import type { WebClient } from '@slack/web-api';

/** Who asks, and whether the app is installed for a whole organisation at once. */
export type Asking = { client: WebClient; userId: string; isOrganisationWide: boolean };

const ORGANISERS_ONLY =
  'The community digest is for organisers to turn on or off: ask an admin or an owner of this workspace.';
/** Slack's word on who is an admin may then be about the organisation, or about another of its workspaces. */
const NOT_FOR_ALL =
  'I am installed for your whole organisation, where I cannot tell who organises this workspace. The digest needs me installed in this workspace itself: ask whoever manages its apps.';

/** A sentence for whoever may not decide about the digest; undefined for an organiser. Rejects with what the call to Slack throws. */
export async function whyNotOrganiser({
  client,
  userId,
  isOrganisationWide,
}: Asking): Promise<string | undefined> {
  if (isOrganisationWide) return NOT_FOR_ALL;
  const { user = {} } = await client.users.info({ user: userId });
  const decides = user.is_admin || user.is_owner || user.is_primary_owner;
  // A stranger is of another workspace, with which this one shares a channel: whether they are an admin is said of that one.
  const isNobody =
    user.is_restricted || user.is_ultra_restricted || user.is_stranger || user.is_bot || user.deleted;
  return decides && !isNobody ? undefined : ORGANISERS_ONLY;
}
