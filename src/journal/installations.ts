/** Where the app is installed by OAuth, with its tokens. All times are the database's own: replicas' clocks may differ. */
import { createHash } from 'node:crypto';
import type { Sealer } from '../operate/sealing.ts';
import { Prisma } from './client/client.ts';
import type { Journal } from './journal.ts';
import { pause } from './limits.ts';

/** A workspace, and the organisation that it belongs to; of an installation for a whole organisation only that. */
export type Where = { workspaceId?: string | undefined; organisationId?: string | undefined };

export type Grant = {
  botId: string;
  botUserId: string;
  botToken: string;
  /** Single use, with the seconds for which `botToken` works; none where Slack does not rotate tokens. */
  refresh?: { token: string; seconds: number } | undefined;
};

export type Installation = Pick<Grant, 'botId' | 'botUserId' | 'botToken'> & {
  id: string;
  /** Less than two hours are left, or nothing: time to exchange the token. */
  isExpiring: boolean;
  isExpired: boolean;
};

/** Slack's tokens live twelve hours; exchanged early, so that the old one still works while a replica fetches the new. */
const EXCHANGE_BEFORE_SECONDS = 2 * 60 * 60;
/** As members who left: somebody may have taken the app out by mistake, or Slack may be wrong. */
const KEPT_AFTER_REFUSAL_DAYS = 30;
/** As long as the one call takes at most. Who dies meanwhile leaves the rest to the next. */
const EXCHANGE_SECONDS = 30;
/** To remove a large workspace takes a while. A paused one is passed over: nobody waits for its row to send to others. */
const REMOVED_WITHIN_SECONDS = 60;

/** Keeps what OAuth gave, in the place of what was there. Whoever waited for it is sent what is due at once. */
export async function keepInstallation(
  { prisma, sealer }: Journal,
  { workspaceId, organisationId }: Where,
  grant: Grant,
): Promise<void> {
  const id = workspaceId ?? organisationId ?? '';
  const token = sealer.seal(grant.botToken, id);
  const refreshToken = grant.refresh ? sealer.seal(grant.refresh.token, id) : null;
  const belongsTo = workspaceId ? (organisationId ?? null) : null;
  await prisma.$transaction(async (tx) => {
    await tx.$executeRaw`
      INSERT INTO installation (id, organisation_id, bot_id, bot_user_id, bot_token, refresh_token, expires_at)
      VALUES (${id}, ${belongsTo}, ${grant.botId}, ${grant.botUserId}, ${token}, ${refreshToken},
        now() + make_interval(secs => ${grant.refresh?.seconds ?? null}::double precision))
      ON CONFLICT (id) DO UPDATE SET installed_at = now(), organisation_id = excluded.organisation_id,
        bot_id = excluded.bot_id, bot_user_id = excluded.bot_user_id, bot_token = excluded.bot_token,
        refresh_token = excluded.refresh_token, expires_at = excluded.expires_at,
        refreshing_until = NULL, refused_since = NULL`;
    if (workspaceId)
      await tx.workspace.upsert({
        where: { id: workspaceId },
        create: { id: workspaceId, installationId: id },
        update: { installationId: id },
      });
    await tx.workspace.updateMany({ where: { installationId: id }, data: { pausedUntil: null } });
  });
}

/** The installation by which a workspace is reached: its own, or else its organisation's. */
export async function findInstallation(
  journal: Journal,
  { workspaceId, organisationId }: Where,
): Promise<Installation | undefined> {
  const own = workspaceId ? await readInstallation(journal, workspaceId) : undefined;
  if (own || !organisationId) return own;
  const shared = await readInstallation(journal, organisationId);
  if (shared && workspaceId) await reachBy(journal, workspaceId, shared.id);
  return shared;
}

/** The installations by which workspaces were reached last, each in its place; one that cannot be opened throws when it is looked at. */
export async function installationsOf(
  { prisma, sealer }: Journal,
  workspaceIds: readonly string[],
): Promise<((() => Installation) | undefined)[]> {
  const rows = await prisma.$queryRaw<(Row & { workspaceId: string })[]>`
    SELECT workspace.id AS "workspaceId", ${COLUMNS}
    FROM workspace JOIN installation ON installation.id = workspace.installation_id
    WHERE workspace.id = ANY(${[...workspaceIds]}::text[])`;
  const found = new Map(rows.map(({ workspaceId, ...row }) => [workspaceId, () => opened(row, sealer)]));
  return workspaceIds.map((id) => found.get(id));
}

type Row = Omit<Installation, 'botToken'> & { sealed: string };

const COLUMNS = Prisma.sql`installation.id, bot_id AS "botId", bot_user_id AS "botUserId", bot_token AS sealed,
  coalesce(expires_at < now() + make_interval(secs => ${EXCHANGE_BEFORE_SECONDS}::double precision), false) AS "isExpiring",
  coalesce(expires_at < now(), false) AS "isExpired"`;

async function readInstallation({ prisma, sealer }: Journal, id: string): Promise<Installation | undefined> {
  const [row] = await prisma.$queryRaw<Row[]>`SELECT ${COLUMNS} FROM installation WHERE id = ${id}`;
  return row && opened(row, sealer);
}

function opened({ sealed, ...installation }: Row, sealer: Sealer): Installation {
  return { ...installation, botToken: sealer.open(sealed, installation.id) };
}

