/** Who pressed a button or sent a form off, and a way to show them something wherever that was. */
import type { RespondFn } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Facts } from '../etiquette/facts.ts';
import { factsOf } from '../journal/journal.ts';
import { type Conversation, findMember, type Member, markSeen } from '../journal/members.ts';
import { answering, knownFault } from './answering.ts';
import type { Desk } from './app.ts';
import { GONE } from './blocks/answers.ts';
import { faultReply } from './blocks/faults.ts';
import type { Reply } from './blocks/text.ts';
import { noticeView } from './blocks/views.ts';
import { inTurn } from './in-turn.ts';
import { memberOf } from './zone.ts';

/** Who did it, as Slack says. */
export type ByMember = { team: { id: string } | null; user: { id: string; team_id?: string | undefined } };

/** The view in which something was pressed. */
type Seen = { type?: string; id?: string; root_view_id?: string | null; previous_view_id?: string | null };

/** Where something was pressed: on a message, in a modal, or in the home tab. Only a message can be responded to. */
export type Press = {
  body: ByMember & { trigger_id: string; view?: Seen | undefined };
  client: WebClient;
  respond?: RespondFn | undefined;
};

export type Found = { member: Member; facts: Facts };

export function userBehind({ team, user }: ByMember) {
  return { workspaceId: team?.id ?? user.team_id ?? '', userId: user.id };
}

/** The member who did it, if the bot knows them; that they did something is noted. */
export async function memberBehind(
  { journal }: Desk,
  by: ByMember,
  heardIn?: Conversation,
): Promise<Member | undefined> {
  const member = await findMember(journal, userBehind(by));
  if (member) await markSeen(journal, member, heardIn);
  return member;
}

/** The member who did it, and all that they recorded. */
export async function foundBehind(desk: Desk, by: ByMember): Promise<Found | undefined> {
  const member = await memberBehind(desk, by);
  return member && { member, facts: await factsOf(desk.journal, member.id) };
}

/** The same for a form that anybody may fill in: who is new, or was forgotten since it was opened, is met now. */
export async function metBehind(desk: Desk, by: ByMember, client: WebClient): Promise<Found> {
  const member = await memberOf(desk, client, userBehind(by));
  return { member, facts: await factsOf(desk.journal, member.id) };
}

/**
 * Shows a modal: by itself, or on top of the one in which the press was. Slack stacks three of them, so a fourth takes the
 * place of the third. The trigger lives three seconds.
 */
export async function showModal({ body, client }: Press, view: ModalView): Promise<void> {
  const opened = { trigger_id: body.trigger_id, view };
  if (body.view?.type !== 'modal') await client.views.open(opened);
  else if (isThird(body.view)) await client.views.update({ view_id: body.view.id ?? '', view });
  else await client.views.push(opened);
}

/** The first has none below it, and the second has the first. */
function isThird({ root_view_id, previous_view_id }: Seen): boolean {
  return Boolean(previous_view_id) && previous_view_id !== root_view_id;
}

/** Answers a press with what `work` returns, or with nothing: beside the message, or in a modal where there is none. */
export async function answerPress(
  press: Press,
  work: () => Promise<Reply | undefined>,
  { inPlace = false }: { inPlace?: boolean } = {},
): Promise<void> {
  const { respond, body } = press;
  if (respond && !body.view) return answering(respond, work, { inPlace });
  try {
    const reply = await work();
    if (reply) await showModal(press, noticeView(reply));
  } catch (error) {
    const known = knownFault(error);
    if (known) return showModal(press, noticeView(known));
    // Where the trigger was the trouble, this fails as well: the error itself is what matters then.
    await showModal(press, noticeView(faultReply())).catch(() => {});
    throw error;
  }
}

/** Opens the form that belongs to what was pressed; where that is no longer there, says so. */
export async function openForm(
  desk: Desk,
  press: Press,
  formFor: (found: Found) => ModalView | undefined | Promise<ModalView | undefined>,
): Promise<void> {
  await answerPress(press, async () => {
    const found = await foundBehind(desk, press.body);
    const view = found && (await formFor(found));
    if (!view) return GONE;
    await showModal(press, view);
    return undefined;
  });
}

/** Opens a form that anybody may fill in, who is new as well. */
export async function openFormForAnybody(
  desk: Desk,
  press: Press,
  formFor: (found: Found) => ModalView,
): Promise<void> {
  await answerPress(press, async () => {
    await showModal(press, formFor(await metBehind(desk, press.body, press.client)));
    return undefined;
  });
}

/** Puts what `work` returns where the press was: in the message's place, or in the modal's. */
export async function showInPlace(press: Press, work: () => Promise<Reply>): Promise<void> {
  const { client, body } = press;
  if (body.view?.type !== 'modal') return answerPress(press, work, { inPlace: true });
  await updateModal(client, body.view.id ?? '', async () => noticeView(await work()));
}

/** Puts another view in a modal's place; when that fails the member is told so there, and the error goes on to the log. */
export async function updateModal(
  client: WebClient,
  viewId: string,
  work: () => Promise<ModalView>,
): Promise<void> {
  const put = (view: ModalView) => inTurn(() => client.views.update({ view_id: viewId, view }));
  try {
    await put(await work());
  } catch (error) {
    const known = knownFault(error);
    if (known) return void (await put(noticeView(known)));
    await put(noticeView(faultReply())).catch(() => {}); // the error itself is what matters
    throw error;
  }
}
