/** Organisers turn the community digest on in a channel, move it, or turn it off. */
import type { App, BlockButtonAction, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { nextWeek } from '../../community/weeks.ts';
import {
  type Choice,
  chooseChannel,
  digestAround,
  noteAnnounced,
  turnOff,
  undoChoice,
} from '../../journal/digests.ts';
import type { Member } from '../../journal/members.ts';
import { type Closed, closedFor, failureOf } from '../../nudging/outcome.ts';
import type { Desk } from '../app.ts';
import { announcement, digestStands } from '../blocks/digest.ts';
import { digestForm } from '../blocks/forms/digest.ts';
import { formReply } from '../blocks/help.ts';
import { type Reply, sentence } from '../blocks/text.ts';
import { savedView } from '../blocks/views.ts';
import { type Asking, whyNotOrganiser } from '../organiser.ts';
import { answerPress, metBehind, showModal, userBehind } from '../press.ts';
import type { Reach } from '../reach.ts';
import { type Outcome, type Submission, submitted } from './form.ts';

type Show = ((view: ModalView) => Promise<void>) | undefined;

export function listenForDigest(app: App, desk: Desk, { clientFor }: Pick<Reach, 'clientFor'>): void {
  app.action<BlockButtonAction>('community.digest', async ({ ack, body, client, respond, context }) => {
    await ack();
    const press = { body, client, respond };
    await answerPress(press, async () => {
      const { member } = await metBehind(desk, body, client);
      const asking = { client, userId: body.user.id, isOrganisationWide: context.isEnterpriseInstall };
      return offerDigest(desk, { ...asking, member }, (view) => showModal(press, view));
    });
  });

  app.view<ViewSubmitAction>(
    { callback_id: 'community.digest', type: 'view_submission' },
    async ({ ack, view, body, client, context }) => {
      const asking = { client, userId: body.user.id, isOrganisationWide: context.isEnterpriseInstall };
      const { workspaceId } = userBehind(body);
      const decide = async (submission: Submission): Promise<Outcome> => {
        // Slack may have been told otherwise since the form was opened.
        const refusal = await whyNotOrganiser(asking);
        if (refusal) return { errors: { channel: refusal } };
        // One that never tries again by itself: after a lost reply that would be a second announcement.
        const outgoing = await clientFor(workspaceId);
        return choose(desk, outgoing, { ...submission, workspaceId, userId: asking.userId });
      };
      await submitted(desk, { ack, view, body, client }, decide, metBehind);
    },
  );
}

/** Opens the form for an organiser, or offers it where nothing can be opened. Anybody else is told who can. */
export async function offerDigest(
  { journal }: Desk,
  { member, ...asking }: Asking & { member: Pick<Member, 'id'> },
  show: Show,
): Promise<Reply | undefined> {
  const refusal = await whyNotOrganiser(asking);
  if (refusal) return sentence(refusal);
  if (!show) return formReply('community.digest', 'Choose a channel');
  await show(digestForm((await digestAround(journal, member.id))?.channel));
  return undefined;
}

type Deciding = Submission & { workspaceId: string; userId: string };

async function choose(desk: Desk, client: WebClient, deciding: Deciding): Promise<Outcome> {
  const { journal } = desk;
  const { member, fields, workspaceId } = deciding;
  const channel = fields.conversation('channel');
  if (!channel) {
    const digest = await digestAround(journal, member.id);
    if (digest) await turnOff(journal, digest);
    return stands({ status: 'off' });
  }
  const { zone } = member;
  const nextAt = nextWeek({ zone, since: journal.now() }, journal.now()).at;
  const choice = await chooseChannel(journal, member.id, { workspaceId, channel, zone, nextAt });
  return choice ? announce(desk, client, choice, deciding) : stands({ status: 'same', channel });
}

/** Written down before it is said, and taken back where Slack is known not to have taken it. */
async function announce(
  desk: Desk,
  client: WebClient,
  choice: Choice,
  { userId }: Deciding,
): Promise<Outcome> {
  const { channel } = choice.digest;
  return client.chat.postMessage({ channel, ...announcement(userId), unfurl_links: false }).then(
    () => announced(desk, choice, 'announced'),
    (error: unknown) => notAnnounced(desk, choice, error),
  );
}

async function announced(
  { journal }: Desk,
  { digest }: Choice,
  status: 'announced' | 'unknown',
): Promise<Outcome> {
  await noteAnnounced(journal, digest);
  const { channel, zone, nextAt: at } = digest;
  return stands({ status, channel, zone, at, now: journal.now() });
}

async function notAnnounced(desk: Desk, choice: Choice, error: unknown): Promise<Outcome> {
  desk.log.warn({ event: 'digest.not-announced', err: error });
  const closed = closedFor(error);
  if (!closed && failureOf(error).kind === 'unknown') return announced(desk, choice, 'unknown');
  await undoChoice(desk.journal, choice);
  return { errors: { channel: closed ? CLOSED[closed] : NOT_TAKEN } };
}

/** Slack reads no markup there. */
const CLOSED: Record<Closed, string> = {
  'not-invited': 'I am not in that channel. Write /invite @Afterword in it, then save again.',
  gone: 'Slack shows me no such channel. Write /invite @Afterword in it, then save again; or choose another one.',
  archived: 'That channel is archived. Choose another one.',
  restricted: 'Not everybody may post in that channel, and I may not. Allow me to, or choose another one.',
};
const NOT_TAKEN =
  'Slack did not take my announcement, so nothing has changed. Please save again in a minute.';

function stands(how: Parameters<typeof digestStands>[0]): Outcome {
  return { view: savedView('Community digest', digestStands(how)) };
}