async function reachBy({ prisma }: Journal, workspaceId: string, installationId: string): Promise<void> {
  await prisma.$executeRaw`
    INSERT INTO workspace (id, installation_id) VALUES (${workspaceId}, ${installationId})
    ON CONFLICT (id) DO UPDATE SET installation_id = excluded.installation_id
    WHERE workspace.installation_id IS DISTINCT FROM excluded.installation_id`;
}

/**
 * The refresh token of an installation whose token is about to expire, for one caller of all replicas: Slack takes it once.
 * Undefined for everyone else, until it was exchanged or half a minute has passed.
 */
export async function takeRefreshToken({ prisma, sealer }: Journal, id: string): Promise<string | undefined> {
  const [row] = await prisma.$queryRaw<{ sealed: string }[]>`
    UPDATE installation SET refreshing_until = now() + make_interval(secs => ${EXCHANGE_SECONDS}::double precision)
    WHERE id = ${id} AND refresh_token IS NOT NULL
      AND expires_at < now() + make_interval(secs => ${EXCHANGE_BEFORE_SECONDS}::double precision)
      AND (refreshing_until IS NULL OR refreshing_until < now())
    RETURNING refresh_token AS sealed`;
  return row && sealer.open(row.sealed, id);
}

/** Keeps what the refresh token was exchanged for. */
export async function keepRefreshed(
  { prisma, sealer }: Journal,
  id: string,
  { botToken, refresh }: { botToken: string; refresh: { token: string; seconds: number } },
): Promise<void> {
  await prisma.$executeRaw`
    UPDATE installation SET bot_token = ${sealer.seal(botToken, id)}, refresh_token = ${sealer.seal(refresh.token, id)},
      expires_at = now() + make_interval(secs => ${refresh.seconds}::double precision), refreshing_until = NULL
    WHERE id = ${id}`;
}

/**
 * Removes the installation of a workspace or an organisation, and everything that members recorded in the workspaces that it
 * reached. A workspace that its organisation's installation reaches as well stays, with all that is in it but the digest: nobody could
 * turn that off there (src/slack/organiser.ts).
 */
export async function removeInstallation(journal: Journal, id: string): Promise<void> {
  const { prisma } = journal;
  await prisma.digest.deleteMany({ where: { workspace: { installationId: id } } });
  await prisma.$executeRaw`
    UPDATE workspace SET installation_id = shared.id
    FROM installation own JOIN installation shared ON shared.id = own.organisation_id
    WHERE own.id = ${id} AND workspace.installation_id = own.id`;
  const reached = { OR: [{ installationId: id }, { id, installationId: null }] };
  const going = await prisma.workspace.findMany({ where: reached, select: { id: true } });
  await pause(
    journal,
    going.map(({ id }) => id),
    REMOVED_WITHIN_SECONDS,
  );
  await prisma.$transaction([
    prisma.installation.deleteMany({ where: { id } }),
    prisma.workspace.deleteMany({ where: { id, installationId: null } }),
  ]);
}

/**
 * Removes everything that was recorded in workspaces from which the app of their organisation was taken away. What is reached by another
 * installation, a workspace's own or another organisation's, is none of theirs.
 */
export async function removeWorkspaces(
  journal: Journal,
  organisationId: string | undefined,
  ids: readonly string[],
): Promise<void> {
  const going = { id: { in: [...ids] }, ...reachedWith(organisationId) };
  const rows = await journal.prisma.workspace.findMany({ where: going, select: { id: true } });
  await pause(
    journal,
    rows.map(({ id }) => id),
    REMOVED_WITHIN_SECONDS,
  );
  await journal.prisma.workspace.deleteMany({ where: going });
}

/** Workspaces that an organisation's installation reaches, or the operator's one token, which reaches all that there are. */
export function reachedWith(organisationId: string | undefined) {
  return { OR: [{ installationId: null }, ...(organisationId ? [{ installationId: organisationId }] : [])] };
}

/** The ids of all installations. */
export async function installationIds({ prisma }: Journal): Promise<string[]> {
  const rows = await prisma.installation.findMany({ select: { id: true }, orderBy: { id: 'asc' } });
  return rows.map(({ id }) => id);
}

/** Notes whether Slack takes the token of an installation, and since when it does not. */
export async function noteRefusal({ prisma }: Journal, id: string, isRefused: boolean): Promise<void> {
  if (isRefused)
    await prisma.$executeRaw`
      UPDATE installation SET refused_since = coalesce(refused_since, now()) WHERE id = ${id}`;
  else await prisma.installation.updateMany({ where: { id }, data: { refusedSince: null } });
}

/** Removes installations, and all that was recorded through them, whose token Slack has refused for 30 days. @returns how many */
export async function removeRefused(journal: Journal): Promise<number> {
  const gone = await journal.prisma.$queryRaw<{ id: string }[]>`
    SELECT id FROM installation WHERE refused_since < now() - make_interval(days => ${KEPT_AFTER_REFUSAL_DAYS}::int)`;
  for (const { id } of gone) await removeInstallation(journal, id);
  return gone.length;
}

/** Forgets states that nobody could use any more, spent or not. */
export async function forgetStates({ prisma }: Journal): Promise<void> {
  await prisma.$executeRaw`DELETE FROM spent_state WHERE spent_at < now() - make_interval(days => 1)`;
}

/** Notes that an OAuth state came back. False when it had been before: whoever sends it has it from somebody else. */
export async function spendState({ prisma }: Journal, state: string): Promise<boolean> {
  const hash = createHash('sha256').update(state).digest('hex');
  const { count } = await prisma.spentState.createMany({ data: { hash }, skipDuplicates: true });
  return count === 1;
}
