/** Once a night: who left, and what has been kept for long enough. Every part may run again, and on several replicas at once. */
import { isZone } from '../etiquette/calendar.ts';
import { forgetStates, installationIds, noteRefusal, removeRefused } from '../journal/installations.ts';
import {
  claimUnseen,
  forgetOneWhoLeft,
  giveBackUnseen,
  noteProfile,
  type Profile,
  type Remains,
  type Unseen,
} from '../journal/leaving.ts';
import { membersWithSpent, purgeSpent } from '../journal/retention.ts';
import type { Nudging } from './deliver.ts';
import { type Failure, failureOf } from './outcome.ts';
import { type Repeated, repeat } from './repeat.ts';

export type Nightly = Omit<Nudging, 'metrics'> & {
  /** How many months what is closed is kept. */
  retentionMonths: number;
  /** Whether Slack still takes an installation's token. Rejects where it cannot tell. */
  isStillInstalled: (id: string) => Promise<boolean>;
};

/** By the clock on the server's wall, when communities sleep, and not when every other server in the world does the same. */
const AT_NIGHT = '17 3 * * *';
const LOOK_AT_ONCE = 50;

/** Does everything once; resolves when it is done, or soon after `stopping`. */
export async function tidy(nightly: Nightly, stopping?: AbortSignal): Promise<void> {
  const { log } = nightly;
  const left = await lookForLeavers(nightly, stopping);
  const forgotten = await forgetLeavers(nightly, stopping);
  const purged = await purgeAll(nightly, stopping);
  const uninstalled = await forgetInstallations(nightly, stopping);
  log.info({ event: 'nightly.done', left, forgotten, purged, uninstalled });
}

/** Asks Slack about those of whom nothing was heard for a while. A workspace that gives no answer is left alone until another night. */
async function lookForLeavers(nightly: Nightly, stopping?: AbortSignal): Promise<number> {
  const { journal } = nightly;
  const silent = new Set<string>();
  const unanswered: Unseen[] = [];
  let left = 0;
  const claim = () => (stopping?.aborted ? [] : claimUnseen(journal, LOOK_AT_ONCE, [...silent]));
  for (let unseen = await claim(); unseen.length > 0; unseen = await claim()) {
    for (const one of unseen) {
      const isPassedOver = silent.has(one.workspaceId) || stopping?.aborted;
      const seen = isPassedOver ? 'no-answer' : await lookAt(nightly, one);
      if (seen === 'left') left += 1;
      if (seen !== 'no-answer') continue;
      silent.add(one.workspaceId);
      unanswered.push(one);
    }
  }
  for (const one of unanswered) await giveBackUnseen(journal, one);
  return left;
}

/** `not-told`: of this one alone. `no-answer`: nobody there is told about at the moment. */
type Seen = 'there' | 'left' | 'not-told' | 'no-answer';

async function lookAt(nightly: Nightly, unseen: Unseen): Promise<Seen> {
  const profile = await profileOf(nightly, unseen);
  if (typeof profile === 'string') return profile;
  try {
    await noteProfile(nightly.journal, unseen.memberId, profile);
  } catch (error) {
    // What cannot be noted of one member keeps nobody else from being asked about.
    nightly.log.error({ event: 'nightly.not-noted', err: error });
    return 'not-told';
  }
  return profile.hasLeft ? 'left' : 'there';
}

async function profileOf(
  { clientFor, log }: Nightly,
  { workspaceId, userId }: Unseen,
): Promise<Profile | 'not-told' | 'no-answer'> {
  try {
    const client = await clientFor(workspaceId);
    const { user } = await client.users.info({ user: userId });
    return { hasLeft: user?.deleted === true, zone: user?.tz && isZone(user.tz) ? user.tz : undefined };
  } catch (error) {
    const kind = kindOf(error);
    if (kind === 'left') return { hasLeft: true };
    log.warn({ event: 'nightly.not-told', err: error });
    return kind === 'refused' ? 'not-told' : 'no-answer';
  }
}

function kindOf(error: unknown): Failure['kind'] {
  try {
    return failureOf(error).kind;
  } catch {
    return 'unknown'; // not Slack's: there is no way to this workspace
  }
}

async function forgetLeavers(nightly: Nightly, stopping?: AbortSignal): Promise<number> {
  let forgotten = 0;
  const next = () => (stopping?.aborted ? undefined : forgetOneWhoLeft(nightly.journal));
  for (let remains = await next(); remains; remains = await next()) {
    forgotten += 1;
    await removeAtSlack(nightly, remains);
  }
  return forgotten;
}

/** As far as Slack lets us. */
async function removeAtSlack(
  { clientFor, log }: Nightly,
  { workspaceId, pictureFile: file, wins }: Remains,
): Promise<void> {
  const remove = (event: string, how: (client: Client) => Promise<unknown>) =>
    clientFor(workspaceId)
      .then(how)
      .catch((error: unknown) => log.warn({ event, err: error }));
  if (file) await remove('picture.not-deleted', (client) => client.files.delete({ file }));
  for (const { channel, messageTs: ts } of wins)
    if (ts) await remove('win.not-deleted', (client) => client.chat.delete({ channel, ts }));
}

type Client = Awaited<ReturnType<Nightly['clientFor']>>;

/** What cannot be purged of one member is tried again on the next night, and keeps nobody else's. */
async function purgeAll({ journal, log, retentionMonths }: Nightly, stopping?: AbortSignal): Promise<number> {
  let purged = 0;
  for (const memberId of await membersWithSpent(journal, retentionMonths)) {
    if (stopping?.aborted) break;
    try {
      purged += await purgeSpent(journal, memberId, retentionMonths);
    } catch (error) {
      log.error({ event: 'nightly.not-purged', err: error });
    }
  }
  return purged;
}

/** Slack's word that the app was taken out may have been lost while nobody listened. */
async function forgetInstallations(
  { journal, log, isStillInstalled }: Nightly,
  stopping?: AbortSignal,
): Promise<number> {
  await forgetStates(journal);
  try {
    for (const id of await installationIds(journal)) {
      if (stopping?.aborted) return 0;
      await noteRefusal(journal, id, !(await isStillInstalled(id)));
    }
  } catch (error) {
    // Slack cannot be asked tonight; what it said on other nights stands.
    log.warn({ event: 'nightly.not-told', err: error });
  }
  return removeRefused(journal);
}

/** Tidies every night until stopped. `now` resolves when all of it is done. */
export function startNightly(nightly: Nightly): Repeated {
  const { log } = nightly;
  return repeat(AT_NIGHT, (stopping) => tidy(nightly, stopping), { log, failed: 'nightly.failed' });
}
