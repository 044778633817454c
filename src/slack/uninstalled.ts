/** The app was taken out of a workspace: everything that was recorded there goes with it. */
import type { App } from '@slack/bolt';
import { z } from 'zod';
import { removeInstallation, removeWorkspaces } from '../journal/installations.ts';
import type { Desk } from './app.ts';
import type { Reach } from './reach.ts';

/** What Slack sends around these events; of an installation for a whole organisation the workspace may be null. */
const envelope = z.looseObject({
  team_id: z.string().nullish(),
  enterprise_id: z.string().nullish(),
  authorizations: z
    .array(
      z.looseObject({ enterprise_id: z.string().nullish(), is_enterprise_install: z.boolean().optional() }),
    )
    .nullish(),
});

/**
 * Slack sends `app_uninstalled` and `tokens_revoked` in any order, twice, or minutes late, when somebody may have installed the
 * app anew: so the token itself is asked.
 */
export function listenForUninstall(app: App, { journal, log }: Desk, { isStillInstalled }: Reach): void {
  const leave = async (body: unknown) => {
    const id = placeOf(body);
    if (!id || (await isStillInstalled(id))) return;
    await removeInstallation(journal, id);
    log.info({ event: 'uninstalled' });
  };
  app.event('app_uninstalled', ({ body }) => leave(body));
  app.event('tokens_revoked', async ({ event, body }) => {
    if (event.tokens.bot?.length) await leave(body);
  });
  app.event('team_access_revoked', async ({ event, context }) => {
    await removeWorkspaces(journal, context.enterpriseId, event.team_ids);
    log.info({ event: 'uninstalled', workspaces: event.team_ids.length });
  });
}

/** The workspace, or the organisation where the app was installed for all of it. */
function placeOf(body: unknown): string | undefined {
  const { team_id, enterprise_id, authorizations } = envelope.parse(body);
  const [authorization] = authorizations ?? [];
  const organisation = authorization?.enterprise_id ?? enterprise_id;
  return (authorization?.is_enterprise_install ? organisation : team_id) ?? undefined;
}
